"""Dictionaries of the PETRARCH family become actors and words of ours."""

from __future__ import annotations

from pathlib import Path

import pytest

from gestae.errors import KnowledgeError
from gestae.knowledge.actors import load_known_actors
from gestae.knowledge.own.cameo import actor_code, role_code
from gestae.knowledge.own.files import OwnFile, as_csv, as_toml, read_own_file, read_own_text
from gestae.knowledge.own.merging import with_own_actors
from gestae.knowledge.own.rows import OwnActor

DICTIONARIES = Path(__file__).resolve().parents[3] / "shared" / "bench" / "petrarch-suite" / "dict"
ACTORS = """<!-- A DICTIONARY OF OUR OWN
# with a comment over lines -->
TESHIAN_LIBERATION_FRONT_ [MLIREBTSH] # jw 1/2/91
+TLF_
PRESIDENT_ALDO_MERVEK_ ;a note
\t[MLIGOV 930120-010120]
\t[MLIELI >20010120]
\t[MLIOPP <930120]
LINA_OSTROV
+MINISTER_OSTROV
\t[UKRGOV 20040301-20051231] [UKRELI]
ARNOR_ [ARN]
+ARNORIAN
+BARAD-TUR
JAPAN [JAP]
TOKYO_TRADE_LEAGUE [JAPBUS]
KABUL_ [AFG]
BIG_OIL_ [MNC]
RELIEF_WITHOUT_LIMITS [NGOHLH]
WATER_AGENCY_ [IGOUNODEV]
PRESIDENT_NOBODY_ [---]
LORIEN [ELR/GAL]
NOCODE
BROKEN [MLIGOV 2004017-20061201]
"""
AGENTS = """!MINIST! = MINISTER, MINISTERS, MINISTRY
!PERSON! = MAN, MEN
PARTISAN_LEADER [~REB] # jap
GOLDEN_GOOSE {GOLDEN_GEESE} [~CVL]
!MINIST!_OF_SILLY_WALKS [~GOVENV]
FISHER!PERSON![~AGR]
TREE_HUGGERS {} [~ENV}
LOYALIST_RADIO [NGO~]
POLICE {} [ ~COP]
"""


@pytest.fixture(scope="module")
def file() -> OwnFile:
    return read_own_text(ACTORS, name="mine.actors.txt")


def actor(file: OwnFile, name: str) -> OwnActor:
    (found,) = [actor for actor in file.actors if actor.name == name]
    return found


@pytest.mark.parametrize(
    ("code", "country", "sector", "note", "unknown"),
    [
        ("USA", "USA", "", "", ""),
        ("usagov", "USA", "GOV", "", ""),
        ("PSEREBHMS", "PSE", "REB", "PSEREBHMS", "HMS"),
        ("AFGGOVMED", "AFG", "GOV", "AFGGOVMED", ""),
        ("USAMED", "USA", "JRN", "", ""),
        ("USAHLH", "USA", "MED", "", ""),
        ("IGOUNO", "UNO", "", "", ""),
        ("IGOUNOREFHCR", "UNO", "", "IGOUNOREFHCR", "HCR"),
        ("IGOEUREEC", "EUR", "", "IGOEUREEC", ""),
        ("IMGMOSALQ", "IMG", "REB", "IMGMOSALQ", "ALQ"),
        ("MNC", "MNC", "BUS", "", ""),
        ("ROMGOV", "ROU", "GOV", "", ""),
        ("ELI", "", "ELI", "", ""),
        ("AFR", "", "", "", ""),
        ("ARNGOV", "", "GOV", "ARNGOV", "ARN"),
    ],
)
def test_codes(code: str, country: str, sector: str, note: str, unknown: str) -> None:
    found = actor_code(code)
    assert (found.country, found.sector, found.note, found.unknown) == (country, sector, note, unknown)


def test_codes_of_agents() -> None:
    assert role_code("GOVMED").sector == "GOV"
    assert role_code("CHRCPT").sector == "REL"
    assert role_code("CHRCPT").note == "CHRCPT"
    assert role_code("NGO").sector == "SOC"
    assert role_code("GGS").unknown == "GGS"


def test_synonyms_and_kinds(file: OwnFile) -> None:
    front = actor(file, "Teshian Liberation Front")
    assert (front.kind, front.aliases, front.note) == ("armed_group", ("TLF",), "MLIREBTSH")
    assert front.where == "mine.actors.txt, line 3"
    assert actor(file, "Big Oil").kind == "company"
    assert actor(file, "Water Agency").offices[0].country == "UNO"
    assert actor(file, "Relief Without Limits").offices[0].sector == "MED"


def test_dates_are_days_included(file: OwnFile) -> None:
    president = actor(file, "Aldo Mervek")
    assert president.kind == "person"
    assert [(office.sector, office.start, office.end) for office in president.offices] == [
        ("GOV", "1993-01-20", "2001-01-20"),
        ("ELI", "2001-01-21", ""),
        ("OPP", "", "1993-01-19"),
    ]
    known = with_own_actors(load_known_actors(), [file])
    sectors = [known.lookup("Aldo Mervek", day) for day in ("1990-05-05", "1993-01-20", "2001-01-20", "2001-01-21")]
    assert [found and found.sector for found in sectors] == ["OPP", "GOV", "GOV", "ELI"]


def test_a_code_without_dates_is_meant_outside_the_others(file: OwnFile) -> None:
    known = with_own_actors(load_known_actors(), [file])
    found = [known.lookup("Lina Ostrov", day) for day in ("2003-01-01", "2005-01-01", "2010-01-01")]
    assert [actor and actor.sector for actor in found] == ["ELI", "GOV", "ELI"]


