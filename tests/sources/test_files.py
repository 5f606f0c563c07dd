"""Files: each thing that can be wrong is named."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from gestae.errors import ReportError, SettingsError, TooLong
from gestae.settings import Settings
from gestae.sources.files import load
from gestae.sources.published import checked_published, iso_time

REPORT = "A bomb killed nine people in Kabul on Sunday, the police said."


def test_file(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(REPORT)
    document = load(path, published="2020-01-08")
    assert (document.text, document.published) == (REPORT, "2020-01-08")


def test_missing(tmp_path: Path) -> None:
    with pytest.raises(ReportError, match="there is no such file"):
        load(tmp_path / "none.txt")


def test_folder(tmp_path: Path) -> None:
    with pytest.raises(ReportError, match="this is a folder"):
        load(tmp_path)


def test_name_that_cannot_be() -> None:
    with pytest.raises(ReportError, match="cannot be read"):
        load("a\x00b.txt")
    with pytest.raises(ReportError, match="cannot be read"):
        load("a" * 5000)


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may read everything")
def test_no_permission(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(REPORT)
    path.chmod(0)
    with pytest.raises(ReportError, match="no permission"):
        load(path)


def test_limit_names_the_setting(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(REPORT)
    with pytest.raises(TooLong, match="max_characters = 20"):
        load(path, settings=Settings(max_characters=20))
    assert load(path, settings=Settings(max_characters=len(REPORT))).text == REPORT


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="no endless file here")
def test_endless_file_is_refused() -> None:
    with pytest.raises(TooLong, match="the setting max_characters = 1,000"):
        load("/dev/zero", settings=Settings(max_characters=1000))


@pytest.mark.parametrize(
    ("words", "iso"),
    [
        ("2020-01-08", "2020-01-08"),
        ("2020-01-08T05:12:00Z", "2020-01-08T05:12:00+00:00"),
        ("2020-01-08 05:12", "2020-01-08T05:12:00"),
        ("Wed, 08 Jan 2020 05:12:00 GMT", "2020-01-08T05:12:00+00:00"),
        ("January 8, 2020", "2020-01-08"),
        ("8 Jan 2020", "2020-01-08"),
        ("2020-02-31", None),
        ("0000-00-00", None),
        ("01/08/2020", None),
        ("yesterday", None),
        ("9999-12-31", None),
        ("", None),
        ("x" * 1000, None),
    ],
)
def test_times_of_pages(words: str, iso: str | None) -> None:
    assert iso_time(words) == iso


def test_published_of_callers() -> None:
    assert checked_published(None) is None
    assert checked_published(date(2020, 1, 8)) == "2020-01-08"
    assert checked_published(datetime(2020, 1, 8, 5, tzinfo=UTC)) == "2020-01-08T05:00:00+00:00"
    with pytest.raises(SettingsError, match="'8 January' is not a date"):
        checked_published("8 January")
