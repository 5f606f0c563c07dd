"""What every format module is handed, and what it gives back."""

from __future__ import annotations

import lzma
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from gestae.settings import Settings
from gestae.sources.collections.options import Options
from gestae.sources.items import Item, Problem
from gestae.sources.unpacking.streams import Budget, LimitHit, Source

Found = Item | Problem
# What a damaged file makes the standard library and the operating system say.
DAMAGE = (OSError, EOFError, zlib.error, lzma.LZMAError, zipfile.BadZipFile, tarfile.TarError, LimitHit)


@dataclass(frozen=True, slots=True)
class Context:
    """How to read, what unpacking may still cost, how deep we are, and the way back to the table of formats."""

    options: Options
    budget: Budget
    inner: Callable[[Source, Context], Iterator[Found]]
    depth: int = 0

    @property
    def settings(self) -> Settings:
        """The limits."""
        return self.options.settings

    def deeper(self) -> Context:
        """The context of what lies inside the archive at hand.

        Raises:
            LimitHit: the archive itself lies too deep in others.
        """
        most = self.settings.max_nesting
        if self.depth >= most:
            raise LimitHit(f"packed deeper than the setting max_nesting = {most}")
        return replace(self, depth=self.depth + 1)


def guarded(name: str, found: Iterator[Found]) -> Iterator[Found]:
    """What a reader finds; where the source is damaged or a limit is hit, a Problem says so and ends it."""
    try:
        yield from found
    except DAMAGE as error:
        yield Problem(name, reason_of(error))


def reason_of(error: BaseException) -> str:
    """One sentence for a person, without the traceback's words."""
    if isinstance(error, LimitHit):
        return str(error)
    if isinstance(error, OSError) and error.strerror:
        return f"cannot be read: {error.strerror}"
    if isinstance(error, EOFError):
        return "damaged: it ends too early; what stood before was taken"
    words = " ".join(str(error).split()) or type(error).__name__
    return f"damaged: {words[:200]}"