def test_codes_of_another_scheme_are_learned_from_the_states(file: OwnFile) -> None:
    assert actor(file, "Tokyo Trade League").offices[0].country == "JPN"
    assert any("JAP is JPN" in notice for notice in file.notices)


def test_what_gestae_knows_is_left_out(file: OwnFile) -> None:
    names = {actor.name for actor in file.actors}
    assert not names & {"Japan", "Kabul"}
    assert any("2 names left out that say what gestae knows already" in notice for notice in file.notices)


def test_what_cannot_be_used_is_named_with_its_line(file: OwnFile) -> None:
    text = "\n".join(file.notices)
    assert "line 12: 'ARNOR_' left out: its codes say neither country nor sector" in text
    assert "line 24: [MLIGOV 2004017-20061201]: a date that does not exist" in text
    assert "line 23: 'NOCODE' has no code" in text
    assert "ARN (1)" in text


def test_unknown_states_can_be_kept() -> None:
    file = read_own_text(ACTORS, name="mine.actors.txt", keep_codes=True)
    arnor = actor(file, "Arnor")
    assert (arnor.kind, arnor.adjectives, arnor.aliases) == ("state", ("Arnorian",), ("Barad-Tur",))
    known = with_own_actors(load_known_actors(), [file])
    assert [found and found.country for found in map(known.lookup, ("Arnor", "Arnorian", "Lorien"))] == [
        "ARN",
        "ARN",
        "ELR",
    ]


def test_agents_are_words() -> None:
    file = read_own_text(AGENTS, name="mine.agents.txt")
    words = {word.words[0]: word for word in file.words}
    assert list(words) == [
        "partisan leader",
        "golden goose",
        "golden geese",
        "minister of silly walks",
        "ministers of silly walks",
        "ministry of silly walks",
        "fishermen",
        "tree huggers",
        "loyalist radio",
    ]
    assert words["partisan leader"].person and words["partisan leader"].sector == "REB"
    assert words["golden geese"].many and not words["golden goose"].many
    assert words["tree huggers"].sector == "SOC"
    assert words["loyalist radio"].sector == "SOC" and not words["loyalist radio"].person
    roles = with_own_actors(load_known_actors(), [file]).roles
    hit = roles.match(("golden", "geese"), 0)
    assert hit is not None and hit.plural and hit.role.sector == "CVL"


@pytest.mark.parametrize("keep_codes", [False, True])
def test_round_trip_through_our_formats(keep_codes: bool) -> None:
    for text, name in ((ACTORS, "a.actors.txt"), (AGENTS, "a.agents.txt")):
        file = read_own_text(text, name=name, keep_codes=keep_codes)
        for written, kept in ((as_csv, "a.csv"), (as_toml, "a.toml")):
            again = read_own_text(written(file.actors, file.words), name=kept)
            assert (again.actors, again.words) == (file.actors, file.words)


def test_a_file_without_entries() -> None:
    with pytest.raises(KnowledgeError, match="no entry"):
        read_own_text("# nothing\n", name="x.txt", form="petrarch")


@pytest.mark.shared
@pytest.mark.skipif(not DICTIONARIES.is_dir(), reason="the benchmark folder is not beside the checkout")
@pytest.mark.parametrize("keep_codes", [False, True])
def test_whole_dictionaries(keep_codes: bool) -> None:
    """Each entry of the validation dictionaries is imported, known already, or named in a notice."""
    actors = read_own_file(DICTIONARIES / "actors.txt", keep_codes=keep_codes)
    agents = read_own_file(DICTIONARIES / "agents.txt", keep_codes=keep_codes)
    assert len(actors.actors) > (80 if keep_codes else 25) and len(agents.words) > 40
    for file in (actors, agents):
        for written, name in ((as_csv, "a.csv"), (as_toml, "a.toml")):
            again = read_own_text(written(file.actors, file.words), name=name)
            assert (again.actors, again.words) == (file.actors, file.words)
    known = with_own_actors(load_known_actors(), [actors, agents])
    gollum = [known.lookup("Gollum", day) for day in ("1995-05-31", "1995-06-01", "1999-08-15", "2000-01-01")]
    assert [found and found.sector for found in gollum][1:] == ["GOV", "GOV", "REB"]
    sam = [known.lookup("Sam Gamgee", day) for day in ("2009-01-01", "2012-12-12", "2014-01-01")]
    assert [found and found.sector for found in sam] == ["MIL", "GOV", "ELI"]
    if keep_codes:
        states = [known.lookup(name) for name in ("Arnor", "Gondor", "Minas Tirith", "Eriadorian", "Dagolath")]
        assert [found and found.country for found in states] == ["ARN", "GON", "GON", "ERI", "DAG"]


def test_titles_and_acronyms_of_names() -> None:
    text = (
        "UN_SECRETARY-GENERAL_MARA_TEVIK_ [IGOUNO >20070101]\nINTERNATIONAL_CRIMINAL_POLICE_BUREAU [IGOCOPITP]\n"
        "ACTING_MINISTER_ABDUL_TESHI\n\t[AFGGOVREF 100401-100630]\nFOREIGN_MINISTER_TESHI_ [AFGGOV 030101-060531]\n"
        "TESHIAN_NATIONAL_DEFENCE_FORCE\n+TNDF\n\t[MLIMIL]\nUN_TESHI_CHIEF [IGOUNO]\n"
    )
    file = read_own_text(text, name="mine.actors.txt")
    assert [(actor.name, actor.kind) for actor in file.actors] == [
        ("Mara Tevik", "person"),
        ("International Criminal Police Bureau", "igo"),
        ("Abdul Teshi", "person"),
        ("Foreign Minister Teshi", "person"),
        ("Teshian National Defence Force", "military"),
        ("UN Teshi Chief", "unknown"),
    ]
    assert file.actors[4].aliases == ("TNDF",)
