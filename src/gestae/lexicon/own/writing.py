"""A codebook as a TOML file that says the same, to be read, edited and handed on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from gestae.lexicon.own.codebooks import Codebook

_ORDER = ("id", "type", "mode", "cameo", "verbs", "nouns")


def as_toml(book: Codebook, *, alone: bool = False, head: Iterable[str] = ()) -> str:
    """The file: comments of `head`, [codebook], types, entries.

    Args:
        book: what to write.
        alone: whether the entries of gestae shall rest while it is read, even where the codebook does not say so.
        head: lines of comment.
    """
    out = [f"# {line}" for line in head]
    out += ["[codebook]", f"alone = {_value(alone or book.alone)}"]
    out += [f"without = {_value(list(book.without))}"] if book.without else []
    for kind in book.types.values():
        out += ["", "[[type]]", f"name = {_value(kind.name)}", f"quad = {kind.quad}", f"intensity = {kind.score}"]
        out += ["requires_recipient = true"] if kind.requires_recipient else []
        out += [f"modes = {_value(dict(kind.modes))}"] if kind.modes else []
    for row in book.rows:
        out += ["", f"# {row.where}", "[[frame]]", *_cells(row.cells)]
    if book.classes:
        out += ["", "[class]", *(f"{name} = {_value(sorted(words))}" for name, words in sorted(book.classes.items()))]
    return "\n".join([*out, ""])


def _cells(cells: Mapping[str, Any]) -> Iterator[str]:
    for key in (*(key for key in _ORDER if key in cells), *(key for key in sorted(cells) if key not in _ORDER)):
        yield f"{key} = {_value(cells[key])}"


def _value(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return str(value)
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{_quoted(key)} = {_value(item)}" for key, item in sorted(value.items())) + " }"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(_value(item) for item in value) + "]"
    return _quoted(str(value))


def _quoted(text: str) -> str:
    plain = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in plain) + '"'
