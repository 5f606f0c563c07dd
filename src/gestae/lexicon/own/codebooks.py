"""Codebooks of the user: files of lexicon entries and types of events that are read beside ours, or in their place.

    [[type]]
    name = "POACH"
    quad = 4
    intensity = -4.0

    [[frame]]
    id = "poach-fish"
    type = "POACH"
    verbs = ["poach"]
    example = "Crews from Bintao poached tuna off Sarabi."

`docs/codebook.md` walks through one. A verb dictionary of the PETRARCH family is read as a codebook too.
"""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from pathlib import Path
from typing import Any, TypeVar

from gestae.errors import KnowledgeError
from gestae.lexicon.events import EventLexicon, Frame, NounEntry, VerbEntry, frame_of, index_frame
from gestae.lexicon.own.petrarch import is_verb_dictionary, read_verb_dictionary
from gestae.ontology.codes import EventType, Ontology, event_type_of, load_ontology

_HEAD_KEYS = ("name", "source", "licence", "alone", "without")
_TYPE_KEYS = ("name", "quad", "intensity", "meaning", "requires_recipient", "modes")
_LISTS = ("verbs", "nouns", "objects", "not_objects", "subjects", "actor", "recipient", "contexts", "patterns")
_TEXTS = ("id", "type", "mode", "cameo", "of", "possessor", "example")
_TYPE_NAME = re.compile(r"[A-Z][A-Z0-9_-]*")


@dataclass(frozen=True, slots=True)
class Row:
    """One entry as written, and where it stands ("my.toml, line 12, frame poach-fish")."""

    cells: Mapping[str, Any]
    where: str


@dataclass(frozen=True, slots=True)
class Codebook:
    """What one file of the user says.

    `alone`: the entries of gestae rest, these alone code. `without`: ids of entries of gestae that rest. `notices`:
    what of an imported dictionary was left out or read otherwise than it was written.
    """

    name: str
    sha256: str
    rows: tuple[Row, ...] = ()
    types: Mapping[str, EventType] = field(default_factory=dict)
    classes: Mapping[str, frozenset[str]] = field(default_factory=dict)
    alone: bool = False
    without: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()

    @property
    def stamp(self) -> str:
        """The file by name and hash, as a record names it."""
        return f"{self.name} sha256:{self.sha256}"


