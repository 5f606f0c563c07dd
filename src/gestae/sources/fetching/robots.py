"""robots.txt of each host: what may be asked for, and how often."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from protego import Protego

from gestae.sources.fetching.addresses import Address
from gestae.sources.fetching.errors import NotFetched

_LONGEST = 512_000
_AGENT = "gestae"


@dataclass(frozen=True, slots=True)
class Rules:
    """What a host asks of robots; `reason` is why nothing may be fetched where its rules cannot be had.

    `again` says whether they may be had later.
    """

    parsed: Protego | None = None
    reason: str | None = None
    again: bool = True

    def check(self, address: Address) -> None:
        """Refuse what the host does not want fetched.

        Raises:
            NotFetched: it does not.
        """
        if self.reason is not None:
            raise NotFetched(self.reason, again=self.again)
        if self.parsed is not None and not self.parsed.can_fetch(str(address), _AGENT):
            raise NotFetched(f"{address.host} asks robots not to fetch this address (robots.txt)")

    @property
    def delay(self) -> float:
        """Seconds that the host wants between two requests."""
        asked = self.parsed.crawl_delay(_AGENT) if self.parsed is not None else None
        return float(asked or 0)


@dataclass(slots=True)
class Robots:
    """The rules of every host that was asked so far. `ask` gives the status and the body of a file."""

    ask: Callable[[Address], tuple[int, bytes]]
    _known: dict[str, Rules] = field(default_factory=dict)

    def rules(self, address: Address) -> Rules:
        """The rules of the address's host, fetched once."""
        known = self._known.get(address.origin)
        if known is None:
            known = self._fetched(address)
            if known.reason is None or not known.again:
                self._known[address.origin] = known
        return known

    def _fetched(self, address: Address) -> Rules:
        """As RFC 9309 has it: without a file all is allowed, with a broken server nothing."""
        place = Address(address.scheme, address.host, address.port, "/robots.txt")
        try:
            status, body = self.ask(place)
        except NotFetched as error:
            return Rules(
                reason=f"{address.host}'s robots.txt cannot be read ({error}), so nothing is fetched from it",
                again=error.again,
            )
        if status >= 500 or status == 429:
            return Rules(reason=f"{address.host}'s robots.txt cannot be had (status {status}); try again later")
        if status != 200:
            return Rules()
        return Rules(Protego.parse(body[:_LONGEST].decode("utf-8", "replace")))
