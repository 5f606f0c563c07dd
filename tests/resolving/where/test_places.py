"""Places of a report: which words name them, which of the namesakes is meant, how exactly, and in what role."""

from __future__ import annotations

from functools import cache

import pytest

from gestae.knowledge.gazetteer import Gazetteer, load_gazetteer
from gestae.reading.parser import Parser
from gestae.reading.tokens import Reading
from gestae.record.documents import Document, Part
from gestae.record.places import Place
from gestae.resolving.where.locatives import dateline_end
from gestae.resolving.where.places import Places, resolve_places


def document(text: str, *, url: str | None = None) -> Document:
    parts: list[Part] = []
    start = 0
    for line in text.split("\n"):
        if line:
            parts.append(Part("paragraph", start, start + len(line)))
        start += len(line) + 1
    return Document(id="d", sha256="0", text=text, parts=tuple(parts), url=url)


@cache
def gazetteer() -> Gazetteer:
    return load_gazetteer()


@cache
def parser() -> Parser:
    return Parser()


def resolved(text: str, *names: str, url: str | None = None) -> Places:
    """The names given, resolved as spans without a parse."""
    spans: list[tuple[int, int]] = []
    at = 0
    for name in names:
        at = text.index(name, at)
        spans.append((at, at + len(name)))
        at += len(name)
    reading = Reading(document=document(text, url=url), tokens=(), sentences=())
    return resolve_places(reading, gazetteer=gazetteer(), spans=spans)


def read(text: str) -> Places:
    return resolve_places(parser().parse(document(text)), gazetteer=gazetteer())


def named(places: Places, name: str) -> Place:
    found = [place for place in places.items if place.name == name]
    assert found, [place.name for place in places.items]
    return found[0]


def test_the_word_behind_the_comma_decides() -> None:
    virginia = resolved("A man from Alexandria, Va., was held.", "Alexandria", "Va.")
    egypt = resolved("A man from Alexandria, Egypt, was held.", "Alexandria", "Egypt")
    assert (virginia.items[0].country, virginia.items[0].admin1) == ("USA", "Virginia")
    assert egypt.items[0].country == "EGY"


def test_neighbours_decide() -> None:
    texas = resolved("Paris, Clarksville and Bonham in Lamar County", "Paris", "Clarksville", "Bonham", "Lamar County")
    world = resolved("Leaders met in Paris, Berlin and London.", "Paris", "Berlin", "London")
    assert texas.items[0].admin1 == "Texas"
    assert world.items[0].country == "FRA"


def test_a_lone_name_is_the_great_one() -> None:
    assert resolved("in Moscow", "Moscow").items[0].country == "RUS"


def test_an_outlet_speaks_of_its_own_country() -> None:
    assert resolved("in Cambridge", "Cambridge", url="https://www.cambridge-news.co.uk/1").items[0].country == "GBR"


def test_a_possessive_country_holds_its_province() -> None:
    places = resolved("in Iraq's western Anbar province", "Iraq", "Anbar")
    assert (places.items[1].kind, places.items[1].country, places.items[1].precision) == ("region", "IRQ", "admin1")


def test_the_kind_word_decides_between_town_and_region() -> None:
    assert resolved("in Idlib province", "Idlib").items[0].kind == "region"
    assert resolved("in the city of Idlib", "Idlib").items[0].kind == "city"
    assert resolved("Bombs fell on Baghdad.", "Baghdad").items[0].kind == "city"


def test_a_plural_behind_a_list_counts_for_all() -> None:
    places = resolved("in Helmand, Kandahar and Kunduz provinces", "Helmand", "Kandahar", "Kunduz")
    assert [place.precision for place in places.items] == ["admin1"] * 3


def test_spans_need_not_fit_tokens() -> None:
    places = resolved("anti-Syria protests", "Syria")
    assert places.items[0].country == "SYR"
    assert (
        resolve_places(
            Reading(document=document("nothing here"), tokens=(), sentences=()),
            gazetteer=gazetteer(),
            spans=[(0, 7), (3, 3), (7, 8)],
        )
        .mentions[0]
        .place
        >= 0
    )


def test_unknown_names_have_no_point() -> None:
    place = resolved("near Xyzzyvka", "Xyzzyvka").items[0]
    assert (place.lat, place.lon, place.precision) == (None, None, "unknown")


