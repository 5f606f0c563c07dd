"""Bytes to text: what kind of bytes they are, and which charset they are in.

"\\xd2Slap on the face\\xd3" is Mac Roman, "\\x93Slap on the face\\x94" Windows-1252; a PDF or a picture is named as
not text.
"""

from __future__ import annotations

import codecs
import logging
import re

from charset_normalizer import from_bytes

from gestae.errors import NotText

_LOGGER = logging.getLogger(__name__)
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# The first bytes of what is often mistaken for text, and what to call it.
_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "a PDF"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"\x89PNG\r\n", "a PNG picture"),
    (b"GIF87a", "a GIF picture"),
    (b"GIF89a", "a GIF picture"),
    (b"II*\x00", "a TIFF picture"),
    (b"MM\x00*", "a TIFF picture"),
    (b"BM\x00\x00", "a BMP picture"),
    (b"\x7fELF", "a program (ELF)"),
    (b"MZ\x90\x00", "a program (Windows)"),
    (b"\xcf\xfa\xed\xfe", "a program (Mach-O)"),
    (b"\x1f\x8b", "compressed (gzip); unpack it first"),
    (b"BZh", "compressed (bzip2); unpack it first"),
    (b"\xfd7zXZ\x00", "compressed (xz); unpack it first"),
    (b"\x28\xb5\x2f\xfd", "compressed (zstd); unpack it first"),
    (b"PK\x03\x04", "a zip archive or an office document"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an office document (Word, Excel)"),
    (b"{\\rtf", "a rich text document (RTF); save it as plain text"),
    (b"SQLite format 3\x00", "a SQLite database"),
    (b"OggS", "a sound or video"),
    (b"ID3", "a sound (MP3)"),
    (b"RIFF", "a picture, sound or video (RIFF)"),
    (b"\x1a\x45\xdf\xa3", "a video (Matroska)"),
    (b"WARC/", "a web archive (WARC)"),
    (b"PAR1", "a Parquet table"),
)
_DECLARED = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{2,40})|<\?xml[^>]{0,100}?encoding\s*=\s*["']([\w.:-]{2,40})""",
    re.IGNORECASE,
)
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\r\v\f\x1b\x1c\x1d\x1e")) + b"\x7f"
_ASCII = bytes(range(128))
_MAC_MARKS = (b"\xd2", b"\xd3", b"\xd5")
_WINDOWS_MARKS = (b"\x91", b"\x92", b"\x93", b"\x94", b"\x96", b"\x97")
_FEW_OTHERS = 0.1
_SAMPLE = 65_536
# Old exports hold a stray NUL or two; more control characters than this are not text.
_MOST_CONTROLS = 0.02


def decode(content: bytes, *, name: str, charset: str | None = None) -> str:
    """The text of some bytes.

    Tried in this order: the byte order mark, UTF-16 told by its zero bytes, the charset their source declares (a mail
    part, an HTTP header: `charset`), the charset the page declares, UTF-8, the charset that fits best. Bytes that fit
    nowhere become U+FFFD, and a warning with their number is logged.

    Raises:
        NotText: the bytes are a picture, an archive, a program, or fit no charset.
    """
    for mark, marked in _BOMS:
        if content.startswith(mark):
            return _replaced(content[len(mark) :], marked, name)
    _refuse_binary(content, name)
    zeros = _zero_bytes_charset(content)
    if zeros:
        return _replaced(content, zeros, name)
    for candidate in (_known(charset) if charset else None, _declared(content), "utf-8"):
        text = _strictly(content, candidate) if candidate else None
        if text is not None:
            return text
    return _best_fit(content, name)


def _refuse_binary(content: bytes, name: str) -> None:
    for signature, called in _SIGNATURES:
        if content.startswith(signature):
            raise NotText(name, f"not text but {called}")
    if content[4:8] == b"ftyp":
        raise NotText(name, "not text but a video or picture (MP4, HEIC)")
    sample = content[:_SAMPLE]
    controls = len(sample) - len(sample.translate(None, _CONTROLS))
    if controls > max(8, len(sample) * _MOST_CONTROLS) and not _zero_bytes_charset(content):
        raise NotText(name, "not text but binary data")


def _zero_bytes_charset(content: bytes) -> str | None:
    """UTF-16 without a byte order mark: every other byte of Latin letters is zero."""
    sample = content[: _SAMPLE // 2 * 2]
    half = len(sample) // 2
    if half < 2:
        return None
    for charset, zeros, letters in (
        ("utf-16-le", sample[1::2], sample[0::2]),
        ("utf-16-be", sample[0::2], sample[1::2]),
    ):
        plain = len(letters.translate(None, _CONTROLS))
        if zeros.count(0) > half * 0.4 and plain > half * 0.95:
            return charset
    return None


def _declared(content: bytes) -> str | None:
    match = _DECLARED.search(content, 0, 4096)
    if not match:
        return None
    return _known((match[1] or match[2]).decode("ascii"))


def _known(stated: str) -> str | None:
    """The name of the codec that a declared charset means; None where it means none that reads bytes with letters."""
    charset = stated.strip().lower()
    # As browsers do: Latin-1 and ASCII mean Windows-1252, and a page read as bytes is not UTF-16.
    if charset in {"iso-8859-1", "latin1", "latin-1", "ascii", "us-ascii"}:
        charset = "windows-1252"
    try:
        codec = codecs.lookup(charset)
    except (LookupError, ValueError):
        return None
    return codec.name if codec._is_text_encoding and not codec.name.startswith(("utf-16", "utf-32")) else None


def _strictly(content: bytes, charset: str) -> str | None:
    try:
        return content.decode(charset)
    except (UnicodeDecodeError, ValueError):
        return None


def _best_fit(content: bytes, name: str) -> str:
    text = content.decode("utf-8", "replace")
    wrong = text.count("\ufffd")
    right = sum(1 for character in text[:_SAMPLE] if character > "\x7f" and character != "\ufffd")
    if wrong <= right or (right and wrong * 200 <= len(text)):
        return _replaced(content, "utf-8", name)  # UTF-8 with some bytes damaged
    sample = content[:_SAMPLE]
    best = None
    if len(sample.translate(None, _ASCII)) < len(sample) * _FEW_OTHERS:
        # English with a few odd bytes: quotation marks and dashes of old Windows or, rarely, of the old Mac.
        mac = any(mark in sample for mark in _MAC_MARKS) and not any(mark in sample for mark in _WINDOWS_MARKS)
        candidates: tuple[str | None, ...] = ("mac-roman" if mac else "windows-1252", "windows-1252")
    else:
        best = from_bytes(sample).best()
        candidates = (best.encoding if best else None, "windows-1252")
    for candidate in candidates:
        fitting = _strictly(content, candidate) if candidate else None
        if fitting is not None:
            return fitting
    if best is None and wrong * 3 > len(text):
        raise NotText(name, "its bytes fit no character set; save it as UTF-8")
    return _replaced(content, best.encoding if best else "windows-1252", name)


def _replaced(content: bytes, charset: str, name: str) -> str:
    text = content.decode(charset, "replace")
    wrong = text.count("\ufffd")
    if wrong:
        _LOGGER.warning("%r: %d bytes or characters are not %s; they stand as U+FFFD", name, wrong, charset)
    return text
