"""Which mentions tell an event of their own, and which events are of public concern.

"Nobody was hurt" tells nothing; "she met her husband" and a theft that the police look into make no record of a crisis.
"""

from __future__ import annotations

from gestae.coding.conditions import is_public, noun_lemma
from gestae.coding.mentions import EventMention
from gestae.coding.modality import TELLING
from gestae.coding.wording import is_definite
from gestae.lexicon.events import EventLexicon
from gestae.reading.tokens import Reading, Token
from gestae.record.events import HAPPENED, Event
from gestae.resolving.who.actors import Actors

# Types that say something to someone: without a speaker they tell nothing.
_NEED_ACTOR = frozenset({"AGREE", "SUPPORT", "CONCEDE", "REQUEST", "ACCUSE", "REJECT", "THREATEN", "MOBILIZE", "AID"})
_NEED_RECIPIENT = frozenset({"SUPPORT", "ACCUSE", "SANCTION", "AID"})
_OBSERVERS = frozenset({"ngo", "media", "igo", "company"})
_OBSERVING_SECTORS = frozenset({"EDU", "JRN", "MED", "SOC", "BUS"})
_SEEN = frozenset({"ASSAULT", "PROTEST"})
_PEOPLE = ("people", "force", "prisoner")
_FORCEFUL = frozenset({"ASSAULT", "COERCE"})
_HANDS = ("vehicle", "weapon")
_THINGS_HIT = ("facility", "vehicle")
_KNOWN_MODALITIES = HAPPENED | {"denied", "negated", "threatened"}
# Types that private people have a share in every day; acts of violence, protest and force count whoever does them.
_CIVIL = frozenset(
    {"AGREE", "CONSULT", "SUPPORT", "CONCEDE", "REQUEST", "ACCUSE", "REJECT", "AID", "COOPERATE", "RETREAT", "SANCTION"}
)
_DEALINGS = frozenset({"AGREE", "CONSULT", "SUPPORT", "COOPERATE", "AID", "CONCEDE"})
_JUSTICE = frozenset({"ASSAULT", "COERCE", "SANCTION", "ACCUSE", "RETREAT", "CONCEDE"})
_KEEPERS = frozenset({"COP", "JUD"})
_MANY = 4  # so many victims are a public matter
_NAMING = frozenset({"NOUN", "PROPN", "ADJ", "VERB"})


def is_of_conflict(reading: Reading, lexicon: EventLexicon) -> bool:
    """Whether any word of the report speaks of public conflict or of politics."""
    words = lexicon.classes.get("conflict", frozenset())
    return any(
        token.pos in _NAMING and (token.lower in words or noun_lemma(token) in words) for token in reading.tokens
    )


def is_ordinary_crime(event: Event, actors: Actors) -> bool:
    """Whether an act of violence or justice concerns private people, the police and the courts alone."""
    if event.type not in _JUSTICE:
        return False
    parties = [actors.by_id(party) for party in (*event.actors, *event.recipients)]
    if all(actor.sector in _KEEPERS for actor in parties):
        return False  # a court or a police force alone: who stands before it is not told
    if event.type == "ASSAULT" and any(actors.by_id(party).sector in _KEEPERS for party in event.recipients):
        return False  # police who are attacked are no private people
    many = event.quantity is not None and (event.quantity.min or 0) >= _MANY
    return not many and all(actor.sector in _KEEPERS or not is_public(actor) for actor in parties)


