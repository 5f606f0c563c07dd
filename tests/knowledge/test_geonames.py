"""The whole of GeoNames: a dump read line by line, interrupted and gone on with, and set behind our own gazetteer."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path

import pytest

from gestae.errors import KnowledgeError
from gestae.knowledge.gazetteer import Gazetteer, load_gazetteer
from gestae.knowledge.gazetteer_entries import GazetteerEntry
from gestae.knowledge.geonames import staging
from gestae.knowledge.geonames.building import build_full, is_built, kept, part_path, remove_full
from gestae.knowledge.geonames.features import Wanted, filed_feature, load_features
from gestae.knowledge.geonames.full import About, FullGazetteer, full_path
from gestae.knowledge.geonames.plan import plan_of
from gestae.knowledge.geonames.rows import ADMIN1, COUNTRIES, DUMP, NAMES, PLACES
from gestae.knowledge.geonames.selected import Selected

SLICE = Path(__file__).parent / "geonames"
Build = Callable[..., About]


@pytest.fixture
def dump(tmp_path: Path) -> Path:
    """The slice in a folder of its own, to be spoiled."""
    return Path(shutil.copytree(SLICE, tmp_path / "dump"))


def quiet(step: str, done: float) -> None:
    """No progress wanted."""


def build(
    source: Path, folder: Path, *, countries: Iterable[str] = (), features: Iterable[str] = (), progress: object = quiet
) -> About:
    plan = plan_of(source, countries=countries, features=features)
    return build_full(plan, progress=progress, folder=folder)  # type: ignore[arg-type]


@cache
def own() -> Gazetteer:
    return load_gazetteer()


def with_full(about: About) -> Gazetteer:
    return Gazetteer(own().path, FullGazetteer(about.path))


def content(path: Path) -> list[str]:
    """All a built file holds, except when the dump's files were last touched."""
    connection = sqlite3.connect(path)
    lines = [line for line in connection.iterdump() if not line.startswith("INSERT INTO \"about\" VALUES('plan'")]
    connection.close()
    return lines


def names_of(entries: Iterable[GazetteerEntry]) -> list[str]:
    return [entry.name for entry in entries]


def test_what_only_geonames_knows_is_found(dump: Path, tmp_path: Path) -> None:
    gazetteer = with_full(build(dump, tmp_path))
    assert not own().find("Kocho")
    (village,) = gazetteer.find("Kocho")
    assert (village.country, village.kind, village.feature, village.admin1) == ("IRQ", "city", "PPL", "IQ.15")
    assert not village.ours and village.geonames == 90000001 and village.rank == 0
    assert [entry.rank for entry in gazetteer.find("Kojo") if entry.geonames == 90000001] == [1]
    assert not own().find("Abu Kamal Border Crossing")
    (crossing,) = gazetteer.find("Abu Kamal border crossing")
    assert (crossing.kind, crossing.precision, crossing.country) == ("facility", "site", "SYR")


def test_what_both_know_is_ours_and_stands_once(dump: Path, tmp_path: Path) -> None:
    gazetteer = with_full(build(dump, tmp_path))
    for name in ("Palmyra", "Ain al-Asad", "Persian Gulf", "Baghdad", "al-Anbar", "Iraq", "Ar Raqqah"):
        ours, both = own().find(name), gazetteer.find(name)
        assert {entry.key for entry in ours} <= {entry.key for entry in both}, name
        assert all(entry.ours for entry in both), [entry for entry in both if not entry.ours]
        assert len({entry.key for entry in both}) == len(both)
        assert both[0].key == ours[0].key


def test_a_name_of_ours_that_only_geonames_knows_leads_to_ours(dump: Path, tmp_path: Path) -> None:
    assert 99237 not in {entry.geonames for entry in own().find("Mesopotamia")}
    gazetteer = with_full(build(dump, tmp_path))
    (iraq,) = [entry for entry in gazetteer.find("Mesopotamia") if entry.geonames == 99237]
    assert iraq.ours and iraq.name == "Iraq" and iraq.rank == 2