def test_no_text_no_places() -> None:
    empty = Reading(document=document(""), tokens=(), sentences=())
    assert resolve_places(empty, gazetteer=gazetteer()) == Places()


@pytest.mark.parametrize(
    ("text", "dateline"),
    [
        ("KYIV, Ukraine (AP) — Russian forces", "KYIV, Ukraine (AP) — "),
        ("GENEVA (Reuters) - The UN said", "GENEVA (Reuters) - "),
        ("BOGOTA -- Guerrillas attacked", "BOGOTA -- "),
        ("Rome (Italy), 11 Jan 90 -- A", "Rome (Italy), 11 Jan 90 -- "),
        ("Lima, 9 Jan 90 (Acan-Efe) -- A", "Lima, 9 Jan 90 (Acan-Efe) -- "),
        ("Oslo, March 3 - A", "Oslo, March 3 - "),
        ("The town - a ruin - fell", ""),
        ("Iran said on Friday it would not", ""),
    ],
)
def test_datelines(text: str, dateline: str) -> None:
    assert text[: dateline_end(text, 0, len(text))] == dateline


@pytest.mark.models
def test_bases_are_one_place_and_actors_are_no_location() -> None:
    places = read(
        "Iran fired missiles at the Ain al-Asad air base in Iraq's western Anbar province early Wednesday. "
        "The Al Asad base also houses US troops. Missiles also hit Erbil and Camp Taji, north of Baghdad."
    )
    base = named(places, "Ain al-Asad air base")
    assert [item.text for item in base.evidence] == ["Ain al-Asad air base", "Al Asad base"]
    assert (base.kind, base.precision, base.country, base.admin1) == ("base", "site", "IRQ", "Anbar")
    assert {item.role for item in named(places, "Iran").evidence} == {"name"}
    assert {item.role for item in named(places, "United States").evidence} == {"name"}
    assert named(places, "western Anbar").precision == "admin1"
    assert named(places, "Camp Taji").kind == "base"
    assert named(places, "Baghdad").kind == "city"


@pytest.mark.models
def test_the_full_stop_belongs_to_abbreviations_only() -> None:
    places = read("He was moved from Charleston, W.Va. to a jail in St. Louis County.")
    words = [item.text for place in places.items for item in place.evidence]
    assert words == ["Charleston", "W.Va.", "St. Louis County"]


@pytest.mark.models
def test_dateline_is_a_location() -> None:
    places = read("KYIV, Ukraine (AP) — Russian forces shelled Kharkiv on Friday.")
    assert {item.role for item in named(places, "Kyiv").evidence} == {"location"}
    assert {item.role for item in named(places, "Kharkiv").evidence} == {"location"}


@pytest.mark.models
def test_a_part_of_a_country_is_an_area() -> None:
    place = named(read("Rebels advanced in eastern Congo on Monday."), "eastern Democratic Republic of the Congo")
    assert (place.kind, place.precision, place.country) == ("region", "region", "COD")


@pytest.mark.models
def test_people_and_months_are_no_places() -> None:
    places = read("Theresa May met Sidney Poitier in May. Mr. Houston sang. She flew to Oslo.")
    assert [place.name for place in places.items] == ["Oslo"]


@pytest.mark.models
def test_a_country_is_a_location_only_where_the_words_say_so() -> None:
    places = read("Rwanda denied it. Troops crossed into Rwanda. Sanctions against Rwanda followed.")
    assert [item.role for item in named(places, "Rwanda").evidence] == ["name", "location", "name"]


@pytest.mark.models
def test_an_unknown_airport_is_no_finer_than_its_town() -> None:
    places = read("Shells landed at Kfar Kila airport on Sunday.")
    assert [(place.name, place.kind, place.precision) for place in places.items] == [
        ("Kfar Kila airport", "airport", "city")
    ]


@pytest.mark.models
def test_a_known_airport_behind_a_possessive() -> None:
    place = read("Rockets hit Baghdad's international airport overnight.").items[0]
    assert (place.kind, place.precision, place.country) == ("airport", "site", "IRQ")
    assert place.evidence[0].text == "Baghdad's international airport"


@pytest.mark.models
def test_a_word_far_from_everything_else_is_no_place() -> None:
    places = read("He lay in a Coma in Cochabamba. Soldiers searched Cochabamba, Sucre and La Paz in Bolivia.")
    assert {place.country for place in places.items} == {"BOL"}


