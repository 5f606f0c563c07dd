"""Coarse tags and lemmas as a model's own rules give them, every case worked out once.

spaCy's attribute ruler and rule lemmatizer look at every word of every text anew and take a fifth of the parser's time,
although what they say depends on a word, its fine tag and its arc alone, but for a few rules over neighbours. Here
they are asked once for every case, and for neighbours where such a rule may hold; the answers are theirs.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from spacy.tokens import Doc

from gestae.reading.lemmas import lemma_of

_STEPS = ("attribute_ruler", "lemmatizer")
_LOOKED_AT = frozenset({"TAG", "LOWER", "DEP", "IS_SPACE"})
_SET = frozenset({"POS", "MORPH", "LEMMA", "TAG", "DEP"})
_UNNAMED = "\0"  # stands for whatever no pattern names
_REMEMBERED = 200_000  # cases; more are forgotten all at once, so that memory stays bounded


class Word(NamedTuple):
    """A word as the tagger and the parser leave it: its form, fine tag and arc label."""

    form: str
    tag: str
    dep: str


class Form(NamedTuple):
    """What the rules make of a word."""

    pos: str
    tag: str
    dep: str
    lemma: str


class _Ruled(NamedTuple):
    """What the ruler alone makes of a word; what it leaves as it was, or to the lemmatizer, is empty."""

    pos: str
    morph: str
    tag: str
    dep: str
    lemma: str


class _Known(NamedTuple):
    """A word by itself: its form, and whether a pattern of several words may begin with it."""

    form: Form
    begins: bool


class Morphology:
    """The two last steps of a model's pipeline, asked once for every case. Made by `morphology_of`."""

    def __init__(self, language: Any, *, verbs: Collection[str]) -> None:
        self._vocab = language.vocab
        self._ruler, self._lemmatizer = (language.get_pipe(name) for name in _STEPS)
        self._verbs = verbs
        self._tests = _Tests(_patterns(self._ruler))
        self._known: dict[Word, _Known] = {}
        self._ruled: dict[Word, _Ruled] = {}

    def forms(self, words: Sequence[Word]) -> list[Form]:
        """What the rules make of the words of a text."""
        known = self._known
        if len(known) > _REMEMBERED:
            known.clear()
        self._learn(sorted({word for word in words if word not in known}))
        found = [known[word] for word in words]
        forms = [one.form for one in found]
        for first, last in _windows(
            [at for at, one in enumerate(found) if one.begins], self._tests.longest, len(words)
        ):
            forms[first:last] = self._lemmatized(words[first:last], self._together(words[first:last]))
        return forms

    def _learn(self, words: Sequence[Word]) -> None:
        if words:
            forms = self._lemmatized(words, [self._alone(word) for word in words])
            begins = map(self._tests.begins, words)
            self._known.update(zip(words, map(_Known, forms, begins), strict=True))

    def _alone(self, word: Word) -> _Ruled:
        case = self._tests.case(word)
        found = self._ruled.get(case)
        if found is None:
            found = self._ruled[case] = self._together([word])[0]
        return found

    def _together(self, words: Sequence[Word]) -> list[_Ruled]:
        forms, tags, deps = zip(*words, strict=True)
        doc = Doc(self._vocab, words=forms, tags=tags, deps=deps, heads=list(range(len(words))))
        self._ruler(doc)
        return [
            _Ruled(one.pos_, str(one.morph), _changed(word.tag, one.tag_), _changed(word.dep, one.dep_), one.lemma_)
            for word, one in zip(words, doc, strict=True)
        ]

    def _lemmatized(self, words: Sequence[Word], ruled: Sequence[_Ruled]) -> list[Form]:
        doc = Doc(
            self._vocab,
            words=[word.form for word in words],
            pos=[one.pos for one in ruled],
            morphs=[one.morph for one in ruled],
            lemmas=[one.lemma for one in ruled],
        )
        self._lemmatizer(doc)
        found = []
        for word, one, token in zip(words, ruled, doc, strict=True):
            tag = one.tag or word.tag
            lemma = lemma_of(word.form.lower(), token.lemma_, tag, self._verbs)
            found.append(Form(one.pos, tag, one.dep or word.dep, lemma))
        return found


