"""Datelines: the place, date and agency before the first sentence.

>>> text = "KABUL, Afghanistan (Wire) - A bomb killed nine people on Sunday."
>>> text[: dateline_end(text, 0, len(text))]
'KABUL, Afghanistan (Wire) -'
"""

from __future__ import annotations

import re

from gestae.lexicon.furniture import Furniture, load_furniture

_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec)[a-z]{0,7}\.?"
_DAY = r"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6}\.?,?\s)?"
_DATE = rf"{_DAY}(?:{_MONTH}\s\d{{1,2}}|\d{{1,2}}\s{_MONTH})(?:,?\s(?:\d{{4}}|\d{{2}}))?"
# No piece can match the mark that ends it, and each is bounded: the time is that of reading the first line.
_DATELINE = re.compile(
    rf"""(?P<place>[^\W\d_][^\d\n,():;“”"—–\[\]]{{1,40}}?)
         (?P<region>(?:,\s?[^\W\d_][^\d\n,():;“”"—–\[\]]{{1,30}}?){{0,2}}?)
         (?P<date>,?\s(?i:{_DATE}))?
         (?:[,\s]\s?\((?P<agency>[^()\n]{{2,40}})\))?
         (?P<mark>\s*(?:--+|[—–―])|\s+-(?=\s)|(?<=\))-|\s?:(?=\s))""",
    re.VERBOSE,
)
_AGENCY_ONLY = re.compile(r"\((?P<agency>[^()\n]{2,40})\)\s*(?:--+|[-–—―])?")
_TAGS = re.compile(r"(?:\s*\[[A-Z][^\]\n]{0,80}\])+")
_PARTY = re.compile(r"[RDI]-")
_SMALL_WORDS = frozenset(
    {"and", "of", "the", "de", "del", "la", "al", "el", "en", "near", "aboard", "on", "in", "upon", "sur", "du", "von"}
)
_LONGEST = 140
# "UPDATE: …" is a notice, not a place; a colon alone makes a dateline only before a paragraph of this many words.
_WORDS_AFTER_COLON = 15


def dateline_end(text: str, start: int, end: int, *, opens: bool = True, furniture: Furniture | None = None) -> int:
    """Where the dateline of a paragraph ends, its dash included; `start` where it has none.

    Args:
        text: the stored text.
        start: where the paragraph starts.
        end: where it ends.
        opens: whether this is the first paragraph of the report.
        furniture: whose wire services to know; those that come with gestae by default.
    """
    known = furniture or load_furniture()
    limit = min(end, start + _LONGEST)
    only = _AGENCY_ONLY.match(text, start, limit)
    if only and only["agency"].casefold() in known.agencies and only.end() < end:
        return only.end()
    match = _DATELINE.match(text, start, limit)
    if match and match.end() < end and _is_dateline(text, match, end, opens, known):
        return match.end()
    return start


def tags_end(text: str, start: int, end: int) -> int:
    """Where a run of monitoring tags such as "[Report] [Text]" right after a dateline ends; `start` without one."""
    match = _TAGS.match(text, start, min(end, start + 400))
    return match.end() if match else start


def _is_dateline(text: str, match: re.Match[str], end: int, opens: bool, known: Furniture) -> bool:
    place, mark = match["place"].strip(), match["mark"].strip()
    agency, date = match["agency"], match["date"]
    after = text[match.end() : match.end() + 60].lstrip()
    if not after or after[0].islower() or not _is_name(place) or place.casefold() in known.labels:
        return False
    if agency is not None:
        named = agency.casefold() in known.agencies
        # "Jane Doe (R-Texas) —" is a politician, not a place.
        return named or (agency[0].isupper() and not _PARTY.match(agency) and (opens or place.isupper()))
    if date is not None:
        return opens or place.isupper()
    region = match["region"].strip(", ")
    if opens and region and _is_name(region) and mark != ":" and len(place.split()) <= 3:
        return True
    if not place.isupper() or (after.isupper() and len(after) > 20):
        return False
    if mark == ":":
        return opens and len(place.split()) <= 3 and text.count(" ", match.end(), end) >= _WORDS_AFTER_COLON
    return len(place) > 2


def _is_name(place: str) -> bool:
    words = place.replace("/", " ").replace("-", " ").split()
    return (
        0 < len(words) <= 5
        and not place.endswith(("!", "?"))
        and all(word[0].isupper() or word in _SMALL_WORDS for word in words)
    )
