"""What a page says about itself: title, authors, publisher, time of publication, address, language.

JSON-LD is believed first (`"datePublished": "2020-01-08T05:12:00+03:30"`), then meta elements, then `<time>`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser

from gestae.sources.bylines import authors_in, is_byline
from gestae.sources.published import iso_time

_ARTICLE_TYPES = frozenset(
    {
        "article", "newsarticle", "reportagenewsarticle", "analysisnewsarticle", "backgroundnewsarticle", "report",
        "opinionnewsarticle", "blogposting", "liveblogposting", "socialmediaposting", "posting",
    }
)  # fmt: skip
_TITLES = ("og:title", "twitter:title", "dc.title", "parsely-title", "sailthru.title")
_PUBLISHERS = ("og:site_name", "application-name", "dc.publisher", "publisher", "twitter:site")
_AUTHORS = ("author", "article:author", "dc.creator", "byl", "parsely-author", "sailthru.author", "cxenseparse:author")
_TIMES = (
    "article:published_time", "og:article:published_time", "og:published_time", "datepublished", "date", "dc.date",
    "dc.date.issued", "dcterms.created", "dcterms.issued", "publishdate", "pubdate", "publish-date", "publication_date",
    "parsely-pub-date", "sailthru.date", "article.published", "cxenseparse:recs:publishtime", "timestamp",
)  # fmt: skip
_MOST_JSON = 2_000_000
_MOST_NODES = 20_000
_MOST_AUTHORS = 20


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a page says about itself; None where it does not."""

    title: str | None = None
    authors: tuple[str, ...] = ()
    publisher: str | None = None
    published: str | None = None
    url: str | None = None
    language: str | None = None
    body: str | None = None


def metadata_of(page: LexborHTMLParser) -> Metadata:
    """The metadata of a page."""
    article = _article(page)
    meta = _meta(page)
    return Metadata(
        title=_text(article.get("headline")) or _first(meta, _TITLES) or _heading(page),
        authors=_authors(page, article, meta),
        publisher=_names(article.get("publisher"))[0]
        if _names(article.get("publisher"))
        else _first(meta, _PUBLISHERS),
        published=_published(page, article, meta),
        url=_address(page, article, meta),
        language=_language(page, article, meta),
        body=_body(article.get("articleBody")),
    )


def _article(page: LexborHTMLParser) -> dict[str, Any]:
    """The first JSON-LD node that is an article; the first that has a headline and a date otherwise."""
    nodes = [node for script in page.css('script[type="application/ld+json"]') for node in _nodes(script.text())]
    for node in nodes:
        if _types(node) & _ARTICLE_TYPES:
            return node
    return next((node for node in nodes if "headline" in node and "datePublished" in node), {})


def _nodes(source: str) -> Iterator[dict[str, Any]]:
    """Every object of a JSON-LD script, outer before inner; a script that is not JSON has none."""
    if len(source) > _MOST_JSON:
        return
    source = source.strip().removeprefix("<!--").removesuffix("-->").strip().rstrip(";")
    try:
        waiting: list[Any] = [json.loads(source, strict=False)]
    except (ValueError, RecursionError):
        return  # broken scripts are common on news pages; the meta elements say the same
    seen = 0
    while waiting and seen < _MOST_NODES:
        node = waiting.pop(0)
        seen += 1
        if isinstance(node, list):
            waiting.extend(node)
        elif isinstance(node, dict):
            yield node
            waiting.extend(
                value
                for key, value in node.items()
                if key in {"@graph", "mainEntity", "mainEntityOfPage", "itemListElement", "item"}
            )


def _types(node: dict[str, Any]) -> set[str]:
    kinds = node.get("@type", [])
    listed = kinds if isinstance(kinds, list) else [kinds]
    return {str(kind).rsplit("/", 1)[-1].casefold() for kind in listed}


def _meta(page: LexborHTMLParser) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for element in page.css("meta[content]"):
        attributes = element.attributes
        name = attributes.get("property") or attributes.get("name") or attributes.get("itemprop")
        content = _text(attributes.get("content"))
        if name and content:
            found.setdefault(name.strip().lower(), []).append(content)
    return found


def _first(meta: dict[str, list[str]], names: Iterable[str]) -> str | None:
    return next((meta[name][0].lstrip("@") for name in names if name in meta), None)


