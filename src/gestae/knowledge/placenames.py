"""How place names are compared: spelling details that writers vary on are levelled out.

>>> normal_name("Saint-Étienne") == normal_name("St. Etienne")
True
>>> normal_name("Ain al-Asad"), article_less("al-Anbar")
('ain al asad', 'anbar')
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

# Apostrophes, ayn and hamza marks, full stops and brackets vanish; hyphens, dashes and commas part words.
_VANISH = "'’‘ʼʻ`´ʿʾ′.\"“”()[]"
_PART = "-‐‑–—−_/,;"
_TABLE = str.maketrans({**dict.fromkeys(_VANISH), **dict.fromkeys(_PART, " ")})
_SHORT = {"saint": "st", "sainte": "ste", "fort": "ft", "mount": "mt", "&": "and", "co": "county"}
# Letters that do not decompose into a Latin base and a mark.
_LETTERS = str.maketrans(
    {"ß": "ss", "æ": "ae", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ł": "l", "ı": "i", "ŋ": "n", "œ": "oe", "ə": "a"}
)
_LATIN = re.compile("[\x00-\u024f\u0300-\u036f\u1e00-\u1eff\u2010-\u2019\u02bb-\u02bf]+$")
# Letters that transliterations exchange.
_SOUNDS = str.maketrans({"q": "k", "c": "k", "z": "s", "v": "w", "j": "y"})
# The Arabic article as it is written before sun and moon letters, Egyptian "el" included.
ARTICLES = frozenset({"al", "el", "ad", "an", "ar", "as", "ash", "at", "az", "adh", "ath"})


def normal_name(name: str) -> str:
    """The form under which a place name is filed and looked up."""
    if not name.isascii():
        decomposed = unicodedata.normalize("NFKD", name)
        name = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    name = name.lower().translate(_TABLE)
    if not name.isascii():
        name = name.translate(_LETTERS)
    words = [_SHORT.get(word, word) for word in name.split()]
    if len(words) > 1 and words[0] == "the":
        del words[0]
    return " ".join(words)


def article_less(name: str) -> str | None:
    """The normal form without a leading Arabic article, None where there is none."""
    first, _, rest = normal_name(name).partition(" ")
    return rest if rest and first in ARTICLES else None


def skeleton(name: str) -> str:
    """The consonants of a name, alike for spellings of one name: "Khan Younis" and "Khān Yūnis" are both "kn ns".

    Empty where fewer than three are left, which is too little to tell names apart.
    """
    words = [word for word in normal_name(name).split() if word not in ARTICLES]
    bones = " ".join("".join(_bones(word)) for word in words)
    return bones if len(bones.replace(" ", "")) > 2 else ""


def _bones(word: str) -> Iterator[str]:
    last = ""
    for letter in word.translate(_SOUNDS):
        if letter != last and letter not in "aeiouyhw":
            yield letter
        last = letter


def is_latin(name: str) -> bool:
    """Whether a name is in Latin letters (English news prints no others)."""
    return name.isascii() or _LATIN.match(name) is not None
