"""The reports that teach what is of public concern: well formed, as many of each sort, no two alike."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from gestae.judging.concern import words_of
from training.concern.written import WRITTEN, read_written

REPORTS = list(read_written(WRITTEN))


@pytest.mark.parametrize("path", WRITTEN, ids=lambda path: path.stem)
def test_about_half_of_a_file_is_of_public_concern(path: Path) -> None:
    sorts = Counter(report.public for report in read_written([path]))
    assert min(sorts[True], sorts[False]) >= 0.4 * sorts.total()


def test_every_report_has_a_text_of_its_own() -> None:
    assert len(REPORTS) > 1000
    assert max(Counter(report.text for report in REPORTS).values()) == 1
    assert all(len(words_of(report.text)) >= 20 for report in REPORTS)


@pytest.mark.parametrize("text", ["Headline\n", "## other: a\nText.\n", "## none: a\n", "## public:\nText.\n"])
def test_a_malformed_file_is_named_with_its_line(text: str, tmp_path: Path) -> None:
    path = tmp_path / "wrong.txt"
    path.write_text(text, "utf-8")
    with pytest.raises(ValueError, match=r"wrong\.txt, line \d"):
        list(read_written([path]))