def read_codebook(path: str | Path) -> Codebook:
    """What a file says: a codebook in TOML, or a verb dictionary of the PETRARCH family.

    Raises:
        KnowledgeError: it cannot be read or something in it is wrong; names the file and the line or entry.
    """
    file = Path(path)
    try:
        raw = file.read_bytes()
        text = raw.decode("utf-8-sig")
    except OSError as error:
        raise KnowledgeError(f"{file}: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise KnowledgeError(f"{file.name}: not UTF-8 text (byte {error.start})") from error
    return read_codebook_text(text, name=file.name, raw=raw)


def read_codebook_text(text: str, *, name: str, raw: bytes | None = None) -> Codebook:
    """The same for the text of a file; `raw` are the bytes to hash where the text is not all of them."""
    digest = hashlib.sha256(text.encode() if raw is None else raw).hexdigest()
    if is_verb_dictionary(name, text):
        dictionary = read_verb_dictionary(text, name=name)
        rows = tuple(Row(cells, where) for cells, where in dictionary.rows)
        types = {row["name"]: event_type_of(row["name"], row, name) for row in dictionary.types}
        book = Codebook(name, digest, rows, types, notices=dictionary.notices)
    else:
        book = _from_toml(text, name, digest)
    if not book.rows and not book.types and not book.without:
        raise KnowledgeError(f"{name}: no entries in it; each stands under [[frame]]")
    return book


def with_codebooks(
    lexicon: EventLexicon, ontology: Ontology, books: Iterable[Codebook]
) -> tuple[EventLexicon, Ontology]:
    """The lexicon and the ontology with codebooks put before them; of two codebooks the later one wins.

    Raises:
        KnowledgeError: an entry is wrong, or two codebooks describe one type; names the file and the entry.
    """
    for book in books:
        clash = sorted(set(book.types) & set(ontology.types))
        if clash:
            raise KnowledgeError(f"{book.name}: there is a type {clash[0]} already; give yours another name")
        ontology = ontology.with_types(book.types)
        lexicon = _with_book(lexicon, ontology, book)
    return lexicon, ontology


def _with_book(lexicon: EventLexicon, ontology: Ontology, book: Codebook) -> EventLexicon:
    classes = {
        **lexicon.classes,
        **{name: lexicon.classes.get(name, frozenset()) | words for name, words in book.classes.items()},
    }
    frames: dict[str, Frame] = {}
    verbs: dict[str, list[VerbEntry]] = {}
    nouns: dict[str, list[NounEntry]] = {}
    for row in book.rows:
        frame = frame_of(row.cells, row.where, ontology, file=book.name, own=True)
        _check_classes(frame, row.where, classes)
        if frame.id in frames:
            raise KnowledgeError(f"{row.where}: the id is used twice")
        frames[frame.id] = frame
        index_frame(frame, row.cells, verbs, nouns)
    gone = {*frames, *book.without}
    if unknown := sorted(set(book.without) - set(lexicon.frames)):
        near = get_close_matches(unknown[0], lexicon.frames, 1)
        hint = f"; did you mean {near[0]}?" if near else ""
        raise KnowledgeError(f"{book.name}, without: gestae has no entry {unknown[0]!r}{hint}")
    if book.alone:
        gone |= set(lexicon.frames)
    return replace(
        lexicon,
        frames={id_: frame for id_, frame in lexicon.frames.items() if id_ not in gone} | frames,
        verbs=_merged(verbs, lexicon.verbs, gone),
        nouns=_merged(nouns, lexicon.nouns, gone),
        classes=classes,
        common=lexicon.common | {word for words in (verbs, nouns) for word in words if word.islower()},
    )


def _check_classes(frame: Frame, where: str, classes: Mapping[str, frozenset[str]]) -> None:
    for words in (frame.objects, frame.not_objects, frame.subjects):
        for name in sorted(words.classes - set(classes) - {"actor", "public"}):
            raise KnowledgeError(f"{where}: unknown class @{name}. Known: {', '.join(sorted(classes))}")


_Entry = TypeVar("_Entry", bound=VerbEntry | NounEntry)


def _merged(
    own: Mapping[str, list[_Entry]], ours: Mapping[str, tuple[_Entry, ...]], gone: set[str]
) -> dict[str, tuple[_Entry, ...]]:
    """The entries by their word, the user's first, without those that rest."""
    found: dict[str, tuple[_Entry, ...]] = {}
    words: list[str] = sorted(set(own) | set(ours))
    for word in words:
        kept = [entry for entry in ours.get(word, ()) if entry.frame.id not in gone]
        if entries := (*own.get(word, ()), *kept):
            found[word] = entries
    return found


# TOML


def _from_toml(text: str, name: str, digest: str) -> Codebook:
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise KnowledgeError(f"{name}: {error}") from error
    _check_keys(table, ("codebook", "type", "frame", "class"), name, "table")
    head = table.get("codebook", {})
    if not isinstance(head, dict):
        raise KnowledgeError(f"{name}: [codebook] is one table, with single brackets")
    _check_keys(head, _HEAD_KEYS, f"{name}, [codebook]", "key")
    types = dict(_types(_entries(table, "type", text, name)))
    rows = tuple(_frames(_entries(table, "frame", text, name)))
    without = _texts(head.get("without", []), f"{name}, [codebook]: without")
    ontology = load_ontology().with_types(types)
    for row in rows:
        frame_of(row.cells, row.where, ontology, own=True)  # so that what is wrong is said before anything is read
    return Codebook(name, digest, rows, types, _classes(table, name), bool(head.get("alone", False)), without)


def _entries(table: Mapping[str, Any], kind: str, text: str, name: str) -> Iterator[Row]:
    """The entries of one kind, each with the line it begins in; TOML's parser keeps none, but each has its header."""
    entries = table.get(kind, [])
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise KnowledgeError(f"{name}: entries stand under [[{kind}]], with two brackets")
    header = re.compile(rf"^\s*\[\[\s*{kind}\s*\]\]")
    lines = [at for at, line in enumerate(text.splitlines(), 1) if header.match(line)]
    for number, entry in enumerate(entries, 1):
        where = f"line {lines[number - 1]}" if len(lines) == len(entries) else f"{kind} {number}"
        yield Row(entry, f"{name}, {where}")


def _types(rows: Iterable[Row]) -> Iterator[tuple[str, EventType]]:
    seen: set[str] = set()
    for row in rows:
        name = row.cells.get("name")
        if not isinstance(name, str) or not _TYPE_NAME.fullmatch(name):
            raise KnowledgeError(f"{row.where}: a type needs a name in capitals, such as POACH")
        where = f"{row.where}, type {name}"
        _check_keys(row.cells, _TYPE_KEYS, where, "key")
        if name in load_ontology().types:
            raise KnowledgeError(f"{where}: PLOVER has a type {name} already; give yours another name")
        if name in seen:
            raise KnowledgeError(f"{where}: the type is described twice")
        seen.add(name)
        yield name, event_type_of(name, row.cells, where)


def _frames(rows: Iterable[Row]) -> Iterator[Row]:
    for row in rows:
        where = f"{row.where}, frame {row.cells.get('id', '?')}"
        for key in _LISTS:
            if key in row.cells:
                _texts(row.cells[key], f"{where}: {key}")
        for key in _TEXTS:
            if key in row.cells and not isinstance(row.cells[key], str):
                raise KnowledgeError(f"{where}: {key} must be a text, in quotation marks")
        if not row.cells.get("verbs") and not row.cells.get("nouns"):
            raise KnowledgeError(f"{where}: it needs verbs or nouns")
        weight = row.cells.get("weight", 1.0)
        if isinstance(weight, bool) or not isinstance(weight, int | float) or not 0.2 <= weight <= 1:
            raise KnowledgeError(f"{where}: weight must be a number from 0.2 to 1")
        yield Row(row.cells, where)


def _classes(table: Mapping[str, Any], name: str) -> dict[str, frozenset[str]]:
    classes = table.get("class", {})
    if not isinstance(classes, dict):
        raise KnowledgeError(f"{name}: word classes stand under [class], with single brackets")
    return {key: frozenset(_texts(words, f"{name}, class {key}")) for key, words in classes.items()}


def _texts(value: object, what: str) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(item, str) and item for item in value):
        raise KnowledgeError(f'{what} must be a list of texts, such as ["poach"]')
    return tuple(value)


def _check_keys(table: Mapping[str, Any], known: tuple[str, ...], where: str, what: str) -> None:
    for key in table:
        if key not in known:
            near = get_close_matches(key, known, 1)
            hint = f" (did you mean {near[0]}?)" if near else ""
            raise KnowledgeError(f"{where}: unknown {what} {key!r}{hint}. Known: {', '.join(known)}")
