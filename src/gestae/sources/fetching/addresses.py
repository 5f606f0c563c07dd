"""Addresses: which may be asked for at all, and which machines they may lead to.

A name is resolved once. Every address it resolves to must be public, and the connection goes to one of those addresses,
so that a name cannot point elsewhere between the check and the call.
"""

from __future__ import annotations

import re
import socket
import threading
from collections.abc import Callable
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from queue import Empty, SimpleQueue

from urllib3.exceptions import LocationParseError
from urllib3.util import parse_url

from gestae.sources.fetching.errors import NotFetched

_PORTS = {"http": 80, "https": 443}
_LABEL = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?<!-)")
_LOGIN = re.compile(r"^(\s*https?://)[^/?#\\]*@", re.IGNORECASE)
_LONGEST = 8_000
_UNWANTED = re.compile(r"[\x00-\x20\x7f\\]")
# Of all IPv6 only this is given out for machines on the open net; the exceptions inside it are tunnels and examples.
_GLOBAL = IPv6Network("2000::/3")
_NOT_GLOBAL = tuple(map(IPv6Network, ("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20")))
_MAPPED = tuple(map(IPv6Network, ("::ffff:0:0/96", "64:ff9b::/96")))
_EMBEDDED = 0xFFFF_FFFF

Lookup = Callable[[str, int], list[str]]


@dataclass(frozen=True, slots=True)
class Address:
    """An address in its parts; `target` is what the server is asked for."""

    scheme: str
    host: str
    port: int
    target: str

    def __str__(self) -> str:
        return f"{self.origin}{self.target}"

    @property
    def origin(self) -> str:
        """Scheme and host, and the port where it is not the usual one."""
        port = "" if self.port == _PORTS[self.scheme] else f":{self.port}"
        return f"{self.scheme}://{self.host}{port}"


def address_of(url: str, *, test_port: int | None = None) -> Address:
    """The parts of an address.

    Args:
        url: an http or https address.
        test_port: one other port that tests may use.

    Raises:
        NotFetched: it is none that may be fetched.

    >>> address_of("https://News.Example/a b?q=1#top")
    Traceback (most recent call last):
    gestae.sources.fetching.errors.NotFetched: the address holds a space or a control character
    >>> str(address_of("https://News.Example/a?q=1#top"))
    'https://news.example/a?q=1'
    """
    if len(url) > _LONGEST or _UNWANTED.search(url):
        raise NotFetched("the address holds a space or a control character" if len(url) <= _LONGEST else "too long")
    try:
        parts = parse_url(url)
    except LocationParseError:
        raise NotFetched("this is no address") from None
    if parts.scheme not in _PORTS:
        raise NotFetched("only http and https addresses are fetched")
    if parts.auth is not None:
        raise NotFetched("the address holds a user name or password; none are sent")
    port = parts.port or _PORTS[parts.scheme]
    if port not in {_PORTS[parts.scheme], test_port}:
        raise NotFetched(f"port {port} is not that of a web server; only 80 (http) and 443 (https) are asked")
    return Address(parts.scheme, _checked_host(parts.host or ""), port, parts.request_uri)


def without_login(url: str) -> str:
    """An address as it may be shown and kept: without the user name and password before its host.

    >>> without_login("https://user:pass@news.example/a@b"), without_login("https://news.example/a@b")
    ('https://news.example/a@b', 'https://news.example/a@b')
    """
    return _LOGIN.sub(r"\1", url)


def _checked_host(host: str) -> str:
    """The host as it is sent; numbers only in the one form that cannot be misread."""
    if host.startswith("["):
        return host
    labels = host.removesuffix(".").split(".")
    if re.fullmatch(r"\d+|0x[0-9a-f]*", labels[-1]):
        try:
            return str(IPv4Address(host))
        except ValueError:
            raise NotFetched(f"{host!r} is no name, and an IP address in an odd form") from None
    if len(host) > 253 or not all(map(_LABEL.fullmatch, labels)):
        raise NotFetched(f"{host[:100]!r} is not the name of a host")
    return host


def resolve(address: Address, lookup: Lookup, *, seconds: float, loopback_for_tests: bool = False) -> list[str]:
    """The IP addresses of the host, all of them public.

    Raises:
        NotFetched: the name is unknown or not found within so many seconds, or leads to an address that is not public.
    """
    found = list(dict.fromkeys(_within(seconds, address, lookup)))
    if not found:
        raise NotFetched(f"the name {address.host} has no address", again=True)
    for ip in found:
        if not (is_public(ip) or (loopback_for_tests and ip == "127.0.0.1")):
            raise NotFetched(f"{address.host} leads to {ip}, which is not on the public internet")
    return found


def _within(seconds: float, address: Address, lookup: Lookup) -> list[str]:
    """What `lookup` gives. A system's resolver cannot be told how long it may take, so it is left behind."""
    answers: SimpleQueue[list[str] | NotFetched] = SimpleQueue()

    def ask() -> None:
        try:
            answers.put(lookup(address.host.strip("[]"), address.port))
        except NotFetched as error:
            answers.put(error)

    threading.Thread(target=ask, daemon=True).start()
    try:
        answer = answers.get(timeout=seconds)
    except Empty:
        raise NotFetched(f"the name {address.host} was not found within {seconds:g} seconds", again=True) from None
    if isinstance(answer, NotFetched):
        raise answer
    return answer


def system_lookup(host: str, port: int) -> list[str]:
    """The addresses of a name, as the system resolves it.

    Raises:
        NotFetched: it cannot.
    """
    try:
        return [str(info[4][0]) for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else "no such name can be"
        raise NotFetched(f"the name {host} cannot be found: {reason}", again=True) from None


def is_public(ip: str) -> bool:
    """Whether an address is that of a machine on the public internet.

    >>> [is_public(ip) for ip in ("93.184.216.34", "10.0.0.1", "169.254.169.254", "100.64.0.1", "::1", "fe80::1%eth0")]
    [True, False, False, False, False, False]
    >>> [is_public(ip) for ip in ("::ffff:10.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "2606:2800:220:1::1")]
    [False, False, False, True]
    """
    try:
        address = ip_address(ip)
    except ValueError:
        return False
    if isinstance(address, IPv4Address):
        return _is_public(address)
    if any(address in network for network in _MAPPED):
        return _is_public(IPv4Address(int(address) & _EMBEDDED))
    return _is_global(address)


def _is_public(address: IPv4Address) -> bool:
    relay = int(address) >> 8 == int(IPv4Address("192.88.99.0")) >> 8
    shared = int(address) >> 8 == int(IPv4Address("192.0.0.0")) >> 8
    return address.is_global and not (address.is_multicast or address.is_reserved or relay or shared)


def _is_global(address: IPv6Address) -> bool:
    return address.scope_id is None and address in _GLOBAL and not any(address in network for network in _NOT_GLOBAL)
