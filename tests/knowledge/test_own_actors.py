"""The user's own actors: files checked line by line, kept, put before ours."""

from __future__ import annotations

from pathlib import Path

import pytest

from gestae.errors import KnowledgeError
from gestae.knowledge.actors import KnownActors, load_known_actors
from gestae.knowledge.knowledge import load_knowledge
from gestae.knowledge.own.files import OwnFaults, OwnFile, as_csv, as_toml, format_of, read_own_file, read_own_text
from gestae.knowledge.own.folder import imported, keep, own_files, remove
from gestae.knowledge.own.merging import with_own_actors
from gestae.reader import Reader
from gestae.reports import read
from gestae.settings import Settings

CSV = """# kept by the desk
name,aliases,adjectives,country,sector,kind,office,start,end,wikidata,note
Azawad Dawn Front,ADF Mali|Dawn Front,,MLI,REB,armed_group,,2021,,,seen in court papers
Modibo Tessa,Tessa,,MLI,REB,person,spokesman of the Dawn Front,2021-03,2023-06-30,Q1,
Modibo Tessa,,,MLI,GOV,,minister of reconciliation,2023-07,,,
Hamas,,,PSE,PTY,organization,,,2006-01-25,,
Hamas,,,PSE,GOV,organization,,2006-01-26,,,
Tesh,,Teshian,TSH,,state,,,,,
"Army of Tesh, Northern",,,TSH,MIL,military,,,,,
dozo hunter,dozo,,,PRM,role-person,,,,,
koglweogo,,,,PRM,role-group,,,,,
"""
TOML = """
[[actors]]
name = "Azawad Dawn Front"
aliases = ["ADF Mali", "Dawn Front"]
kind = "armed_group"
country = "MLI"
sector = "REB"
start = 2021
note = "seen in court papers"

[[actors]]
name = "Modibo Tessa"
aliases = ["Tessa"]
wikidata = "Q1"

  [[actors.offices]]
  office = "spokesman of the Dawn Front"
  country = "MLI"
  sector = "REB"
  start = "2021-03"
  end = 2023-06-30

  [[actors.offices]]
  office = "minister of reconciliation"
  country = "MLI"
  sector = "GOV"
  start = "2023-07"
"""


def own(text: str = CSV, name: str = "desk.csv") -> OwnFile:
    return read_own_text(text, name=name)


@pytest.fixture(scope="module")
def known() -> KnownActors:
    return with_own_actors(load_known_actors(), [own()])


def test_csv_and_toml_say_the_same() -> None:
    file = own()
    for text, name in ((as_csv(file.actors, file.words), "a.csv"), (as_toml(file.actors, file.words), "a.toml")):
        again = own(text, name)
        assert (again.actors, again.words) == (file.actors, file.words)
    from_toml = own(TOML, "desk.toml")
    assert [(a.name, a.kind, a.offices, a.aliases, a.note) for a in from_toml.actors] == [
        (a.name, a.kind, a.offices, a.aliases, a.note) for a in file.actors[:2]
    ]
    assert from_toml.actors[1].where == "desk.toml, line 11"
    assert file.actors[1].where == "desk.csv, line 4"


@pytest.mark.parametrize(
    ("name", "date", "country", "sector"),
    [
        ("the Dawn Front", "2022-01-01", "MLI", "REB"),
        ("Modibo Tessa", "2022-01-01", "MLI", "REB"),
        ("Tessa", "2024-01-01", "MLI", "GOV"),
        ("Hamas", "2001-01-01", "PSE", "PTY"),
        ("Hamas", "2008-01-01", "PSE", "GOV"),
        ("Islamic Resistance Movement", "2008-01-01", "PSE", "GOV"),
        ("Tesh", None, "TSH", ""),
        ("Teshian", None, "TSH", ""),
        ("the Army of Tesh, Northern", None, "TSH", "MIL"),
        ("Kiev", None, "UKR", "GOV"),
        ("Tony Blair", "2001-01-01", "GBR", "GOV"),
    ],
)
def test_own_entries_win_and_ours_stay(
    known: KnownActors, name: str, date: str | None, country: str, sector: str
) -> None:
    found = known.lookup(name, date)
    assert found is not None
    assert (found.country, found.sector) == (country, sector)


