"""One request over one connection to an address that was checked: with limits on time and size, and nothing extra.

No proxy, cookie or password of the environment is used: urllib3's bare connections know of none.
"""

from __future__ import annotations

import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from http.client import HTTPException

import certifi
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError, ReadTimeoutError
from urllib3.response import HTTPResponse

from gestae.settings import Settings
from gestae.sources.fetching.addresses import Address
from gestae.sources.fetching.errors import NotFetched

_CHUNK = 16_384


@dataclass(frozen=True, slots=True)
class Answer:
    """What the server sent; `headers` by their names in lower case; `body` as it came, still packed."""

    status: int
    headers: dict[str, str]
    body: bytes = field(repr=False)


class _Pinned(HTTPConnection):
    """A connection to the first of the checked addresses that answers, under the name of the host."""

    addresses: tuple[str, ...] = ()
    line: _Line | None = None

    def _new_conn(self) -> socket.socket:
        sock, self.line = _open(self.addresses, self.port, self.timeout)
        return sock


class _PinnedSecure(HTTPSConnection):
    """The same over TLS; the certificate must be that of the host's name."""

    addresses: tuple[str, ...] = ()
    line: _Line | None = None

    def _new_conn(self) -> socket.socket:
        sock, self.line = _open(self.addresses, self.port, self.timeout)
        return sock


class _Line:
    """A second hold on the socket: the first passes from connection to TLS to response, and none says to whom."""

    def __init__(self, sock: socket.socket) -> None:
        self._sock = sock.dup()

    def cut(self) -> None:
        """End all reading and writing, wherever it stands."""
        with suppress(OSError):  # cut or closed already
            self._sock.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        """Let go."""
        self._sock.close()


def ask(address: Address, ips: Sequence[str], headers: dict[str, str], settings: Settings, *, seconds: float) -> Answer:
    """The server's answer to a GET request.

    Args:
        address: what is asked for.
        ips: the checked addresses of its host; the first that answers is asked.
        headers: what is sent besides the host.
        settings: the limits on size and on the time to connect.
        seconds: how long all of it may take.

    Raises:
        NotFetched: no answer, none in time, or too large a one.
    """
    connection = _connection(address, ips, min(seconds, settings.fetch_connect_seconds))
    with _deadline(connection, seconds) as is_over:
        try:
            connection.request("GET", address.target, headers=headers, preload_content=False, decode_content=False)
            answer = connection.getresponse()
            # Closed even where it is given up half read: the response keeps the socket open.
            with closing(answer):
                body = b"".join(_body(answer, settings))
        except (HTTPError, HTTPException, OSError, ValueError) as error:
            if is_over():
                raise _too_slow(settings) from None
            raise NotFetched(_reason(error), again=not isinstance(error, ssl.SSLError)) from None
        finally:
            connection.close()
        if is_over():
            raise _too_slow(settings)
    return Answer(answer.status, {name.lower(): value for name, value in answer.headers.items()}, body)


def _connection(address: Address, ips: Sequence[str], seconds: float) -> _Pinned | _PinnedSecure:
    host = address.host.strip("[]")
    connection: _Pinned | _PinnedSecure
    if address.scheme == "http":
        connection = _Pinned(host, address.port, timeout=seconds)
    else:
        context = ssl.create_default_context(cafile=certifi.where())
        connection = _PinnedSecure(host, address.port, timeout=seconds, ssl_context=context)
    connection.addresses = tuple(ips)
    return connection


def _open(ips: Sequence[str], port: int, seconds: object) -> tuple[socket.socket, _Line]:
    """A socket to the first address that answers."""
    wait = seconds if isinstance(seconds, int | float) else None
    failure: OSError = OSError("no address")
    for ip in ips:
        try:
            sock = socket.create_connection((ip, port), timeout=None if wait is None else wait / len(ips))
        except OSError as error:
            failure = error
            continue
        return sock, _Line(sock)
    raise failure


@contextmanager
def _deadline(connection: _Pinned | _PinnedSecure, seconds: float) -> Iterator[Callable[[], bool]]:
    """When the time is over the line is cut, wherever the reading stands: a slow trickle beats every other clock."""
    end = time.monotonic() + seconds

    def cut() -> None:
        if connection.line is not None:
            connection.line.cut()

    timer = threading.Timer(seconds, cut)
    timer.daemon = True
    timer.start()
    try:
        yield lambda: time.monotonic() >= end
    finally:
        timer.cancel()
        timer.join()
        if connection.line is not None:
            connection.line.close()


def _body(answer: HTTPResponse, settings: Settings) -> Iterator[bytes]:
    size = 0
    for piece in answer.stream(_CHUNK, decode_content=False):
        size += len(piece)
        if size > settings.fetch_bytes:
            raise NotFetched(f"larger than the setting fetch_bytes = {settings.fetch_bytes:,}")
        yield piece


def _too_slow(settings: Settings) -> NotFetched:
    return NotFetched(f"it took longer than the setting fetch_seconds = {settings.fetch_seconds}", again=True)


def _reason(error: Exception) -> str:
    if isinstance(error, TimeoutError | ReadTimeoutError):
        return "the server does not answer"
    if isinstance(error, ssl.SSLError):
        return f"the connection is not safe: {getattr(error, 'verify_message', '') or error.reason}"
    if isinstance(error, OSError) and error.strerror:
        return f"the connection failed: {error.strerror}"
    return f"the connection failed: {' '.join(str(error).split())[:200]}"
