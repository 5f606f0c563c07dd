"""The gazetteer: names in every spelling, points that fit, a file that is built once and never half."""

from __future__ import annotations

import csv
import sqlite3
from pathlib import Path

import pytest

from gestae.errors import KnowledgeError
from gestae.knowledge.gazetteer import Gazetteer, load_gazetteer
from gestae.knowledge.gazetteer_build import Progress
from gestae.knowledge.gazetteer_files import COLUMNS, KINDS, PLACES, PRECISIONS, own_places
from gestae.knowledge.gazetteer_rows import SCHEMA
from gestae.knowledge.placenames import article_less, is_latin, normal_name, skeleton

HEAD = "# title\n# source: test\nname,aliases,kind,feature,country,admin1,lat,lon,precision,note\n"


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return load_gazetteer()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Saint-Étienne", "St. Etienne"),
        ("Fort Hood", "Ft. Hood"),
        ("Mount Sinjar", "mount SINJAR"),
        ("Ain al-Asad", "Ain al Asad"),
        ("N’Djamena", "N'Djamena"),
        ("Sana'a", "Sanaa"),
        ("The Hague", "Hague"),
        ("Przewodów", "Przewodow"),
        ("Łódź", "Lodz"),
        ("U.S.", "US"),
    ],
)
def test_spellings_are_levelled(one: str, other: str) -> None:
    assert normal_name(one) == normal_name(other)


def test_article_falls_away() -> None:
    assert article_less("al-Anbar") == "anbar"
    assert article_less("Alabama") is None


def test_skeleton_joins_transliterations() -> None:
    assert skeleton("Khan Younis") == skeleton("Khān Yūnis")
    assert skeleton("Al Fallūjah") == skeleton("Falluja")
    assert skeleton("Raqa") == "", "two consonants are too few"
    assert skeleton("Kharkiv") != skeleton("Kherson")


def test_only_latin_names_are_filed() -> None:
    assert is_latin("Kharkiv") and is_latin("Türkiye") and is_latin("Hà Nội")
    assert not is_latin("Харьков") and not is_latin("بغداد")


@pytest.mark.parametrize(
    ("name", "country", "kind", "lat", "lon"),
    [
        ("Ramadi", "IRQ", "city", 33.4, 43.3),
        ("al-Anbar", "IRQ", "region", 32.9, 41.9),
        ("Ain al-Asad", "IRQ", "base", 33.8, 42.4),
        ("Al Asad airbase", "IRQ", "base", 33.8, 42.4),
        ("Kiev", "UKR", "city", 50.45, 30.5),
        ("Khan Younis", "PSE", "city", 31.3, 34.3),
        ("Strait of Hormuz", None, "water", 26.6, 56.3),
        ("Fordow", "IRN", "facility", 34.9, 51.0),
        ("Baghdad airport", "IRQ", "airport", 33.26, 44.23),
        ("Ky.", "USA", "region", 38.2, -84.9),
        ("Laurel County", "USA", "region", 37.1, -84.1),
        ("Hodeidah", "YEM", "city", 14.8, 42.9),
    ],
)
def test_first_answer(gazetteer: Gazetteer, name: str, country: str | None, kind: str, lat: float, lon: float) -> None:
    best = gazetteer.find(name)[0]
    assert (best.country, best.kind) == (country, kind)
    assert abs(best.lat - lat) < 0.6 and abs(best.lon - lon) < 1.0


def test_abbreviation_needs_its_full_stop(gazetteer: Gazetteer) -> None:
    assert any(entry.name == "Mississippi" for entry in gazetteer.find("Miss."))
    assert not any(entry.name == "Mississippi" for entry in gazetteer.find("Miss"))


def test_demonyms_are_marked(gazetteer: Gazetteer) -> None:
    assert {entry.rank for entry in gazetteer.find("Iraqi") if entry.country == "IRQ"} == {3}


def test_capitals_are_marked(gazetteer: Gazetteer) -> None:
    assert "PPLC" in {entry.feature for entry in gazetteer.find("Baghdad") if entry.country == "IRQ"}


def test_unknown_names(gazetteer: Gazetteer) -> None:
    assert gazetteer.find("Xyzzyville-on-Nowhere") == ()
    assert gazetteer.find("") == ()
    assert gazetteer.longest("xyzzyville") == 0


def test_country_codes(gazetteer: Gazetteer) -> None:
    assert gazetteer.alpha2("IRQ") == "IQ"
    assert gazetteer.alpha3("XK") == "XKX"
    assert gazetteer.admin_name("IQ.01") == "Anbar"


@pytest.mark.parametrize("path", sorted(PLACES.glob("*.csv")), ids=lambda path: path.name)
def test_own_places_keep_the_schema(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    head = [line for line in lines if line.startswith("#")]
    assert any("source:" in line for line in head) and any("licence:" in line for line in head)
    rows = list(csv.DictReader(lines[len(head) :]))
    assert tuple(rows[0]) == COLUMNS
    seen: set[tuple[str, str, str]] = set()
    for row in rows:
        assert None not in row and None not in row.values(), row
        assert row["kind"] in KINDS and row["precision"] in PRECISIONS, row
        assert -90 <= float(row["lat"]) <= 90 and -180 <= float(row["lon"]) <= 180, row
        assert row["country"] == "" or (len(row["country"]) == 3 and row["country"].isupper()), row
        key = (row["name"], row["country"], row["kind"])
        assert key not in seen, key
        seen.add(key)


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("Here,,city,PPL,IRQ,,91,0,site,", "line 4: no name, or a point off the globe"),
        ("Here,,town,PPL,IRQ,,1,0,site,", "line 4: kind 'town'"),
        ("Here,,city,PPL,IRQ,,north,0,site,", "line 4: could not convert"),
        ("Here,,city,PPL,IRQ,,1,0,site", "line 4: wrong number of columns"),
    ],
)
def test_wrong_rows_are_named(tmp_path: Path, row: str, message: str) -> None:
    path = tmp_path / "sites.csv"
    path.write_text(HEAD + row + "\n", encoding="utf-8")
    with pytest.raises(KnowledgeError, match=r"sites\.csv") as caught:
        own_places(path)
    assert message in str(caught.value)


def test_a_failed_build_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(path: Path, **_: object) -> None:
        path.write_bytes(b"half")
        raise KnowledgeError("places/sites.csv, line 9: wrong")

    monkeypatch.setattr("gestae.knowledge.gazetteer.build_gazetteer", fail)
    with pytest.raises(KnowledgeError):
        load_gazetteer(cache=tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_progress_and_an_unwritable_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("")
    monkeypatch.setattr("gestae.knowledge.gazetteer.tempfile.gettempdir", lambda: str(tmp_path))
    told: list[float] = []

    def small(path: Path, *, progress: Progress) -> None:
        progress("done", 1.0)
        build_empty(path)

    monkeypatch.setattr("gestae.knowledge.gazetteer.build_gazetteer", small)
    opened = load_gazetteer(cache=blocked / "below", progress=lambda step, done: told.append(done))
    assert told == [1.0]
    assert tmp_path in opened.path.parents
    assert opened.find("Baghdad") == ()


def build_empty(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.executescript(SCHEMA)
    connection.close()
