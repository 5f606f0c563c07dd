"""A small record written by hand: an invented report, every table with a row or two."""

from __future__ import annotations

from gestae.record.actors import Actor
from gestae.record.dates import DateInterval
from gestae.record.discrepancies import Claim, Discrepancy
from gestae.record.documents import Document
from gestae.record.events import Event, Quantity
from gestae.record.evidence import Evidence
from gestae.record.links import Link
from gestae.record.markets import MarketMove
from gestae.record.places import Place
from gestae.record.record import Record, Versions
from gestae.record.relations import Relation
from gestae.record.statements import Statement
from gestae.record.tolls import Toll
from gestae.sources.text import document_from_text

TEXT = (
    "Arnor Shells Gondor Port, Killing Nine\n\n"
    "By Jane Doe, Example News\n\n"
    "PELARGIR, Gondor (Wire) - Arnor’s navy shelled the port of Pelargir early on Wednesday, killing nine dock "
    "workers, Gondor’s government said. Arnor has not yet commented on casualties.\n\n"
    "The shelling was in retaliation for a drone strike on an Arnorian frigate in late December. “We will answer "
    "again if we must,” Admiral Hador Galdor said on Twitter.\n\n"
    "Gondor denied that it had struck the frigate. The harbour office put the shelling at Dol Amroth.\n\n"
    "Shares in Pelargir fell 3%, while the dockers’ union, which is backed by Arnor, counted 11 dead.\n"
)


def document() -> Document:
    return document_from_text(TEXT, name="sample.txt", published="2020-01-08T12:00:00+00:00")


def quote(words: str, role: str, *, nth: int = 0) -> Evidence:
    """The words as they stand in the sample, as evidence."""
    start = -1
    for _ in range(nth + 1):
        start = TEXT.index(words, start + 1)
    return document().evidence(start, start + len(words), role)


def record() -> Record:
    shelled = DateInterval("2020-01-08", "2020-01-08", "day", "early on Wednesday")
    december = DateInterval("2019-12-21", "2019-12-31", "range", "late December")
    return Record(
        documents=(document(),),
        actors=(
            Actor(
                id="Aarnor", name="Arnor", kind="state", country="ARN", sector="GOV", evidence=(quote("Arnor", "name"),)
            ),
            Actor(id="Agondor", name="Gondor", kind="state", country="GDR", evidence=(quote("Gondor", "name"),)),
            Actor(
                id="Ahador",
                name="Hador Galdor",
                kind="person",
                country="ARN",
                sector="MIL",
                evidence=(quote("Admiral Hador Galdor", "name"),),
            ),
            Actor(
                id="Aunion", name="dockers’ union", kind="organization", evidence=(quote("the dockers’ union", "name"),)
            ),
        ),
        places=(
            Place(
                id="Lpelargir",
                name="Pelargir",
                kind="city",
                country="GDR",
                lat=43.5,
                lon=11.25,
                precision="city",
                evidence=(quote("Pelargir", "name"),),
            ),
            Place(
                id="Lamroth",
                name="Dol Amroth",
                kind="city",
                country="GDR",
                precision="unknown",
                evidence=(quote("Dol Amroth", "name"),),
            ),
        ),
        events=(
            Event(
                id="E1",
                type="ASSAULT",
                mode="heavy-weapons",
                contexts=("military",),
                cameo="194",
                quad=4,
                intensity=-10.0,
                modality="actual",
                actors=("Aarnor",),
                recipients=("Agondor",),
                date=shelled,
                places=("Lpelargir",),
                means=("naval gun",),
                according_to=("S1",),
                confidence=0.9,
                evidence=(
                    quote("shelled", "trigger"),
                    quote("Arnor’s navy", "actor"),
                    quote("early on Wednesday", "date"),
                ),
            ),
            Event(
                id="E2",
                type="ASSAULT",
                mode="aerial",
                quad=4,
                intensity=-10.0,
                modality="denied",
                actors=("Agondor",),
                recipients=("Aarnor",),
                date=december,
                means=("drone",),
                quantity=Quantity(1.0, 1.0, "strike", "a drone strike"),
                confidence=0.7,
                evidence=(quote("drone strike", "trigger"),),
            ),
            Event(
                id="E3",
                type="THREATEN",
                quad=3,
                intensity=-4.4,
                modality="threatened",
                actors=("Ahador",),
                recipients=(),
                according_to=("S2",),
                confidence=0.6,
                evidence=(quote("answer again", "trigger"),),
            ),
        ),
        statements=(
            Statement(
                id="S1",
                speakers=("Agondor",),
                kind="indirect",
                cue=quote("said", "cue"),
                content=(quote("Arnor’s navy shelled the port of Pelargir", "content"),),
                evidence=(quote("Gondor’s government said", "speaker"),),
            ),
            Statement(
                id="S2",
                speakers=("Ahador",),
                channel="Twitter",
                kind="direct",
                cue=quote("said", "cue", nth=1),
                content=(quote("We will answer again if we must,", "content"),),
                evidence=(quote("Admiral Hador Galdor said", "speaker"),),
            ),
        ),
        tolls=(
            Toll(
                id="T1",
                event="E1",
                effect="killed",
                who="dock workers",
                affiliation=("Agondor",),
                min=9,
                max=9,
                text="nine dock workers",
                status="reported",
                according_to=("S1",),
                date=shelled,
                evidence=(quote("killing nine dock workers", "toll"),),
            ),
            Toll(
                id="T2",
                event="E1",
                effect="killed",
                text="has not yet commented on casualties",
                status="pending",
                according_to=("Aarnor",),
                evidence=(quote("Arnor has not yet commented on casualties", "toll"),),
            ),
            Toll(
                id="T3",
                event="E1",
                effect="killed",
                min=11,
                text="11 dead",
                status="claimed",
                according_to=("Aunion",),
                evidence=(quote("11 dead", "toll"),),
            ),
        ),
        links=(
            Link(source="E1", target="E2", relation="retaliation_for", evidence=(quote("in retaliation for", "cue"),)),
        ),
        relations=(
            Relation(
                source="Aunion",
                relation="backed_by",
                target="Aarnor",
                text="backed by Arnor",
                evidence=(quote("is backed by Arnor", "relation"),),
            ),
        ),
        market_moves=(
            MarketMove(
                instrument="Shares in Pelargir",
                direction="down",
                amount=3.0,
                unit="percent",
                cause="E1",
                evidence=(quote("fell 3%", "move"),),
            ),
        ),
        discrepancies=(
            Discrepancy(
                about="place",
                claims=(
                    Claim(value="Pelargir", evidence=(quote("the port of Pelargir", "value"),)),
                    Claim(value="Dol Amroth", according_to=("S1",), evidence=(quote("Dol Amroth", "value"),)),
                ),
                events=("E1",),
            ),
        ),
        gestae=Versions(version="0.0.0", model="none", ontology="PLOVER"),
    )