def _text(value: object) -> str | None:
    if not isinstance(value, str):
        return None
    plain = " ".join(value.split()) if len(value) < 1000 else value.strip()
    # Entities survive in many JSON-LD scripts, and so do tags.
    if "&" in plain or "<" in plain:
        plain = LexborHTMLParser(plain).text(separator=" ").strip()
    return plain or None


def _body(value: object) -> str | None:
    """The article itself, as some pages give it only here: line breaks kept, tags and entities read."""
    if not isinstance(value, str) or not value.strip():
        return None
    if "&" in value or "</" in value:
        return LexborHTMLParser(value).text(separator="\n" if "</p" in value else "").strip() or None
    return value.strip()


def _heading(page: LexborHTMLParser) -> str | None:
    for selector in ("h1", "title"):
        for element in page.css(selector)[:3]:
            found = " ".join(element.text(separator=" ").split())
            if found:
                return found
    return None


def _names(value: object) -> list[str]:
    """Names out of a JSON-LD person or organisation, in any of the shapes that pages use."""
    listed = value if isinstance(value, list) else [value]
    found: list[str] = []
    for item in listed[:_MOST_AUTHORS]:
        name = item.get("name") if isinstance(item, dict) else item
        for part in name[:_MOST_AUTHORS] if isinstance(name, list) else [name]:
            plain = _text(part)
            if plain and len(plain) < 200 and "://" not in plain:
                found.append(plain)
    return list(dict.fromkeys(found))


def _authors(page: LexborHTMLParser, article: dict[str, Any], meta: dict[str, list[str]]) -> tuple[str, ...]:
    names = _names(article.get("author"))
    if not names:
        names = [value for name in _AUTHORS for value in meta.get(name, []) if "://" not in value][:_MOST_AUTHORS]
    if not names:
        for element in page.css('[rel="author"], [itemprop="author"], .byline, .author')[:5]:
            line = " ".join(element.text(separator=" ").split())
            if is_byline(line) or (line and element.attributes.get("rel") == "author"):
                names.append(line)
                break
    found: list[str] = []
    for name in names:
        # One person under "name" is taken as it is; "By Jane Doe and Ali Reza" is taken apart.
        found.extend(authors_in(name) or (() if is_byline(name) else (name,)))
    return tuple(dict.fromkeys(found))


def _published(page: LexborHTMLParser, article: dict[str, Any], meta: dict[str, list[str]]) -> str | None:
    candidates: list[str | None] = [_text(article.get("datePublished")), _text(article.get("dateCreated"))]
    candidates.extend(value for name in _TIMES for value in meta.get(name, ())[:1])
    selectors = (
        "article time[datetime]",
        "time[itemprop=datePublished]",
        "time[pubdate]",
        "header time[datetime]",
        "time[datetime]",
    )
    for selector in selectors:
        candidates.extend(element.attributes.get("datetime") for element in page.css(selector)[:1])
    return next((found for found in (iso_time(words) for words in candidates if words) if found), None)


def _address(page: LexborHTMLParser, article: dict[str, Any], meta: dict[str, list[str]]) -> str | None:
    canonical = [element.attributes.get("href") for element in page.css('link[rel="canonical"]')[:1]]
    main = article.get("mainEntityOfPage")
    stated = main.get("@id") if isinstance(main, dict) else main
    candidates = [*canonical, _first(meta, ("og:url", "twitter:url")), article.get("url"), stated]
    return next((url.strip() for url in candidates if isinstance(url, str) and _is_web_address(url.strip())), None)


def _is_web_address(url: str) -> bool:
    try:
        split = urlsplit(url)
    except ValueError:
        return False
    return split.scheme in {"http", "https"} and bool(split.hostname) and len(url) < 2000 and url.isprintable()


def _language(page: LexborHTMLParser, article: dict[str, Any], meta: dict[str, list[str]]) -> str | None:
    root = page.css_first("html")
    stated = article.get("inLanguage")
    candidates = [stated if isinstance(stated, str) else None, root.attributes.get("lang") if root else None]
    candidates.append(_first(meta, ("og:locale", "content-language", "language")))
    return next(
        (code.strip().lower().replace("_", "-").split("-")[0] for code in candidates if code and code.strip()), None
    )
