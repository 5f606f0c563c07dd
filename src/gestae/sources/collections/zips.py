"""Zip archives, and WACZ, which are zip archives of web archives. Members are read in place; nothing is written out."""

from __future__ import annotations

import stat
import struct
import zipfile
from collections.abc import Iterator
from contextlib import ExitStack
from io import BufferedReader
from typing import IO

from gestae.sources.collections.context import Context, Found, guarded
from gestae.sources.collections.names import leads_outside, storable
from gestae.sources.collections.spooling import seekable
from gestae.sources.items import Problem
from gestae.sources.unpacking.streams import LimitHit, Source, Unpacked, opened

_MARKS = (b"PK\x03\x04", b"PK\x05\x06")
_OFFICE = frozenset({"[Content_Types].xml", "mimetype", "META-INF/MANIFEST.MF"})
# The end record of a zip file: signature, disks, members here, members in all, ... (APPNOTE 4.3.16).
_END = struct.Struct("<4s4H2LH")
_END_SEARCH = 65_557


def tells(source: Source) -> bool:
    """Whether the first bytes are those of a zip archive."""
    return source.opening.startswith(_MARKS)


def read(source: Source, context: Context) -> Iterator[Found]:
    """The items of every member, in the order of the archive's directory."""
    inside = context.deeper()
    with ExitStack() as stack:
        file = seekable(source, stack)
        _check_members(file, context)
        archive = stack.enter_context(_archive(file))
        names = set(archive.namelist())
        if names & _OFFICE:
            yield Problem(source.name, "an office document or a book, not an archive of reports; save it as text")
            return
        seen: set[str] = set()
        for member in _wanted(archive.infolist(), is_web_archive="datapackage.json" in names):
            name = f"{source.name}/{storable(member.filename)}"
            refusal = _refusal(member, seen)
            if refusal:
                yield Problem(name, refusal)
            else:
                yield from guarded(name, _member(archive, member, name, inside))
            seen.add(member.filename)


def _archive(file: IO[bytes]) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(file)
    except (NotImplementedError, ValueError, OverflowError, struct.error) as error:
        # What damaged directories make the standard library say, besides BadZipFile.
        raise zipfile.BadZipFile(str(error)) from error


def _check_members(file: IO[bytes], context: Context) -> None:
    """Refuse an archive of too many members before its whole directory is read into memory."""
    size = file.seek(0, 2)
    file.seek(max(0, size - _END_SEARCH))
    ending = file.read()
    file.seek(0)
    place = ending.rfind(b"PK\x05\x06")
    if place < 0 or place + _END.size > len(ending):
        raise zipfile.BadZipFile("its directory is missing; the file was cut short, or is no zip archive")
    most = context.settings.max_members
    _, _, _, _, count, directory, _, _ = _END.unpack_from(ending, place)
    # 0xFFFF and 0xFFFFFFFF send the reader to larger fields; a directory entry takes 46 bytes and a name.
    if (count != 0xFFFF and count > most) or (directory != 0xFFFFFFFF and directory > most * 400):
        raise LimitHit(f"the archive has more members than the setting max_members = {most:,}")
    if count == 0xFFFF or directory == 0xFFFFFFFF:
        _check_large(ending, place, most)


def _check_large(ending: bytes, place: int, most: int) -> None:
    """The same for archives of more than 65,535 members (Zip64: APPNOTE 4.3.14)."""
    large = ending.rfind(b"PK\x06\x06", 0, place)
    if large >= 0 and large + 40 <= len(ending):
        (count,) = struct.unpack_from("<Q", ending, large + 32)
        if count > most:
            raise LimitHit(f"the archive has {count:,} members, more than the setting max_members = {most:,}")


def _wanted(members: list[zipfile.ZipInfo], *, is_web_archive: bool) -> Iterator[zipfile.ZipInfo]:
    """The members that can hold reports: no folders, no notes of the Mac's Finder, of a WACZ only its WARC files."""
    for member in members:
        if member.is_dir() or member.filename.startswith("__MACOSX/"):
            continue
        if not is_web_archive or member.filename.startswith("archive/"):
            yield member


def _refusal(member: zipfile.ZipInfo, seen: set[str]) -> str | None:
    mode = member.external_attr >> 16
    if leads_outside(member.filename):
        return "refused: the member's name leads outside the archive"
    if mode and not (stat.S_ISREG(mode) or stat.S_IFMT(mode) == 0):
        return "refused: the member is a link or a device, not a file"
    if member.filename in seen:
        return "refused: the archive has an earlier member of the same name"
    if member.flag_bits & 0x1:
        return "encrypted; unpack it first"
    return None


def _member(archive: zipfile.ZipFile, member: zipfile.ZipInfo, name: str, context: Context) -> Iterator[Found]:
    with _open(archive, member) as stream:
        unpacked = BufferedReader(Unpacked(stream, member.compress_size, context.budget))
        yield from context.inner(opened(name, unpacked), context)


def _open(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> IO[bytes]:
    try:
        return archive.open(member)
    except (NotImplementedError, RuntimeError, ValueError, OverflowError, struct.error) as error:
        # A compression method that Python does not know; a password.
        raise zipfile.BadZipFile(str(error)) from error
