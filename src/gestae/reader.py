"""One document through the rooms, top to bottom: the table of contents of the program."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from gestae.attribution.statements import find_statements
from gestae.coding.between import Dealing, dealings
from gestae.coding.events import Events, code_events
from gestae.coding.explaining import Explanation, explain_events
from gestae.extraction.markets import find_market_moves
from gestae.extraction.relations import find_relations
from gestae.extraction.tolls import find_tolls
from gestae.judging.judge import Judge, Judgements, judge_network, judge_version, trained_judge
from gestae.judging.whole import whole_network
from gestae.knowledge.knowledge import Knowledge, load_knowledge
from gestae.knowledge.own.folder import own_files
from gestae.lexicon.own.codebooks import read_codebook
from gestae.linking.answers import link_answers
from gestae.linking.attachment import attach_moves, attach_tolls
from gestae.linking.claims import settle_claims
from gestae.linking.discrepancies import find_discrepancies, in_order
from gestae.linking.elsewhere import with_parties_elsewhere
from gestae.linking.responsibility import contested, with_responsibility
from gestae.reading.parser import Parser, Passages
from gestae.reading.tokens import Reading
from gestae.record.documents import Document
from gestae.record.record import Record, Versions
from gestae.record.spans import Span
from gestae.resolving.when.clocks import home_of
from gestae.resolving.when.dates import resolve_dates
from gestae.resolving.where.places import resolve_places
from gestae.resolving.who.actors import Actors, resolve_actors
from gestae.settings import Settings
from gestae.skimming.skim import Skim, Skimmed, noted
from gestae.version import __version__


class Reader:
    """Reads reports. Holds what is slow to load (parser, knowledge) and the settings; keeps no state between reports.

    Args:
        settings: how to read; the defaults when not given.

    Raises:
        ModelMissing: the language model is not installed.
        KnowledgeError: a data file, a file of the user's own actors, a codebook or the gazetteer they built is wrong.
    """

    def __init__(self, settings: Settings | None = None) -> None:
        self.settings = settings or Settings()
        own = own_files(self.settings.actors, with_imported=self.settings.imported_actors)
        books = tuple(read_codebook(path) for path in self.settings.codebooks)
        self.knowledge: Knowledge = load_knowledge(own, books, full_gazetteer=self.settings.full_gazetteer)
        self._own = tuple(file.stamp for file in own)
        self._codebooks = tuple(book.stamp for book in books)
        skims = self.settings.skim
        any_concern = not self.settings.concern
        self._judge: Judge | None = (
            trained_judge(remembers=skims, any_concern=any_concern) if self.settings.judge else None
        )
        self._whole = whole_network() if self.settings.judge else None
        self._parser = Parser(self.settings.model, common=self.knowledge.events.common)
        asked = judge_network(remembers=True) if skims and self.settings.judge else None
        self._skim = Skim(self.knowledge.events, judge=asked, any_concern=any_concern) if skims else None

    @property
    def versions(self) -> Versions:
        """What makes the records: program, models, ontology, gazetteer, the user's own actors and codebooks."""
        return Versions(
            version=__version__,
            model=noted(self._parser.model, self._skim.version) if self._skim is not None else self._parser.model,
            judge=judge_version(any_concern=not self.settings.concern) if self._judge is not None else None,
            ontology=self.knowledge.ontology.version,
            gazetteer=self.knowledge.gazetteer.stamps,
            actors=self._own,
            codebooks=self._codebooks,
        )

    def __call__(self, document: Document) -> Record:
        """The record of one report."""
        return self.record(self._parser.parse(document, only=self._passages()))

    def read_all(self, documents: Iterable[Document]) -> Iterator[Record]:
        """Records in the order of the reports, parsed in batches."""
        return (self.record(reading) for reading in self._parser.parse_all(documents, only=self._passages()))

    def skim(self, documents: Sequence[Document]) -> list[Skimmed | None]:
        """For each report, why it need not be read; None where it must be, and always without the setting `skim`."""
        if self._skim is None:
            return [None] * len(documents)
        return self._skim(documents)

    def parse(self, document: Document) -> Reading:
        """The language analysis alone, for those who want a single stage."""
        return self._parser.parse(document, only=self._passages())

    def parse_all(self, documents: Iterable[Document]) -> Iterator[Reading]:
        """The language analysis alone, in batches, in the order of the reports."""
        return self._parser.parse_all(documents, only=self._passages())

    def explain(self, document: Document) -> tuple[Record, tuple[Explanation, ...]]:
        """The record of one report, and for each of its events why it was coded."""
        reading = self._parser.parse(document, only=self._passages())
        judgements = self._judgements(reading)
        record, events, actors = self.in_full(reading, judgements)
        lexicon = self.knowledge.events
        return record, explain_events(reading, events, actors=actors, lexicon=lexicon, judgements=judgements)

    def record(self, reading: Reading) -> Record:
        """Everything after the parser."""
        return self.in_full(reading, self._judgements(reading))[0]

    def between(self, reading: Reading, source: Span | None, target: Span | None) -> tuple[Dealing, ...]:
        """What one marked party does to another (characters of the report), likeliest first.

        None stands for a party that the text does not name.
        """
        judgements = self._judgements(reading)
        record = self.in_full(reading, judgements)[0]
        return dealings(reading, source, target, events=record.events, judgements=judgements)

    def _passages(self) -> Passages | None:
        """With the setting `skim`, which passages of a report are read; None where all are."""
        return self._skim.passages if self._skim is not None else None

    def _judgements(self, reading: Reading) -> Judgements | None:
        return self._judge(reading) if self._judge is not None else None

    def in_full(self, reading: Reading, judgements: Judgements | None) -> tuple[Record, Events, Actors]:
        """The record, with the events and actors as they stand in it and the words they were made of.

        Without judgements the lexicon and the rules decide alone.
        """
        knowledge = self.knowledge
        document = reading.document
        places = resolve_places(reading, gazetteer=knowledge.gazetteer)
        home = home_of(reading, places=places, known=knowledge.actors, gazetteer=knowledge.gazetteer)
        dates = resolve_dates(reading, published=document.published, home=home, places=places)
        actors = resolve_actors(
            reading, known=knowledge.actors, places=places, published=document.published, filed_from=home.country
        )
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
            known=knowledge.actors,
            judgements=judgements,
        )
        actors = coded.actors
        settled = settle_claims(reading, coded, statements=statements, actors=actors)
        events = with_responsibility(reading, settled.events, actors=actors, statements=statements)
        if judgements is not None and self._whole is not None:
            events = with_parties_elsewhere(
                reading, events, actors=actors, statements=statements, judgements=judgements, network=self._whole
            )
        found_tolls = find_tolls(reading, actors=actors, statements=statements, dates=dates, words=knowledge.casualties)
        tolls = settled.attached(attach_tolls(reading, found_tolls, events=coded))
        disagreeing = find_discrepancies(reading, events=coded, actors=actors, places=places, tolls=tolls)
        discrepancies = in_order((*settled.rejoined(disagreeing), *contested(events.items, actors)))
        moves = attach_moves(reading, find_market_moves(reading, dates=dates), events=events)
        record = Record(
            documents=(document,),
            actors=actors.items,
            places=places.items,
            events=events.items,
            statements=statements.items,
            tolls=tolls,
            links=link_answers(reading, events=events, words=knowledge.links),
            relations=find_relations(reading, actors=actors, places=places, dates=dates, ties=knowledge.ties),
            market_moves=moves,
            discrepancies=discrepancies,
            gestae=self.versions,
        )
        return record, events, actors