def morphology_of(language: Any, *, verbs: Collection[str]) -> Morphology | None:
    """The rules of a model, to be asked once for every case; None where they are not of a kind that allows it.

    Args:
        verbs: the verbs that its lemmatizer knows (`verbs_of`).
    """
    if not all(language.has_pipe(name) for name in _STEPS):
        return None
    ruler, lemmatizer = (language.get_pipe(name) for name in _STEPS)
    usual = getattr(lemmatizer, "mode", None) == "rule" and not lemmatizer.overwrite
    patterns = _patterns(ruler)
    known = all(
        key in _LOOKED_AT and _is_known(value) for one in patterns for test in one for key, value in test.items()
    )
    plain = all(set(rule["attrs"]) <= _SET for rule in ruler.patterns)
    return Morphology(language, verbs=verbs) if usual and known and plain and all(patterns) else None


def steps_left_out(morphology: Morphology | None) -> tuple[str, ...]:
    """The steps of the pipeline that need not run."""
    return _STEPS if morphology is not None else ()


def verbs_of(language: Any) -> frozenset[str]:
    """The verbs that a model's lemmatizer knows; none where it works without a list."""
    lemmatizer = language.get_pipe("lemmatizer") if language.has_pipe("lemmatizer") else None
    tables = lemmatizer.lookups if lemmatizer is not None else None
    if tables is None or not tables.has_table("lemma_index"):
        return frozenset()
    return frozenset(tables.get_table("lemma_index").get("verb", ()))


def _changed(before: str, after: str) -> str:
    return after if after != before else ""


def _patterns(ruler: Any) -> list[list[dict[str, Any]]]:
    return [pattern for rule in ruler.patterns for pattern in rule["patterns"]]


def _is_known(value: Any) -> bool:
    return isinstance(value, str | bool) or (isinstance(value, Mapping) and set(value) <= {"IN", "NOT_IN", "REGEX"})


class _Tests:
    """Which words the ruler's patterns tell from others, and where one of several words may begin."""

    def __init__(self, patterns: Sequence[Sequence[Mapping[str, Any]]]) -> None:
        self._forms = _Wanted(test["LOWER"] for pattern in patterns for test in pattern if "LOWER" in test)
        self._arcs = _Wanted(test["DEP"] for pattern in patterns for test in pattern if "DEP" in test)
        self._several = [tuple(pattern) for pattern in patterns if len(pattern) > 1]
        firsts = [pattern[0] for pattern in self._several]
        self._first_forms = _Wanted(test["LOWER"] for test in firsts if _names(test, "LOWER"))
        self._first_arcs = _Wanted(test["DEP"] for test in firsts if not _names(test, "LOWER") and _names(test, "DEP"))
        self._anywhere = any(not (_names(test, "LOWER") or _names(test, "DEP")) for test in firsts)
        self.longest = max((len(pattern) for pattern in self._several), default=1)

    def case(self, word: Word) -> Word:
        """A word as the patterns see it: forms and arcs that none of them names are one."""
        lower = word.form.lower()
        form = lower if lower in self._forms else " " if lower.isspace() else _UNNAMED
        return Word(form, word.tag, word.dep if word.dep in self._arcs else _UNNAMED)

    def begins(self, word: Word) -> bool:
        """Whether a pattern of several words may begin with a word."""
        return self._anywhere or word.dep in self._first_arcs or word.form.lower() in self._first_forms


def _names(test: Mapping[str, Any], attribute: str) -> bool:
    """Whether a test lists what an attribute may be; one that only shuts out holds of nearly any word."""
    wanted = test.get(attribute)
    return isinstance(wanted, str) or (isinstance(wanted, Mapping) and not set(wanted).isdisjoint({"IN", "REGEX"}))


def _windows(beginnings: Sequence[int], longest: int, end: int) -> Iterator[tuple[int, int]]:
    """The stretches of words within which a pattern that begins at one of them may hold; none overlap."""
    first = last = -1
    for at in beginnings:
        if at >= last:
            if last > 0:
                yield first, last
            first = at
        last = min(end, at + longest)
    if last > 0:
        yield first, last


class _Wanted:
    """The strings that some tests name, one by one or by a regular expression."""

    def __init__(self, tests: Iterator[Any]) -> None:
        listed: set[str] = set()
        expressions: list[str] = []
        for test in tests:
            if isinstance(test, str):
                listed.add(test)
                continue
            listed.update(test.get("IN", ()), test.get("NOT_IN", ()))
            expressions += [test["REGEX"]] if "REGEX" in test else []
        self._listed = listed
        self._expression = re.compile("|".join(f"(?:{one})" for one in expressions)) if expressions else None

    def __contains__(self, value: str) -> bool:
        return value in self._listed or (self._expression is not None and self._expression.search(value) is not None)
