"""Actors of whole reports, with coreference."""

from __future__ import annotations

import hashlib
import re

import pytest

from gestae.knowledge.actors import load_known_actors
from gestae.reading.parser import Parser
from gestae.record.actors import Actor
from gestae.record.documents import Document, Part
from gestae.resolving.who.actors import Actors, resolve_actors

pytestmark = pytest.mark.models


@pytest.fixture(scope="module")
def parser() -> Parser:
    return Parser()


def document(text: str) -> Document:
    parts = tuple(Part("paragraph", m.start(), m.end()) for m in re.finditer(r"\S[^\n]*", text))
    return Document(id="D1", sha256=hashlib.sha256(text.encode()).hexdigest(), text=text, parts=parts)


def actors_of(parser: Parser, text: str, published: str | None = "2020-01-08") -> Actors:
    return resolve_actors(parser.parse(document(text)), known=load_known_actors(), published=published)


def named(actors: Actors, name: str) -> Actor:
    found = [actor for actor in actors.items if name in (actor.name, *actor.aliases)]
    assert len(found) == 1, (name, [actor.name for actor in actors.items])
    return found[0]


def said(actor: Actor) -> list[tuple[str, str]]:
    return [(evidence.text, evidence.role) for evidence in actor.evidence]


def test_a_title_belongs_to_the_person_and_the_nation_is_mentioned_too(parser: Parser) -> None:
    actors = actors_of(parser, "Iranian Foreign Minister Javad Zarif said that his country did not want war.")
    zarif = named(actors, "Javad Zarif")
    assert (zarif.kind, zarif.country, zarif.sector) == ("person", "IRN", "GOV")
    assert said(zarif) == [("Iranian Foreign Minister Javad Zarif", "name"), ("his", "pronoun")]
    assert said(named(actors, "Iran")) == [("Iranian", "modifier"), ("country", "nominal")]


def test_capitals_act_but_are_not_actors_where_they_are_places(parser: Parser) -> None:
    actors = actors_of(parser, "Moscow accused Kyiv of shelling. A man was hurt in Kyiv.")
    assert said(named(actors, "Russia")) == [("Moscow", "name")]
    assert said(named(actors, "Ukraine")) == [("Kyiv", "name")]


def test_modifiers_of_things_are_mentions_of_the_state(parser: Parser) -> None:
    actors = actors_of(parser, "Israeli missile strikes hit two Syrian bases after the U.S. killing of a general.")
    assert {actor.country for actor in actors.items if actor.kind == "state"} == {"ISR", "SYR", "USA"}
    assert all(role == "modifier" for actor in actors.items if actor.kind == "state" for _, role in said(actor))


def test_nations_with_a_noun_are_actors_of_their_own(parser: Parser) -> None:
    actors = actors_of(parser, "French troops fired at unknown gunmen near the border.")
    troops = named(actors, "French troops")
    assert (troops.kind, troops.country, troops.sector) == ("military", "FRA", "MIL")
    gunmen = named(actors, "unknown gunmen")
    assert (gunmen.kind, gunmen.country, gunmen.sector) == ("armed_group", None, "UAF")


def test_an_unknown_group_is_coded_from_the_words_around_it(parser: Parser) -> None:
    actors = actors_of(
        parser, "Fighters of the Yemeni rebel group Ansar Foo attacked a base. The group claimed victory."
    )
    group = named(actors, "Ansar Foo")
    assert (group.kind, group.country, group.sector) == ("armed_group", "YEM", "REB")
    assert ("group", "nominal") in said(group)


def test_surnames_descriptions_and_pronouns_join_a_name(parser: Parser) -> None:
    actors = actors_of(
        parser,
        "General Ibrahim Nadir Foo led the troops. Foo said he would not resign. The general was arrested later.",
    )
    foo = named(actors, "Ibrahim Nadir Foo")
    assert (foo.kind, foo.sector) == ("person", "MIL")
    assert [text for text, _ in said(foo)] == ["General Ibrahim Nadir Foo", "Foo", "he", "general"]


def test_a_backed_group_is_not_its_backer_and_owns_its_fighters(parser: Parser) -> None:
    actors = actors_of(parser, "Houthi rebels fired drones. The Iran-backed group said its fighters would continue.")
    houthis = named(actors, "Houthi rebels")
    assert [text for text, _ in said(houthis)] == ["Houthi rebels", "group", "its"]
    assert said(named(actors, "Iran")) == [("Iran", "modifier")]
    fighters = named(actors, "fighters")
    assert (fighters.country, fighters.sector) == ("YEM", "REB")


