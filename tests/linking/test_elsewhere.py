"""Who did it where another sentence says so: laid at his door with his words, never where the report names a doer."""

from __future__ import annotations

import pytest

from gestae.reader import Reader
from gestae.record.record import Record
from gestae.settings import Settings
from gestae.sources.text import document_from_text

pytestmark = pytest.mark.models

SRINAGAR = """Two policemen were killed and four wounded on Monday when a bomb went off outside a police station in \
Srinagar.

The police said the attack had been planned for weeks. An anonymous caller told a local newspaper that he spoke for \
Hizbul Mujahideen and that more would follow. The government in New Delhi condemned the killings. Pakistan denied that \
it had trained anybody."""
BILBAO = """A car bomb exploded in front of a bank in Bilbao on Tuesday and wounded three people.

A man who phoned a radio station said that the Basque separatist group ETA had given half an hour's warning. The \
Spanish government called the attack cowardly."""
ZAMBOANGA = """A teacher was abducted from her home in Zamboanga on Saturday. The police found a boat on the beach.

Abu Sayyaf holds eleven other hostages on the island of Jolo and demanded a ransom of 20 million pesos for her on \
Sunday. The Moro National Liberation Front offered to mediate."""
KARAK = "An explosion killed the mayor of Karak on Monday. He was buried on Tuesday. The king sent his condolences."
NAMED = """Hezbollah fighters shelled a village near the border on Monday and killed two farmers.

Amal, which has fought Hezbollah for years, condemned the shelling. The Lebanese army sent soldiers."""


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


def behind(record: Record) -> set[str]:
    """The names of those at whose door the first event is laid."""
    names = {actor.id: actor.name for actor in record.actors}
    return {names[row.actor] for row in record.events[0].responsibility if row.standing != "told"}


def read(reader: Reader, text: str) -> Record:
    return reader(document_from_text(text, name="test", published="2012-05-15"))


@pytest.mark.parametrize(
    ("text", "body"), [(SRINAGAR, "Hizbul Mujahideen"), (BILBAO, "ETA"), (ZAMBOANGA, "Abu Sayyaf")]
)
def test_a_body_that_another_sentence_names_is_behind_it(reader: Reader, text: str, body: str) -> None:
    record = read(reader, text)
    assert behind(record) == {body}
    assert not record.events[0].actors  # a likely doer is none beyond doubt


def test_the_row_cites_the_words_and_the_voice_they_stand_in(reader: Reader) -> None:
    record = read(reader, SRINAGAR)
    (row,) = record.events[0].responsibility
    assert [piece.text for piece in row.evidence] == ["Hizbul Mujahideen"]
    assert row.standing == "implied"  # whoever says it: no word of the caller's claims the attack
    (said,) = (one for one in record.statements if one.id in row.according_to)
    assert "Hizbul Mujahideen" in said.content[0].text


@pytest.mark.parametrize("text", [KARAK, NAMED])
def test_nobody_is_added_where_none_is_likely_or_one_is_named(reader: Reader, text: str) -> None:
    assert behind(read(reader, text)) == set()


def test_without_the_judge_nothing_is_concluded() -> None:
    assert behind(read(Reader(Settings(judge=False)), SRINAGAR)) == set()
