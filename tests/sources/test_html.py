"""Web pages: article, captions and metadata; nothing fetched, nothing run, no crash."""

from __future__ import annotations

import hashlib

import pytest

from gestae.errors import ReportError, TooLong
from gestae.record.documents import Document
from gestae.sources.formats import document_of, format_of

from .layouts import pairs
from .pages import BODY, JSON_LD, META, page


def read(source: str | bytes) -> Document:
    return document_of(source, name="page.html")


def test_parts_of_a_page() -> None:
    assert pairs(read(page())) == [
        ("headline", "Quake kills 40 in Tabas"),
        ("caption", "Rescue workers search the rubble of a school in Tabas."),
        ("dateline", "TABAS, Iran (Wire) -"),
        ("paragraph", "A strong earthquake killed at least 40 people in eastern Iran on Wednesday, officials said."),
        ("paragraph", "Rescue teams were sent from Mashhad and other cities, the governor said."),
        ("subheading", "Aftershocks feared"),
        ("paragraph", "“We do not know how many are under the rubble,” said Mayor Hassan Karimi."),
        ("caption", "A map showing the centre of the quake."),
        ("paragraph", "The president said on Twitter that the city would be rebuilt within two years."),
    ]


def test_metadata_from_json_ld() -> None:
    source = page().encode()
    document = read(source)
    assert document.title == "Quake kills 40 in Tabas"
    assert document.authors == ("Jane Doe", "Ali Reza")
    assert document.publisher == "Example News"
    assert document.published == "2020-01-08T05:12:00+03:30"
    assert document.sha256 == hashlib.sha256(source).hexdigest()


def test_metadata_from_meta_elements() -> None:
    document = read(page(META, BODY.replace("<h1>Quake kills 40 in Tabas</h1>", "")))
    assert document.title == "Quake kills 40 in Tabas & Bam"
    assert document.authors == ("Jane Doe", "Ali Reza")
    assert document.publisher == "Example News"
    assert document.published == "2020-01-08T05:12:00+00:00"
    assert document.url == "https://news.example/quake"


def test_metadata_from_the_article_itself() -> None:
    document = read(page(""))
    assert document.title == "Quake kills 40 in Tabas"
    assert document.authors == ("Jane Doe", "Ali Reza")
    assert document.published == "2020-01-08T05:12:00+03:30"
    assert document.publisher is None


def test_given_publication_date_wins() -> None:
    assert document_of(page(), name="page.html", published="2021-01-01").published == "2021-01-01"


@pytest.mark.parametrize(
    "broken",
    [
        '<script type="application/ld+json">{"@type": "NewsArticle", </script>',
        '<script type="application/ld+json">[[[[' + "[" * 100_000 + "</script>",
        '<script type="application/ld+json">{"@type": "Article", "headline": 3, "author": {"name": [0, 4]}}</script>',
        '<script type="application/ld+json">{"@type": "Article", "datePublished": "today", "publisher": []}</script>',
        '<link rel="canonical" href="javascript:alert(1)"><link rel="canonical" href="http://[">',
        '<meta property="article:published_time" content="0000-00-00">',
    ],
)
def test_broken_metadata_is_passed_over(broken: str) -> None:
    document = read(page(broken))
    assert document.title == "Quake kills 40 in Tabas"
    assert document.published == "2020-01-08T05:12:00+03:30"
    assert document.url is None


def test_article_only_in_json_ld() -> None:
    head = (
        '<script type="application/ld+json">[{"@type": "NewsArticle", "headline": "Quake kills 40 in Tabas", '
        '"articleBody": "A strong earthquake killed 40 people.\\n\\nRescue teams &amp; doctors were sent."}]</script>'
    )
    assert pairs(read(page(head, '<div id="app"></div>'))) == [
        ("headline", "Quake kills 40 in Tabas"),
        ("paragraph", "A strong earthquake killed 40 people."),
        ("paragraph", "Rescue teams & doctors were sent."),
    ]


@pytest.mark.parametrize(
    "body",
    [
        "",
        "<nav><a href=/>Home</a></nav>",
        "<p>We use cookies to improve your experience.</p><button>Accept all cookies</button>",
        "<frameset><frame src=a.html></frameset>",
        "<script>document.write('<p>A bomb killed nine people in Kabul on Sunday.</p>')</script>",
    ],
)
def test_page_without_article_is_named(body: str) -> None:
    with pytest.raises(ReportError, match=r"page\.html: no article text found on the page"):
        read(page("", body).replace("<title>Quake kills 40 in Tabas | Example News</title>", ""))


def test_short_article() -> None:
    assert pairs(read("<html><body><p>A bomb killed nine people in Kabul on Sunday.</p></body></html>")) == [
        ("paragraph", "A bomb killed nine people in Kabul on Sunday.")
    ]


