"""Names made comparable: case, accents, hyphens, apostrophes and Arabic articles do not matter.

>>> fold("Nicolás"), folded_words("Abu Mahdi al-Muhandis"), folded_words("Chile's Défense Ministry")
('nicolas', ('abu', 'mahdi', 'al', 'muhandis'), ('chile', 'defense', 'ministry'))
>>> skeleton("Evelyne Anite") == skeleton("Evelyn Anite")
True
"""

from __future__ import annotations

import re
import unicodedata
from difflib import SequenceMatcher
from functools import lru_cache

_LETTERS = str.maketrans(
    {
        "ø": "o",
        "Ø": "O",
        "đ": "d",
        "Đ": "D",
        "ł": "l",
        "Ł": "L",
        "ı": "i",
        "ß": "ss",
        "æ": "ae",
        "Æ": "Ae",
        "œ": "oe",
        "þ": "th",
        "ð": "d",
        "ə": "e",
        "Ə": "E",
    }
)
_DROPPED = re.compile(r"['’‘ʻʿʾ`´.]")
_WORD = re.compile(r"[^\s\-–—/,;:()\[\]\"“”«»!?]+")  # noqa: RUF100
_POSSESSIVE = re.compile(r"(?:['’]s|(?<=s)['’])$")
# Assimilated forms of the Arabic article, told from English words by the hyphen that follows.
_ARTICLES = frozenset({"al", "el", "as", "ash", "an", "ar", "at", "ad", "az", "ul", "ed", "es", "er", "adh", "ath"})
_SOUNDS = (
    ("sch", "sh"),
    ("tch", "ch"),
    ("dzh", "j"),
    ("zh", "j"),
    ("dj", "j"),
    ("kh", "k"),
    ("gh", "g"),
    ("ph", "f"),
    ("th", "t"),
    ("dh", "d"),
    ("ck", "k"),
    ("q", "k"),
    ("x", "ks"),
    ("w", "v"),
    ("z", "s"),
)
_VOWELS = re.compile(r"(?<!^)[aeiouyh]")
_DOUBLE = re.compile(r"(.)\1+")
_ALIKE = 0.55  # share of the letters of two spellings of a word


@lru_cache(maxsize=65536)
def fold(word: str) -> str:
    """A word in lower case without accents, apostrophes and full stops."""
    if not word.isascii():
        word = word.translate(_LETTERS)
        word = "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c))
    return _DROPPED.sub("", word).lower()


def folded_words(text: str) -> tuple[str, ...]:
    """The folded words of a name; hyphens part words, a possessive ending is dropped, articles become "al"."""
    if "-" not in text and text.isascii() and text.replace(" ", "").isalpha():
        return tuple(["al" if word == "el" else word for word in text.lower().split()])
    found: list[str] = []
    for match in _WORD.finditer(text):
        word = fold(_POSSESSIVE.sub("", match.group()))
        if word:
            found.append(article(word, hyphen=text[match.end() : match.end() + 1] == "-"))
    return tuple(found)


def article(word: str, *, hyphen: bool) -> str:
    """The word, or "al" when it is a form of the Arabic article."""
    return "al" if word == "el" or (hyphen and word in _ARTICLES) else word


def without_articles(words: tuple[str, ...]) -> tuple[str, ...]:
    """The words without "al"."""
    return tuple(word for word in words if word != "al")


def skeleton(name: str) -> str:
    """The consonants of a name as most spellings of it share them; for names of at least two words."""
    return skeleton_of(folded_words(name))


def skeleton_of(words: tuple[str, ...]) -> str:
    """The skeleton of folded words."""
    return " ".join([_bones(word) for word in words if word != "al"])


def same_gender(one: str, other: str) -> bool:
    """Whether two spellings of a name may be of one person: "Maria" is no Mario, "Aleksandra" no Aleksandr.

    >>> same_gender("Maria López", "Mario Lopez"), same_gender("Fatima Bello", "Fatimah Bello")
    (False, True)
    """
    endings = {folded_words(name)[0].rstrip("h").endswith("a") for name in (one, other) if name}
    return len(endings) < 2


def spelled_alike(one: str, other: str) -> bool:
    """Whether names of one skeleton share most of their letters: "Valle" is no Viola, "Suleimani" is Soleimani.

    >>> spelled_alike("Roberto Valle", "Roberto Viola"), spelled_alike("Ghassem Suleimani", "Qasem Soleimani")
    (False, True)
    """
    words = [without_articles(folded_words(name)) for name in (one, other)]
    return all(SequenceMatcher(None, a, b, autojunk=False).ratio() >= _ALIKE for a, b in zip(*words, strict=False))


@lru_cache(maxsize=32768)
def _bones(word: str) -> str:
    for spelled, sound in _SOUNDS:
        word = word.replace(spelled, sound)
    return _DOUBLE.sub(r"\1", _VOWELS.sub("", word))