def test_a_countrys_leader_is_its_president(parser: Parser) -> None:
    text = "President Tayyip Erdogan flew to Rome. The Turkish leader met its premier."
    actors = actors_of(parser, text, "2021-10-30")
    assert ("Turkish leader", "nominal") in said(named(actors, "Tayyip Erdogan"))


def test_an_apposition_names_whom_it_describes(parser: Parser) -> None:
    actors = actors_of(parser, "Poland summoned the Russian ambassador, Sergey Andreev, on Tuesday.", "2022-11-16")
    ambassador = named(actors, "Sergey Andreev")
    assert (ambassador.country, ambassador.sector) == ("RUS", "GOV")
    assert ("Russian ambassador", "nominal") in said(ambassador)


def test_two_people_of_one_surname_stay_two(parser: Parser) -> None:
    actors = actors_of(
        parser, "Senator Anna Marlow met Judge Peter Marlow. Both left. Nobody spoke. Later Marlow resigned."
    )
    assert named(actors, "Anna Marlow").id != named(actors, "Peter Marlow").id
    assert all(("Marlow", "name") not in said(actor) for actor in actors.items)


def test_mrs_means_the_woman_of_that_surname(parser: Parser) -> None:
    text = "Hillary Clinton criticised Russia. Former President Bill Clinton spoke. Mrs. Clinton met officials."
    hillary = named(actors_of(parser, text, "2012-09-14"), "Hillary Clinton")
    assert "Mrs. Clinton" in [words for words, _ in said(hillary)]


@pytest.mark.parametrize("name", ["rebel leader Fernando", "Colonel Fernando", "government Minister Roberto Valle"])
def test_a_namesake_elsewhere_is_not_the_known_one(parser: Parser, name: str) -> None:
    actors = actors_of(parser, f"She met {name} on Monday.", "2003-05-05")
    assert not {actor.country for actor in actors.items} & {"LKA", "ARG"}


def test_a_rank_cut_short_ends_no_sentence(parser: Parser) -> None:
    actors = actors_of(parser, "The force asked its expert Const. Craig Baltzer to speak. Insp. Ali Khan agreed.")
    assert {actor.name: actor.sector for actor in actors.items if actor.kind == "person"} == {
        "Craig Baltzer": "COP",
        "Ali Khan": "COP",
    }


def test_an_article_makes_a_short_name_part_of_another(parser: Parser) -> None:
    actors = actors_of(parser, "The militia Saraya al-Wafa attacked a base. WAFA reported the attack.")
    assert [actor.country for actor in actors.items if actor.kind == "media"] == ["PSE"]
    assert said(named(actors, "WAFA")) == [("WAFA", "name")]


def test_she_is_no_man_and_it_is_no_person(parser: Parser) -> None:
    actors = actors_of(parser, "Mr. Paul Foo met Chancellor Angela Merkel. She thanked him.", "2019-05-01")
    assert ("She", "pronoun") in said(named(actors, "Angela Merkel"))
    assert ("She", "pronoun") not in said(named(actors, "Paul Foo"))


def test_platforms_products_and_abstractions_are_not_actors(parser: Parser) -> None:
    actors = actors_of(parser, "The drone crashed on Monday. A video of the Iraq War spread on Twitter and Facebook.")
    assert [actor.name for actor in actors.items] == []


def test_an_acronym_is_the_name_it_stands_for(parser: Parser) -> None:
    actors = actors_of(
        parser, "The Zorbian People's Liberation Front (ZPLF) attacked a town. The ZPLF killed two soldiers."
    )
    front = [actor for actor in actors.items if "ZPLF" in (actor.name, *actor.aliases)]
    assert len(front) == 1


def test_offices_end(parser: Parser) -> None:
    text = "Tony Blair spoke in London."
    assert named(actors_of(parser, text, "2003-01-01"), "Tony Blair").sector == "GOV"
    assert named(actors_of(parser, text, "2019-01-01"), "Tony Blair").sector == "ELI"


