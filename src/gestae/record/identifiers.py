"""Ids are hashes of content: the same input gives the same id, on any machine."""

from __future__ import annotations

import hashlib


def content_id(letter: str, *content: object) -> str:
    """A short id: `letter` and 16 hexadecimal digits of the SHA-256 of `content`.

    Ten digits would give a case of a million events two events of one id as likely as not.
    """
    joined = "\x1f".join(str(item) for item in content)
    return letter + hashlib.sha256(joined.encode("utf-8", "surrogatepass")).hexdigest()[:16]
