"""Office is judged at the day of the report: who was a minister and is none any more, and who is none yet."""

from __future__ import annotations

import pytest

from gestae.knowledge.actors import KnownActors, load_known_actors
from gestae.reader import Reader
from gestae.reports import read


@pytest.fixture(scope="module")
def known() -> KnownActors:
    return load_known_actors()


@pytest.mark.parametrize(
    ("name", "date", "country", "sector", "office"),
    [
        # 1995: the year's ministers, and those of the year before
        ("Hikmet Çetin", "1994-01-15", "TUR", "GOV", "foreign minister"),
        ("Hikmet Çetin", "1995-11-15", "TUR", "ELI", ""),
        ("Guido Di Tella", "1995-06-01", "ARG", "GOV", "foreign minister"),
        ("Guido Di Tella", "2003-06-01", "ARG", "ELI", ""),
        ("Krzysztof Skubiszewski", "1995-06-01", "POL", "ELI", ""),
        ("Yohei Kono", "1995-06-01", "JPN", "GOV", "foreign minister"),
        ("Mustafa Tlass", "1995-06-01", "SYR", "GOV", "defence minister"),
        # 2003: the war in Iraq
        ("Naji Sabri", "2003-03-20", "IRQ", "GOV", "foreign minister"),
        ("Naji Sabri", "2003-12-20", "IRQ", "ELI", ""),
        ("Madeleine Albright", "2003-03-20", "USA", "ELI", ""),
        ("Robin Cook", "2003-06-20", "GBR", "ELI", ""),
        ("Jack Straw", "2003-03-20", "GBR", "GOV", "foreign minister"),
        ("Shaul Mofaz", "2003-03-20", "ISR", "GOV", "defence minister"),
        # 2015: Ukraine and Iran
        ("Valeriy Heletey", "2015-02-12", "UKR", "ELI", ""),
        ("Stepan Poltorak", "2015-02-12", "UKR", "GOV", "defence minister"),
        ("Mohammad Javad Zarif", "2015-07-14", "IRN", "GOV", "foreign minister"),
        ("Manouchehr Mottaki", "2015-07-14", "IRN", "ELI", ""),
        ("Chuck Hagel", "2015-07-14", "USA", "ELI", ""),
        # 2022: Russia's invasion
        ("Sergei Shoigu", "2022-02-24", "RUS", "GOV", "defence minister"),
        ("Anatoly Serdyukov", "2022-02-24", "RUS", "ELI", ""),
        ("Pavlo Klimkin", "2022-02-24", "UKR", "ELI", ""),
        ("Lloyd Austin", "2022-02-24", "USA", "GOV", "secretary of defense"),
        ("Mike Pompeo", "2022-02-24", "USA", "ELI", ""),
        ("Annegret Kramp-Karrenbauer", "2022-02-24", "DEU", "ELI", ""),
    ],
)
def test_ministers_and_former_ministers(
    known: KnownActors, name: str, date: str, country: str, sector: str, office: str
) -> None:
    found = known.lookup(name, date)
    assert found is not None
    assert (found.country, found.sector) == (country, sector)
    assert found.former == (sector == "ELI")
    if office:
        assert found.office == office


@pytest.mark.parametrize(
    ("name", "date", "office"),
    [
        ("P. V. Narasimha Rao", "1992-06-01", "prime minister"),
        ("Chandrika Kumaratunga", "2004-06-01", "president"),
        ("Girija Prasad Koirala", "2007-06-01", "prime minister"),
        ("Hassanal Bolkiah", "2020-06-01", "sultan"),
    ],
)
def test_who_leads_and_holds_a_ministry_too_is_called_by_the_higher_office(
    known: KnownActors, name: str, date: str, office: str
) -> None:
    found = known.lookup(name, date)
    assert found is not None and found.office == office and found.high


@pytest.mark.parametrize(
    ("name", "date"),
    [("Antony Blinken", "1995-01-01"), ("Dmytro Kuleba", "2003-01-01"), ("Hulusi Akar", "1995-01-01")],
)
def test_who_is_no_minister_yet(known: KnownActors, name: str, date: str) -> None:
    found = known.lookup(name, date)
    assert found is not None and found.sector != "GOV"


@pytest.mark.parametrize(
    ("office", "countries"),
    [
        (
            {"foreign minister", "secretary of state"},
            "ARG AUS BRA CAN CHN DEU FRA GBR IDN IND ITA JPN KOR MEX RUS SAU TUR USA ZAF EGY IRN IRQ ISR SYR UKR",
        ),
        (
            {"defence minister", "secretary of defense"},
            "AUS BRA CAN CHN DEU FRA GBR IDN IND ITA KOR RUS SAU TUR USA ZAF EGY IRN ISR SYR UKR COL",
        ),
    ],
)
@pytest.mark.parametrize("date", ["2005-01-20", "2015-01-20", "2022-03-20"])
def test_ministers_of_the_large_states_and_of_those_at_war(
    known: KnownActors, office: set[str], countries: str, date: str
) -> None:
    """Each of them has exactly one minister on such a day, so that no office runs on into the next one's."""
    for country in countries.split():
        holders = [
            person.name
            for person in known.persons
            for held in person.offices
            if held.country == country and held.title in office and held.start and held.covers(date)
        ]
        assert len(holders) == 1, (country, sorted(office), date, holders)


def test_no_office_runs_backwards_or_twice(known: KnownActors) -> None:
    for person in known.persons:
        seen = [(office.country, office.title, office.start) for office in person.offices]
        assert len(seen) == len(set(seen)), person.name


@pytest.mark.models
@pytest.mark.parametrize(
    ("name", "date", "sector"),
    [
        ("Hikmet Çetin", "1994-01-15", "GOV"),
        ("Hikmet Çetin", "1995-11-15", "ELI"),
        ("Naji Sabri", "2003-03-20", "GOV"),
        ("Naji Sabri", "2003-12-20", "ELI"),
        ("Valeriy Heletey", "2014-09-01", "GOV"),
        ("Valeriy Heletey", "2015-02-12", "ELI"),
        ("Pavlo Klimkin", "2018-02-24", "GOV"),
        ("Pavlo Klimkin", "2022-02-24", "ELI"),
    ],
)
def test_a_report_is_read_with_the_offices_of_its_day(reader: Reader, name: str, date: str, sector: str) -> None:
    record = read(f"{name} met a delegation in Geneva and said talks would go on.", published=date, reader=reader)
    (actor,) = [actor for actor in record.actors if actor.name == name]
    assert actor.sector == sector
