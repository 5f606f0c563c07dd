"""The forms of a place's name that news prints: without scholarly marks, without article, without "County"."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from gestae.knowledge.placenames import article_less, normal_name
from gestae.lexicon.placewords import load_place_words

_WORDS = load_place_words()
_MARKS = str.maketrans("", "", "‘’ʻʼʿʾ'")


def shown_name(name: str, country: str | None) -> str:
    """The name as English news prints it: without the marks of scholarly transliteration."""
    if name.isascii() or country in _WORDS.countries_in_latin:
        return name
    decomposed = unicodedata.normalize("NFKD", name)
    bare = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return bare.translate(_MARKS).strip()


def looser_keys(name: str, country: str | None) -> Iterator[str]:
    """A region's name, in normal form, without the word for its kind, and without its article."""
    words = normal_name(name).split()
    if len(words) > 1 and words[-1] in _WORDS.region_words:
        yield " ".join(words[:-1])
    if bare := bare_key(name, country):
        yield bare


def bare_key(name: str, country: str | None) -> str | None:
    """A name, in normal form, without its Arabic article, where the country leaves it out."""
    return article_less(name) if country in _WORDS.countries_with_article else None
