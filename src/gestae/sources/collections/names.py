"""Names of files and members: written so that they can be stored and shown, and refused where they lead outside."""

from __future__ import annotations

import os
import re

_DRIVE = re.compile(r"[A-Za-z]:")


def storable(name: str) -> str:
    r"""The name with bytes that are no UTF-8 written out: "caf\xe9.txt"."""
    return os.fsencode(name).decode("utf-8", "backslashreplace") if _has_surrogates(name) else name


def _has_surrogates(name: str) -> bool:
    return any("\ud800" <= character <= "\udfff" for character in name)


def leads_outside(member: str) -> bool:
    """Whether a member's name would lead out of the archive's folder: absolute, with a drive letter or with "..".

    >>> [leads_outside(name) for name in ("a/b.txt", "../b.txt", "/b.txt", "c:b.txt", "a\\\\..\\\\..\\\\b.txt")]
    [False, True, True, True, True]
    """
    plain = member.replace("\\", "/")
    return plain.startswith("/") or bool(_DRIVE.match(plain)) or ".." in plain.split("/") or "\x00" in plain
