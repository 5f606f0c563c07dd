"""JSON lines, JSON and CSV meant to break what reads them: the bad row is named by its number, the others go in."""

from __future__ import annotations

import json
import time
import tracemalloc
from pathlib import Path

import pytest

from gestae.sources.collections.opening import items
from gestae.sources.items import Item
from tests.sources.collections.samples import found_in, problems, texts

GOOD = b'{"text": "Nine died.", "url": "https://wire.example/"}'


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        (b"this is no JSON", "not JSON"),
        (b'{"text": "Nine died."', "not JSON"),
        (b'{"text": "Nine died.", "text": "Ten died."}', "the field 'text' is there twice"),
        (b'{"text": "Nine died.", "more": {"a": 1, "a": 2}}', "the field 'a' is there twice"),
        (b'{"text": "Nine died.", "score": NaN}', "NaN is no JSON"),
        (b'{"text": "Nine died.", "score": -Infinity}', "-Infinity is no JSON"),
        (b'{"text": "Nine died.", "score": 1e400}', "the number 1e400 is out of range"),
        (b'{"text": "Nine died.", "score": ' + b"9" * 5000 + b"}", "is out of range"),
        (b'{"text": ' + b"[" * 10_000 + b"]" * 10_000 + b"}", "nested too deep"),
        (b'{"text": ' + b'{"a":' * 10_000 + b"1" + b"}" * 10_000 + b"}", "nested too deep"),
        (b'{"text": 9}', "holds a number, not text"),
        (b'{"text": null}', "holds nothing, not text"),
        (b'{"text": {"a": "b"}}', "holds an object, not text"),
        (b'{"text": "  "}', "is empty"),
        (b'{"title": "Nine died."}', "no column is known to hold the text"),
        (b"[1, 2]", "not a JSON object"),
        (b"9", "not a JSON object"),
    ],
)
def test_jsonl_bad_line(bad: bytes, reason: str, tmp_path: Path) -> None:
    results = found_in(GOOD + b"\n" + bad + b"\n\n" + GOOD + b"\n" + GOOD, tmp_path)
    assert texts(results) == ["Nine died."] * 3
    (problem,) = problems(results)
    assert problem.name == f"{tmp_path / 'source'}:2" and reason in problem.reason


@pytest.mark.parametrize(
    "bad", [b'{"text": "a", "text": "b"}', b'{"text": NaN}', b'{"text": "a" "b"}', b'{"text": 1e400}']
)
def test_json_array_with_a_bad_object(bad: bytes, tmp_path: Path) -> None:
    results = found_in(b"[" + GOOD + b", " + bad + b",\n" + GOOD + b"]", tmp_path)
    assert texts(results) == ["Nine died."] * 2
    assert [problem.name for problem in problems(results)] == [f"{tmp_path / 'source'}#2"]


@pytest.mark.parametrize("depth", [50, 99, 101, 500, 900, 980, 1000, 5000])
def test_nesting_is_limited_alike_everywhere(depth: int, tmp_path: Path) -> None:
    row = b'{"text": "Nine died.", "more": ' + b"[" * depth + b"]" * depth + b"}"
    results = found_in(GOOD + b"\n" + row, tmp_path)
    assert len(texts(results)) == (2 if depth < 100 else 1)
    assert [problem.reason for problem in problems(results)] == ([] if depth < 100 else ["nested too deep"])


def test_a_hundred_thousand_fields_and_one_twice(tmp_path: Path) -> None:
    fields = b",".join(b'"%d": 1' % number for number in range(100_000))
    began = time.process_time()
    results = found_in(GOOD + b'\n{"text": "Ten died.", ' + fields + b', "99999": 2}', tmp_path)
    assert time.process_time() - began < 5
    assert problems(results)[0].reason == "the field '99999' is there twice"


def test_json_array_cut_short(tmp_path: Path) -> None:
    results = found_in(b"[" + GOOD + b", " + GOOD + b", " + GOOD[:-9], tmp_path)
    assert texts(results) == ["Nine died."] * 2
    assert "cut short after object 2" in problems(results)[0].reason


