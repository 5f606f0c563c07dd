"""What the page sends to be written, checked before it is understood."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, cast

from gestae.correcting import Wanted
from gestae.linking.corrections import ACTIONS, Action, Change, ChangeError


@dataclass(frozen=True, slots=True, kw_only=True)
class Undoing:
    """Take back the correction of this number."""

    number: int
    who: str
    why: str


def wanted_of(body: bytes, *, who: str) -> Wanted | Undoing:
    """The correction in a request.

    Raises:
        ChangeError: it is no JSON object, or a field is missing or of another type.
    """
    try:
        given = json.loads(body)
    except (ValueError, RecursionError):
        raise ChangeError("the request is not JSON") from None
    if not isinstance(given, dict):
        raise ChangeError("the request is not a JSON object")
    action, why = _text(given, "action"), _text(given, "why")
    if action == "undo":
        number = given.get("undoes")
        if not isinstance(number, int) or isinstance(number, bool):
            raise ChangeError("undoes is the number of a correction")
        return Undoing(number=number, who=who, why=why)
    if action not in ACTIONS:
        raise ChangeError(f"there is no correction of the name {action}; known are {', '.join(ACTIONS)}, undo")
    change = Change(
        action=cast(Action, action),
        event=_text(given, "event", default=""),
        field=_text(given, "field", default="") or None,
        after=given.get("after"),
    )
    return Wanted(change=change, document=_text(given, "document"), who=who, why=why)


def _text(given: dict[str, Any], name: str, *, default: str | None = None) -> str:
    value = given.get(name, default)
    if not isinstance(value, str):
        raise ChangeError(f"{name} is missing or not a text")
    return value
