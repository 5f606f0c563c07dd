"""Files of the user's own actors, read and written: our CSV and TOML, and PETRARCH's dictionaries.

A CSV file has a row for each office, a TOML file a table for each actor; both say the same and either can be made of
the other. `docs/actors.md` shows them.
"""

from __future__ import annotations

import csv
import hashlib
import io
import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Literal, get_args

from gestae.errors import KnowledgeError
from gestae.knowledge.own.rows import COLUMNS, WORD_KINDS, OwnActor, OwnRow, OwnWord, checked, row_cells

OwnFormat = Literal["toml", "csv", "petrarch"]
FORMATS: tuple[str, ...] = get_args(OwnFormat)
_REQUIRED = ("name",)
_LONGEST = 10_000  # characters of a cell
_LISTS = frozenset({"aliases", "adjectives"})
_OFFICE = ("office", "country", "sector", "start", "end")
_HEADER = re.compile(r"^\s*\[\[\s*actors\s*\]\]")


@dataclass(frozen=True, slots=True)
class OwnFile:
    """What one file of the user says. `notices`: what was read otherwise than it was written, or left out."""

    name: str
    sha256: str
    actors: tuple[OwnActor, ...]
    words: tuple[OwnWord, ...]
    notices: tuple[str, ...] = ()

    @property
    def stamp(self) -> str:
        """The file by name and hash, as a record names it."""
        return f"{self.name} sha256:{self.sha256}"


class OwnFaults(KnowledgeError):
    """A file of the user's own actors is wrong; `faults` holds a line for each fault."""

    def __init__(self, faults: tuple[str, ...]) -> None:
        more = f" (and {len(faults) - 1} more)" if len(faults) > 1 else ""
        super().__init__(faults[0] + more)
        self.faults = faults


