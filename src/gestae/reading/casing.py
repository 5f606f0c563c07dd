"""Same-length help for the parser: Title Case headlines and CAPITALS are lowered where the words are not names.

The parser reads a copy of the part; offsets are those of the stored text, which is never touched.
"""

from __future__ import annotations

import re

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")


def is_title_case(text: str) -> bool:
    """Whether most words of a line start with a capital, as in "Iran Fires Missiles At Base"."""
    words: list[str] = [word for word in _WORD.findall(text) if len(word) > 3]
    if len(words) < 4:
        return False
    return sum(word[0].isupper() for word in words) / len(words) > 0.8


def is_capitals(text: str) -> bool:
    """Whether a line is in capitals throughout, as on old wires."""
    letters = [character for character in text if character.isalpha()]
    return len(letters) > 20 and sum(character.isupper() for character in letters) / len(letters) > 0.9


def lower_words(text: str) -> frozenset[str]:
    """The words a text writes in lower case."""
    return frozenset(word for word in _WORD.findall(text) if word.islower())


def lowered(text: str, common: frozenset[str]) -> str:
    """A copy of the same length with every word of `common`, inflected or not, in lower case.

    >>> lowered("Iran Fires Missiles At Base", frozenset({"fire", "missile", "at", "base"}))
    'Iran fires missiles at base'
    """

    def lower(match: re.Match[str]) -> str:
        word = match.group()
        small = word.lower()
        if len(small) != len(word) or (word.isupper() and len(word) <= 3 and not text.isupper()):
            return word
        return small if any(form in common for form in _forms(small)) else word

    return _WORD.sub(lower, text)


def _forms(word: str) -> list[str]:
    """A word and what it may be inflected from ("fires": fire)."""
    plain = word.replace("’", "'").removesuffix("'s")
    found = [plain]
    for ending, instead in (("s", ""), ("es", ""), ("ed", ""), ("ed", "e"), ("ing", ""), ("ing", "e"), ("ies", "y")):
        if plain.endswith(ending) and len(plain) - len(ending) >= 3:
            found.append(plain.removesuffix(ending) + instead)
    return found
