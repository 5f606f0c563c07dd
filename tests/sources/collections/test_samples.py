"""Every format, told by its content: all its reports come, in order, with what the collection says of them."""

from __future__ import annotations

import io
import random
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gestae.sources.collections.opening import items
from gestae.sources.collections.options import Options
from gestae.sources.items import Item, Problem
from tests.sources.collections.samples import REPORTS, SAMPLES, found, found_in, problems, texts

_WITH_METADATA = sorted(
    set(SAMPLES) - {"zip", "tar", "tar.gz", "tar.bz2", "tar.xz", "zip in zip", "warc", "warc.gz", "wacz"}
)


@pytest.mark.parametrize("name", SAMPLES)
def test_all_reports_in_their_order(name: str, tmp_path: Path) -> None:
    results = found_in(SAMPLES[name], tmp_path)
    assert not problems(results)
    assert len(results) == len(REPORTS)
    assert all(report in text for report, text in zip(REPORTS, texts(results), strict=True))
    assert len({each.name for each in results}) == len(REPORTS)
    assert found_in(SAMPLES[name], tmp_path) == results


@pytest.mark.parametrize("name", _WITH_METADATA)
def test_what_the_collection_says_is_passed_on(name: str, tmp_path: Path) -> None:
    first = found_in(SAMPLES[name], tmp_path)[0]
    assert isinstance(first, Item)
    assert first.title == "Bomb 0"
    assert first.published is not None and first.published.startswith("2020-01-08T05:12:00")
    if name != "mbox":
        assert first.url == "https://wire.example/0"
    if name not in {"atom"}:
        assert first.publisher in {"Wire", "wire.example", "The Daily Wire"}


@pytest.mark.parametrize("name", ["json lines", "tar.gz", "csv", "zip", "mbox", "rss"])
def test_standard_input(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    class Piped(io.RawIOBase):
        """A pipe gives a few bytes at a time and cannot be wound back."""

        rest = SAMPLES[name]

        def readable(self) -> bool:
            return True

        def readinto(self, buffer: object) -> int:
            view = memoryview(buffer).cast("B")  # type: ignore[arg-type]
            piece, self.rest = self.rest[: min(len(view), 999)], self.rest[min(len(view), 999) :]
            view[: len(piece)] = piece
            return len(piece)

    standard = io.TextIOWrapper(io.BufferedReader(Piped()))
    monkeypatch.setattr(sys, "stdin", standard)
    results = list(items("-"))
    assert len(texts(results)) == len(REPORTS) and not problems(results)
    assert results[0].name.startswith("standard input")


@pytest.mark.parametrize("name", SAMPLES)
def test_any_damage_is_named_and_nothing_is_raised(name: str, tmp_path: Path) -> None:
    """Cut, flipped, torn out, put in: whatever comes, it is an item or a problem."""
    chance = random.Random(name)
    path = tmp_path / "source"
    for _ in range(25):
        path.write_bytes(_damaged(SAMPLES[name], chance))
        assert all(isinstance(each, Item | Problem) for each in found(path))


def _damaged(content: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(content))
    end = min(len(content), start + chance.randrange(1, 200))
    middle = chance.choice([b"", chance.randbytes(chance.randrange(1, 50)), content[start:end][::-1]])
    return chance.choice([content[:start], content[:start] + middle + content[end:]])


@given(st.binary(max_size=300))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=200, deadline=None)
def test_any_bytes_are_an_item_or_a_problem(tmp_path: Path, content: bytes) -> None:
    assert all(isinstance(each, Item | Problem) for each in found_in(content, tmp_path))


@pytest.mark.parametrize("name", ["json lines", "json array", "json wrapped", "csv", "tabs"])
@pytest.mark.parametrize("charset", ["utf-16-le", "utf-16-be"])
def test_rows_in_utf_16(name: str, charset: str, tmp_path: Path) -> None:
    wide = ("\ufeff" + SAMPLES[name].decode()).encode(charset)
    assert found_in(wide, tmp_path) == found_in(SAMPLES[name], tmp_path)


def test_a_report_in_utf_16_is_kept_as_it_came(tmp_path: Path) -> None:
    wide = REPORTS[0].encode("utf-16")
    (item,) = found_in(wide, tmp_path)
    assert isinstance(item, Item) and item.data == wide


def test_guesses_are_told_once(tmp_path: Path) -> None:
    told: list[str] = []
    found_in(SAMPLES["json lines"], tmp_path, Options(told=told.append))
    columns = "text from 'maintext', title from 'title', url from 'url', publisher from 'source_domain'"
    assert told == [f"{tmp_path / 'source'}: {columns}, published from 'date_publish', language from 'language'"]
