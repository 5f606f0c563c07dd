"""Folders, and names of files."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from gestae.sources.collections.opening import items
from gestae.sources.collections.options import Options
from gestae.sources.items import Item, Problem
from tests.sources.collections.samples import SAMPLES, found, problems, texts


def test_files_below_sorted_by_name(tmp_path: Path) -> None:
    for name in ("b/2.txt", "a.txt", "b/10.txt", "c/d/e.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(name)
    assert texts(found(tmp_path)) == ["a.txt", "b/10.txt", "b/2.txt", "c/d/e.txt"]


def test_collections_in_folders_are_opened(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(SAMPLES["zip"])
    (tmp_path / "b").write_bytes(SAMPLES["rss"])
    assert len(texts(found(tmp_path))) == 6


def test_hidden_files_are_passed_over(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "config").write_text("a")
    (tmp_path / ".DS_Store").write_text("b")
    (tmp_path / "c.txt").write_text("c")
    told: list[str] = []
    assert texts(found(tmp_path, Options(told=told.append))) == ["c"]
    assert told == [f"{tmp_path}: passed over 2 hidden files and folders"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names here")
def test_links_and_pipes_are_named_and_not_opened(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to("/etc/passwd")
    (tmp_path / "loop").symlink_to(tmp_path)
    os.mkfifo(tmp_path / "pipe")
    results = found(tmp_path)
    assert [Path(each.name).name for each in problems(results)] == ["link", "loop", "pipe"]
    assert len(results) == 3


def test_nothing_there(tmp_path: Path) -> None:
    assert found(tmp_path) == [Problem(str(tmp_path), "there is no file in the folder")]
    assert found(tmp_path / "no") == [Problem(str(tmp_path / "no"), "there is no such file")]
    (problem,) = items("a\x00b")
    assert isinstance(problem, Problem)


@pytest.mark.parametrize(
    "name", [b"two\nlines", b'quo"te', b"caf\xe9 \xff", b"-leading", b"n" * 255, b" ", b"\xe2\x80\xae.txt"]
)
def test_file_names(name: bytes, tmp_path: Path) -> None:
    path = os.fsencode(tmp_path) + b"/" + name
    with open(path, "wb") as file:
        file.write(b"A bomb.")
    (item,) = found(tmp_path)
    assert isinstance(item, Item) and item.data == b"A bomb."
    item.name.encode("utf-8")  # it can be stored and printed
    (same,) = found(os.fsdecode(path))
    assert same == item