def test_names_in_other_languages_are_for_towns_only(dump: Path, tmp_path: Path) -> None:
    full = FullGazetteer(build(dump, tmp_path).path)
    assert names_of(full.find_key("bagdad")) == ["Baghdad"]
    assert full.find_key("irak") == () and full.find_key("tigris") == ()
    assert names_of(full.find_key("tigris river")) == ["Tigris River"]


def test_codes_and_links_are_no_names(dump: Path, tmp_path: Path) -> None:
    build(dump, tmp_path)
    connection = sqlite3.connect(full_path(tmp_path))
    keys = {key for (key,) in connection.execute("SELECT key FROM names")}
    connection.close()
    assert not {"bgw", "orqw"} & keys
    assert not [key for key in keys if "http" in key]


def test_a_region_is_filed_without_its_article_and_with_its_level(dump: Path, tmp_path: Path) -> None:
    full = FullGazetteer(build(dump, tmp_path).path)
    (anbar,) = full.find_key("anbar")
    assert (anbar.feature, anbar.precision, anbar.rank) == ("ADM1", "admin1", 1)
    assert full.admins["IQ.01"] == "Al Anbar"


def test_longest_counts_words(dump: Path, tmp_path: Path) -> None:
    full = FullGazetteer(build(dump, tmp_path).path)
    assert full.longest("abu") == 4, "Abū Kamāl Border Crossing"
    assert full.longest("kocho") == 1
    assert full.longest("xyzzy") == 0


def test_a_name_that_rarely_means_a_place_names_none(dump: Path, tmp_path: Path) -> None:
    unlikely = next(
        line
        for line in (Path(staging.__file__).parents[1] / "places" / "not_places.txt").read_text().splitlines()
        if line and not line.startswith("#") and len(line) > 3
    )
    line = f"90000099\t{unlikely.title()}\t\t\t1\t1\tP\tPPL\tIQ\t\t01\t\t\t\t0\t\t0\t\t2024-01-01\n"
    with (dump / PLACES).open("a", encoding="utf-8") as file:
        file.write(line)
    gazetteer = with_full(build(dump, tmp_path))
    found = [entry for entry in gazetteer.find_key(unlikely.lower()) if entry.geonames == 90000099]
    assert [entry.rank for entry in found] == [3]


def test_filters(dump: Path, tmp_path: Path) -> None:
    about = build(dump, tmp_path, countries=["SYR", "iq"], features=["p", "S.AIRB"])
    assert about.countries == ("IQ", "SY") and about.features == ("P", "S.AIRB")
    connection = sqlite3.connect(about.path)
    rows = connection.execute("SELECT DISTINCT country, kind FROM places ORDER BY country, kind").fetchall()
    connection.close()
    assert rows == [("IRQ", "base"), ("IRQ", "city"), ("SYR", "city")]


def test_hotels_only_when_asked(dump: Path, tmp_path: Path) -> None:
    assert FullGazetteer(build(dump, tmp_path / "one").path).find_key("baghdad hotel") == ()
    assert FullGazetteer(build(dump, tmp_path / "two", features=["all"]).path).find_key("baghdad hotel")


def test_features_are_asked_by_class_code_or_both() -> None:
    wanted = Wanted.asked(["P", "AIRB", "H.SEA"])
    assert wanted.holds("P", "PPLX") and wanted.holds("S", "AIRB") and wanted.holds("H", "SEA")
    assert not wanted.holds("S", "AIRP") and not wanted.holds("H", "LK")
    assert Wanted.asked([]).holds("S", "DAM") and not Wanted.asked([]).holds("S", "HTL")
    assert Wanted.asked(["all"]).holds("", "") and Wanted.asked(["ALL"]).holds("V", "FRST")
    assert load_features().sort_of("", "").kind == "facility"
    assert [filed_feature("P", "PPLA2"), filed_feature("P", "PPLC"), filed_feature("H", "")] == ["PPL", "PPLC", "H"]


def test_the_same_dump_gives_the_same_file_and_stamp(dump: Path, tmp_path: Path) -> None:
    one = build(dump, tmp_path / "one")
    two = build(SLICE, tmp_path / "two")
    assert content(one.path) == content(two.path)
    assert one.stamp == two.stamp and one.stamp.startswith("GeoNames 2025-11-20 ")
    assert build(dump, tmp_path / "three", countries=["IQ"]).stamp != one.stamp


