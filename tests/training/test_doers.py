"""The reports that say who did it elsewhere: well formed, of all regions, and answered by the words written down."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from training.doers.incidents import is_called, plain
from training.doers.written import ReportFault, read_written

REPORTS = read_written()
GOOD = """## Gao 2014: a camp
Rockets hit the camp.
Two men died.

The group Ansar said that its fighters had fired them.
@ deed: hit | died
@ by: The group Ansar & its fighters | claimed
@ hit: Two men & the camp
"""


def test_there_are_a_thousand_reports_each_with_a_text_of_its_own() -> None:
    assert len(REPORTS) > 1000
    assert max(Counter(report.text for report in REPORTS).values()) == 1
    assert len({report.name.split(":")[0] for report in REPORTS}) >= 20


def test_some_reports_say_of_nobody_that_he_did_it() -> None:
    silent = [report for report in REPORTS if not any(deed.doers for deed in report.deeds)]
    assert 0.05 * len(REPORTS) < len(silent) < 0.4 * len(REPORTS)


def test_a_block_is_read_with_every_place_of_its_words(tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text(GOOD, "utf-8")
    (report,) = read_written(tmp_path)
    (deed,) = report.deeds
    assert [report.text[start:end] for start, end in deed.told] == ["hit", "died"]
    assert [(report.text[start:end], standing) for (start, end), standing in deed.doers] == [
        ("The group Ansar", "claimed"),
        ("its fighters", "claimed"),
    ]
    assert [report.text[start:end] for start, end in deed.hit] == ["Two men", "the camp"]


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("@ deed: hit", "@ deed: struck"),
        ("| claimed", "| boasted"),
        ("@ hit: Two men", "@ hits: Two men"),
        ("@ deed: hit | died\n", ""),
    ],
)
def test_a_malformed_report_is_named(right: str, wrong: str, tmp_path: Path) -> None:
    (tmp_path / "wrong.txt").write_text(GOOD.replace(right, wrong), "utf-8")
    with pytest.raises(ReportFault, match=r"wrong\.txt: Gao 2014: a camp"):
        read_written(tmp_path)


@pytest.mark.parametrize(
    ("said", "names", "called"),
    [
        ("The guerrillas", ("FMLN GUERRILLAS",), True),
        ("FMLN guerrillas", ("guerrillas",), True),
        ("members", ("MEMBERS OF THE SHINING PATH",), True),
        ("soldiers", ("FMLN GUERRILLAS",), False),
        ("path", ("PATHS OF GLORY",), False),
    ],
)
def test_a_mention_is_called_what_a_template_says(said: str, names: tuple[str, ...], called: bool) -> None:
    assert is_called([plain(said)], [tuple(map(plain, names))]) is called
