"""Which places of a dump were taken, in a byte each: the names of the others are read past without asking the file."""

from __future__ import annotations

import sqlite3

_SHIFT = 16
_OTHER, _TOWN = 1, 2


class Selected:
    """The ids of the places taken, and which of them are towns; some 13 MB for all of GeoNames."""

    __slots__ = ("_pages",)

    def __init__(self) -> None:
        self._pages: dict[int, bytearray] = {}

    @classmethod
    def of(cls, connection: sqlite3.Connection) -> Selected:
        """Those in the table of places."""
        selected = cls()
        for place, kind in connection.execute("SELECT id, kind FROM places"):
            selected.add(place, town=kind == "city")
        return selected

    def add(self, place: int, *, town: bool) -> None:
        """Take a place in."""
        page = self._pages.get(place >> _SHIFT)
        if page is None:
            page = self._pages[place >> _SHIFT] = bytearray(1 << _SHIFT)
        page[place & ((1 << _SHIFT) - 1)] = _TOWN if town else _OTHER

    def holds(self, place: int) -> bool:
        """Whether a place was taken."""
        return self._mark(place) > 0

    def is_town(self, place: int) -> bool:
        """Whether it is a populated place."""
        return self._mark(place) == _TOWN

    def _mark(self, place: int) -> int:
        page = self._pages.get(place >> _SHIFT)
        return page[place & ((1 << _SHIFT) - 1)] if page is not None else 0
