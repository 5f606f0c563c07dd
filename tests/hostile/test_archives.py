"""Archives meant to break what opens them. The name of a test is the row of what gestae must survive."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import struct
import tarfile
import tracemalloc
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from gestae.settings import Settings
from gestae.sources.collections.opening import items
from gestae.sources.collections.options import Options
from gestae.sources.items import Item, Problem
from tests.sources.collections.samples import found_in, problems, tarred, texts, zipped

NEWS = b"A bomb killed nine people in Kabul on Sunday, the police said."
ZEROS = 60_000_000


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress, lzma.compress])
def test_packed_bomb(pack: Callable[[bytes], bytes], tmp_path: Path) -> None:
    (problem,) = problems(found_in(pack(b"\0" * ZEROS), tmp_path))
    assert "a bomb: it unpacks to more than 100 times its size (setting max_expansion = 100)" in problem.reason


def test_zip_bomb_is_named_and_the_rest_is_read(tmp_path: Path) -> None:
    results = found_in(zipped({"a.txt": NEWS, "bomb.txt": b"\0" * ZEROS, "z.txt": NEWS}), tmp_path)
    assert texts(results) == [NEWS.decode()] * 2
    (problem,) = problems(results)
    assert problem.name.endswith("/bomb.txt") and "max_expansion = 100" in problem.reason


def test_many_small_bombs_stop_at_the_limit_on_expanded_size(tmp_path: Path) -> None:
    settings = Settings(max_expanded_bytes=25_000_000, max_item_bytes=15_000_000)
    members = {f"{number:02}.txt": b"\0" * 12_000_000 for number in range(9)}
    results = found_in(zipped(members), tmp_path, Options(settings=settings))
    assert not texts(results)
    assert "max_expanded_bytes = 25,000,000" in problems(results)[-1].reason


def test_limit_on_expanded_size(tmp_path: Path) -> None:
    settings = Settings(max_expanded_bytes=1000)
    results = found_in(zipped({f"{n}.txt": NEWS * 5 for n in range(9)}), tmp_path, Options(settings=settings))
    assert len(texts(results)) == 3
    assert all("max_expanded_bytes = 1,000" in problem.reason for problem in problems(results))


def test_bomb_in_a_tar_is_named(tmp_path: Path) -> None:
    """What is packed as a whole is one bomb as a whole: what stood before it was taken."""
    results = found_in(gzip.compress(tarred({"a.txt": NEWS, "b.txt": b"\0" * ZEROS, "z.txt": NEWS})), tmp_path)
    assert texts(results) == [NEWS.decode()]
    assert "max_expansion = 100" in problems(results)[0].reason


def test_zip_in_zip(tmp_path: Path) -> None:
    """Opened down to max_nesting; deeper ones are named. Nesting does not multiply what may come out."""
    packed = zipped({"a.txt": NEWS})
    for _ in range(2):
        packed = zipped({"inner.zip": packed})
    assert texts(found_in(packed, tmp_path)) == [NEWS.decode()]
    for _ in range(20):
        packed = zipped({"inner.zip": packed})
    results = found_in(packed, tmp_path)
    assert not texts(results)
    assert "max_nesting = 3" in problems(results)[0].reason


def test_zip_in_zip_that_multiplies(tmp_path: Path) -> None:
    inner = zipped({f"{number}.txt": b"\0" * 9_000_000 for number in range(8)})
    results = found_in(zipped({f"{number}.zip": inner for number in range(8)}), tmp_path)
    assert any("max_expansion = 100" in problem.reason for problem in problems(results))
    assert sum(map(len, texts(results))) <= 20_000_000


def test_a_gzip_file_in_itself_a_hundred_times(tmp_path: Path) -> None:
    packed = NEWS
    for _ in range(100):
        packed = gzip.compress(packed)
    (problem,) = problems(found_in(packed, tmp_path))
    assert "max_nesting" in problem.reason


def test_a_tar_header_of_the_size_of_a_file(tmp_path: Path) -> None:
    """Long names and extended headers are read into memory whole by the library below."""
    member = tarfile.TarInfo("a.txt")
    member.pax_headers = {"comment": "x" * 3_000_000}
    written = io.BytesIO()
    with tarfile.open(fileobj=written, mode="w", format=tarfile.PAX_FORMAT) as archive:
        archive.addfile(member)
    results = found_in(written.getvalue(), tmp_path, Options(settings=Settings(max_item_bytes=1_000_000)))
    assert "max_item_bytes = 1,000,000" in problems(results)[0].reason


@pytest.mark.parametrize(
    "name", ["../x.txt", "a/../../x.txt", "/x.txt", "c:x.txt", "C:\\x.txt", "..\\x.txt", "\\x.txt", "\\\\host\\x.txt"]
)
def test_archive_members_that_lead_outside(name: str, tmp_path: Path) -> None:
    before = sorted(tmp_path.parent.iterdir())
    for content in (zipped({name: NEWS, "a.txt": NEWS}), tarred({name: NEWS, "a.txt": NEWS})):
        results = found_in(content, tmp_path)
        assert texts(results) == [NEWS.decode()]
        assert problems(results)[0].reason == "refused: the member's name leads outside the archive"
    assert sorted(tmp_path.parent.iterdir()) == before
    assert [path.name for path in tmp_path.iterdir()] == ["source"]


def test_archive_members_that_are_links_and_devices(tmp_path: Path) -> None:
    written = io.BytesIO()
    with tarfile.open(fileobj=written, mode="w") as archive:
        for kind in (tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.BLKTYPE, tarfile.FIFOTYPE):
            member = tarfile.TarInfo(f"kind{kind.decode()}")
            member.type, member.linkname = kind, "/etc/passwd"
            archive.addfile(member)
        last = tarfile.TarInfo("z.txt")
        last.size = len(NEWS)
        archive.addfile(last, io.BytesIO(NEWS))
    results = found_in(written.getvalue(), tmp_path)
    assert texts(results) == [NEWS.decode()]
    assert [problem.reason for problem in problems(results)] == [
        "refused: the member is a link or a device, not a file"
    ] * 5


def test_archive_member_that_is_a_link_in_a_zip(tmp_path: Path) -> None:
    link = zipfile.ZipInfo("link.txt")
    link.external_attr = 0o120777 << 16
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        archive.writestr(link, "/etc/passwd")
    (problem,) = problems(found_in(written.getvalue(), tmp_path))
    assert "a link or a device" in problem.reason


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_archive_members_of_the_same_name_twice(tmp_path: Path) -> None:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        archive.writestr("a.txt", NEWS)
        archive.writestr("a.txt", NEWS + b" More.")
    for content in (written.getvalue(), tarred({"a.txt": NEWS}).rstrip(b"\0") + b"\0" * 450 + tarred({"a.txt": NEWS})):
        results = found_in(content, tmp_path)
        assert texts(results) == [NEWS.decode()]
        assert "an earlier member of the same name" in problems(results)[0].reason


def test_archive_of_too_many_members(tmp_path: Path) -> None:
    settings = Settings(max_members=5)
    members = {f"{number}.txt": NEWS for number in range(9)}
    (problem,) = found_in(zipped(members), tmp_path, Options(settings=settings))
    assert "max_members = 5" in str(problem)
    results = found_in(tarred(members), tmp_path, Options(settings=settings))
    assert len(texts(results)) == 5
    assert "max_members = 5" in problems(results)[0].reason


def test_archive_of_a_million_members(tmp_path: Path) -> None:
    """Refused by the count in its end record, before its directory is read."""
    directory = zipped({"a.txt": b""})
    place = directory.rindex(b"PK\x05\x06")
    count = 1_000_000
    entry = struct.pack("<4s6H3L5H2L", b"PK\x01\x02", 20, 20, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0) + b"a"
    large = struct.pack("<4sQ2H2L4Q", b"PK\x06\x06", 44, 45, 45, 0, 0, count, count, len(entry) * count, place)
    locator = struct.pack("<4sLQL", b"PK\x06\x07", 0, place + len(entry) * count, 1)
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 0xFFFF, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0)
    content = directory[:place] + entry * count + large + locator + end
    (tmp_path / "source").write_bytes(content)
    tracemalloc.start()
    results = found_in(content, tmp_path)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert "1,000,000 members, more than the setting max_members = 500,000" in problems(results)[0].reason
    assert peak < 5_000_000


def test_a_zip_cut_short_is_named(tmp_path: Path) -> None:
    (problem,) = found_in(zipped({"a.txt": NEWS * 100})[:-30], tmp_path)
    assert "cut short" in str(problem)


def test_a_member_with_wrong_checksum_is_named_and_the_rest_is_read(tmp_path: Path) -> None:
    content = bytearray(zipped({"a.txt": NEWS, "b.txt": NEWS}, zipfile.ZIP_STORED))
    content[content.index(NEWS) + 3] ^= 1
    results = found_in(bytes(content), tmp_path)
    assert texts(results) == [NEWS.decode()]
    assert "Bad CRC-32" in problems(results)[0].reason


def test_an_encrypted_member_is_named(tmp_path: Path) -> None:
    content = bytearray(zipped({"a.txt": NEWS}))
    content[content.rindex(b"PK\x01\x02") + 8] |= 1
    (problem,) = found_in(bytes(content), tmp_path)
    assert "encrypted" in str(problem)


def test_memory_stays_the_same_for_twice_the_archive(tmp_path: Path) -> None:
    def peak(count: int) -> int:
        content = gzip.compress(tarred({f"{number}.txt": NEWS * 100 for number in range(count)}))
        (tmp_path / "source").write_bytes(content)
        del content
        from_file = iter_found(tmp_path / "source")
        tracemalloc.start()
        assert sum(1 for _ in from_file) == count
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return most

    peak(10)
    assert peak(600) < 1.5 * peak(150) + 200_000


def iter_found(path: Path) -> Iterator[Item | Problem]:
    # Nothing grows too much here: the texts are alike, and the archive of them packs well.
    return items(str(path), options=Options(settings=Settings(max_expansion=100_000)))
