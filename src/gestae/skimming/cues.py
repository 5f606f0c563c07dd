"""What the event lexicon knows of a word as it stands in a text, without a parser: all that it may be a form of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache

from gestae.datafiles import data_file
from gestae.errors import KnowledgeError
from gestae.lexicon.events import EventLexicon

_SILENT = frozenset("ey")
_SHORTEST = 3
# Endings of three letters at most ("-ing") are taken off when a word is looked up; "-ying" is an ending of "-y".
_LONGEST_ENDING = 3
_YING = "ying"


class Cues:
    """Stems of the lexicon: the types of the events they may tell, the classes of words they belong to.

    `own`: stems of the user's codebooks. `forms`: forms that do not begin as their words do ("fought": "fight").
    """

    def __init__(self, lexicon: EventLexicon, forms: Mapping[str, str]) -> None:
        types: dict[str, set[str]] = {}
        own: set[str] = set()
        for entries in (lexicon.verbs, lexicon.nouns):
            for lemma, found in entries.items():
                known = stem(lemma.lower())
                types.setdefault(known, set()).update(entry.frame.type for entry in found)
                if any(entry.frame.own for entry in found):
                    own.add(known)
        classes: dict[str, set[str]] = {}
        for name, words in lexicon.classes.items():
            for word in words:
                classes.setdefault(stem(word.lower()), set()).add(name)
        self._types, self._classes = _sorted(types), _sorted(classes)
        self._own = frozenset(own)
        self._forms = {form: stem(word) for form, word in forms.items()}

    def types(self, word: str) -> tuple[str, ...]:
        """The types of the events that a word (lower case) may tell; none where the lexicon does not know it."""
        known = self._telling(word)
        return self._types[known] if known is not None else ()

    def is_own(self, word: str) -> bool:
        """Whether a codebook of the user has the word (lower case)."""
        return self._telling(word) in self._own

    def classes(self, word: str) -> tuple[str, ...]:
        """The classes that a word (lower case) is of."""
        known = _known(word, self._classes, _LONGEST_ENDING - 1)
        return self._classes[known] if known is not None else ()

    def _telling(self, word: str) -> str | None:
        irregular = self._forms.get(word)
        if irregular in self._types:
            return irregular
        return _known(word, self._types, _LONGEST_ENDING + word.endswith(_YING))


def stem(word: str) -> str:
    """What all regular forms of a word begin with.

    >>> stem("occupy"), stem("raid"), stem("seize")
    ('occup', 'raid', 'seiz')
    """
    return word[:-1] if word[-1:] in _SILENT and len(word) > _SHORTEST else word


@cache
def load_forms() -> Mapping[str, str]:
    """Forms of words that do not begin as the words themselves do, with these.

    Raises:
        KnowledgeError: their file is damaged; names the line.
    """
    source = data_file("skimming", "forms.tsv")
    found: dict[str, str] = {}
    for number, line in enumerate(source.read_text(encoding="utf-8").splitlines(), 1):
        if not line or line.startswith("#"):
            continue
        form, tab, word = line.partition("\t")
        if not tab or not word or form in found:
            raise KnowledgeError(f"{source.name}, line {number}: not a form with its word, or it stands twice")
        found[form] = word
    return found


def _known(word: str, stems: Mapping[str, object], longest: int) -> str | None:
    """The stem that a word is a form of."""
    for length in range(len(word), max(_SHORTEST, len(word) - longest) - 1, -1):
        if word[:length] in stems:
            return word[:length]
    return None


def _sorted(found: Mapping[str, Iterable[str]]) -> dict[str, tuple[str, ...]]:
    return {word: tuple(sorted(names)) for word, names in sorted(found.items())}
