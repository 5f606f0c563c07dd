"""JSON lines, JSON files, CSV and Parquet: a row a report."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pyarrow as arrow
import pyarrow.parquet as parquet
import pytest

from gestae.settings import Settings
from gestae.sources.collections.options import Columns, Options
from gestae.sources.item_documents import document_of_item
from gestae.sources.items import Item
from tests.sources.collections.samples import found_in, problems, texts


def only(content: bytes, folder: Path, options: Options | None = None) -> Item:
    (item,) = found_in(content, folder, options)
    assert isinstance(item, Item)
    return item


def test_news_please(tmp_path: Path) -> None:
    story = {
        "authors": ["Jane Doe"],
        "date_download": "2020-01-09 00:00:00",
        "date_publish": "2020-01-08 05:12:00",
        "description": "A teaser.",
        "language": "en",
        "maintext": "A bomb killed nine people in Kabul.",
        "source_domain": "wire.example",
        "title": "Bomb",
        "url": "https://wire.example/a",
    }
    item = only(json.dumps(story, indent=2).encode(), tmp_path)
    assert (item.data, item.title, item.url) == (b"A bomb killed nine people in Kabul.", "Bomb", story["url"])
    assert (item.published, item.publisher, item.language) == ("2020-01-08T05:12:00", "wire.example", "en")
    assert json.loads(item.extra or "") == {
        "authors": ["Jane Doe"],
        "date_download": "2020-01-09 00:00:00",
        "description": "A teaser.",
    }


@pytest.mark.parametrize(
    ("stated", "published"),
    [
        (1578460320, "2020-01-08T05:12:00+00:00"),
        (1578460320000, "2020-01-08T05:12:00+00:00"),
        ("20200108051200", "2020-01-08T05:12:00"),
        (20200108, "2020-01-08"),
        ("20200108", "2020-01-08"),
        ("Jan 8, 2020", "2020-01-08"),
        ("2020-02-31", None),
        (True, None),
        (-1e300, None),
        ([], None),
    ],
)
def test_times_as_exports_write_them(stated: object, published: str | None, tmp_path: Path) -> None:
    assert only(json.dumps({"text": "Nine died.", "date": stated}).encode(), tmp_path).published == published


def test_paragraphs_in_a_list_are_one_text(tmp_path: Path) -> None:
    assert only(b'{"content": ["Nine died.", "Ten fled."], "url": "x"}', tmp_path).data == b"Nine died.\n\nTen fled."


def test_columns_asked_for(tmp_path: Path) -> None:
    table = b"id;Inhalt;Kopf\n1;Nine died.;Bomb\n2;Ten died.;Quake\n3;None died.;Calm\n"
    assert "name one" in problems(found_in(table, tmp_path))[0].reason
    options = Options(columns=Columns(text="Inhalt", title="Kopf"))
    results = found_in(table, tmp_path, options)
    assert texts(results) == ["Nine died.", "Ten died.", "None died."]
    assert [each.title for each in results if isinstance(each, Item)] == ["Bomb", "Quake", "Calm"]


def test_a_row_of_several_lines_is_named_by_the_first(tmp_path: Path) -> None:
    table = b'text,title\n"Nine, they said,\ndied.",Bomb\n"He said ""no"".",Quake\n'
    results = found_in(table, tmp_path)
    assert texts(results) == ["Nine, they said,\ndied.", 'He said "no".']
    assert [each.name.rsplit(":", 1)[1] for each in results] == ["2", "4"]


@pytest.mark.parametrize("charset", ["utf-8", "utf-8-sig", "windows-1252", "utf-16"])
def test_charsets_of_tables(charset: str, tmp_path: Path) -> None:
    rows = "title,text\n" + "".join(f"Café {n},“Nine died in the café on Friday”, he said\n" for n in range(3))
    rows = rows.replace("“Nine", '"“Nine').replace("he said", 'he said."')
    results = found_in(rows.encode(charset), tmp_path)
    assert [each.title for each in results if isinstance(each, Item)] == ["Café 0", "Café 1", "Café 2"]
    assert isinstance(results[0], Item)
    assert document_of_item(results[0]).text == "Café 0\n\n“Nine died in the café on Friday”, he said."


def test_charset_declared_by_text_from_a_table_is_not_believed(tmp_path: Path) -> None:
    """What JSON holds is decoded already, whatever a page in it says of itself."""
    head = "<html><head><meta charset='windows-1252'></head>"
    words = f"{head}<body><p>Nine people died in a café in Kabul.</p></body></html>"
    item = only(json.dumps({"html": words, "url": "x"}).encode(), tmp_path)
    assert "Nine people died in a café in Kabul." in document_of_item(item).text


def test_formulas_are_text(tmp_path: Path) -> None:
    assert texts(found_in(b'text,title\n=HYPERLINK("x"),a\n+1,b\n', tmp_path)) == ['=HYPERLINK("x")', "+1"]


def test_prose_is_no_table(tmp_path: Path) -> None:
    for prose in (
        b"Story, by Jane Doe\n\nIt was a day, he said.\n\nMore.",
        b"Iran, Iraq and Syria\n\nThe three states, he said, agreed.\nText, title, url.\n",
        b"{A bomb} killed nine.\n{Ten} fled.\n",
        b"[Updated 5pm] A bomb killed nine.\n",
        b"From Kabul: nine dead.\nTo be told: more.\n",
        b"Date: 8 January\nSubject: a bomb\nFrom: Kabul\n\nNine died.",
        b"<p>A bomb.</p><p>Nine died.</p>",
    ):
        assert only(prose, tmp_path).data == prose


def test_parquet_rows_and_types(tmp_path: Path) -> None:
    written = io.BytesIO()
    table = arrow.table(
        {
            "body": ["Nine died.", None, "Ten died."],
            "published_at": arrow.array([1578460320, None, None], arrow.timestamp("s", "UTC")),
            "tags": [["a"], [], None],
        }
    )
    parquet.write_table(table, written)
    results = found_in(written.getvalue(), tmp_path)
    first = results[0]
    assert isinstance(first, Item)
    assert (first.published, first.extra) == ("2020-01-08T05:12:00+00:00", '{"tags": ["a"]}')
    assert problems(results)[0].name.endswith("#2") and texts(results) == ["Nine died.", "Ten died."]


def test_parquet_that_grows_too_much_is_refused(tmp_path: Path) -> None:
    written = io.BytesIO()
    table = arrow.table({"text": ["\0" * 12_000_000 + str(number) for number in range(3)]})
    parquet.write_table(table, written, compression="zstd", use_dictionary=False)
    (problem,) = found_in(written.getvalue(), tmp_path)
    assert "max_expansion = 100" in str(problem)


def test_parquet_without_its_package_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gestae.sources.collections.parquet.find_spec", lambda name: None)
    (problem,) = found_in(b"PAR1....PAR1", tmp_path)
    assert "pip install 'gestae[parquet]'" in str(problem)


def test_an_array_in_pieces_of_any_size(tmp_path: Path) -> None:
    """Brackets, quotation marks and backslashes in the texts, across the borders of what is read at once."""
    tricky = 'He said: "[{\\" and left\\\\'
    rows = [{"text": f"{tricky}{'x' * (65_530 + shift)}{tricky}", "url": str(shift)} for shift in range(12)]
    assert texts(found_in(json.dumps(rows).encode(), tmp_path)) == [row["text"] for row in rows]


def test_an_object_too_large_names_the_setting(tmp_path: Path) -> None:
    options = Options(settings=Settings(max_item_bytes=100_000))
    rows = [{"text": "Nine died."}, {"text": "x" * 400_000}]
    for content in (json.dumps(rows).encode(), "\n".join(map(json.dumps, rows)).encode()):
        results = found_in(content, tmp_path, options)
        assert texts(results) == ["Nine died."]
        assert "max_item_bytes = 100,000" in problems(results)[0].reason


def test_a_column_that_is_asked_for_makes_a_table_however_few_its_rows(tmp_path: Path) -> None:
    table = b"nr,kopf,meldung\n1,A,Two men died in Kabul on Sunday.\n2,B,Ten men died in Goma on Sunday.\n"
    asked = Options(columns=Columns(text="meldung"))
    assert texts(found_in(table, tmp_path, asked)) == [
        "Two men died in Kabul on Sunday.",
        "Ten men died in Goma on Sunday.",
    ]
    assert only(table, tmp_path, Options(columns=Columns(text="text"))).data == table  # names no such column


def test_a_bad_row_of_a_table_with_the_column_asked_for_is_named(tmp_path: Path) -> None:
    rows = [f"{number},A,Report {number} of the war." for number in range(30)]
    rows[5] += ",odd"
    table = ("nr,kopf,meldung\n" + "\n".join(rows) + "\n").encode()
    found = found_in(table, tmp_path, Options(columns=Columns(text="meldung")))
    assert len(texts(found)) == 29
    (problem,) = problems(found)
    assert "4 fields" in str(problem)
