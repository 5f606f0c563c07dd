"""Where a party of an event came from, in words: a slot of the frame, the words around, or the judge."""

from __future__ import annotations

from collections.abc import Iterator

from gestae.coding.parties import Party
from gestae.coding.triggers import Trigger
from gestae.reading.tokens import Reading, Token

JUDGE = "judge"
_NAMES = {
    "nsubj": "subject",
    "nsubjpass": "object",
    "dobj": "object",
    "dative": "indirect object",
    "poss": "possessor",
    "amod": "word before the noun",
    "compound": "word before the noun",
    "nmod": "word before the noun",
}


def origin_of(reading: Reading, trigger: Trigger, party: Party) -> str:
    """ "subject", "object", "after “with”", "possessor", "in the object" (an owner), "judge", "words around"."""
    if party.by_judge:
        return JUDGE
    for name, noun in _slots(trigger):
        phrase = reading.subtree(noun)
        if party.start <= noun.start < party.end:
            return name
        if phrase[0].start <= party.start < phrase[-1].end:
            return f"in the {name}" if " " not in name else f"in what stands {name}"
    return _path(reading, trigger, party)


def _slots(trigger: Trigger) -> Iterator[tuple[str, Token]]:
    slots = trigger.slots
    yield from (("subject", noun) for noun in slots.subjects)
    yield from (("indirect object", noun) for noun in slots.indirect)
    yield from ((f"after “{word}”", noun) for word, noun in slots.prepositions)
    yield from (("object", noun) for noun in slots.objects if noun not in trigger.content)


def _path(reading: Reading, trigger: Trigger, party: Party) -> str:
    """What the parse says of a party that no slot of the trigger itself holds."""
    token = next((token for token in reading.tokens if token.start <= party.start < token.end), None)
    while token is not None and token.head != token.index:
        above = reading.tokens[token.head]
        if above.index == trigger.token.index or above in trigger.content:
            return _NAMES.get(token.dep, f"after “{token.lower}”" if token.dep in {"prep", "agent"} else "words around")
        token = above
    return "words around"
