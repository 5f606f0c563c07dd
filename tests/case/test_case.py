from __future__ import annotations

import json
import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

import gestae
from gestae.adding import workers
from gestae.adding.intake import Added
from gestae.case import Case
from gestae.errors import CaseError
from gestae.record.documents import Document
from gestae.record.record import Record, Versions
from gestae.sources.collections.options import Options
from gestae.store.event_queries import Filters
from gestae.store.values import SetAside

from ..adding.reports import FakeReader, report, write_reports
from ..store.dumps import dump


def test_the_public_name_opens_a_case(path: Path) -> None:
    with gestae.open(path, create=True) as case:
        assert isinstance(case, gestae.Case)
        assert case.counts().documents == 0


def test_a_folder_goes_in_and_once_only(case: Case, tmp_path: Path) -> None:
    folder = write_reports(tmp_path / "reports", 20)
    first = case.add(folder)
    assert (first.items, first.added, first.read, first.known, first.problems) == (20, 20, 20, 0, 0)
    again = case.add(folder)
    assert (again.items, again.added, again.read, again.known) == (20, 0, 0, 20)
    assert case.counts().documents == 20


def test_the_same_command_goes_on_where_it_stopped(case: Case, tmp_path: Path) -> None:
    folder = write_reports(tmp_path / "reports", 40)

    class Stopped(Exception):
        pass

    def stop(state: Added) -> None:
        if state.added >= 16:
            raise Stopped

    with pytest.raises(Stopped):
        case.add(folder, progress=stop)
    assert 16 <= case.counts().documents < 40
    rest = case.add(folder)
    assert rest.known + rest.added == 40 and case.counts().documents == 40


def test_a_bad_item_is_named_and_set_aside_and_the_rest_goes_in(case: Case, tmp_path: Path) -> None:
    folder = write_reports(tmp_path / "reports", 5)
    (folder / "report-0001.txt").write_text(" \n")
    (folder / "report-0002.txt").write_text(report(2) + "\n\nNEVER READ THIS")
    (folder / "report-0003.txt").write_bytes(b"\x7fELF\x00\x00\x00" * 50)
    named: list[SetAside] = []
    done = case.add(folder, aside=named.append)
    assert (done.added, done.problems) == (2, 3)
    assert [one.kind for one in named] == ["EmptyReport", "Failure", "NotText"]
    assert [problem.name.rsplit("/", 1)[-1] for problem in case.problems()] == [
        "report-0001.txt", "report-0002.txt", "report-0003.txt",
    ]  # fmt: skip
    assert "the reader fails here" in case.problems()[1].reason


