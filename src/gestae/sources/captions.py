"""Captions and credits of pictures.

"Rescuers search the rubble in Aleppo. Jane Doe/AFP" describes a picture; "Photo: Jane Doe/AFP" only credits it.
"""

from __future__ import annotations

import re
from functools import cache

from gestae.lexicon.furniture import Furniture, FurnitureKind

_SMALL_WORDS = frozenset(
    {
        "the", "a", "an", "of", "in", "on", "at", "to", "with", "from", "during", "after", "near", "and", "is", "are",
        "was", "were",
    }
)  # fmt: skip
_ONLY_CREDIT = re.compile(r"h/o\b|handout:|via\b|©|\(c\)", re.IGNORECASE)
_STATED_CREDIT = re.compile(
    r"(?<=\s)(?:photograph|photo|picture|image|video|graphic|credit)s?(?:\scredit)?\s?(?::|by\b).{0,80}\Z",
    re.IGNORECASE | re.DOTALL,
)
_LONGEST = 700
_MOST_NAMES = 5
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


def credit_start(line: str, furniture: Furniture) -> int:
    """Where the credit at the end of a caption begins; the length of the line where there is none."""
    tail = max(0, len(line) - 120)
    stated = _STATED_CREDIT.search(line, tail)
    if stated:
        return stated.start()
    named = _credit_at_end(furniture.agency_pattern).search(line, tail)
    if named is None:
        return len(line)
    if line.rstrip(".")[-1:] in ")]":
        opener = max(line.rfind("(", tail), line.rfind("[", tail))
        return opener if opener > 0 else len(line)
    # "… in Tabas. Ali Reza/AFP": the names begin after the last full stop.
    stop = max(line.rfind(mark, 0, named.end()) for mark in (". ", ".” ", "! ", ".\n"))
    begin = line.find(" ", stop) + 1 if stop >= 0 else 0
    slash = line.find("/", begin)
    return begin if begin and slash >= 0 and line.count(" ", begin, slash) < _MOST_NAMES else len(line)


def _describes(words: list[str]) -> bool:
    small = sum(word.strip(".,").lower() in _SMALL_WORDS for word in words)
    return small >= 2 or (len(words) >= 6 and words[-1].endswith(_END_STOPS))


@cache
def _credit_at_end(agencies: str) -> re.Pattern[str]:
    name = r"[^\W\d_][\w.'’-]{0,20}"
    more = r"(?:\s(?:via|for|pool|file|photo|handout|images?)\b[^.!?]{0,40}|/[^.!?\s]{1,20})?"
    return re.compile(
        rf"{name}(?:\s{name}){{0,3}}\s?/\s?{agencies}(?!\w){more}[)\]]?\.?\Z"  # Jane Doe/AFP via Getty Images
        rf"|[(\[](?:photo|image|picture|credit)\b[^()\[\]]{{0,80}}[)\]]\.?\Z"  # (Photo by Jane Doe)
        rf"|[(\[]{agencies}(?:\s(?:photo|via)\b[^()\[\]]{{0,60}}|/[^()\[\]]{{0,60}})[)\]]\.?\Z",  # (AP Photo/Jane Doe)
        re.IGNORECASE,
    )
