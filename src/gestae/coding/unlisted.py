"""Parties that the reading of actors could not know: nouns in the slots of an event that the judge sees in a role.

"Rebels blew up several high-voltage towers": no list holds the towers, the verb has them for its object, and the judge
is sure that they are what it was done to. Grammar alone would make a party of every object, the judge alone of
whatever stands near.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gestae.coding.conditions import noun_lemma
from gestae.coding.modality import judge
from gestae.coding.nominal import NominalArguments
from gestae.coding.parties import PartyFinder
from gestae.coding.triggers import Trigger
from gestae.judging.judge import Judgements
from gestae.lexicon.events import ModalityWords
from gestae.reading.tokens import Reading, Token
from gestae.resolving.where.places import Places
from gestae.resolving.who.actors import Actors

_NOUNS = frozenset({"NOUN", "PROPN"})
_ACTS = 0.5  # share of an actor; of 57 nouns with no less, 50 were one (380 reports labelled by readers)
_UNDERGOES = 0.4  # share of a recipient; of 181 with 0.3 and more, 126
_HIT = 0.5  # share of a recipient from which a place stands for its state; of 29 with 0.4 and more, 22 did
_CARRIERS = frozenset({"by", "on", "against", "at", "of", "to", "with", "from", "between", "into"})


def unlisted_parties(
    reading: Reading,
    triggers: Sequence[Trigger],
    *,
    actors: Actors,
    places: Places,
    finder: PartyFinder,
    nominal: NominalArguments,
    modality: ModalityWords,
    judgements: Judgements,
) -> tuple[Token, ...]:
    """The nouns that are parties of what the triggers tell and no mention of any actor, in the order of the text.

    Places among them stand for the state that they lie in ("the invasion of South Lebanon", "arrived in Amman").
    """
    found: dict[int, Token] = {}
    for trigger in triggers:
        if judge(reading, trigger.token, modality).modality == "hypothetical":
            continue  # "like that of a state taking out generals": nobody in particular
        for noun in _slots(trigger, nominal):
            if noun.pos not in _NOUNS or actors.at(noun.index) is not None or _is_abbreviated(reading, noun, actors):
                continue
            roles = judgements.roles(trigger.token, noun)
            if roles is None:
                continue
            if places.at(noun.index) is not None:
                if roles.recipient >= _HIT:
                    found[noun.index] = noun
                continue
            if roles.actor < _ACTS and roles.recipient < _UNDERGOES:
                continue
            if noun_lemma(noun) in finder.lexicon.classes.get("information", ()):
                continue  # "intelligence shared by Washington helped Ukraine"
            if not (nominal.is_time(noun) or finder.means(noun) or finder.parties(noun)):
                found[noun.index] = noun
    return tuple(found[index] for index in sorted(found))


def _is_abbreviated(reading: Reading, noun: Token, actors: Actors) -> bool:
    """Whether a known actor in brackets stands for the name that ends here ("National Liberation [FMLN]")."""
    following = reading.tokens[noun.index + 1 : noun.index + 3]
    return len(following) == 2 and following[0].text in {"(", "["} and actors.at(following[1].index) is not None


def _slots(trigger: Trigger, nominal: NominalArguments) -> Iterator[Token]:
    slots = trigger.slots
    yield from (*slots.subjects, *slots.objects, *slots.indirect)
    yield from (noun for word, noun in slots.prepositions if word in _CARRIERS or word in trigger.frame.recipient)
    if trigger.nominal:
        for nouns in nominal.find(trigger):
            yield from nouns
