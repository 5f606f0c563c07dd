"""The claims of a record written by hand."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from rich.cells import cell_len
from rich.console import Console

from gestae.record.record import Record
from gestae.record.statements import Statement
from gestae.views.claims import ClaimsView, claims_json, claims_lines
from gestae.views.terminal import TerminalView

from .sample import TEXT, quote, record


def with_denial() -> Record:
    """The sample, in which Gondor's "had struck the frigate" is a denial of what Arnor's "retaliation" claims."""
    denial = Statement(
        id="S9",
        speakers=("Agondor",),
        kind="indirect",
        manner="deny",
        cue=quote("denied", "cue"),
        content=(quote("it had struck the frigate", "content"),),
        evidence=(quote("Gondor", "speaker"),),
    )
    return replace(record(), statements=(*record().statements, denial))


def shown(of: Record, width: int = 80, **options: object) -> str:
    console = Console(width=width, markup=False, highlight=False, emoji=False)
    with console.capture() as captured:
        console.print(ClaimsView(of, name="sample.txt", **options))  # type: ignore[arg-type]
    return captured.get()


@pytest.mark.parametrize("width", [30, 60, 80, 200])
def test_no_line_is_wider_than_the_terminal(width: int) -> None:
    assert max(cell_len(line) for line in shown(with_denial(), width).splitlines()) <= width


def test_every_event_and_toll_is_shown_once() -> None:
    words = " ".join(shown(record()).split())
    for number in range(1, len(record().events) + 1):
        assert words.count(f" #{number} ") >= 1
    assert "Pending 1" in words
    assert "not yet announced by Arnor" in words


def test_the_read_view_sums_up_who_says_so() -> None:
    console = Console(width=80)
    with console.capture() as captured:
        console.print(TerminalView(record()))
    assert "By whose word" in captured.get()
    assert dict(claims_lines(record()))["pending"] == "1 toll"


def test_words_keep_their_offsets_in_json() -> None:
    (text,) = ["".join(claims_json([with_denial()], only=(), several=False))]
    found = json.loads(text)
    spans = [voice["words"] for claim in found["claims"] for voice in claim["voices"]]
    assert spans
    assert all(TEXT[span["start"] : span["end"]] == span["text"] for span in spans)


def test_only_some_statuses() -> None:
    assert "Own voice" not in shown(record(), only=("pending",))
    assert "no event or toll of that status" in shown(record(), only=("believed",))


def test_a_hostile_name_is_shown_as_text() -> None:
    actors = tuple(replace(actor, name="[bold]x\x1b[31m") for actor in record().actors)
    assert "\x1b[31m" not in shown(replace(record(), actors=actors))
