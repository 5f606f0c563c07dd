"""Mail: one message (eml) or a box of them (mbox), as newsletters are kept."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gestae.settings import Settings
from gestae.sources.collections.context import Context, Found
from gestae.sources.collections.lines import numbered_lines, too_long
from gestae.sources.collections.messages import item_of_message
from gestae.sources.items import Problem
from gestae.sources.unpacking.streams import LimitHit, Source, read_item

_BOX = re.compile(rb"From \S+ .*\d{4}\r?\n[!-9;-~]+:")
_HEADER = re.compile(rb"([!-9;-~]+):[ \t]?\S?")
# A text can begin with "Iran: ..."; a message has two of these before its first empty line.
_USUAL = frozenset(
    {
        b"from", b"to", b"date", b"subject", b"message-id", b"received", b"return-path", b"mime-version",
        b"content-type", b"delivered-to", b"reply-to", b"list-id", b"x-mailer",
    }
)  # fmt: skip
_TELLING = frozenset({b"message-id", b"received", b"return-path", b"mime-version", b"delivered-to"})


def tells(source: Source) -> bool:
    """Whether the opening is the head of a message, or the line before one in a box."""
    return bool(_BOX.match(source.opening)) or _is_message(source.opening)


def read(source: Source, context: Context) -> Iterator[Found]:
    """An item for each message."""
    if not _BOX.match(source.opening):
        yield item_of_message(source.name, read_item(source.stream, context.settings))
        return
    for number, message in enumerate(_messages(source, context.settings), 1):
        name = f"{source.name}#{number}"
        yield Problem(name, str(message)) if isinstance(message, LimitHit) else item_of_message(name, message)


def _is_message(opening: bytes) -> bool:
    names: set[bytes] = set()
    for line in opening.removeprefix(b"\xef\xbb\xbf").splitlines():
        if line[:1] in b" \t" and names:
            if not line.strip():
                break
            continue
        header = _HEADER.match(line)
        if not header:
            break
        names.add(header[1].lower())
    return len(names & _USUAL) >= 3 and bool(names & _TELLING)


def _messages(source: Source, settings: Settings) -> Iterator[bytes | LimitHit]:
    """Each message of a box; a line "From ..." after an empty one begins the next."""
    lines: list[bytes] = []
    size = 0
    was_empty = True
    failed: LimitHit | None = None
    for _, line in numbered_lines(source.stream, settings):
        if line is not None and was_empty and line.startswith(b"From ") and (lines or failed):
            yield failed or b"".join(lines)
            lines, size, failed = [], 0, None
        was_empty = line is not None and not line.strip()
        if line is None:
            failed, lines = LimitHit(too_long(settings)), []
        elif failed is None:
            lines.append(line)
            size += len(line)
            if size > settings.max_item_bytes:
                failed = LimitHit(
                    f"the message is larger than the setting max_item_bytes = {settings.max_item_bytes:,}"
                )
                lines = []
    if lines or failed:
        yield failed or b"".join(lines)
