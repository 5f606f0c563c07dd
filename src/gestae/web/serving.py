"""Runs the server: on this machine alone, unless an address is named and a token guards it."""

from __future__ import annotations

import asyncio
import ipaddress
import socket
from collections.abc import Callable
from dataclasses import dataclass

import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

from gestae.case import Case
from gestae.errors import SettingsError
from gestae.web import guard
from gestae.web.guard import Access
from gestae.web.pages import SECONDS, CasePages
from gestae.web.server import create_app

try:
    import resource
except ModuleNotFoundError:  # Windows, which sets no such limit
    resource = None  # type: ignore[assignment]

_SHORTEST_TOKEN = 16
_ANY = frozenset({"0.0.0.0", "::"})
_MOST_CONNECTIONS = 2_000
_OTHER_FILES = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Serving:
    """How to serve: where, guarded by which token, who corrects it (None: nobody), how long a question may take."""

    host: str = "127.0.0.1"
    port: int = 8321
    token: str | None = None
    who: str | None = None
    seconds: float = SECONDS


class _Impatient(H11Protocol):
    """Closes a connection on which no request has come in time: who sends a letter a minute must not keep a place."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """A client is there."""
        super().connection_made(transport)
        self._patience = self.loop.call_later(guard.PATIENCE, self._give_up)

    def connection_lost(self, exc: Exception | None) -> None:
        """The client is gone."""
        self._patience.cancel()
        super().connection_lost(exc)

    def _give_up(self) -> None:
        # uvicorn itself ends what is idle after a request
        if self.cycle is None:
            self.transport.close()


def _allow_connections() -> None:
    """As many open files as there may be connections, where the system lets a program ask for more."""
    if resource is None:
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = _MOST_CONNECTIONS + _OTHER_FILES
    if hard != resource.RLIM_INFINITY:
        wanted = min(wanted, hard)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))


def serve(case: Case, serving: Serving, *, ready: Callable[[str], None]) -> None:
    """Serve a case until interrupted; `ready` is told the address once it answers.

    Raises:
        SettingsError: the address is not this machine's own and there is no token, or cannot be had.
        CaseError: the case cannot be read.
        PageNotBuilt: the browser code has not been built.
    """
    _check_token(serving)
    _allow_connections()
    pages = CasePages(case, seconds=serving.seconds)
    # What takes long is done before the address is told.
    if not pages.is_large():
        pages.model_json()
    pages.detail()
    listening = listen(serving)
    with listening:
        port = listening.getsockname()[1]
        access = Access(hosts=_hosts(serving.host, port), token=serving.token, who=serving.who)
        ready(f"http://{_name(serving.host)}:{port}/")
        server_of(pages, access).run(sockets=[listening])


def server_of(pages: CasePages, access: Access) -> uvicorn.Server:
    """The server, not yet listening."""
    config = uvicorn.Config(
        create_app(pages, access),
        http=_Impatient,
        log_level="warning",
        access_log=False,
        server_header=False,
        limit_concurrency=_MOST_CONNECTIONS,
        timeout_keep_alive=10,
        proxy_headers=False,
    )
    return uvicorn.Server(config)


def _check_token(serving: Serving) -> None:
    if _is_loopback(serving.host):
        return
    if serving.token is None:
        raise SettingsError(
            f"{serving.host} can be reached from other machines: set a token of {_SHORTEST_TOKEN} characters or more "
            "in GESTAE_TOKEN, or serve on 127.0.0.1"
        )
    if len(serving.token) < _SHORTEST_TOKEN:
        raise SettingsError(f"the token in GESTAE_TOKEN is shorter than {_SHORTEST_TOKEN} characters")


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def listen(serving: Serving) -> socket.socket:
    """A socket at the address.

    Raises:
        SettingsError: it cannot be had.
    """
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(serving.host, serving.port, type=socket.SOCK_STREAM)[0]
        listening = socket.socket(family, kind, protocol)
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(address)
        listening.listen(_MOST_CONNECTIONS)  # who asks before the server runs waits, and is not refused
    except OSError as error:
        raise SettingsError(f"cannot serve on {serving.host}:{serving.port}: {error.strerror or error}") from None
    return listening


def _hosts(host: str, port: int) -> frozenset[str]:
    """The names under which a browser may call the server."""
    names = {_name(host)}
    if _is_loopback(host) or host in _ANY:
        names |= {"127.0.0.1", "localhost", "[::1]"}
    if host in _ANY:
        names |= {_name(own) for own in _own_addresses()}
    return frozenset(f"{name}:{port}" for name in names)


def _own_addresses() -> list[str]:
    """This machine's name and what it resolves to; the name alone where nothing knows it."""
    name = socket.gethostname()
    try:
        return [name, *(str(address[4][0]) for address in socket.getaddrinfo(name, None))]
    except socket.gaierror:
        return [name]


def _name(host: object) -> str:
    return f"[{host}]" if ":" in str(host) else str(host).lower()