def test_mentions_answer_by_head_and_by_cover(parser: Parser) -> None:
    reading = parser.parse(document("Dozens of rebels fled. The Trump administration cheered."))
    actors = resolve_actors(reading, known=load_known_actors(), published="2018-01-01")
    by_text = {token.text: actors.at(token.index) for token in reading.tokens}
    dozens, rebels = by_text["Dozens"], by_text["rebels"]
    assert dozens is not None
    assert dozens == rebels
    administration, trump = by_text["administration"], by_text["Trump"]
    assert administration is not None
    assert trump is not None
    government = actors.by_id(administration.actor)
    assert (government.kind, government.country, government.sector) == ("government", "USA", "GOV")
    assert actors.by_id(trump.actor).kind == "person"


def test_the_same_text_gives_the_same_actors(parser: Parser) -> None:
    text = "Rebels in Mali killed soldiers. They fled. The army pursued them, the ministry said."
    assert actors_of(parser, text).items == actors_of(parser, text).items
    assert actors_of(parser, text).mentions == actors_of(parser, text).mentions


def test_a_body_that_modifies_a_thing_is_mentioned(parser: Parser) -> None:
    actors = actors_of(parser, "Militants attacked 30 police posts and stormed government buildings.")
    assert said(named(actors, "police")) == [("police", "modifier")]
    assert said(named(actors, "government")) == [("government", "modifier")]


def test_a_backer_with_full_stops_in_its_name_is_mentioned(parser: Parser) -> None:
    actors = actors_of(parser, "The U.S.-backed fighters advanced towards the town.")
    assert said(named(actors, "United States")) == [("U.S.-backed", "modifier")]


def test_the_office_of_a_known_person_is_told(parser: Parser) -> None:
    actors = actors_of(parser, "Mayor Vitali Klitschko spoke.", "2022-11-15")
    assert actors.office(named(actors, "Vitali Klitschko").id) == "mayor of Kyiv"


def test_a_surname_that_is_a_state_means_the_person_unless_the_report_speaks_of_the_state(parser: Parser) -> None:
    alone = actors_of(parser, "The police said Marco Montenegro was found dead. Montenegro had led a union.")
    assert ("Montenegro", "name") in said(named(alone, "Marco Montenegro"))
    both = actors_of(parser, "Michael Jordan praised Jordan. Jordanian officials thanked him.")
    assert ("Jordan", "name") in said(next(actor for actor in both.items if actor.kind == "state"))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Williams said on Monday that the road would be closed.", "Williams"),
        ("Governor Williams said on Monday that the road would be closed.", "Williams"),
        ("Williams said on Monday that Dominica would rebuild.", "Eliud Williams"),
        ("President Williams said on Monday that the island would rebuild.", "Eliud Williams"),
        ("Karzai said on Monday that the talks had failed.", "Hamid Karzai"),
    ],
)
def test_a_surname_that_many_bear_needs_its_country_or_a_title(parser: Parser, text: str, name: str) -> None:
    found = [actor.name for actor in actors_of(parser, text, "2013-03-04").items if actor.kind == "person"]
    assert found == [name]


def test_people_of_a_nation_are_not_their_state(parser: Parser) -> None:
    actors = actors_of(parser, "Colombian cocaine lords killed a judge in Miami. British MPs were told of it.")
    lords = named(actors, "Colombian cocaine lords")
    assert (lords.kind, lords.country, lords.sector) == ("armed_group", "COL", "CRM")
    assert (named(actors, "British MPs").country, named(actors, "British MPs").sector) == ("GBR", "LEG")
    assert [role for _, role in said(named(actors, "Colombia"))] == ["modifier"]


def test_who_is_called_former_holds_no_office(parser: Parser) -> None:
    actors = actors_of(parser, "A court convicted former Prime Minister Nawaz Sharif and ex-minister Foo Barzan.")
    assert (named(actors, "Nawaz Sharif").country, named(actors, "Nawaz Sharif").sector) == ("PAK", "ELI")
    assert named(actors, "Foo Barzan").sector == "ELI"
    sitting = actors_of(parser, "The former general met Foreign Minister Foo Barzan.")
    assert named(sitting, "Foo Barzan").sector == "GOV"


