"""JSON as its standard has it (RFC 8259): what parsers guess about differently is refused with the reason.

>>> loads(b'{"a": 1, "a": 2}')
Traceback (most recent call last):
gestae.sources.collections.strict_json.NotJson: the field 'a' is there twice
>>> loads(b'{"a": NaN}')
Traceback (most recent call last):
gestae.sources.collections.strict_json.NotJson: NaN is no JSON
"""

from __future__ import annotations

import json
import math
from collections import Counter
from typing import Any

# Where the parser gives up differs from one Python to the next.
_DEEPEST = 100


class NotJson(ValueError):
    """Not JSON, or JSON that could be read in two ways; the message says where."""


def loads(content: bytes) -> Any:
    """The value of a JSON text in UTF-8, UTF-16 or UTF-32.

    Raises:
        NotJson: it is none.
    """
    try:
        text = content.removeprefix(b"\xef\xbb\xbf").decode(json.detect_encoding(content), "surrogatepass")
    except UnicodeDecodeError:
        text = content.decode("windows-1252", "replace")  # what old exporters write instead
    try:
        value = json.loads(
            text, object_pairs_hook=_once, parse_constant=_refuse, parse_float=_number, parse_int=_integer
        )
    except json.JSONDecodeError as error:
        raise NotJson(f"not JSON: {error.msg} at character {error.pos + 1:,}") from None
    except RecursionError:
        raise NotJson("nested too deep") from None
    if text.count("[") + text.count("{") > _DEEPEST and _depth(value) > _DEEPEST:
        raise NotJson("nested too deep")
    return value


def _depth(value: Any) -> int:
    """How deep lists and objects are nested; no deeper than is allowed and one more."""
    depth = 0
    level = [value]
    while level and depth <= _DEEPEST:
        inside = [item for item in level if isinstance(item, list | dict)]
        level = [each for item in inside for each in (item.values() if isinstance(item, dict) else item)]
        depth += bool(inside)
    return depth


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        counts = Counter(name for name, _ in pairs)
        repeated = next(name for name, count in counts.items() if count > 1)
        raise NotJson(f"the field {repeated[:100]!r} is there twice")
    return found


def _refuse(constant: str) -> Any:
    raise NotJson(f"{constant} is no JSON")


def _number(digits: str) -> float:
    value = float(digits)
    if math.isinf(value):
        raise NotJson(f"the number {digits[:40]} is out of range")
    return value


def _integer(digits: str) -> int | float:
    # Python refuses to read very long integers, and nothing here counts that far.
    return int(digits) if len(digits) < 400 else _number(digits)
