"""Text from outside, made safe to show: control characters and direction marks become visible signs.

>>> visible("Iran\\x1b[31m attacks\\u202e")
'Iran␛[31m attacks⟨U+202E⟩'
"""

from __future__ import annotations

import re

# Controls, direction marks and overrides, invisible fillers, tag characters, lone surrogates, noncharacters.
_UNSAFE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u00ad\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\u3164\ufdd0-\ufdef"
    "\ufeff\uffa0\ufff9-\ufffb\ufffe\uffff\ud800-\udfff\U0001fffe\U0001ffff\U000e0000-\U000e0fff]"
)
_SPACES = re.compile(r"\s+")
_CONTROL_PICTURES = 0x2400


def visible(text: str) -> str:
    """The text on one line, every character of it harmless to a terminal and seen by the reader."""
    return _UNSAFE.sub(_sign, _SPACES.sub(" ", text))


def _sign(match: re.Match[str]) -> str:
    code = ord(match.group())
    if code < 0x20:
        return chr(_CONTROL_PICTURES + code)
    return "␡" if code == 0x7F else f"⟨U+{code:04X}⟩"


def shortened(text: str, longest: int = 160) -> str:
    """The text made visible, with "…" for the middle of a long one."""
    plain = visible(text)
    if len(plain) <= longest:
        return plain
    head = longest * 2 // 3
    return f"{plain[:head].rstrip()} … {plain[-(longest - head - 3) :].lstrip()}"