def test_a_known_surname_behind_a_hyphen_is_a_piece_of_a_longer_name(parser: Parser) -> None:
    actors = actors_of(parser, "British-Iranian aid worker Nazanin Zaghari-Ratcliffe was released.", "2022-03-16")
    assert [actor.name for actor in actors.items if actor.kind == "person"] == ["Nazanin Zaghari-Ratcliffe"]
    both = actors_of(parser, "The Trump-Putin talks ended early.", "2018-07-16")
    assert {actor.name for actor in both.items} == {"Donald Trump", "Vladimir Putin"}


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        ("Hezbollah fired rockets at Israel. The Lebanese militia said so.", "Lebanese militia", "Hezbollah"),
        ("Hezbollah fired rockets at Israel. The militia said so.", "militia", "Hezbollah"),
        ("Hezbollah fired rockets at Israel. The Iraqi militia said so.", "Iraqi militia", "Iraqi militia"),
        ("Hezbollah fired rockets at Israel. A Lebanese militia said so.", "Lebanese militia", "Lebanese militia"),
        ("The army accused Amnesty International. The group rejected it.", "group", "Amnesty International"),
        (
            "The Islamic State claimed the attack. The Taliban condemned it. The group said it would retaliate.",
            "group",
            "Taliban",
        ),
        (
            "The Russian Defense Ministry gave no details. Ukraine's Foreign Ministry protested. The ministry wrote.",
            "ministry",
            "Ukrainian Foreign Ministry",
        ),
        ("Israeli settlers attacked Palestinian farmers. The settlers fled.", "settlers", "Israeli settlers"),
        ("Israeli settlers and Druze settlers met. The settlers fled.", "settlers", "settlers"),
    ],
)
def test_whom_a_description_means(parser: Parser, text: str, words: str, name: str) -> None:
    actors = actors_of(parser, text)
    bearers = [actor.name for actor in actors.items if (words, "nominal") in said(actor)]
    assert bearers == [name]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Hamas and Israel agreed to a truce. They will meet in Cairo.", ""),
        ("Gunmen and soldiers died. They had fought for hours.", ""),
        ("Gunmen attacked the village. They burned houses.", "Gunmen"),
        ("Hamas said on Monday that its fighters and their commanders were safe.", "fighters"),
        # what is "it" in a sentence is not "they" in it
        (
            "The Kremlin wrote. It said Serbian forces spared villages, and denied that they had burned any.",
            "Serbian forces",
        ),
    ],
)
def test_they_are_not_one_of_several(parser: Parser, text: str, name: str) -> None:
    actors = actors_of(parser, text)
    meant = [actor.name for actor in actors.items for word, _ in said(actor) if word.lower() in {"they", "their"}]
    assert meant == ([name] if name else [])


def test_a_king_of_a_state_is_not_the_one_of_his_name_elsewhere(parser: Parser) -> None:
    actors = actors_of(parser, "King Hassan of Morocco met Prime Minister Gonzalez of Spain.", "2013-05-04")
    assert (named(actors, "Hassan").country, named(actors, "Hassan").sector) == ("MAR", "GOV")
    assert named(actors, "Gonzalez").country == "ESP"


def test_a_body_is_not_found_at_the_end_of_a_hyphenated_name(parser: Parser) -> None:
    actors = actors_of(parser, "Mohammad Zia-Ul-Haq rejected the offer.", "1986-05-04")
    assert "Al-Haq" not in {actor.name for actor in actors.items}
    both = actors_of(parser, "The Israel-Hamas war entered its third month.", "2024-01-04")
    assert [actor.name for actor in both.items] == ["Israel", "Hamas"]


def test_whom_somebody_is_against_is_not_his_country(parser: Parser) -> None:
    actors = actors_of(parser, "A prominent anti-Syria journalist was killed in Beirut.")
    assert [(actor.name, actor.country) for actor in actors.items] == [("Syria", "SYR"), ("journalist", None)]
    led = actors_of(parser, "The U.S.-backed Syrian Democratic Forces took the town.", "2018-05-04")
    assert named(led, "Syrian Democratic Forces").country == "SYR"


def test_a_weekday_ends_no_name(parser: Parser) -> None:
    actors = actors_of(parser, "Palestinian leader Yasser Arafat Wednesday rejected the offer.", "2000-07-05")
    assert named(actors, "Yasser Arafat").country == "PSE"


