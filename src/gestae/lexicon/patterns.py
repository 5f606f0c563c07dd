"""Patterns: words that must stand before and after the word that tells an event, in the order given.

>>> read_pattern("% signed * defense_pact").after
(frozenset({('defense', 'pact')}),)
>>> read_pattern("will_* on").tight_before, read_pattern("will_* on").tight_after
(True, False)
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import product

VERB = "*"
_SEVERAL = "%"
_PARTIES = frozenset({"$", "+", "^", _SEVERAL})

Chunk = frozenset[tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Pattern:
    """Groups of words around `*`, the word itself; each group a choice of phrases whose words follow one another.

    Other words may stand between two groups; `tight_before` and `tight_after` say that none may stand between `*` and
    the group next to it. `several`: two or more must act together. `text` is the pattern as it was written.
    """

    text: str
    before: tuple[Chunk, ...] = ()
    after: tuple[Chunk, ...] = ()
    tight_before: bool = False
    tight_after: bool = False
    several: bool = False

    @property
    def length(self) -> int:
        """How many words it asks for."""
        return sum(min(map(len, chunk)) for chunk in (*self.before, *self.after)) + self.several


def read_pattern(text: str, synonyms: Mapping[str, Iterable[str]] | None = None) -> Pattern:
    """A pattern as it is written: words with spaces, `_` where nothing may stand between, `*` for the word itself.

    Args:
        text: such as "* diplomatic_ties". `&NAME` is any of the synonyms of that name; `$`, `+` and `^` (parties) are
            passed over, `%` before `*` asks for several who act together.
        synonyms: phrases by name, in capitals.

    Raises:
        ValueError: there is no `*`, or more than one, or an unknown name.
    """
    pieces = text.split()
    holding = [at for at, piece in enumerate(pieces) if VERB in piece.split("_")]
    if len(holding) != 1:
        raise ValueError(f"pattern {text!r}: write * once, for the word itself")
    at = holding[0]
    left, _, right = (part.strip("_") for part in pieces[at].partition(VERB))
    before = [*pieces[:at], *([left] if left else [])]
    after = [*([right] if right else []), *pieces[at + 1 :]]
    return Pattern(
        text,
        tuple(filter(None, (_chunk(piece, text, synonyms or {}) for piece in before))),
        tuple(filter(None, (_chunk(piece, text, synonyms or {}) for piece in after))),
        bool(left),
        bool(right),
        any(_SEVERAL in piece for piece in before),
    )


def _chunk(piece: str, text: str, synonyms: Mapping[str, Iterable[str]]) -> Chunk:
    """The phrases that one group stands for; none for the mark of a party."""
    choices = []
    for word in piece.split("_"):
        if not word or word in _PARTIES:
            continue
        choices.append(_phrases(word, text, synonyms, 0))
    if not choices:
        return frozenset()
    return frozenset(tuple(word for phrase in choice for word in phrase) for choice in product(*choices))


_DEEPEST = 5  # a set of synonyms may name another


def _phrases(word: str, text: str, synonyms: Mapping[str, Iterable[str]], depth: int) -> list[tuple[str, ...]]:
    if not word.startswith("&"):
        return [(word.lower(),)]
    name = word[1:].upper().rstrip("_")
    if name not in synonyms or depth == _DEEPEST:
        raise ValueError(f"pattern {text!r}: no set of synonyms {word}")
    found: list[tuple[str, ...]] = []
    for phrase in synonyms[name]:
        parts = [_phrases(part, text, synonyms, depth + 1) for part in phrase.replace("_", " ").split()]
        found.extend(tuple(piece for part in choice for piece in part) for choice in product(*parts))
    return found
