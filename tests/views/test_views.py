"""Views of a record written by hand."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import replace

import pytest
from rich.cells import cell_len
from rich.console import Console

from gestae.record.record import Record
from gestae.views.as_csv import COLUMNS, csv_rows, harmless
from gestae.views.as_json import json_array, json_lines, json_object
from gestae.views.as_markdown import markdown
from gestae.views.terminal import TerminalView
from gestae.views.visible import shortened, visible

from .sample import TEXT, record


def shown(of: Record, width: int = 80, **options: object) -> str:
    console = Console(width=width, markup=False, highlight=False, emoji=False, **options)  # type: ignore[arg-type]
    with console.capture() as captured:
        console.print(TerminalView(of, name="sample.txt"))
    return captured.get()


@pytest.mark.parametrize("width", [30, 60, 80, 100, 200])
def test_no_line_is_wider_than_the_terminal(width: int) -> None:
    assert max(cell_len(line) for line in shown(record(), width).splitlines()) <= width


def test_terminal_view_says_everything() -> None:
    words = " ".join(shown(record(), 100).split())
    for expected in (
        "Arnor Shells Gondor Port, Killing Nine",
        "Jane Doe · published 2020-01-08T12:00:00+00:00",
        "1 happened · 1 denied · 1 threatened",
        "● #1 ASSAULT · heavy-weapons Arnor → Gondor happened",
        "2020-01-08 (“early on Wednesday”) · at Pelargir (GDR) · with naval gun · according to Gondor",
        "“shelled” [106-113]",
        "○ #2 ASSAULT · aerial Gondor → Arnor denied",
        "2019-12-21 to 2019-12-31 (“late December”)",
        "Hador Galdor · Twitter direct “We will answer again if we must,” [345-377]",
        "killed: 9 dock workers of Gondor",
        "killed: not yet announced (pending) according to Arnor",
        "killed: at least 11 (claimed)",
        "#1 ASSAULT · heavy-weapons Arnor → Gondor in retaliation for #2 ASSAULT · aerial Gondor → Arnor",
        "dockers’ union is backed by Arnor",
        "▼ Shares in Pelargir down 3%",
        "≠ place of #1 Pelargir · the report itself “the port of Pelargir” [114-134] Dol Amroth · according to Gondor",
        "3 events · 4 actors · 2 places · 2 statements · 3 tolls · 1 link · 1 relation",
    ):
        assert expected in words


def test_pending_and_none_are_never_zeros() -> None:
    sample = record()
    tolls = tuple(replace(toll, status="none", min=0, max=0) for toll in sample.tolls)
    assert "killed: none announced" in shown(replace(sample, tolls=tolls))
    assert "killed: 0" not in shown(replace(sample, tolls=tolls))


def test_empty_record_says_so() -> None:
    empty = Record(documents=record().documents, gestae=record().gestae)
    assert "Events  none found" in shown(empty)


def test_no_color_is_honoured(monkeypatch: pytest.MonkeyPatch) -> None:
    coloured = re.compile(r"\x1b\[(?:[0-9;]*;)?3[0-7]")
    monkeypatch.delenv("NO_COLOR", raising=False)
    assert coloured.search(shown(record(), force_terminal=True, color_system="standard"))
    monkeypatch.setenv("NO_COLOR", "1")
    assert not coloured.search(shown(record(), force_terminal=True, color_system="standard"))


def hostile() -> Record:
    """The sample with names meant to mislead a terminal, a browser or a spreadsheet."""
    sample = record()
    odd = "[bold]=cmd|' /C calc'!A0\x1b[2J\u202egnp.exe <script>alert(1)</script> \ud800"
    actors = tuple(replace(actor, name=odd) for actor in sample.actors)
    document = replace(sample.document, title=odd, publisher=odd, authors=(odd,), url="https://x.example/\x1b[2J")
    return replace(sample, documents=(document,), actors=actors)


def test_hostile_words_are_shown_as_text() -> None:
    text = shown(hostile(), 100)
    assert "\x1b" not in text and "\u202e" not in text and "\ud800" not in text
    assert "[bold]" in text and "␛[2J" in text and "⟨U+202E⟩" in text and "⟨U+D800⟩" in text


def test_markdown_obeys_nothing() -> None:
    text = "".join(markdown([hostile()]))
    assert "<script>" not in text and "\\<script\\>" in text
    assert "\x1b" not in text


def test_markdown_brief() -> None:
    text = "".join(markdown([record()]))
    assert "1. **ASSAULT · heavy-weapons** · happened · Arnor → Gondor · 2020-01-08" in text
    assert "- **killed**: not yet announced (pending) according to Arnor" in text
    assert "*in retaliation for*" in text


def test_csv_cells_are_harmless() -> None:
    rows = list(csv.DictReader(io.StringIO("".join(csv_rows([hostile(), record()])), newline="")))
    assert len(rows) == 6 and tuple(rows[0]) == COLUMNS
    assert rows[0]["intensity"] == "-10.0"
    assert rows[3]["actors"] == "Arnor" and rows[3]["latitude"] == "43.5"
    for start in "=+-@\t\r\n":
        assert harmless(f"{start}HYPERLINK(0)").startswith("'")
    assert (harmless(-10.0), harmless(None), harmless("2020-01-08")) == ("-10.0", "", "2020-01-08")


def test_csv_offsets_point_at_the_words() -> None:
    rows = list(csv.DictReader(io.StringIO("".join(csv_rows([record()])), newline="")))
    assert [TEXT[int(row["start"]) : int(row["end"])] for row in rows] == [row["words"] for row in rows]


def test_json_forms_hold_the_same() -> None:
    sample = record()
    one = json.loads(json_object(sample))
    assert json.loads("".join(json_array([sample, sample]))) == [one, one]
    assert [json.loads(line) for line in json_lines([sample, sample])] == [one, one]
    assert json.loads("".join(json_array([]))) == []
    assert one["links"][0]["from"] == "E1"


def test_visible() -> None:
    assert visible("a\nb\tc") == "a b c"
    assert visible("\x00\x07\x7f\x9b") == "␀␇␡⟨U+009B⟩"
    assert visible("می\u200cخواهم 👨\u200d👩\u200d👧 é") == "می\u200cخواهم 👨\u200d👩\u200d👧 é"
    assert len(shortened("word " * 100, 60)) <= 60 and "…" in shortened("word " * 100, 60)
