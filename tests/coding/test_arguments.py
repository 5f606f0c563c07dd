"""Who did it and to whom, whatever the shape of the clause: slots of verbs, and the parties of each trigger."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

import pytest

from gestae.coding.arguments import is_passive, verb_slots
from gestae.reader import Reader
from gestae.reading.tokens import Reading
from gestae.sources.text import document_from_text

pytestmark = pytest.mark.models


@pytest.fixture(scope="module")
def reader(lexicon_reader: Reader) -> Reader:
    """The rules alone; the whole is tested in test_events.py, tests/documents and tests/quality."""
    return lexicon_reader


class Clause(NamedTuple):
    """A verb in a sentence, and the heads of its subject and object."""

    name: str
    text: str
    verb: str
    subjects: str
    objects: str


class Told(NamedTuple):
    """A trigger in a sentence, and the parties a careful reader gives it. `fails` says why the coder cannot yet."""

    name: str
    text: str
    trigger: str
    type: str
    actors: str
    recipients: str
    fails: str = ""


CLAUSES = (
    Clause("active", "Warplanes bombed the bridge at Novi Sad.", "bombed", "Warplanes", "bridge"),
    Clause("passive with agent", "The bridge was bombed by warplanes.", "bombed", "warplanes", "bridge"),
    Clause("passive without agent", "The consul was killed in Alexandria.", "killed", "", "consul"),
    Clause("reduced relative", "Missiles fired by Iran hit two bases.", "fired", "Iran", "Missiles"),
    Clause("subject of a reduced relative", "Missiles fired by Iran hit two bases.", "hit", "Missiles", "bases"),
    Clause("subject relative", "The rebels who seized Goma left.", "seized", "rebels", "Goma"),
    Clause("object relative", "The convoy that jets bombed belonged to Chad.", "bombed", "jets", "convoy"),
    Clause("participle after a noun", "Gunmen guarding the mine fled.", "guarding", "Gunmen", "mine"),
    Clause(
        "coordination", "Serbia condemned the vote and recalled its ambassador.", "recalled", "Serbia", "ambassador"
    ),
    Clause("two subjects", "France and Britain bombed the tanks.", "bombed", "France Britain", "tanks"),
    Clause("two objects", "Jets hit a depot and a barracks.", "hit", "Jets", "depot barracks"),
    Clause("active after passive", "The envoy was arrested and left Lima.", "left", "envoy", "Lima"),
    Clause("object control", "Kyiv urged Berlin to expel the envoy.", "expel", "Berlin", "envoy"),
    Clause("subject control", "Kyiv promised Berlin to expel the envoy.", "expel", "Kyiv", "envoy"),
    Clause("gerund after an object", "Nairobi accused Khartoum of arming rebels.", "arming", "Khartoum", "rebels"),
    Clause("gerund after a passive", "Rwanda was accused by London of arming rebels.", "arming", "Rwanda", "rebels"),
    Clause("gerund of the subject", "Tokyo apologised for sinking the trawler.", "sinking", "Tokyo", "trawler"),
    Clause("decision of an owner", "Peru's decision to expel the envoy surprised Quito.", "expel", "Peru", "envoy"),
    Clause("adjective", "Cairo is ready to free the sailors.", "free", "Cairo", "sailors"),
)

TOLD = (
    Told(
        "passive",
        "Two Serbian policemen were killed by Albanian guerrillas near Tetovo.",
        "killed", "ASSAULT", "Albanian guerrillas", "Serbian policemen",
    ),
    Told(
        "passive of an envoy",
        "The Libyan envoy was expelled by Uganda on Monday.",
        "expelled", "SANCTION", "Uganda", "Libya",
    ),
    Told(
        "bases housing troops",
        "Missiles fired by Iran hit two Iraqi bases housing American troops.",
        "hit", "ASSAULT", "Iran", "Iraq; American troops",
    ),
    Told(
        "bomb planted by",
        "A roadside bomb planted by Taliban fighters killed four Canadian soldiers.",
        "killed", "ASSAULT", "Taliban fighters", "Canadian soldiers",
    ),
    Told(
        "relative beside the main clause",
        "The militants, who were trained by Pakistan, attacked an Indian camp.",
        "attacked", "ASSAULT", "militants", "India",
    ),
    Told(
        "inside a passive relative",
        "The militants, who were trained by Pakistan, attacked an Indian camp.",
        "trained", "MOBILIZE", "Pakistan", "militants",
    ),
    Told(
        "subject relative",
        "Colombian rebels who abducted three American contractors released them on Wednesday.",
        "abducted", "ASSAULT", "Colombian rebels", "American contractors",
    ),
    Told(
        "pronoun as object",
        "Colombian rebels who abducted three American contractors released them on Wednesday.",
        "released", "RETREAT", "Colombian rebels", "American contractors",
    ),
    Told(
        "object relative",
        "The convoy that Ethiopian jets bombed belonged to Eritrea.",
        "bombed", "ASSAULT", "Ethiopia", "",
    ),
    Told(
        "accused of doing",
        "The United States accused Sudan of bombing hospitals.",
        "accused", "ACCUSE", "United States", "Sudan",
    ),
    Told(
        "was accused of doing",
        "Rwanda was accused by the United Nations of arming rebels in Congo.",
        "accused", "ACCUSE", "United Nations", "Rwanda",
    ),
    Told(
        "blamed for",
        "Burundi blamed Rwanda for the grenade attack in Bujumbura.",
        "blamed", "ACCUSE", "Burundi", "Rwanda",
    ),
    Told(
        "two actors",
        "France and Britain bombed Libyan tanks outside Benghazi.",
        "bombed", "ASSAULT", "France; United Kingdom", "Libya",
    ),
    Told(
        "two nations before one noun, owners",
        "Israel bombed Syrian and Iranian depots near Damascus.",
        "bombed", "ASSAULT", "Israel", "Syria; Iran",
        ),
    Told(
        "coordinated verbs",
        "Nigerian troops raided the camp and arrested forty fighters.",
        "arrested", "COERCE", "Nigerian troops", "fighters",
    ),
    Told(
        "active and passive in one sentence",
        "Thailand attacked Cambodia and was shelled by Cambodian artillery.",
        "shelled", "ASSAULT", "Cambodian artillery", "Thailand",
        ),
    Told(
        "sanctions imposed on, active",
        "The United Nations imposed sanctions on Eritrea.",
        "imposed", "SANCTION", "United Nations", "Eritrea",
    ),
    Told(
        "sanctions imposed on, participle",
        "Sanctions imposed on Iran by the United States went on.",
        "imposed", "SANCTION", "United States", "Iran",
    ),
    Told(
        "light verb",
        "Kenya carried out air strikes on Somali militants.",
        "carried", "ASSAULT", "Kenya", "Somali militants",
    ),
    Told(
        "light verb, swapped",
        "Georgia suffered an attack by Russian bombers.",
        "attack", "ASSAULT", "Russian bombers", "Georgia",
    ),
    Told(
        "came under attack",
        "Pakistani forces came under attack from Taliban fighters.",
        "attack", "ASSAULT", "Taliban fighters", "Pakistani forces",
        ),
    Told(
        "protest lodged with",
        "The Philippines lodged a protest with China over the reef.",
        "lodged", "ACCUSE", "Philippines", "China",
    ),
    Told(
        "instrument as subject",
        "Russian missiles hit a Ukrainian power plant near Kharkiv.",
        "hit", "ASSAULT", "Russia", "Ukraine",
    ),
    Told(
        "led by, before the noun",
        "Saudi-led air strikes hit a Houthi camp near Saada.",
        "strikes", "ASSAULT", "Saudi Arabia", "Houthis",
    ),
    Told(
        "possessive and of",
        "Turkey's arrest of the Greek soldiers angered Athens.",
        "arrest", "COERCE", "Turkey", "Greek soldiers",
    ),
    Told(
        "of and by",
        "The arrest of a Chinese banker by Canada strained relations.",
        "arrest", "COERCE", "Canada", "Chinese banker",
        fails="\"by\" hung on the noun before it is not found",
    ),
    Told(
        "indirect object",
        "Poland sent Ukraine a hundred tanks.",
        "sent", "AID", "Poland", "Ukraine",
    ),
    Told(
        "handed over to",
        "Denmark handed over two suspects to Rwanda.",
        "handed", "COOPERATE", "Denmark", "Rwanda",
    ),
    Told(
        "agreed with",
        "Armenia agreed with Azerbaijan to exchange prisoners.",
        "agreed", "AGREE", "Armenia", "Azerbaijan",
    ),
    Told(
        "mutual, two nations before one noun",
        "Greek and Turkish ministers met in Vienna.",
        "met", "CONSULT", "Greece; Turkish ministers", "",
    ),
    Told(
        "mutual, of two nations",
        "The foreign ministers of India and Pakistan met in Agra on Sunday.",
        "met", "CONSULT", "foreign ministers of India; Pakistan", "",
        ),
    Told(
        "on its own soil",
        "Sudanese jets bombed a village in Darfur.",
        "bombed", "ASSAULT", "Sudan", "",
        fails="the state of the place counts as the one it was done to, and then no more as the one who did it",
    ),
    Told(
        "weekday before the subject",
        "On Saturday Colombia recalled its ambassador from Peru.",
        "recalled", "SANCTION", "Colombia", "Peru",
    ),
    Told(
        "refused to receive",
        "Egypt refused to receive the Israeli envoy.",
        "refused", "REJECT", "Egypt", "Israel",
        fails="the object of what is refused is not looked at",
    ),
)  # fmt: skip


def _read(reader: Reader, text: str) -> Reading:
    return reader.parse(document_from_text(text, name="case", published="2020-01-08"))


def _parameters() -> list[Any]:
    return [
        pytest.param(
            case,
            id=case.name,
            marks=[pytest.mark.xfail(strict=True, raises=AssertionError, reason=case.fails)] if case.fails else [],
        )
        for case in TOLD
    ]


@pytest.mark.parametrize("case", CLAUSES, ids=lambda case: case.name)
def test_slots_of_a_verb(case: Clause, reader: Reader) -> None:
    reading = _read(reader, case.text)
    verb = next(token for token in reading.tokens if token.text == case.verb)
    slots = verb_slots(reading, verb)
    assert [token.text for token in slots.subjects] == case.subjects.split()
    assert [token.text for token in slots.objects] == case.objects.split()


@pytest.mark.parametrize("case", _parameters())
def test_parties_of_a_trigger(case: Told, reader: Reader) -> None:
    reading = _read(reader, case.text)
    found = re.search(rf"\b{case.trigger}\b", case.text)
    assert found is not None
    record = reader.record(reading)
    names = {actor.id: actor.name for actor in record.actors}
    told = [
        (event.type, {names[id_] for id_ in event.actors}, {names[id_] for id_ in event.recipients})
        for event in record.events
        if any(item.role == "trigger" and item.start <= found.start() < item.end for item in event.evidence)
    ]
    wanted = (case.type, _names(case.actors), _names(case.recipients))
    assert told == [wanted]


def _names(listed: str) -> set[str]:
    return set(listed.split("; ")) if listed else set()


@pytest.mark.parametrize(
    ("text", "verb", "passive"),
    [
        ("The envoy was expelled.", "expelled", True),
        ("The envoy expelled on Monday left.", "expelled", True),
        ("Uganda has expelled the envoy.", "expelled", False),
        ("Uganda expelled the envoy.", "expelled", False),
        ("The sailors were seized and held for weeks.", "held", True),
    ],
)
def test_passive(text: str, verb: str, passive: bool, reader: Reader) -> None:
    reading = _read(reader, text)
    assert is_passive(reading, next(token for token in reading.tokens if token.text == verb)) is passive


def test_prepositions_keep_the_order_of_the_text(reader: Reader) -> None:
    reading = _read(reader, "Talks with Iran on shipping in Muscat ended.")
    slots = verb_slots(reading, next(token for token in reading.tokens if token.text == "ended"))
    assert [token.text for token in slots.subjects] == ["Talks"]
    reading = _read(reader, "Ships fired on the port from the west with rockets.")
    slots = verb_slots(reading, next(token for token in reading.tokens if token.text == "fired"))
    assert [word for word, _ in slots.prepositions] == ["on", "from", "with"]
    assert [token.text for token in slots.after("with")] == ["rockets"]


def test_victims_of_a_sentence_without_a_verb_are_not_the_killers(reader: Reader) -> None:
    document = document_from_text("The blood of the eleven priests assassinated in Recife.", name="fragment")
    assert [event.actors for event in reader(document).events if event.type == "ASSAULT"] == [()]
