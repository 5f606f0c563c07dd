"""Who denies a part of its own and not the deed: "Kenya said Somali and Ethiopian troops had shelled the village.

Ethiopia denied that it had." The village was shelled all the same, as Kenya says, and Somalia has denied nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from gestae.attribution.statements import FoundStatement
from gestae.reading.tokens import Reading, Token
from gestae.record.events import Event
from gestae.resolving.who.actors import Actors

_SELVES = frozenset({"it", "they", "he", "she", "we", "i"})
_OWN = frozenset({"its", "their", "his", "her", "our", "my"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_OFFICIAL = frozenset({"state", "government", "military"})


def denies_own_part(reading: Reading, denial: FoundStatement, event: Event, actors: Actors) -> bool:
    """Whether a denial is of what the speaker itself did, and the event is told of others beside it."""
    speakers = denial.statement.speakers
    mine = [one for one in event.actors if _is_of(one, speakers, actors)]
    return 0 < len(mine) < len(event.actors) and _is_of_oneself(reading, denial, actors)


def _is_of(actor: str, speakers: Sequence[str], actors: Actors) -> bool:
    """Whether an actor is a speaker, or acts for the state that a speaker speaks for."""
    return actor in speakers or bool(_states((actor,), actors) & _states(speakers, actors))


def _states(ids: Iterable[str], actors: Actors) -> set[str]:
    known = [actors.by_id(one) for one in ids]
    return {one.country for one in known if one.country and one.kind in _OFFICIAL}


def _is_of_oneself(reading: Reading, denial: FoundStatement, actors: Actors) -> bool:
    """Whether the words denied speak of the speaker: "it had", "its troops had shelled"."""
    words = [token for first, last in denial.content for token in reading.tokens[first:last]]
    subject = next((token for token in words if token.dep in _SUBJECTS), None)
    if subject is None:
        return False
    mention = actors.at(subject.index)
    named = mention is not None and mention.actor in denial.statement.speakers
    return named or subject.lower in _SELVES or _is_owned(reading, subject)


def _is_owned(reading: Reading, subject: Token) -> bool:
    return any(one.dep == "poss" and one.lower in _OWN for one in reading.children(subject))
