"""Ids are hashes of content: the same input gives the same id, on any machine."""

from __future__ import annotations

import hashlib


def content_id(letter: str, *content: object) -> str:
    """A short id: `letter` and ten hexadecimal digits of the SHA-256 of `content`."""
    joined = "\x1f".join(str(item) for item in content)
    return letter + hashlib.sha256(joined.encode("utf-8", "surrogatepass")).hexdigest()[:10]
