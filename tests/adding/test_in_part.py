"""What was read in part is a run of its own, and what was read as a whole is not read in part after that."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from gestae.adding import workers
from gestae.case import Case
from gestae.record.record import Versions
from gestae.settings import Settings
from gestae.skimming.skim import noted, skim_version
from gestae.sources.collections.options import Options

from .reports import FakeReader, write_reports

GARDEN = "The tulips in the garden\n\nThey bloom in the garden every year in April."


class Noting(FakeReader):
    """Says by which skim it has read, as the real one does."""

    def __init__(self, settings: Settings | None = None) -> None:
        super().__init__(settings)
        known: Versions = FakeReader.versions
        if self.settings.skim:
            self.versions = replace(known, model=noted(known.model, skim_version()))


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(workers, "_reader", Noting)
    found = write_reports(tmp_path / "in", 2)
    (found / "garden.txt").write_text(GARDEN)
    return found


def test_a_run_in_part_stands_beside_the_whole_one(folder: Path, tmp_path: Path) -> None:
    with Case(tmp_path / "a.case", create=True) as case:
        done = case.add(folder, options=Options(settings=Settings(skim=True)))
        assert (done.read, done.skimmed) == (2, 1)
        assert case.add(folder).read == 3
        assert [run.model.endswith(f" with {skim_version()}") for run in case.runs()] == [True, False]
        assert case.skims() == [] and len(case.skims(resolved=True)) == 1


def test_what_was_read_as_a_whole_is_not_read_in_part(folder: Path, tmp_path: Path) -> None:
    with Case(tmp_path / "a.case", create=True) as case:
        assert case.add(folder).read == 3
        again = case.add(folder, options=Options(settings=Settings(skim=True)))
        assert (again.read, again.skimmed, again.known) == (0, 0, 3)
