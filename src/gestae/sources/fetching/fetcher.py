"""One address that the user has named, fetched: redirects followed and checked, limits kept, refusals said."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from email.message import Message
from urllib.parse import urljoin

from gestae.settings import Settings
from gestae.sources.fetching.addresses import Address, Lookup, address_of, resolve, system_lookup
from gestae.sources.fetching.connection import Answer, ask
from gestae.sources.fetching.errors import NotFetched
from gestae.sources.fetching.pacing import Pacing, retry_after
from gestae.sources.fetching.robots import Robots
from gestae.sources.unpacking.http_messages import NotHttp, decoded
from gestae.sources.unpacking.streams import LimitHit
from gestae.version import __version__

_HEADERS = {
    "User-Agent": f"gestae/{__version__} (reads a page that its user has named; obeys robots.txt)",
    "Accept": "text/html, application/xhtml+xml, application/rss+xml, application/atom+xml, text/plain, */*;q=0.5",
    "Accept-Encoding": "gzip, deflate",
    "Accept-Language": "en",
    "Connection": "close",
}
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_BUSY = frozenset({429, 503})
_NOT_MODIFIED = 304


@dataclass(frozen=True, slots=True)
class Validators:
    """What a server gave with a page, by which it can say that the page is still the same."""

    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True, slots=True)
class Fetched:
    """A page as it came. `url` is where it was found in the end; `data` is None where it has not changed."""

    url: str
    data: bytes | None = field(repr=False)
    kind: str | None = None
    charset: str | None = None
    validators: Validators = field(default_factory=Validators)


class Fetcher:
    """Fetches; remembers the rules of hosts and when they were asked last, and nothing else.

    Args:
        settings: the limits.
        sleep: how to wait.
        lookup: how names are resolved.
        loopback_for_tests: a port of 127.0.0.1 that may be asked although it is not public. Only for tests: no setting
            and no command reaches it.
    """

    def __init__(
        self,
        settings: Settings | None = None,
        *,
        sleep: Callable[[float], None] = time.sleep,
        lookup: Lookup = system_lookup,
        loopback_for_tests: int | None = None,
    ) -> None:
        self.settings = settings or Settings()
        self._lookup = lookup
        self._test_port = loopback_for_tests
        self._pacing = Pacing(self.settings.fetch_delay, self.settings.fetch_longest_wait, sleep=sleep)
        self._robots = Robots(self._rules_file)

    def fetch(self, url: str, *, known: Validators | None = None) -> Fetched:
        """The page at an address.

        Args:
            url: an http or https address that the user has named.
            known: what came with the page when it was fetched last; where it is still the same it is not sent again.

        Raises:
            NotFetched: it may not be, or could not be, fetched.
        """
        address = self._address(url)
        for attempt in range(1, self.settings.fetch_tries + 1):
            try:
                return self._once(address, known or Validators())
            except NotFetched as error:
                if not error.again or self.settings.fetch_tries == 1:
                    raise
                if attempt == self.settings.fetch_tries:
                    raise NotFetched(f"{error} (tried {attempt} times)") from None
                grown = self.settings.fetch_delay * 2**attempt
                self._pacing.wait(error.wait if error.wait is not None else grown)
        raise AssertionError("fetch_tries is at least 1")

    def _once(self, address: Address, known: Validators) -> Fetched:
        headers = {"If-None-Match": known.etag, "If-Modified-Since": known.last_modified}
        conditions = {name: value for name, value in headers.items() if value}
        found, answer = self._through(address, conditions, with_robots=True)
        if answer.status == _NOT_MODIFIED and conditions:
            return Fetched(str(found), None, validators=known)
        if answer.status != 200:
            raise _refused(answer)
        return self._fetched(found, answer)

    def _through(self, address: Address, conditions: dict[str, str], *, with_robots: bool) -> tuple[Address, Answer]:
        """The answer after all redirects, and where it came from."""
        end = time.monotonic() + self.settings.fetch_seconds
        waited = 0.0
        for _ in range(self.settings.fetch_redirects + 1):
            before = time.monotonic()
            delay = 0.0
            if with_robots:
                rules = self._robots.rules(address)
                rules.check(address)
                delay = rules.delay
            self._pacing.before(address.origin, delay)
            waited += time.monotonic() - before
            answer = self._ask(address, conditions, end + waited - time.monotonic())
            place = answer.headers.get("location")
            if answer.status not in _REDIRECTS or not place:
                return address, answer
            address = self._redirected(address, place)
        raise NotFetched(f"more redirects than the setting fetch_redirects = {self.settings.fetch_redirects}")

    def _ask(self, address: Address, conditions: dict[str, str], seconds: float) -> Answer:
        began = time.monotonic()
        if seconds <= 0:
            raise NotFetched(f"it took longer than the setting fetch_seconds = {self.settings.fetch_seconds}")
        ips = resolve(
            address,
            self._lookup,
            seconds=min(seconds, self.settings.fetch_connect_seconds),
            loopback_for_tests=self._test_port is not None,
        )
        seconds = max(0.1, seconds - (time.monotonic() - began))
        return ask(address, ips, _HEADERS | conditions, self.settings, seconds=seconds)

    def _redirected(self, address: Address, place: str) -> Address:
        """Where a redirect leads, checked like the first address."""
        try:
            target = self._address(urljoin(str(address), place.strip()))
        except (NotFetched, ValueError) as error:
            raise NotFetched(f"redirected to {place[:200]!r}: {error}") from None
        if address.scheme == "https" and target.scheme == "http":
            raise NotFetched(f"redirected from https to plain http ({target.host}), which is not followed")
        return target

    def _address(self, url: str) -> Address:
        return address_of(url, test_port=self._test_port)

    def _rules_file(self, address: Address) -> tuple[int, bytes]:
        _, answer = self._through(address, {}, with_robots=False)
        return answer.status, self._unpacked(answer) if answer.status == 200 else b""

    def _fetched(self, address: Address, answer: Answer) -> Fetched:
        kind, charset = _media_type(answer.headers.get("content-type"))
        validators = Validators(answer.headers.get("etag"), answer.headers.get("last-modified"))
        return Fetched(str(address), self._unpacked(answer), kind, charset, validators)

    def _unpacked(self, answer: Answer) -> bytes:
        most = self.settings.fetch_bytes
        codings = answer.headers.get("content-encoding", "")
        try:
            return decoded(answer.body, codings, self.settings, most, "fetch_bytes")
        except (NotHttp, LimitHit) as error:
            raise NotFetched(str(error)) from None


def _refused(answer: Answer) -> NotFetched:
    if answer.status in _BUSY:
        wait = retry_after(answer.headers.get("retry-after"))
        return NotFetched(f"the server is busy (status {answer.status})", again=True, wait=wait)
    return NotFetched(f"the server answers with status {answer.status}", again=answer.status >= 500)


def _media_type(header: str | None) -> tuple[str | None, str | None]:
    message = Message()
    if not header:
        return None, None
    message["Content-Type"] = header
    charset = message.get_content_charset()
    return message.get_content_type(), str(charset) if charset else None
