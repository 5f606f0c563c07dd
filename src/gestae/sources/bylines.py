"""Bylines and date lines around a report: "By Jane Doe and Ali Reza, Example News", "Published Jan. 8, 2020".

>>> authors_in("By Jane Doe and Ali Reza, Example News")
('Jane Doe', 'Ali Reza')
>>> date_in("Published: January 8, 2020 5:12 PM")
'2020-01-08'
"""

from __future__ import annotations

import re
from datetime import date

_BYLINE = re.compile(r"(?:story |text |words |analysis |opinion )?by:?\s+(?=\S)", re.IGNORECASE)
_SPLIT = re.compile(r"\s*(?:,|;|\||•|·|\bin\b|\band\b|&|\bfor\b|/)\s*")
_PERSON = re.compile(r"(?:[^\W\d_][\w.'’-]*\s){1,3}[^\W\d_][\w.'’-]*")
_PARTICLES = frozenset(
    {
        "al", "el", "bin", "ibn", "de", "da", "del", "der", "den", "di", "du", "la", "le", "van", "von", "dos", "ter",
        "abu", "and",
    }
)  # fmt: skip
# Words that make a name of two or more words an organisation or a job, not a person.
_NOT_PERSONS = frozenset(
    {
        "press", "news", "staff", "agency", "agencies", "reuters", "times", "post", "journal", "tribune", "herald",
        "guardian", "telegraph", "correspondent", "correspondents", "reporter", "reporters", "writer", "writers",
        "editor", "editors", "bureau", "desk", "service", "services", "team", "magazine", "daily", "radio",
        "television", "tv", "network", "media", "wire", "associated", "international", "foreign", "the",
        "contributor", "special", "world", "middle", "east", "chief", "senior",
    }
)  # fmt: skip
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|"
    r"nov(?:ember)?|dec(?:ember)?)\.?"
)
_DATES = (
    re.compile(rf"(?P<month>{_MONTH})\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>\d{{4}})", re.IGNORECASE),
    re.compile(rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+(?P<month>{_MONTH}),?\s+(?P<year>\d{{4}})", re.IGNORECASE),
    re.compile(r"(?<!\d)(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})(?!\d)"),
)
# Which of two numbers is the month cannot be told: a date line, but no date.
_NUMERIC_DATE = re.compile(r"(?<!\d)\d{1,2}\s?[/.]\s?\d{1,2}\s?[/.]\s?(?:\d{4}|\d{2})(?!\d)")
# All that a line may hold besides a date and still be a date line.
_BESIDE_DATE = re.compile(
    r"(?<!\w)(?:published|posted|updated|modified|last|first|date|on|at|by|original|originally|"
    r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?|\d{1,2}[:.h]\d{2}(?::\d{2})?|(?:\d{1,2})?\s?[ap]\.?\s?m\.?|"
    r"gmt|utc|bst|cet|cest|est|edt|et|cst|cdt|ct|mst|mdt|pst|pdt|pt|ist|eat|wat|sast|local time|time|z|t|ago|"
    r"\d{1,3}\s*min(?:ute)?s?(?:\sread)?|hours?|read|[+-]\d{2}:?\d{2}|\d{1,2})(?!\w)",
    re.IGNORECASE,
)
_SAYS_PUBLISHED = re.compile(r"(?:published|posted|updated|last updated|modified)\b", re.IGNORECASE)
_LONGEST = 160


_DESKS = frozenset({"staff", "bureau", "desk", "correspondents", "correspondent", "newsroom"})


def is_byline(line: str) -> bool:
    """Whether a line says who wrote the report, and nothing else."""
    if len(line) > _LONGEST:
        return False
    match = _BYLINE.match(line)
    plain = line.rstrip().removesuffix("Jr.").removesuffix("Sr.")
    if not match or plain.endswith((".", "!", "?")):
        return False
    words = line[match.end() :].split()
    named = [word for word in words if word[0].isupper()]
    if named and words[-1].lower() in _DESKS:
        return len(words) <= 6  # "By Reuters staff", "By the Warsaw bureau"
    return len(words) <= 16 and len(named) >= 2 and len(named) * 2 >= len(words) and words[0][0].isupper()


def authors_in(line: str) -> tuple[str, ...]:
    """The persons a byline names; services and jobs are left out."""
    match = _BYLINE.match(line)
    rest = line[match.end() :] if match else line
    return tuple(dict.fromkeys(name for name in map(_person, _SPLIT.split(rest)) if name))


def date_in(line: str) -> str | None:
    """The publication date (ISO) that a date line gives in full, or None. "Updated" is not "published"."""
    if "updated" in line.lower() and "published" not in line.lower():
        return None
    for match in _found(line):
        month = match["month"]
        number = int(month) if month.isdigit() else _MONTHS.index(month[:3].lower()) + 1
        try:
            return date(int(match["year"]), number, int(match["day"])).isoformat()
        except ValueError:
            continue
    return None


def is_date_line(line: str) -> bool:
    """Whether a line holds a date and nothing that a report would say."""
    if len(line) > _LONGEST:
        return False
    found = _found(line) or list(_NUMERIC_DATE.finditer(line))
    if not found and not _SAYS_PUBLISHED.match(line):
        return False
    rest = line
    for match in reversed(found):
        rest = rest[: match.start()] + " " + rest[match.end() :]
    return not any(character.isalnum() for character in _BESIDE_DATE.sub(" ", rest))


def _found(line: str) -> list[re.Match[str]]:
    for pattern in _DATES:
        found = list(pattern.finditer(line))
        if found:
            return found
    return []


def _person(words: str) -> str | None:
    name = " ".join(words.split()).strip(" .,")
    parts = name.split()
    if not _PERSON.fullmatch(name) or any(part.casefold().strip(".") in _NOT_PERSONS for part in parts):
        return None
    if not all(part[0].isupper() or part.split("-")[0] in _PARTICLES for part in parts):
        return None
    return name.title() if name.isupper() and len(name) > 6 else name