@pytest.mark.models
def test_mentions_by_token_and_sentence() -> None:
    text = "Mortars hit Homs. Nothing else happened."
    reading = parser().parse(document(text))
    places = resolve_places(reading, gazetteer=gazetteer())
    mention = places.mentions[0]
    assert text[mention.start : mention.end] == "Homs"
    assert places.at(mention.first) is mention
    assert places.in_sentence(0) == (mention,)
    assert places.in_sentence(1) == ()
    assert places.at(0) is None


@pytest.mark.models
def test_the_same_text_gives_the_same_places() -> None:
    text = "Protests spread from Cairo to Alexandria, Suez and Port Said, and to Tripoli in Libya."
    assert read(text) == read(text)


def countries(places: Places) -> dict[str, str | None]:
    return {item.text: place.country for place in places.items for item in place.evidence}


def test_another_name_of_a_place_lies_not_in_it() -> None:
    places = resolved("Two died in Mecca, the others in Medina.", "Mecca", "Medina")
    assert [place.country for place in places.items] == ["SAU", "SAU"]


def test_the_dateline_outweighs_a_cluster_of_small_places() -> None:
    text = "SANTIAGO, 12 May 89 -- Shots fell in Serrano, Providencia, Santa Rosa and Purisima."
    places = resolved(text, "SANTIAGO", "Serrano", "Providencia", "Santa Rosa", "Purisima")
    assert countries(places)["SANTIAGO"] == countries(places)["Providencia"] == "CHL"
    assert {place.country for place in places.items} <= {"CHL", None}


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("TEGUCIGALPA, 3 Aug (EFE) -- Soldiers found arms in Ojo de Agua.", "HND"),
        ("SAN SALVADOR, 3 Aug (EFE) -- Soldiers found arms in Ojo de Agua.", None),
        ("SAN SALVADOR, 3 Aug (EFE) -- Honduran soldiers found arms in Ojo de Agua.", "HND"),
    ],
)
def test_a_small_place_lies_in_a_country_of_the_report(text: str, country: str | None) -> None:
    places = resolved(text, text.split(",")[0], "Ojo de Agua")
    assert countries(places)["Ojo de Agua"] == country


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("Houthi rebels in Yemen took Mocha.", "Mocha", "YEM"),
        ("East Timor police patrolled Dili.", "Dili", "TLS"),
        ("A fire broke out in Medina.", "Medina", "SAU"),
    ],
)
def test_short_names_keep_to_their_own_places(text: str, name: str, country: str) -> None:
    assert countries(resolved(text, name))[name] == country


@pytest.mark.models
@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("A bomb went off on Bandera and Alameda streets in Santiago.", {"Santiago"}),
        ("Two cars burned at the corner of Boston and Houston in Lima.", {"Lima"}),
        ("Police closed Lincoln Avenue and the Memphis bridge in Oslo.", {"Oslo"}),
        ("Tanks rolled through Baghdad streets on Monday.", {"Baghdad"}),
        ("Gunmen robbed the Banco de Santander and the Bank of London in Bogota.", {"Bogota"}),
        ("Troops moved into Nicaragua's northern Atlantic region.", {"Nicaragua"}),
        ("Aircraft from Nato bombed Tripoli, Nato said.", {"Tripoli"}),
        ("Somali militants attacked a hotel in Mogadishu.", {"Mogadishu"}),
        ("Clashes spread through the Somali region of Ethiopia.", {"Somali", "Ethiopia"}),
        ("The capital was quiet. Shops in the Capital Region closed.", set()),
        ("Shots rang out in the Providencia neighborhood of Santiago.", {"Providencia", "Santiago"}),
        ("Shots rang out in the Providencia neighborhood.", set()),
    ],
)
def test_what_only_bears_the_name_of_a_place_is_none(text: str, names: set[str]) -> None:
    assert set(countries(read(text))) == names


@pytest.mark.models
def test_a_land_with_a_direction_in_its_name() -> None:
    names = [place.name for place in read("Peace efforts in central America and in central Colombia failed.").items]
    assert names == ["Central America", "central Colombia"]


@pytest.mark.models
def test_a_people_of_a_place_may_be_anywhere() -> None:
    found = read("Azerbaijan and the Karabakh Armenians held talks in Yevlakh. They live in Karabakh.")
    assert [mention.locative for mention in found.mentions] == [False, False, True, True]
