"""Waiting: between two requests to a host, and before another try."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from gestae.sources.fetching.errors import NotFetched


@dataclass(slots=True)
class Pacing:
    """When each host was asked last. `sleep` and `clock` are for tests to replace."""

    delay: float
    longest: float
    sleep: Callable[[float], None] = time.sleep
    clock: Callable[[], float] = time.monotonic
    _last: dict[str, float] = field(default_factory=dict)

    def before(self, origin: str, asked: float = 0) -> None:
        """Wait until the host may be asked again: the setting fetch_delay, or what it asks for where that is more."""
        last = self._last.get(origin)
        wait = max(self.delay, asked) - (self.clock() - last) if last is not None else 0
        if wait > 0:
            self.wait(wait)
        self._last[origin] = self.clock()

    def wait(self, seconds: float) -> None:
        """Sleep so long.

        Raises:
            NotFetched: that is longer than anybody would wait.
        """
        if seconds > self.longest:
            limit = f"longer than the setting fetch_longest_wait = {self.longest:g}"
            raise NotFetched(f"the server asks to wait {seconds:,.0f} seconds, {limit}; try again later")
        self.sleep(seconds)


def retry_after(header: str | None, *, now: datetime | None = None) -> float | None:
    """Seconds that a Retry-After header asks for; None where it does not say.

    >>> retry_after("120")
    120.0
    >>> retry_after("Wed, 08 Jan 2020 05:12:00 GMT", now=datetime(2020, 1, 8, 5, 11, tzinfo=UTC))
    60.0
    """
    if header is None:
        return None
    words = header.strip()
    if words.isascii() and words.isdigit():
        return float(words[:9])
    try:
        moment = parsedate_to_datetime(words)
    except ValueError:
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return max(0.0, (moment - (now or datetime.now(UTC))).total_seconds())