def tells(mention: EventMention, reading: Reading, lexicon: EventLexicon) -> bool:
    """Whether a mention has enough parties to be an event of its own."""
    if is_attribute(mention.token, reading):
        return False  # "the murdered priests": told of before, or of no concern
    if mention.trigger.frame.own and (mention.actors or mention.recipients):
        return mention.standing.modality in _KNOWN_MODALITIES or _is_substantial(mention)
    if mention.type == "ASSAULT" and mention.targets and (mention.trigger.nominal or not mention.recipients):
        abstract = lexicon.classes.get("abstract", frozenset())
        if all(noun_lemma(noun) in abstract for noun in mention.targets):
            return False
    agentless = mention.trigger.frame.agentless and mention.trigger.slots.passive and bool(mention.recipients)
    if mention.type in _NEED_ACTOR and not mention.actors and not agentless:
        return False
    told = mention.recipients or mention.targets or mention.trigger.content or mention.absorbed
    if mention.type in _NEED_RECIPIENT and not told:
        inquiry = mention.type == "ACCUSE" and mention.mode == "investigate"
        if not inquiry and not (mention.trigger.frame.mutual and len(mention.actors) > 1):
            return False
    if mention.type == "ACCUSE" and mention.token.lemma in TELLING and not mention.recipients:
        return False  # "says the attack was a slap in the face": nobody is accused
    if mention.standing.modality == "negated" and not mention.actors:
        return False  # "nobody was hurt"
    if mention.actors or mention.recipients:
        return mention.standing.modality in _KNOWN_MODALITIES or _is_substantial(mention)
    return _stands_alone(mention, reading, lexicon)


def is_attribute(token: Token, reading: Reading) -> bool:
    """Whether a participle only describes a noun ("the murdered priests"), alone or beside another that does."""
    first = reading.tokens[token.head] if token.dep == "conj" else token
    return first.dep == "amod" and token.tag == "VBN"


def _is_substantial(mention: EventMention) -> bool:
    """Whether what did not happen yet, or may not, is told fully enough for a row ("may strike bases in Iraq")."""
    if mention.standing.modality == "promised" and (mention.actors or mention.recipients):
        return True  # "agreed to reopen its borders": the promise is an act
    told = mention.recipients or mention.targets or mention.trigger.content
    return bool(mention.actors and (told or mention.places or mention.date)) or (
        mention.type in _FORCEFUL and mention.standing.modality != "hypothetical" and bool(mention.recipients)
    )


def _stands_alone(mention: EventMention, reading: Reading, lexicon: EventLexicon) -> bool:
    """Whether an event without any known party is told: people are named, or violence is seen at a time or place."""
    if mention.standing.modality not in HAPPENED:
        return False
    if any(noun.pos == "PROPN" or _is_of(noun, _PEOPLE, lexicon) for noun in (*mention.doers, *mention.targets)):
        return True
    if mention.type == "ASSAULT" and any(_is_of(noun, _HANDS, lexicon) for noun in mention.doers):
        return True  # "the bombing of the camp by jets"
    if mention.type not in _SEEN:
        return False
    frame = mention.trigger.frame
    seen = mention.trigger.nominal and not is_definite(mention, reading)
    harmed = any(_is_of(noun, _THINGS_HIT, lexicon) for noun in mention.targets)
    asked = not mention.trigger.nominal and bool(frame.subjects) and frame.weight >= 0.8  # "a bomb exploded"
    return (seen or harmed or asked) and bool(mention.date or mention.places or (harmed and mention.means))


def _is_of(noun: Token, classes: tuple[str, ...], lexicon: EventLexicon) -> bool:
    return any(noun_lemma(noun) in lexicon.classes.get(name, ()) for name in classes)


def is_private(mention: EventMention, actors: Actors) -> bool:
    """Whether nobody public takes part: "she met her husband", "he left his job" make no record of a crisis."""
    if mention.type not in _CIVIL:
        return False
    parties = [actors.by_id(party.actor) for party in (*mention.actors, *mention.recipients)]
    if not parties:
        return not (mention.trigger.content or mention.places or mention.trigger.nominal)
    if mention.type in _DEALINGS and all(actor.kind == "company" or not is_public(actor) for actor in parties):
        return True  # firms among themselves
    return not any(is_public(actor) for actor in parties)


def only_observes(mention: EventMention, actors: Actors) -> bool:
    """Whether a "threat" is a warning by those who could not carry it out ("experts warn of attacks")."""
    if mention.type != "THREATEN":
        return False
    speakers = [actors.by_id(party.actor) for party in mention.actors]
    return all(actor.kind in _OBSERVERS or actor.sector in _OBSERVING_SECTORS for actor in speakers)