def test_own_words_are_roles(known: KnownActors) -> None:
    hit = known.roles.match(("dozo", "hunters"), 0)
    assert hit is not None and hit.plural and (hit.role.sector, hit.role.person) == ("PRM", True)
    group = known.roles.match(("koglweogo",), 0)
    assert group is not None and not group.role.person


def test_an_own_surname_does_not_hide_others() -> None:
    known = with_own_actors(
        load_known_actors(), [own("name,country,sector,office,start\nAyla Blair,AUS,LEG,senator,2024\n")]
    )
    before = known.lookup("Blair", "2001-01-01")
    assert before is not None and before.name == "Tony Blair"


def test_a_later_file_wins() -> None:
    first = own("name,country,sector\nBlue Guard,MLI,PRM\n", "a.csv")
    second = own("name,country,sector\nBlue Guard,NER,REB\n", "b.csv")
    found = with_own_actors(load_known_actors(), [first, second]).lookup("Blue Guard")
    assert found is not None and (found.country, found.sector) == ("NER", "REB")


def test_ours_are_not_changed() -> None:
    before = load_known_actors().lookup("Hamas")
    load_knowledge([own()])
    assert load_known_actors().lookup("Hamas") == before
    assert load_knowledge().actors.lookup("Dawn Front") is None


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("name,kid\nA,x\n", "line 1: unknown column 'kid' (did you mean kind?)"),
        ("country,sector\nMLI,GOV\n", "line 1: no column 'name'"),
        ("name,country,sector\nAb,Mali,REB\n", "line 2: unknown country 'Mali'; did you mean MLI?"),
        ("name,country,sector\nAb,ml,REB\n", "line 2: unknown country 'ml'; did you mean MLI?"),
        ("name,country,sector\n\n# so\nAb,MLI,RBE\n", "line 4: unknown sector 'RBE'"),
        ("name,country,kind\nAb,MLI,armed group\n", "unknown kind 'armed group' (did you mean armed_group?)"),
        ("name,country,start\nAb,MLI,2020-13\n", "'2020-13' is no date"),
        ("name,country,start,end\nAb,MLI,2021,2020\n", "ends (2020) before it starts (2021)"),
        ("name,country\n,MLI\n", "line 2: no name"),
        ("name,country\n...,MLI\n", "holds no letters"),
        ("name,country\nAb,\n", "neither country nor sector"),
        ("name,country,wikidata\nAb,MLI,42\n", "wikidata '42' is no item"),
        ("name,country,aliases\nAb,MLI,A|Bc\n", "alias 'A' is too short"),
        ("name,country,kind\nAb,MLI,ngo\nAb,MLI,media\n", "line 3: 'Ab' is a ngo in x.csv, line 2, a media here"),
        ("name,country,kind\nab,MLI,role-group\n", "a row of kind role-group has no country"),
        ("name,country\nFront, Northern,MLI\n", "line 2: 3 cells, but 2 columns; put a cell that holds a comma"),
        ('name,country\nAb,MLI\n"Bc,MLI\nCd,MLI\n', "line 3: a cell runs on into the next line"),
        ("name,country\n" + "x" * 100_000 + ",MLI\n", "line 2: a cell of more than 10,000 characters"),
        ("name\n", "no actors in it"),
        ("\n", "the file is empty"),
    ],
)
def test_faults_of_a_csv_file_name_the_line(text: str, fault: str) -> None:
    with pytest.raises(KnowledgeError, match=r"x\.csv") as caught:
        read_own_text(text, name="x.csv")
    assert fault in str(caught.value)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("[[actor]]\nname='A'\n", "unknown table 'actor'"),
        ("[actors]\nname='A'\n", "with two brackets"),
        ("\n[[actors]]\nnam='A'\n", "line 2: unknown key 'nam' (did you mean name?)"),
        ("[[actors]]\nname='Ab'\ncountry='Mali'\n", "line 1: unknown country 'Mali'"),
        ("[[actors]]\nname='Ab'\naliases='x'\n", "aliases must be a list"),
        ("[[actors]]\nname='Ab'\n[[actors.offices]]\ntitle='x'\n", "unknown key 'title' of an office"),
        ("[[actors]]\nname = \n", "line 2"),
    ],
)
def test_faults_of_a_toml_file_name_the_entry(text: str, fault: str) -> None:
    with pytest.raises(KnowledgeError, match=r"x\.toml") as caught:
        read_own_text(text, name="x.toml")
    assert fault in str(caught.value)


