"""A row of a table or an object of a JSON file to an Item."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from gestae.sources.collections.columns import Roles, no_text_column, roles_of
from gestae.sources.collections.context import Context, Found
from gestae.sources.items import Item, Problem
from gestae.sources.published import iso_time

_FIRST_SECOND, _LAST_SECOND = -2_208_988_800, 4_102_444_800  # 1900 to 2100
_MOST_SHAPES = 1_000
_WIDEST = 1_000


@dataclass(slots=True)
class Rows:
    """Makes items of the rows of one source, and says once what it takes from where."""

    source: str
    context: Context
    _roles: dict[tuple[str, ...], Roles] = field(default_factory=dict)

    def items(self, row: Mapping[str, Any], name: str) -> Iterator[Found]:
        """The item of a row; of an object that only wraps a list of rows, those of the list."""
        roles = self.roles(tuple(row))
        if roles.text is None:
            wrapped = _wrapped(row)
            if wrapped is None:
                yield Problem(name, no_text_column(row, self.context.options.columns))
                return
            for number, inner in enumerate(wrapped, 1):
                yield from self._checked(inner, f"{name}#{number}")
            return
        yield self._item(row, roles, name)

    def roles(self, columns: tuple[str, ...]) -> Roles:
        """Who holds what among these columns; told when it is first decided."""
        known = self._roles.get(columns)
        if known is None:
            known = roles_of(columns, self.context.options.columns)
            if not any(other.text for other in self._roles.values()) and known.text:
                self.context.options.told(f"{self.source}: {known}")
            if len(self._roles) < _MOST_SHAPES and len(columns) < _WIDEST:
                self._roles[columns] = known
        return known

    def _checked(self, row: object, name: str) -> Iterator[Found]:
        if not isinstance(row, Mapping):
            yield Problem(name, f"not an object of fields but {_kind(row)}")
            return
        roles = self.roles(tuple(row))
        yield (
            self._item(row, roles, name)
            if roles.text
            else Problem(name, no_text_column(row, self.context.options.columns))
        )

    def _item(self, row: Mapping[str, Any], roles: Roles, name: str) -> Found:
        data = _bytes(row[roles.text or ""])
        if data is None:
            return Problem(name, f"the field {roles.text!r} holds {_kind(row[roles.text or ''])}, not text")
        if len(data) > self.context.settings.max_item_bytes:
            most = self.context.settings.max_item_bytes
            return Problem(name, f"the text is larger than the setting max_item_bytes = {most:,}")
        if not data.strip():
            return Problem(name, f"the field {roles.text!r} is empty")
        return Item(
            name,
            data,
            url=_words(row, roles.url),
            title=_words(row, roles.title),
            publisher=_words(row, roles.publisher),
            published=_published(row, roles.published),
            language=_words(row, roles.language),
            # What was text in the table is UTF-8 here, whatever a page in it says of itself.
            charset=None if isinstance(row[roles.text or ""], bytes) else "utf-8",
            extra=_extra(row, roles),
        )


def _bytes(value: object) -> bytes | None:
    if isinstance(value, bytes):
        return value
    if isinstance(value, str):
        return value.encode("utf-8", "surrogatepass")
    if isinstance(value, list) and value and all(isinstance(part, str) for part in value):
        return "\n\n".join(value).encode("utf-8", "surrogatepass")  # paragraphs, as some exports keep them
    return None


def _words(row: Mapping[str, Any], column: str | None) -> str | None:
    """The words of a field; of an object ({"name": "Example News"}) its name."""
    value = row.get(column) if column is not None else None
    if isinstance(value, Mapping):
        value = value.get("name") or value.get("title")
    if isinstance(value, bytes):
        value = _decoded(value)
    return " ".join(value.split()) or None if isinstance(value, str) else None


def _decoded(value: bytes) -> str:
    try:
        return value.decode("utf-8")
    except UnicodeDecodeError:
        return value.decode("windows-1252", "replace")


def _published(row: Mapping[str, Any], column: str | None) -> str | None:
    value = row.get(column) if column is not None else None
    if isinstance(value, date):
        return iso_time(value.isoformat())
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _since_1970(value)
    words = _words(row, column)
    return (_digits(words) or iso_time(words)) if words else None


def _digits(words: str) -> str | None:
    """Times that exports write in digits alone: 20200108051200, 1578460320, 1578460320000."""
    if not (words.isascii() and words.isdigit()):
        return None
    if len(words) == 14:
        return iso_time(f"{words[:8]}T{words[8:]}")
    return _since_1970(int(words)) if len(words) in {8, 10, 13} else None


def _since_1970(value: float) -> str | None:
    """Seconds or milliseconds since 1970; a number like 20200108 is a day."""
    if isinstance(value, int) and 18_000_101 <= value <= 21_001_231:
        return iso_time(str(value))
    seconds = value / 1000 if abs(value) > _LAST_SECOND else value
    if not _FIRST_SECOND <= seconds <= _LAST_SECOND:
        return None
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="seconds")


def _extra(row: Mapping[str, Any], roles: Roles) -> str | None:
    used = roles.used()
    others = {name: value for name, value in row.items() if name not in used and value not in (None, "", b"")}
    if not others:
        return None
    return json.dumps(others, sort_keys=True, default=_plain)


def _plain(value: object) -> str:
    """What JSON has no form for (bytes, dates, decimals) as words."""
    return _decoded(value) if isinstance(value, bytes) else str(value)


def _wrapped(row: Mapping[str, Any]) -> list[Any] | None:
    """The longest list of objects that an object holds: {"status": "ok", "articles": [{...}, {...}]}."""
    lists = [value for value in row.values() if isinstance(value, list) and any(isinstance(v, Mapping) for v in value)]
    return max(lists, key=len) if lists else None


def _kind(value: object) -> str:
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return "yes or no"
    if isinstance(value, int | float):
        return "a number"
    return "a list" if isinstance(value, list) else "an object" if isinstance(value, Mapping) else "something else"
