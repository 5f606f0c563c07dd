"""Which addresses are asked: public machines, in forms that cannot be misread."""

from __future__ import annotations

import time

import pytest

from gestae.sources.collections.opening import items
from gestae.sources.fetching.addresses import address_of, is_public, resolve
from gestae.sources.fetching.errors import NotFetched
from gestae.sources.items import Problem


@pytest.mark.parametrize(
    "url",
    [
        "ftp://news.example/a",
        "file:///etc/passwd",
        "gopher://news.example/",
        "http://user:secret@news.example/",
        "http://user@news.example/",
        "http://news.example:22/",
        "https://news.example:80/",
        "http://news.example:8080/",
        "http://0177.0.0.1/",
        "http://0x7f.0.0.1/",
        "http://0x7f000001/",
        "http://2130706433/",
        "http://127.1/",
        "http://news..example/",
        "http:///a",
        "http://news.example/a b",
        "http://news.example\\@127.0.0.1/",
        "http://news.example/\r\nHost: other.example",
        "http://" + "a" * 300 + ".example/",
        "http://news.example/" + "a" * 10_000,
    ],
)
def test_schemes_users_ports_and_odd_forms_are_refused(url: str) -> None:
    with pytest.raises(NotFetched):
        address_of(url)


def test_an_address_is_taken_apart() -> None:
    address = address_of("https://NEWS.example/a/../b?q=1#part")
    assert (address.scheme, address.host, address.port, address.target) == ("https", "news.example", 443, "/b?q=1")
    assert str(address) == "https://news.example/b?q=1"
    assert address_of("http://bücher.example").host == "xn--bcher-kva.example"


@pytest.mark.parametrize(
    "ip",
    [
        "127.0.0.1", "127.255.255.254", "0.0.0.0", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254",
        "100.64.0.1", "224.0.0.1", "240.0.0.1", "255.255.255.255", "192.0.0.8", "192.0.2.1", "198.18.0.1",
        "198.51.100.1", "203.0.113.1", "192.88.99.1", "::", "::1", "fe80::1", "fe80::1%eth0", "fc00::1", "fd00::1",
        "ff02::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::127.0.0.1", "64:ff9b::10.0.0.1", "64:ff9b:1::1",
        "2002:7f00:1::1", "2001::1", "2001:db8::1", "100::1", "not an address",
    ],
)  # fmt: skip
def test_addresses_off_the_public_internet(ip: str) -> None:
    assert not is_public(ip)


@pytest.mark.parametrize("ip", ["93.184.216.34", "8.8.8.8", "2606:2800:220:1::1", "::ffff:8.8.8.8", "64:ff9b::8.8.8.8"])
def test_addresses_on_the_public_internet(ip: str) -> None:
    assert is_public(ip)


def test_every_address_of_a_name_is_checked() -> None:
    address = address_of("http://news.example/")
    assert resolve(address, lambda host, port: ["93.184.216.34", "93.184.216.34"], seconds=1) == ["93.184.216.34"]
    with pytest.raises(NotFetched, match=r"news\.example leads to 10\.0\.0\.1, which is not on the public internet"):
        resolve(address, lambda host, port: ["93.184.216.34", "10.0.0.1"], seconds=1)
    with pytest.raises(NotFetched, match="not on the public internet"):
        resolve(address, lambda host, port: ["127.0.0.1"], seconds=1)
    with pytest.raises(NotFetched, match="has no address"):
        resolve(address, lambda host, port: [], seconds=1)


def test_a_name_that_is_not_found_in_time() -> None:
    def slow(host: str, port: int) -> list[str]:
        time.sleep(8)
        return ["93.184.216.34"]

    began = time.monotonic()
    with pytest.raises(NotFetched, match=r"not found within 0\.2 seconds"):
        resolve(address_of("http://news.example/"), slow, seconds=0.2)
    assert time.monotonic() - began < 5


def test_a_name_that_does_not_exist() -> None:
    def unknown(host: str, port: int) -> list[str]:
        raise NotFetched("the name cannot be found")

    with pytest.raises(NotFetched, match="the name cannot be found"):
        resolve(address_of("http://news.example/"), unknown, seconds=1)


def test_a_password_is_neither_shown_nor_kept() -> None:
    (problem,) = items("https://user:secret@news.example/a")
    assert isinstance(problem, Problem)
    assert problem.name == "https://news.example/a"
    assert "secret" not in problem.reason