def test_a_problem_that_is_mended_is_resolved_and_not_named_twice(
    case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "reports"
    folder.mkdir()
    (folder / "a.txt").write_text(report(1) + "\n\nNEVER READ THIS")
    case.add(folder)
    case.add(folder)
    assert len(case.problems()) == 1

    monkeypatch.setattr(FakeReader, "__call__", _reads_everything)
    assert case.add(folder).added == 1
    assert case.problems() == []
    assert len(case.problems(resolved=True)) == 1


def test_a_problem_whose_source_is_mended_is_resolved(case: Case, tmp_path: Path) -> None:
    folder = tmp_path / "reports"
    folder.mkdir()
    (folder / "a.txt").write_text(" \n")
    assert case.add(folder).problems == 1
    (folder / "a.txt").write_text(report(1))
    assert case.add(folder).added == 1
    assert case.problems() == []


def _reads_everything(self: FakeReader, document: Document) -> Record:
    return Record(documents=(document,), gestae=self.versions)


def test_another_version_is_another_run_and_keeps_the_old_one(
    case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = write_reports(tmp_path / "reports", 3)
    case.add(folder)
    monkeypatch.setattr(FakeReader, "versions", Versions(version="1", model="none", ontology="PLOVER"))
    done = case.add(folder)
    assert (done.added, done.read) == (0, 3)
    assert [(run.run, run.program, run.documents, run.current) for run in case.runs()] == [
        (1, "0", 3, 0),
        (2, "1", 3, 3),
    ]
    document = next(case.documents())
    old, new = case.record(document.id, run=1), case.record(document.id)
    assert old is not None and new is not None
    assert (old.gestae.version, new.gestae.version) == ("0", "1")
    assert len(case.events(Filters(run=1))) == len(case.events()) == case.counts().events
    assert list(case.diff(1, 2)) == []


def test_diff_tells_what_was_added_dropped_and_changed(
    case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = write_reports(tmp_path / "reports", 1)
    case.add(folder)

    class Other(FakeReader):
        versions = Versions(version="1", model="none", ontology="PLOVER")

        def __call__(self, document: Document) -> Record:
            record = super().__call__(document)
            kept, changed, *_ = record.events
            return replace(record, events=(kept, replace(changed, type="PROTEST")))

    monkeypatch.setattr(workers, "_reader", Other)
    case.add(folder)
    changes = [(change.kind, change.table, change.fields) for change in case.diff(1, 2)]
    assert changes.count(("changed", "events", ("type",))) == 1
    assert [kind for kind, table, _ in changes if table == "events"].count("dropped") == 5
    assert [kind for kind, _, _ in case_diff(case, 2, 1)].count("added") == 5
    with pytest.raises(CaseError, match="no run 3"):
        list(case.diff(1, 3))


def case_diff(case: Case, before: int, after: int) -> list[tuple[str, str, tuple[str, ...]]]:
    return [(change.kind, change.table, change.fields) for change in case.diff(before, after)]


def test_filters_and_pages(case: Case, tmp_path: Path) -> None:
    case.add(write_reports(tmp_path / "reports", 4))
    every = case.events()
    assert len(every) == case.count_events() == 28
    paged = [event for offset in range(0, 30, 9) for event in case.events(limit=9, offset=offset)]
    assert [one.event.id for one in paged] == [one.event.id for one in every]
    document = every[0].document
    assert case.count_events(Filters(document=document)) == 7
    assert case.count_events(Filters(type="PROTEST")) == 0
    assert case.count_events(Filters(source="ARN", happened=True)) == 28
    assert case.count_events(Filters(country="XXX")) == 0
    assert case.event(every[5].event.id) == every[5]
    assert case.event("E0") is None


def test_search_finds_words_and_phrases_and_takes_nothing_for_an_operator(case: Case, tmp_path: Path) -> None:
    folder = tmp_path / "reports"
    folder.mkdir()
    (folder / "a.txt").write_text(
        report(1) + '\n\nThe quick blockade of the strait went on until the "black night" fell.'
    )
    (folder / "b.txt").write_text(report(2))
    case.add(folder)
    assert [found.document.name[-5:] for found in case.search("strait blockade")] == ["a.txt"]
    assert case.search('"blockade of the strait"')[0].excerpt.count("‹") >= 1
    assert case.search('"strait of the blockade"') == []
    assert len(case.search("harb*")) == 2
    for odd in ("NOT AND OR", 'a" OR "b', "text:strait", "^strait", "(", '"', "strait*blockade", "-strait", "\x00"):
        assert isinstance(case.search(odd), list)


def test_verify_is_silent_on_a_whole_case_and_names_what_was_changed(path: Path, tmp_path: Path) -> None:
    with Case(path, create=True) as case:
        case.add(write_reports(tmp_path / "reports", 3))
        assert list(case.verify()) == []
    raw = sqlite3.connect(path)
    raw.execute("UPDATE texts SET text = replace(text, 'Sunday', 'Monday') WHERE key = 1")
    raw.execute("UPDATE originals SET content = x'0011' WHERE key = 2")
    raw.execute('UPDATE evidence SET start = start + 1, "end" = "end" + 1 WHERE key = (SELECT max(key) FROM evidence)')
    raw.execute('UPDATE parts SET "end" = 99999 WHERE text_key = 3 AND position = 1')
    raw.commit()
    raw.close()
    with Case(path, read_only=True) as case:
        assert sorted({fault.table for fault in case.verify()}) == ["evidence", "originals", "parts", "texts"]


def test_a_read_only_case_refuses_changes(path: Path, tmp_path: Path) -> None:
    Case(path, create=True).close()
    with Case(path, read_only=True) as case, pytest.raises(CaseError, match="may not be written"):
        case.add(write_reports(tmp_path / "reports", 1))


def test_corrections_are_logged_and_can_be_undone(case: Case, tmp_path: Path) -> None:
    case.add(write_reports(tmp_path / "reports", 1))
    event = case.events()[0]
    number = case.correct(
        "edit", "events", event.event.id, who="A. Editor", why="a raid, not shelling", document=event.document,
        field="type", before=json.dumps("ASSAULT"), after=json.dumps("COERCE"),
    )  # fmt: skip
    (logged,) = case.corrections(subject="events", subject_id=event.event.id)
    assert (logged.number, logged.who, logged.document, logged.after) == (
        number,
        "A. Editor",
        event.document,
        '"COERCE"',
    )
    case.correct("undo", "events", event.event.id, who="A. Editor", why="it was shelling", undoes=number)
    assert case.corrections() == []
    assert [one.action for one in case.corrections(undone=True)] == ["edit", "undo"]
    with pytest.raises(CaseError):
        case.correct("rewrite", "events", event.event.id, who="x", why="y")


def test_a_dry_run_tells_and_writes_nothing(case: Case, path: Path, tmp_path: Path) -> None:
    folder = write_reports(tmp_path / "reports", 3)
    case.add(folder / "report-0000.txt")
    before = dump(path)
    (folder / "report-0002.txt").write_text("")
    told = list(case.foresee(folder))
    assert [(item.known, item.problem is not None) for item in told] == [(True, False), (False, False), (False, True)]
    assert dump(path) == before


def test_publication_day_and_columns_reach_the_documents(case: Case, tmp_path: Path) -> None:
    table = tmp_path / "export.jsonl"
    rows = [
        {"body": report(number), "headline": f"Title {number}", "link": f"https://n.example/{number}"}
        for number in (1, 2)
    ]
    table.write_text("".join(json.dumps(row) + "\n" for row in rows))
    case.add(table, published="2020-01-08", options=Options(columns=gestae.Columns(text="body", url="link")))
    documents = list(case.documents())
    assert [document.published for document in documents] == ["2020-01-08"] * 2
    assert documents[1].url == "https://n.example/2"