def test_they_are_nobody_who_only_listens_and_no_name_in_passing(parser: Parser) -> None:
    text = (
        "Two Ohio lawmakers introduced a resolution. One told reporters that he would rather eat at Green Fork. "
        "Their resolution urges the agency to wait."
    )
    actors = actors_of(parser, text)
    assert said(named(actors, "Ohio lawmakers"))[-1] == ("Their", "pronoun")


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        (
            "The National Liberation Army (ELN) bombed a pipeline in Colombia. The ELN said it would fight on.",
            "National Liberation Army of Colombia",
            "COL",
        ),
        (
            "The Zapatista National Liberation Army (EZLN) attacked a post. The EZLN then withdrew.",
            "Zapatista Army of National Liberation",
            "MEX",
        ),
        ("The Front for Valley Reform (FREV) denied it. FREV said it would vote.", "Front for Valley Reform", None),
    ],
)
def test_an_acronym_in_brackets_is_the_body_before_them(
    parser: Parser, text: str, name: str, country: str | None
) -> None:
    actors = actors_of(parser, text, "2023-05-04")
    body = named(actors, name)
    assert body.country == country
    assert len([role for _, role in said(body) if role in {"name", "nominal"}]) >= 2


def test_an_agency_in_brackets_is_not_the_body_before_them(parser: Parser) -> None:
    actors = actors_of(parser, "The Interior Ministry of Chad (AFP) reported a raid.", "2023-05-04")
    assert not any("AFP" in actor.aliases and actor.kind == "government" for actor in actors.items)


def test_a_body_named_before_the_word_for_its_kind_is_one_actor(parser: Parser) -> None:
    actors = actors_of(parser, "The Lord's Resistance Army rebel group attacked a village.", "2006-05-04")
    assert [actor.name for actor in actors.items if actor.country == "UGA"] == ["Lord's Resistance Army"]
    members = actors_of(parser, "Iraqi militia group members fled.", "2016-05-04")
    assert [actor.name for actor in members.items] == ["Iraq", "Iraqi militia group members"]


def test_a_role_that_ends_a_name_is_a_surname(parser: Parser) -> None:
    actors = actors_of(parser, "A student, Yigal Amir, shot the prime minister. Amir confessed.", "1995-11-06")
    assert said(named(actors, "Yigal Amir")) == [
        ("student", "nominal"),
        ("Yigal Amir", "name"),
        ("Amir", "nominal"),
    ]


def test_a_presidents_administration_is_no_embassy(parser: Parser) -> None:
    text = "Crowds stormed the U.S. embassy in Quito. The Trump administration recalled its envoy."
    embassy = named(actors_of(parser, text, "2019-10-04"), "U.S. embassy")
    assert "Trump administration" not in {text for text, _ in said(embassy)}


@pytest.mark.parametrize(
    ("text", "sector"),
    [
        ("The authorities in Tiraspol accepted the plan.", "PRE"),
        ("The authorities in Chisinau accepted the plan.", "GOV"),
        ("Police in Tiraspol arrested two men.", "COP"),
    ],
)
def test_who_rules_in_a_breakaway_capital(parser: Parser, text: str, sector: str) -> None:
    first = actors_of(parser, text, "2021-05-04").items[0]
    assert (first.country, first.sector) == ("MDA", sector)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Ivan Petrov spoke of Vladimir Putin's speech to parliament, in which he urged calm.", "Vladimir Putin"),
        ("Ivan Petrov spoke of a speech to parliament, in which he urged calm.", "Ivan Petrov"),
    ],
)
def test_he_is_whose_speech_it_is(parser: Parser, text: str, name: str) -> None:
    assert [actor.name for actor in actors_of(parser, text).items if ("he", "pronoun") in said(actor)] == [name]


@pytest.mark.parametrize(
    ("text", "countries"),
    [
        (
            "Police in Bangkok beat students. It rained. In Myanmar, Rohingya militants attacked police posts.",
            ["THA", None],
        ),
        ("Police in Nairobi arrested three men. It rained. Police said an American was among them.", ["KEN"]),
    ],
)
def test_police_of_one_country_are_not_those_of_another(parser: Parser, text: str, countries: list[str | None]) -> None:
    police = [actor for actor in actors_of(parser, text, "2021-02-01").items if actor.sector == "COP"]
    assert [actor.country for actor in police] == countries


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Intelligence shared by Ankara helped the army.", False),
        ("The army got intelligence from Ankara.", False),
        ("Israeli intelligence knew of the plot.", True),
        ("The country's intelligence knew of the plot.", True),
    ],
)
def test_intelligence_is_a_body_only_where_it_is_somebodys(parser: Parser, text: str, found: bool) -> None:
    assert any(actor.sector == "SPY" for actor in actors_of(parser, text).items) == found