def test_all_faults_are_named_at_once() -> None:
    with pytest.raises(OwnFaults) as caught:
        own("name,country,start\nAb,Mali,2020\nBc,MLI,x\n")
    assert len(caught.value.faults) == 2
    assert str(caught.value).endswith("(and 1 more)")


def test_the_format_is_told_by_name_and_content() -> None:
    assert format_of("a.toml", "") == "toml"
    assert format_of("a.csv", "HAMAS [PSEREB]") == "csv"
    assert format_of("a.txt", TOML) == "toml"
    assert format_of("a.txt", CSV) == "csv"
    assert format_of("a.txt", "# comment\nHAMAS_ [PSEREB]\n") == "petrarch"
    assert format_of("a.txt", "POLICE {} [ ~COP]\n") == "petrarch"


def test_semicolons_as_spreadsheets_write_them() -> None:
    assert own("name;country;sector\nAzawad Front;MLI;REB\n").actors[0].offices[0].country == "MLI"


def test_what_is_kept_is_used_until_removed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GESTAE_DATA", str(tmp_path))
    assert own_files() == ()
    path = keep(own(), name="desk")
    assert path == tmp_path / "actors" / "desk.csv"
    with pytest.raises(KnowledgeError, match="already"):
        keep(own(), name="desk")
    keep(own(), name="desk", replace=True)
    with pytest.raises(KnowledgeError, match="no name for an import"):
        keep(own(), name="../desk")
    (there,) = imported()
    assert (there.name, there.file.actors[0].where) == ("desk", "desk.csv, line 3")
    assert [file.name for file in own_files([path])] == ["desk.csv", "desk.csv"]
    assert own_files(with_imported=False) == ()
    assert remove("desk") == path
    with pytest.raises(KnowledgeError, match="nothing was imported"):
        remove("desk")


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError, match=r"none\.csv: No such file"):
        read_own_file(tmp_path / "none.csv")
    (tmp_path / "latin.csv").write_bytes("name,country\nÉlan,MLI\n".encode("latin-1"))
    with pytest.raises(KnowledgeError, match=r"latin\.csv: not UTF-8 text"):
        read_own_file(tmp_path / "latin.csv")
    (tmp_path / "bom.csv").write_bytes(b"\xef\xbb\xbfname,country,sector\nAb,MLI,REB\n")
    assert read_own_file(tmp_path / "bom.csv").actors[0].name == "Ab"


@pytest.mark.models
def test_a_record_names_the_files_it_was_read_with(tmp_path: Path) -> None:
    path = tmp_path / "desk.csv"
    path.write_text(CSV, encoding="utf-8")
    report = "Fighters of the Dawn Front attacked an army post near Tessalit, the Malian army said."
    settings = Settings(actors=str(path))  # type: ignore[arg-type]  # one path alone is taken too
    reader = Reader(settings)
    record = read(report, published="2022-03-05", reader=reader)
    assert record.gestae.actors == (f"desk.csv sha256:{read_own_file(path).sha256}",)
    (front,) = [actor for actor in record.actors if actor.name == "Azawad Dawn Front"]
    assert (front.country, front.sector, front.kind) == ("MLI", "REB", "armed_group")
    assert read(report, published="2022-03-05", reader=reader).to_json() == record.to_json()
    assert Reader(Settings()).knowledge.actors.lookup("Dawn Front") is None