def read_own_file(path: Path, *, form: OwnFormat | None = None, keep_codes: bool = False) -> OwnFile:
    """What a file of own actors says.

    Args:
        path: the file.
        form: how it is written; by default told by its name and content.
        keep_codes: of a PETRARCH file, keep codes of countries that are no countries of ours as they are.

    Raises:
        OwnFaults: something in it is wrong; names each line.
        KnowledgeError: it cannot be read at all.
    """
    try:
        raw = path.read_bytes()
        text = raw.decode("utf-8-sig")
    except OSError as error:
        raise KnowledgeError(f"{path}: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise KnowledgeError(f"{path.name}: not UTF-8 text (byte {error.start})") from error
    return read_own_text(text, name=path.name, raw=raw, form=form, keep_codes=keep_codes)


def read_own_text(
    text: str, *, name: str, raw: bytes | None = None, form: OwnFormat | None = None, keep_codes: bool = False
) -> OwnFile:
    """The same for the text of a file; `raw` are the bytes to hash where the text is not all of them."""
    digest = hashlib.sha256(text.encode() if raw is None else raw).hexdigest()
    chosen = form or format_of(name, text)
    if chosen == "petrarch":
        # Imported here: who has no such file need not load its codes and our names to compare with.
        from gestae.knowledge.own.petrarch import read_petrarch

        dictionary = read_petrarch(text, name=name, keep_codes=keep_codes)
        return OwnFile(name, digest, dictionary.actors, dictionary.words, dictionary.notices)
    rows = _toml_rows(text, name) if chosen == "toml" else _csv_rows(text, name)
    actors, words, faults = checked(rows)
    if faults:
        raise OwnFaults(faults)
    if not actors and not words:
        raise KnowledgeError(f"{name}: no actors in it")
    return OwnFile(name, digest, actors, words)


def format_of(name: str, text: str) -> OwnFormat:
    """How a file is written, by its name and, for any other name, by its content."""
    suffix = Path(name).suffix.lower()
    if suffix in {".toml", ".csv"}:
        return "toml" if suffix == ".toml" else "csv"
    if _HEADER.search(text) or re.search(r"(?m)^\s*\[\[actors\]\]", text):
        return "toml"
    # A code in brackets after a name or alone on its line is PETRARCH's way.
    if re.search(r"(?m)^[^,\n]*\[[ ]*[~A-Za-z+#-]{3,}[^\]\n]*\]", text):
        return "petrarch"
    return "csv"


def as_csv(actors: Iterable[OwnActor], words: Iterable[OwnWord], *, head: Iterable[str] = ()) -> str:
    """A CSV file that says the same, with lines of comment before it."""
    out = io.StringIO()
    out.writelines(f"# {line}\n" for line in head)
    writer = csv.DictWriter(out, COLUMNS, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(row_cells(actors, words))
    return out.getvalue()


def as_toml(actors: Iterable[OwnActor], words: Iterable[OwnWord], *, head: Iterable[str] = ()) -> str:
    """A TOML file that says the same, with lines of comment before it."""
    out = [f"# {line}" for line in head]
    seen: str | None = None
    for cells in row_cells(actors, words):
        if cells["kind"] in WORD_KINDS or cells["name"] != seen:
            seen = cells["name"]
            out += ["", "[[actors]]"]
            shared = ("name", "aliases", "adjectives", "kind", "wikidata", "note", "source")
            out += [f"{column} = {_toml_value(column, cells[column])}" for column in shared if cells.get(column)]
            if cells["kind"] in WORD_KINDS:
                out += [f"sector = {_toml_value('sector', cells['sector'])}"] if cells["sector"] else []
                continue
        out.append("  [[actors.offices]]")
        out += [f"  {column} = {_toml_value(column, cells[column])}" for column in _OFFICE if cells[column]]
    return "\n".join([*out, ""]).lstrip("\n")


def _toml_value(column: str, cell: str) -> str:
    if column in _LISTS:
        return "[" + ", ".join(_quoted(item) for item in cell.split("|")) + "]"
    return _quoted(cell)


def _quoted(text: str) -> str:
    plain = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in plain) + '"'


def _csv_rows(text: str, name: str) -> Iterator[OwnRow]:
    lines = text.splitlines()
    kept = [(at, line) for at, line in enumerate(lines, 1) if line.strip() and not line.lstrip().startswith("#")]
    if not kept:
        raise KnowledgeError(f"{name}: the file is empty")
    delimiter = ";" if kept[0][1].count(";") > kept[0][1].count(",") else ","
    reader = csv.reader((f"{line}\n" for _, line in kept), delimiter=delimiter)
    header = [cell.strip().lower() for cell in next(reader)]
    _check_names(header, f"{name}, line {kept[0][0]}", "column")
    for cells, number in _cells(reader, [number for number, _ in kept], name):
        where = f"{name}, line {number}"
        if any(len(cell) > _LONGEST for cell in cells):
            raise KnowledgeError(f"{where}: a cell of more than {_LONGEST:,} characters; this is no table of actors")
        if any("\n" in cell for cell in cells):
            raise KnowledgeError(f"{where}: a cell runs on into the next line; is a quotation mark not closed?")
        if len(cells) > len(header):
            raise KnowledgeError(
                f"{where}: {len(cells)} cells, but {len(header)} columns; put a cell that holds a comma in "
                'quotation marks ("Front, Northern")'
            )
        if any(cells):
            yield OwnRow(dict(zip(header, cells, strict=False)), where)


def _cells(reader: Any, numbers: list[int], name: str) -> Iterator[tuple[list[str], int]]:
    """The cells of each row, without spaces around them, and the line it begins in."""
    while True:
        number = numbers[min(reader.line_num, len(numbers) - 1)]
        try:
            cells = next(reader, None)
        except csv.Error as error:
            raise KnowledgeError(f"{name}, line {number}: {error}") from error
        if cells is None:
            return
        yield [cell.strip() for cell in cells], number


def _toml_rows(text: str, name: str) -> Iterator[OwnRow]:
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise KnowledgeError(f"{name}: {error}") from error
    if unknown := [key for key in table if key != "actors"]:
        raise KnowledgeError(f"{name}: unknown table {unknown[0]!r}; actors stand under [[actors]]")
    entries = table.get("actors", [])
    if not isinstance(entries, list):
        raise KnowledgeError(f"{name}: actors stand under [[actors]], with two brackets")
    # TOML's parser keeps no lines; an entry begins where its header stands.
    lines = [at for at, line in enumerate(text.splitlines(), 1) if _HEADER.match(line)]
    for number, entry in enumerate(entries, 1):
        line = f"line {lines[number - 1]}" if len(lines) == len(entries) else f"actors {number}"
        yield from _entry_rows(entry, f"{name}, {line}")


def _entry_rows(entry: dict[str, Any], where: str) -> Iterator[OwnRow]:
    entry = dict(entry)
    offices = entry.pop("offices", [{}])
    _check_names(entry, where, "key")
    if not isinstance(offices, list) or not all(isinstance(office, dict) for office in offices):
        raise KnowledgeError(f"{where}: offices stand under [[actors.offices]]")
    shared = {key: _cell(key, value, where) for key, value in entry.items()}
    for office in offices:
        if unknown := [key for key in office if key not in _OFFICE]:
            raise KnowledgeError(f"{where}: unknown key {unknown[0]!r} of an office. Known: {', '.join(_OFFICE)}")
        yield OwnRow({**shared, **{key: _cell(key, value, where) for key, value in office.items()}}, where)


def _cell(key: str, value: Any, where: str) -> str:
    """A value of TOML as a cell of CSV."""
    if key in _LISTS and isinstance(value, list) and all(isinstance(item, str) for item in value):
        return "|".join(item.strip() for item in value)
    if key in _LISTS:
        raise KnowledgeError(f'{where}: {key} must be a list of texts, such as ["JNIM"]')
    if isinstance(value, bool | list | dict | float):
        raise KnowledgeError(f"{where}: {key} must be a text")
    return str(value).strip()  # a date or a year may stand without quotation marks


def _check_names(names: Iterable[str], where: str, what: str) -> None:
    found = list(names)
    for name in found:
        if name not in COLUMNS:
            near = get_close_matches(name, COLUMNS, 1)
            hint = f" (did you mean {near[0]}?)" if near else ""
            raise KnowledgeError(f"{where}: unknown {what} {name!r}{hint}. Known: {', '.join(COLUMNS)}")
    if missing := [name for name in _REQUIRED if name not in found]:
        raise KnowledgeError(f"{where}: no {what} {missing[0]!r}")
