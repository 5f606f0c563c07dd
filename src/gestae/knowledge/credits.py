"""Whose report it is, where it says so: the agency that a dateline, a byline or the last line credits.

>>> agency_in("BEIRUT (AP) — Two rockets fell on the port on Sunday.")
'Associated Press'
>>> agency_in("Rockets hit Beirut\\n\\nBy Jane Doe, Reuters\\n\\nTwo rockets fell on the port, Reuters has learned.")
'Reuters'
>>> agency_in("Two rockets fell on the port, the AP reported.") is None
True
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from gestae.datafiles import data_file, read_toml
from gestae.errors import KnowledgeError

_HEAD, _TAIL = 600, 300
# A line that is a credit and nothing else is short.
_LONGEST_LINE = 90


@cache
def load_agencies() -> Mapping[str, str]:
    """Every way of crediting an agency, with its name.

    Raises:
        KnowledgeError: the file is wrong.
    """
    table = read_toml(data_file("knowledge", "actors", "agencies.toml")).get("agencies")
    if not isinstance(table, dict) or not table:
        raise KnowledgeError("actors/agencies.toml: the table [agencies] is missing or empty")
    found: dict[str, str] = {}
    for agency, ways in table.items():
        for way in ways:
            if found.setdefault(way, agency) != agency:
                raise KnowledgeError(f"actors/agencies.toml: {way!r} stands for {found[way]} and for {agency}")
    return found


def agency_in(text: str, publisher: str | None = None) -> str | None:
    """The agency that a report credits, by its usual name; None where it credits none."""
    ways = load_agencies()
    if publisher is not None and publisher.strip() in ways:
        return ways[publisher.strip()]
    head, tail = text[:_HEAD], text[max(_HEAD, len(text) - _TAIL) :]
    marked = _marked().search(head)
    lines = [line for part in (head, tail) for line in part.splitlines() if len(line) <= _LONGEST_LINE]
    credited = marked or next((match for line in lines if (match := _line().fullmatch(line))), None)
    return ways[credited["agency"]] if credited else None


@cache
def _marked() -> re.Pattern[str]:
    """A dateline: "(AP) —", "/Reuters/ -", "BEIRUT, Reuters –"."""
    return re.compile(rf"(?:[(/\[]\s?|^[A-Z][\w .,]{{2,40}}, ){_names()}(?:\s?[)/\]]|(?= [-–—]))", re.MULTILINE)


@cache
def _line() -> re.Pattern[str]:
    """A line of credit: "By Jane Doe, Associated Press Writer", "Source: Xinhua", "© 2022 AFP", "- Reuters"."""
    before = r"(?:(?:By|By:) [\w .,’'-]{0,50}(?:[,|/] ?| of | and )|(?:By|From|Source|Credit|Copyright|©|\(c\))[ :]*"
    before += r"(?:\d{4} )?(?:by )?|[-–—] ?)?"
    after = r"(?:[ ,.]+(?:Writers?|Staff|staff|correspondents?|News|news agency|contributed[\w ]*"
    after += r"|All [Rr]ights [Rr]eserved))?"
    return re.compile(rf"\s*[*_(\[]?{before}{_names()}{after}\.?[*_)\]]?\s*")


@cache
def _names() -> str:
    ways = sorted(load_agencies(), key=lambda way: (-len(way), way))
    return f"(?P<agency>{'|'.join(re.escape(way) for way in ways)})"
