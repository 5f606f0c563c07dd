"""One document through the rooms, top to bottom: the table of contents of the program."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from gestae.attribution.statements import find_statements
from gestae.coding.events import code_events
from gestae.extraction.markets import find_market_moves
from gestae.extraction.relations import find_relations
from gestae.extraction.tolls import find_tolls
from gestae.knowledge.knowledge import Knowledge, load_knowledge
from gestae.knowledge.own.folder import own_files
from gestae.linking.answers import link_answers
from gestae.linking.attachment import attach_moves, attach_tolls
from gestae.linking.claims import settle_claims
from gestae.linking.discrepancies import find_discrepancies
from gestae.reading.parser import Parser
from gestae.reading.tokens import Reading
from gestae.record.documents import Document
from gestae.record.record import Record, Versions
from gestae.resolving.when.dates import resolve_dates
from gestae.resolving.where.places import resolve_places
from gestae.resolving.who.actors import resolve_actors
from gestae.settings import Settings
from gestae.version import __version__


class Reader:
    """Reads reports. Holds what is slow to load (parser, knowledge) and the settings; keeps no state between reports.

    Args:
        settings: how to read; the defaults when not given.

    Raises:
        ModelMissing: the language model is not installed.
        KnowledgeError: a data file, or a file of the user's own actors, is wrong.
    """

    def __init__(self, settings: Settings | None = None) -> None:
        self.settings = settings or Settings()
        own = own_files(self.settings.actors, with_imported=self.settings.imported_actors)
        self.knowledge: Knowledge = load_knowledge(own)
        self._own = tuple(file.stamp for file in own)
        self._parser = Parser(self.settings.model, common=self.knowledge.events.common)

    @property
    def versions(self) -> Versions:
        """What makes the records: program, language model, ontology, and the user's own files of actors."""
        return Versions(
            version=__version__, model=self._parser.model, ontology=self.knowledge.ontology.version, actors=self._own
        )

    def __call__(self, document: Document) -> Record:
        """The record of one report."""
        return self.record(self._parser.parse(document))

    def read_all(self, documents: Iterable[Document]) -> Iterator[Record]:
        """Records in the order of the reports, parsed in batches."""
        return (self.record(reading) for reading in self._parser.parse_all(documents))

    def parse(self, document: Document) -> Reading:
        """The language analysis alone, for those who want a single stage."""
        return self._parser.parse(document)

    def record(self, reading: Reading) -> Record:
        """Everything after the parser."""
        knowledge = self.knowledge
        document = reading.document
        dates = resolve_dates(reading, published=document.published)
        places = resolve_places(reading, gazetteer=knowledge.gazetteer)
        actors = resolve_actors(reading, known=knowledge.actors, places=places, published=document.published)
        statements = find_statements(reading, actors=actors, dates=dates, speech=knowledge.speech)
        coded = code_events(
            reading,
            actors=actors,
            places=places,
            dates=dates,
            statements=statements,
            lexicon=knowledge.events,
            ontology=knowledge.ontology,
            numbers=knowledge.numbers,
        )
        settled = settle_claims(reading, coded, statements=statements)
        events = settled.events
        found_tolls = find_tolls(reading, actors=actors, statements=statements, dates=dates, words=knowledge.casualties)
        tolls = settled.attached(attach_tolls(reading, found_tolls, events=coded))
        moves = attach_moves(reading, find_market_moves(reading, dates=dates), events=events)
        return Record(
            documents=(document,),
            actors=actors.items,
            places=places.items,
            events=events.items,
            statements=statements.items,
            tolls=tolls,
            links=link_answers(reading, events=events, words=knowledge.links),
            relations=find_relations(reading, actors=actors, places=places, dates=dates, ties=knowledge.ties),
            market_moves=moves,
            discrepancies=settled.rejoined(
                find_discrepancies(reading, events=coded, actors=actors, places=places, tolls=tolls)
            ),
            gestae=self.versions,
        )