def test_unknown_fields_are_kept(tmp_path: Path) -> None:
    (item,) = found_in(b'{"text": "Nine died.", "z": {"b": [1, null]}, "a": "x", "e": ""}', tmp_path)
    assert isinstance(item, Item)
    assert json.loads(item.extra or "") == {"a": "x", "z": {"b": [1, None]}}


def test_missing_id_is_no_matter(tmp_path: Path) -> None:
    assert len(texts(found_in(GOOD + b'\n{"id": 1, "text": "Ten died."}', tmp_path))) == 2


def test_lone_surrogates_in_json(tmp_path: Path) -> None:
    (item,) = found_in(b'{"text": "Nine \\ud800 died.", "url": "x"}', tmp_path)
    assert isinstance(item, Item) and item.data == b"Nine \xed\xa0\x80 died."


def test_a_line_of_50_mb(tmp_path: Path) -> None:
    line = b'{"text": "' + b"x" * 50_000_000 + b'"}'
    began = time.process_time()
    results = found_in(GOOD + b"\n" + line + b"\n" + GOOD, tmp_path)
    assert time.process_time() - began < 10
    assert texts(results) == ["Nine died."] * 2
    assert "line is longer than the setting max_item_bytes = 40,000,000" in problems(results)[0].reason


def test_a_line_of_50_mb_in_a_table(tmp_path: Path) -> None:
    rows = b"text,title\nNine died.,Bomb\n" + b"x" * 50_000_000 + b",Long\nTen died.,Quake\n"
    results = found_in(rows, tmp_path)
    assert texts(results) == ["Nine died.", "Ten died."]
    assert [each.name.rsplit(":", 1)[1] for each in results] == ["2", "3", "4"]
    (problem,) = problems(results)
    assert problem.name.endswith(":3") and "max_item_bytes = 40,000,000" in problem.reason


def test_text_of_50_mb_on_one_line_names_the_setting(tmp_path: Path) -> None:
    (problem,) = found_in(b"x" * 50_000_000, tmp_path)
    assert "max_item_bytes = 40,000,000" in str(problem)


def test_csv_with_a_quotation_mark_that_is_never_closed(tmp_path: Path) -> None:
    rows = b"text,title\nNine died.,Bomb\n" + b'"Ten died.,Quake\n' + b"None died.,Calm\n" * 50_000
    results = found_in(rows, tmp_path)
    assert len(results) == 2 and texts(results)[0] == "Nine died."


def test_csv_with_rows_too_long_and_too_short(tmp_path: Path) -> None:
    results = found_in(b"text,title\nNine died.,Bomb\nTen,died,Quake\nNone died.\n\n,Empty\nOne died.,Fall\n", tmp_path)
    assert texts(results) == ["Nine died.", "None died.", "One died."]
    assert [(each.name.rsplit(":", 1)[1], each.reason) for each in problems(results)] == [
        ("3", "the row has 3 fields, the first line names 2"),
        ("6", "the field 'text' is empty"),
    ]


def test_csv_with_nul_bytes(tmp_path: Path) -> None:
    assert len(found_in(b"text,title\nNine\x00 died.,Bomb\nTen died.,Quake\n", tmp_path)) == 2


@pytest.mark.parametrize("kind", ["json lines", "json array", "csv"])
def test_memory_stays_the_same_for_more_rows(kind: str, tmp_path: Path) -> None:
    def peak(count: int) -> int:
        row = {"text": "Nine died in Kabul on Sunday. " * 30, "url": "https://wire.example/"}
        content = {
            "json lines": (json.dumps(row) + "\n") * count,
            "json array": "[" + ",".join([json.dumps(row)] * count) + "]",
            "csv": "text,url\n" + f"{row['text']},{row['url']}\n" * count,
        }[kind]
        (tmp_path / "source").write_text(content)
        del content
        tracemalloc.start()
        assert sum(1 for _ in items(str(tmp_path / "source"))) == count
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return most

    peak(10)
    assert peak(2000) < 1.5 * peak(500) + 300_000