@pytest.mark.parametrize("stop", range(1, 60, 3))
def test_an_interrupted_build_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stop: int) -> None:
    monkeypatch.setattr(staging, "_BATCH", 7)
    told = 0

    def interrupt(step: str, done: float) -> None:
        nonlocal told
        told += step != "done"  # then nothing is left to be stopped
        if told == stop and step != "done":
            raise KeyboardInterrupt

    try:
        build(SLICE, tmp_path / "stopped", progress=interrupt)
    except KeyboardInterrupt:
        assert not full_path(tmp_path / "stopped").exists(), "half a file is never used"
        read = kept(tmp_path / "stopped").unfinished
        lines: list[tuple[str, float]] = []
        build(SLICE, tmp_path / "stopped", progress=lambda step, done: lines.append((step, done)))
        begun = {name: share for name, share in read.items() if share}
        assert all((name, 0.0) not in lines for name in begun), "what was read is not read again"
    else:
        assert told < stop, "every moment of the build was tried"
    assert content(full_path(tmp_path / "stopped")) == content(build(SLICE, tmp_path / "straight").path)
    assert not part_path(tmp_path / "stopped").exists()


def test_a_batch_is_read_whole_or_not_at_all(dump: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(staging.Staging, "_own_names", killed)
        with pytest.raises(KeyboardInterrupt):
            build(dump, tmp_path)
    connection = sqlite3.connect(part_path(tmp_path))
    assert connection.execute("SELECT count(*) FROM places").fetchone() == (0,)
    connection.close()
    assert build(dump, tmp_path).places == 46


def test_another_dump_or_another_wish_begins_anew(dump: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(step: str, done: float) -> None:
        if step == NAMES:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        build(dump, tmp_path, progress=stop)
    assert build(dump, tmp_path, countries=["SY"]).places == build(dump, tmp_path / "b", countries=["SY"]).places


def test_something_else_in_the_place_of_the_part_is_no_build(dump: Path, tmp_path: Path) -> None:
    part_path(tmp_path).parent.mkdir(parents=True)
    part_path(tmp_path).write_bytes(b"not a database at all" * 100)
    assert kept(tmp_path).unfinished == {}
    assert build(dump, tmp_path).places == 46


def test_two_builds_at_once(dump: Path, tmp_path: Path) -> None:
    plan = plan_of(dump, countries=(), features=())
    with staging.opened_staging(part_path(tmp_path), plan) as one:
        one.read_all(quiet)
        with pytest.raises(KnowledgeError, match="another build is at it"):
            build(dump, tmp_path)
    assert build(dump, tmp_path).places == 46


def spoil(path: Path, number: int, change: Callable[[str], str]) -> None:
    lines = path.read_text(encoding="utf-8").split("\n")
    lines[number - 1] = change(lines[number - 1])
    path.write_text("\n".join(lines), encoding="utf-8")


def cell(column: int, value: str) -> Callable[[str], str]:
    def change(line: str) -> str:
        cells = line.split("\t")
        cells[column] = value
        return "\t".join(cells)

    return change


@pytest.mark.parametrize(
    ("name", "number", "change", "message"),
    [
        (PLACES, 3, cell(0, "x1"), "line 3: geonameid 'x1' is no whole number"),
        (PLACES, 4, cell(4, "north"), "line 4: latitude 'north' is no number"),
        (PLACES, 4, cell(5, "181"), "line 4: longitude 181 is off the globe"),
        (PLACES, 4, cell(4, "nan"), "line 4: latitude nan is off the globe"),
        (PLACES, 5, cell(14, "-4"), "line 5: population '-4'"),
        (PLACES, 5, cell(18, "soon"), "line 5: modification date 'soon' is no day"),
        (PLACES, 6, cell(1, " "), "line 6: no name"),
        (PLACES, 9, lambda line: line[:40], "line 9: "),
        (PLACES, 9, lambda line: line.replace("\t", ","), "line 9: 1 columns, not 19"),
        (PLACES, 3, lambda line: "# a note", "line 3: 1 columns, not 19"),
        (NAMES, 7, cell(1, ""), "line 7: geonameid '' is no whole number"),
        (NAMES, 7, lambda line: line + "\tmore", "line 7: 11 columns, not 10"),
        (ADMIN1, 2, cell(0, "Anbar"), "line 2: 'Anbar' is no code of a region"),
        (COUNTRIES, 6, cell(1, "Iraq"), "line 6: 'IQ' and 'Iraq' are no codes"),
    ],
)
def test_odd_lines_are_named(
    dump: Path, tmp_path: Path, name: str, number: int, change: Callable[[str], str], message: str
) -> None:
    spoil(dump / name, number, change)
    with pytest.raises(KnowledgeError) as caught:
        build(dump, tmp_path)
    assert str(caught.value).startswith(f"{dump / name}, line ") and message in str(caught.value)
    assert not full_path(tmp_path).exists()


def test_bytes_that_are_no_text(dump: Path, tmp_path: Path) -> None:
    with (dump / NAMES).open("ab") as file:
        file.write(b"1\t98182\t\tBagd\xe4d\t\t\t\t\t\t\n")
    with pytest.raises(KnowledgeError, match=r"alternateNamesV2\.txt, line 173: not UTF-8 \(byte 14 of the line\)"):
        build(dump, tmp_path)


def test_a_line_without_end(dump: Path, tmp_path: Path) -> None:
    (dump / PLACES).write_bytes(b"x" * (1 << 20) + b"yy\n")
    with pytest.raises(KnowledgeError, match=r"line 1: longer than"):
        build(dump, tmp_path)


@pytest.mark.parametrize("name", DUMP)
def test_every_file_must_be_there(dump: Path, tmp_path: Path, name: str) -> None:
    (dump / name).unlink()
    with pytest.raises(KnowledgeError, match=rf"{name}: No such file"):
        build(dump, tmp_path)


def test_a_packed_file_is_to_be_unpacked(dump: Path, tmp_path: Path) -> None:
    (dump / PLACES).rename(dump / "allCountries.zip")
    with pytest.raises(KnowledgeError, match=r"unpack allCountries\.zip first"):
        build(dump, tmp_path)


def test_unknown_countries_and_features(dump: Path, tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError, match="--countries ZZ: no country"):
        build(dump, tmp_path, countries=["IQ", "ZZ"])
    with pytest.raises(KnowledgeError, match="--features 9X: no feature"):
        build(dump, tmp_path, features=["9X"])
    with pytest.raises(KnowledgeError, match="no such folder"):
        build(dump / "none", tmp_path)


def test_a_file_of_another_version_is_named(tmp_path: Path) -> None:
    about = build(SLICE, tmp_path)
    connection = sqlite3.connect(about.path)
    connection.execute("UPDATE about SET value = '0' WHERE name = 'format'")
    connection.commit()
    connection.close()
    with pytest.raises(KnowledgeError, match="made by another version of gestae; build it anew"):
        FullGazetteer(about.path)
    assert not is_built(plan_of(SLICE, countries=(), features=()), tmp_path)
    about.path.write_bytes(b"no database" * 1000)
    with pytest.raises(KnowledgeError, match="gestae gazetteer remove"):
        FullGazetteer(about.path)


def test_remove(tmp_path: Path) -> None:
    about = build(SLICE, tmp_path)
    assert remove_full(dry_run=True, folder=tmp_path) == (about.path,) and about.path.exists()
    assert remove_full(folder=tmp_path) == (about.path,) and not about.path.exists()
    assert remove_full(folder=tmp_path) == ()


def test_selected_holds_what_was_taken() -> None:
    selected = Selected()
    selected.add(5, town=True)
    selected.add(1 << 40, town=False)
    assert selected.holds(5) and selected.is_town(5) and not selected.holds(6)
    assert selected.holds(1 << 40) and not selected.is_town(1 << 40)


def test_records_name_the_gazetteer(tmp_path: Path) -> None:
    about = build(SLICE, tmp_path)
    assert own().stamps == (f"gestae {own().path.stem.removeprefix('gazetteer-')}",)
    assert with_full(about).stamps == (*own().stamps, about.stamp)