SENTENCES = (
    "A strong earthquake killed at least 40 people in eastern Iran on Wednesday, officials said.",
    "Rescue teams were sent from Mashhad and other cities, the governor of the province said.",
    "The president said on Twitter that the city would be rebuilt within two years of the quake.",
)
HEADLINE = ("headline", "Quake kills 40 in Tabas")


@pytest.mark.parametrize(
    "body",
    [
        "<article>" + "".join(f"<p>{words}</p>" for words in SENTENCES) + "</article>",
        "<div class=story>" + "<br><br>".join(SENTENCES) + "</div>",
        "<div class=article-body>" + "".join(f"<div class=para>{words}</div>" for words in SENTENCES) + "</div>",
        "<table><tr><td>" + "".join(f"<p>{words}" for words in SENTENCES) + "</table>",
        "<main><section>" + "".join(f"<ul><li><p>{words}</p></li></ul>" for words in SENTENCES) + "</section></main>",
    ],
)
def test_ways_to_write_paragraphs(body: str) -> None:
    source = f"<html><body><h1>Quake kills 40 in Tabas</h1>{body}</body></html>"
    assert pairs(read(source)) == [HEADLINE, *(("paragraph", words) for words in SENTENCES)]


def test_short_quotation_is_no_heading() -> None:
    quotation = "<blockquote><p>We will rebuild Tabas.</p>— President (@pres) January 8</blockquote>"
    body = f"<h1>Quake kills 40 in Tabas</h1><p>{SENTENCES[0]}</p>{quotation}<p>{SENTENCES[1]}</p>"
    assert ("paragraph", "We will rebuild Tabas. — President (@pres) January 8") in pairs(
        read(page("", f"<article>{body}</article>"))
    )


def test_captions_once_and_none_of_other_stories() -> None:
    figure = "<figure><figcaption>Rescuers search the rubble.</figcaption></figure>"
    other = figure.replace("Rescuers search the rubble", "Flood in Pakistan kills nine people")
    teasers = f"<a href=x>{other}</a><div class='related-stories related'>{other}</div><aside>{other}</aside>"
    first, second, third = (f"<p>{words}</p>" for words in SENTENCES)
    body = f"<h1>Quake kills 40 in Tabas</h1>{figure}{first}{second}{figure}{third}"
    assert [
        found for found in pairs(read(page("", f"<article>{body}{teasers}</article>"))) if found[0] == "caption"
    ] == [("caption", "Rescuers search the rubble.")]


def test_scripts_are_not_read() -> None:
    body = BODY.replace(
        "<p>The president", "<script>alert('Missiles hit Haifa')</script><style>p{}</style><p>The president"
    )
    assert "alert" not in read(page(body=body)).text


@pytest.mark.parametrize("nested", ["<div>", "<span>", "<b>", "<section><div>", "<blockquote>", "<font>"])
def test_deep_nesting_loses_no_word(nested: str) -> None:
    words = "A bomb killed nine people in Kabul on Sunday, the police said."
    document = read(f"<html><body>{nested * 50_000}<p>{words}</p>{'</div>' * 50_000}</body></html>")
    assert words in document.text


def test_too_many_elements_name_the_setting() -> None:
    with pytest.raises(TooLong, match="max_characters"):
        read(f"<html><body>{'<i>x</i>' * 150_000}</body></html>")


def test_huge_script() -> None:
    head = JSON_LD + "<script>" + "var a = 'x';" * 1_000_000 + "</script>"
    assert read(page(head)).title == "Quake kills 40 in Tabas"


@pytest.mark.parametrize("charset", ["utf-8", "windows-1252", "utf-16"])
def test_charsets(charset: str) -> None:
    head = f'<meta charset="{charset}">' + JSON_LD
    assert "“We do not know" in read(page(head).encode(charset)).text


def test_wrongly_declared_charset() -> None:
    source = page('<meta charset="utf-8">' + JSON_LD).encode("windows-1252")
    assert "“We do not know" in read(source).text


@pytest.mark.parametrize(
    "junk", ["\x00", "\x0b", "\x1b[31m", "\ud800", "\ufffe", "&#0;", "&#x1b;", "<![CDATA[x]]>", "<?php x ?>"]
)
def test_odd_characters_do_not_stop_the_article(junk: str) -> None:
    document = read(page(body=BODY.replace("Rescue teams", f"Rescue {junk} teams")))
    assert "within two years" in document.text
    document.text.encode("utf-8")


def test_formats_are_told_by_content() -> None:
    assert format_of(page()) == "html"
    assert format_of("\ufeff \n<p>One.</p><p>Two.</p>") == "html"
    assert format_of("<Reuters> A bomb killed nine people.") == "text"
    assert format_of("The tag <html> opens a page.") == "text"
