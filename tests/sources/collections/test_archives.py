"""zip, tar and what is packed in them."""

from __future__ import annotations

import gzip
from pathlib import Path

from gestae.sources.collections.options import Options
from tests.sources.collections.samples import (
    JSON_LINES,
    REPORTS,
    SAMPLES,
    found_in,
    problems,
    tarred,
    texts,
    warc,
    zipped,
)


def test_members_have_the_name_of_the_archive_before_theirs(tmp_path: Path) -> None:
    results = found_in(zipped({"monday/a.txt": "A bomb.", "b.jsonl": JSON_LINES}), tmp_path)
    names = [each.name.removeprefix(str(tmp_path)) for each in results]
    assert names == ["/source/monday/a.txt", "/source/b.jsonl:1", "/source/b.jsonl:2", "/source/b.jsonl:3"]


def test_folders_and_notes_of_the_finder_are_no_members(tmp_path: Path) -> None:
    results = found_in(zipped({"a/": "", "__MACOSX/a/._b.txt": "x", "a/b.txt": "A bomb."}), tmp_path)
    assert texts(results) == ["A bomb."] and not problems(results)


def test_office_documents_are_named(tmp_path: Path) -> None:
    (problem,) = found_in(zipped({"[Content_Types].xml": "<x/>", "word/document.xml": "<x/>"}), tmp_path)
    assert "an office document" in str(problem)


def test_a_packed_report_is_a_report(tmp_path: Path) -> None:
    (item,) = found_in(gzip.compress(REPORTS[0].encode()), tmp_path)
    assert item.name == str(tmp_path / "source")
    assert texts([item]) == [REPORTS[0]]


def test_of_a_wacz_only_the_web_archives_are_read(tmp_path: Path) -> None:
    packed = zipped({"datapackage.json": "{}", "archive/a.warc.gz": warc(packed=True), "pages/a.txt": "no report"})
    assert len(found_in(packed, tmp_path)) == 3


def test_an_archive_without_reports_is_told(tmp_path: Path) -> None:
    told: list[str] = []
    assert found_in(zipped({}), tmp_path, Options(told=told.append)) == []
    assert told == [f"{tmp_path / 'source'}: no report in this zip archive"]


def test_collections_inside_archives(tmp_path: Path) -> None:
    members = {name.replace(" ", "-"): SAMPLES[name] for name in ("rss", "mbox", "parquet", "warc.gz", "tar.gz")}
    results = found_in(tarred(members), tmp_path)
    assert len(texts(results)) == 3 * len(members) and not problems(results)
