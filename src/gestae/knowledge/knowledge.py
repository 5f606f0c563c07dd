"""Everything gestae knows before it reads, in one bundle."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from gestae.knowledge.actors import KnownActors, load_known_actors
from gestae.knowledge.gazetteer import Gazetteer, load_gazetteer
from gestae.knowledge.geonames.full import FullGazetteer, full_path
from gestae.knowledge.own.files import OwnFile
from gestae.knowledge.own.merging import with_own_actors
from gestae.lexicon.answers import LinkWords, load_link_words
from gestae.lexicon.casualties import CasualtyWords, load_casualty_words
from gestae.lexicon.events import EventLexicon, load_event_lexicon
from gestae.lexicon.numbers import NumberWords, load_number_words
from gestae.lexicon.own.codebooks import Codebook, with_codebooks
from gestae.lexicon.speech import Speech, load_speech
from gestae.lexicon.ties import Ties, load_ties
from gestae.ontology.codes import Ontology, load_ontology


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


def load_knowledge(
    own: Sequence[OwnFile] = (), codebooks: Sequence[Codebook] = (), *, full_gazetteer: bool = False
) -> Knowledge:
    """The knowledge that ships with gestae, loaded once; with it the user's own actors and codebooks, if any.

    Args:
        own: the user's own actors.
        full_gazetteer: with the whole of GeoNames where the user has built it.

    Raises:
        KnowledgeError: a data file is wrong; names the file and the entry.
    """
    found = _shipped()
    if full_gazetteer and full_path().is_file():
        found = replace(found, gazetteer=Gazetteer(found.gazetteer.path, FullGazetteer(full_path())))
    if own:
        found = replace(found, actors=with_own_actors(found.actors, own))
    if codebooks:
        events, ontology = with_codebooks(found.events, found.ontology, codebooks)
        found = replace(found, events=events, ontology=ontology)
    return found


@cache
def _shipped() -> Knowledge:
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
