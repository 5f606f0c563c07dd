"""The words of a report, made ready for comparing: no case, no punctuation, every number the same.

Headlines, datelines, captions and furniture are left out: each outlet has its own.

>>> words = wording_of("Rockets killed nine people in Haifa, police said.", [(0, 49)])
>>> words.plain
('rockets', 'killed', '#', 'people', 'in', 'haifa', 'police', 'said')
>>> words.told
{2: 'nine'}
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from gestae.lexicon.numbers import load_number_words
from gestae.record.documents import Document

NUMBER = "#"
_WORD = re.compile(r"\d+(?:[.,:]\d+)*|[^\W\d_]+(?:['’][^\W\d_]+)*|\w+")


@dataclass(frozen=True, slots=True)
class Wording:
    """Words in order; `starts` and `ends` are offsets into the text; `told` is what stands where `plain` has "#".

    `capital` are the places of words with a capital letter.
    """

    plain: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    told: dict[int, str]
    capital: frozenset[int] = frozenset()


def document_wording(document: Document) -> Wording:
    """The words of a document's paragraphs; of all it has where it has none."""
    spans = [(part.start, part.end) for part in document.parts if part.kind in {"paragraph", "subheading"}]
    return wording_of(document.text, spans or [(part.start, part.end) for part in document.parts])


def wording_of(text: str, spans: Iterable[tuple[int, int]]) -> Wording:
    """The words of some stretches of a text."""
    numbers = _number_words()
    found = [match for start, end in spans for match in _WORD.finditer(text, start, end)]
    lowered = [match.group().replace("’", "'").lower() for match in found]
    told = {place: found[place].group() for place, word in enumerate(lowered) if word[0].isdigit() or word in numbers}
    return Wording(
        plain=tuple(NUMBER if place in told else word for place, word in enumerate(lowered)),
        starts=tuple(match.start() for match in found),
        ends=tuple(match.end() for match in found),
        told=told,
        capital=frozenset(place for place, match in enumerate(found) if match.group()[0].isupper()),
    )


@cache
def _number_words() -> frozenset[str]:
    words = load_number_words()
    return frozenset({*words.units, *words.tens, *words.scales, *words.vague})
