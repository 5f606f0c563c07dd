"""Everything gestae knows before it reads, in one bundle."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from gestae.knowledge.actors import KnownActors, load_known_actors
from gestae.knowledge.answers import LinkWords, load_link_words
from gestae.knowledge.casualties import CasualtyWords, load_casualty_words
from gestae.knowledge.gazetteer import Gazetteer, load_gazetteer
from gestae.knowledge.lexicon import EventLexicon, load_event_lexicon
from gestae.knowledge.numbers import NumberWords, load_number_words
from gestae.knowledge.ontology import Ontology, load_ontology
from gestae.knowledge.speech import Speech, load_speech
from gestae.knowledge.ties import Ties, load_ties


@dataclass(frozen=True, slots=True)
class Knowledge:
    """The loaded tables and word lists, each used by the rooms that name it."""

    actors: KnownActors
    casualties: CasualtyWords
    events: EventLexicon
    gazetteer: Gazetteer
    links: LinkWords
    numbers: NumberWords
    ontology: Ontology
    speech: Speech
    ties: Ties


@cache
def load_knowledge() -> Knowledge:
    """The knowledge that ships with gestae; loaded once, never changed.

    Raises:
        KnowledgeError: a data file is wrong; names the file and the entry.
    """
    return Knowledge(
        actors=load_known_actors(),
        casualties=load_casualty_words(),
        events=load_event_lexicon(),
        gazetteer=load_gazetteer(),
        links=load_link_words(),
        numbers=load_number_words(),
        ontology=load_ontology(),
        speech=load_speech(),
        ties=load_ties(),
    )
