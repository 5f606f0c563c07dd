"""Tar archives, read as they come: a member is read or refused before the next one is looked for."""

from __future__ import annotations

import tarfile
from collections.abc import Iterator
from io import BufferedReader
from typing import IO

from gestae.sources.collections.context import Context, Found, guarded
from gestae.sources.collections.names import leads_outside, storable
from gestae.sources.items import Problem
from gestae.sources.unpacking.streams import Counted, LimitHit, Rationed, Source, opened

_CHUNK = 1 << 20
_MAGIC_AT, _MAGIC = 257, b"ustar"


def tells(source: Source) -> bool:
    """Whether the first block is a tar header."""
    return source.opening[_MAGIC_AT : _MAGIC_AT + len(_MAGIC)] == _MAGIC


def read(source: Source, context: Context) -> Iterator[Found]:
    """The items of every member, in the order in which they stand."""
    inside = context.deeper()
    counted = Rationed(source.stream, context.settings, "the header of a member")
    seen: set[int] = set()
    with tarfile.open(fileobj=counted, mode="r|") as archive:
        while (member := _next(archive, counted)) is not None:
            if len(seen) >= context.settings.max_members:
                raise LimitHit(f"the archive has more members than the setting max_members = {len(seen):,}")
            yield from _member(archive, member, source, inside, seen)
            seen.add(hash(member.name))


def _next(archive: tarfile.TarFile, stream: Rationed) -> tarfile.TarInfo | None:
    stream.next_one()
    member = archive.next()
    stream.unrationed()
    # tarfile remembers every member; a long archive would fill the memory.
    archive.members = []  # type: ignore[attr-defined]
    return member


def _member(
    archive: tarfile.TarFile, member: tarfile.TarInfo, source: Source, context: Context, seen: set[int]
) -> Iterator[Found]:
    name = f"{source.name}/{storable(member.name)}"
    refusal = _refusal(member, seen)
    if refusal:
        yield Problem(name, refusal)
        return
    if not member.isreg():
        return
    stream = archive.extractfile(member)
    if stream is None:
        return
    yield from guarded(name, context.inner(opened(name, BufferedReader(Counted(stream))), context))
    _skip(stream)


def _refusal(member: tarfile.TarInfo, seen: set[int]) -> str | None:
    if leads_outside(member.name):
        return "refused: the member's name leads outside the archive"
    if not (member.isreg() or member.isdir()):
        return "refused: the member is a link or a device, not a file"
    if member.isreg() and hash(member.name) in seen:
        return "refused: the archive has an earlier member of the same name"
    return None


def _skip(stream: IO[bytes]) -> None:
    """The rest of a member that was set aside, so that what follows it is a header again."""
    while stream.read(_CHUNK):
        pass
