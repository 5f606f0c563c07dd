"""Captions and credits of pictures.

"Rescuers search the rubble in Aleppo. Jane Doe/AFP" describes a picture; "Photo: Jane Doe/AFP" only credits it.
"""

from __future__ import annotations

import re
from functools import cache

from gestae.knowledge.furniture import Furniture, FurnitureKind

_SMALL_WORDS = frozenset(
    {
        "the",
        "a",
        "an",
        "of",
        "in",
        "on",
        "at",
        "to",
        "with",
        "from",
        "during",
        "after",
        "near",
        "and",
        "is",
        "are",
        "was",
        "were",
    }
)
_ONLY_CREDIT = re.compile(r"h/o\b|handout:|via\b|©|\(c\)", re.IGNORECASE)
_LONGEST = 700
_END_STOPS = (".", "!", "?", ".”", ".’", '."', ".)")


def is_credit(line: str, found: FurnitureKind | None) -> bool:
    """Whether a line names a picture's maker or owner and describes nothing."""
    if found != "credit":
        return False
    if _ONLY_CREDIT.match(line):
        return True
    return not _describes(line.split())


def is_caption(line: str, found: FurnitureKind | None, furniture: Furniture) -> bool:
    """Whether a line describes a picture, by its opening words or by the credit at its end."""
    if len(line) > _LONGEST:
        return False
    if found == "caption":
        return True
    if found == "credit":
        return _describes(line.split())
    tail = line[-120:]
    if not any(mark in tail for mark in "/(["):
        return False
    return bool(_credit_at_end(furniture.agency_pattern).search(tail))


def _describes(words: list[str]) -> bool:
    small = sum(word.strip(".,").lower() in _SMALL_WORDS for word in words)
    return small >= 2 or (len(words) >= 6 and words[-1].endswith(_END_STOPS))


@cache
def _credit_at_end(agencies: str) -> re.Pattern[str]:
    name = r"[^\W\d_][\w.'’-]{0,20}"
    return re.compile(
        rf"{name}(?:\s{name}){{0,3}}\s?/\s?{agencies}(?!\w)[^.!?]{{0,30}}[)\]]?\.?\Z"  # Jane Doe/AFP via Getty Images
        rf"|[(\[](?:photo|image|picture|credit)\b[^()\[\]]{{0,80}}[)\]]\.?\Z"  # (Photo by Jane Doe)
        rf"|[(\[]{agencies}(?:\s(?:photo|via)\b[^()\[\]]{{0,60}}|/[^()\[\]]{{0,60}})[)\]]\.?\Z",  # (AP Photo/Jane Doe)
        re.IGNORECASE,
    )