@pytest.mark.parametrize("text", ["Gov. Chris Stone spoke.", "Chris Stone spoke. Gov. Stone smiled."])
def test_a_title_cut_short_is_no_part_of_the_name(parser: Parser, text: str) -> None:
    governor = named(actors_of(parser, text), "Chris Stone")
    assert (governor.kind, governor.sector) == ("person", "GOV")


def test_a_full_name_keeps_its_surname_from_who_is_known_by_it(parser: Parser) -> None:
    text = "Protests broke out after Keith Lamont Scott, 43, was killed. Scott, who was black, was shot."
    actors = actors_of(parser, text, "2016-09-21")
    assert [actor.name for actor in actors.items if actor.kind == "person"] == ["Keith Lamont Scott"]


def test_a_role_in_a_full_name_is_no_role(parser: Parser) -> None:
    dean = named(actors_of(parser, "An adviser called on Howard Dean to apologize.", "2016-09-28"), "Howard Dean")
    assert (dean.country, dean.sector) == (None, None)  # neither Australia's Howard nor a dean


def test_she_is_the_one_who_is_known_to_be_a_woman(parser: Parser) -> None:
    text = "Chris Stone described Hillary Clinton as a disgrace after she attacked officers."
    assert ("she", "pronoun") in said(named(actors_of(parser, text, "2016-09-21"), "Hillary Clinton"))


@pytest.mark.parametrize(
    ("text", "pronoun", "name"),
    [
        # whoever rules the clause is not its object, though he is "he" before it
        ("Emmanuel Macron told Vladimir Putin that he erred and urged him to stop.", "him", "Vladimir Putin"),
        # who was the subject of a sentence, whatever else it calls him
        (
            "Governor Igor Orlov quit. Orlov had served as Murmansk governor, named by Vladimir Putin. He denied it.",
            "He",
            "Igor Orlov",
        ),
        # a surname that the parser takes for a noun
        (
            "Mohamed Tamalt, a journalist, died. Tamalt, 42, lived in England, basing himself in London. He was held.",
            "He",
            "Mohamed Tamalt",
        ),
    ],
)
def test_whom_he_and_him_mean(parser: Parser, text: str, pronoun: str, name: str) -> None:
    actors = actors_of(parser, text, "2016-12-11")
    assert [actor.name for actor in actors.items if (pronoun, "pronoun") in said(actor)] == [name]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The Farc rebels blew up a pipeline.", "Revolutionary Armed Forces of Colombia"),
        ("Police blamed Eta for the bomb.", "ETA"),
        ("The town was taken by fighters of Isis.", "Islamic State"),
        ("The Eln kidnapped two engineers.", "National Liberation Army of Colombia"),
    ],
)
def test_an_acronym_may_be_written_as_a_word(parser: Parser, text: str, name: str) -> None:
    assert any(actor.name == name for actor in actors_of(parser, text, "2015-05-01").items)


@pytest.mark.parametrize("text", ["The fans left the Arena at night.", "A singer, Mia Swift, left the hall."])
def test_a_word_that_only_looks_like_an_acronym_is_none(parser: Parser, text: str) -> None:
    assert not any(actor.kind in {"armed_group", "igo"} for actor in actors_of(parser, text, "2015-05-01").items)


def test_a_long_name_is_read_whole_though_the_parser_sees_only_its_beginning(parser: Parser) -> None:
    found = actors_of(parser, "He condemned the murder of Dr Jose Antonio Rodriguez Porth.", "1989-06-20")
    assert "Jose Antonio Rodriguez Porth" in {actor.name for actor in found.items}


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("The Democratic Party lost two seats.", True),
        ("Members of the ruling Democratic Party met in Ohio.", True),
        ("A member of the Social Democratic Party was abducted.", False),
        ("The Liberal Democratic Party chose a new leader.", False),
    ],
)
def test_a_party_is_not_the_one_whose_name_its_own_ends_with(parser: Parser, text: str, known: bool) -> None:
    found = actors_of(parser, text, "2015-05-01")
    assert any(actor.name == "Democratic Party of the United States" for actor in found.items) is known


def test_a_secretary_general_is_no_general(parser: Parser) -> None:
    found = actors_of(parser, "Gunmen abducted the movement's assistant Secretary General Hector Ruiz.", "1990-01-12")
    assert named(found, "Hector Ruiz").sector == "GOV"
