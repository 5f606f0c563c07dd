"""The rows of "Web server" in hostile-inputs: who may ask what, and what every answer carries."""

from __future__ import annotations

import json
import os
import resource
import shutil
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator, Mapping
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from click.testing import CliRunner

import gestae
from gestae.cli.main import gestae as command
from gestae.errors import SettingsError
from gestae.web.guard import HEADERS
from gestae.web.serving import Serving, _hosts, serve
from tests.web.conftest import Site, serving

pytestmark = pytest.mark.models
TOKEN = "a-token-of-some-length"


def ask(
    site: Site, path: str, *, method: str = "GET", body: bytes | None = None, **headers: str
) -> tuple[HTTPResponse, bytes]:
    """An answer, with its body; `host_` sets another Host, underscores in names stand for hyphens."""
    place = urlsplit(site.address)
    connection = HTTPConnection(place.hostname or "", place.port or 0, timeout=10)
    connection.putrequest(method, path, skip_host=True)
    sent = {"host": place.netloc, **{name.replace("_", "-").rstrip("-"): value for name, value in headers.items()}}
    if body is not None:
        sent.setdefault("content-length", str(len(body)))
    for name, value in sent.items():
        connection.putheader(name, value)
    connection.endheaders(body)
    answer = connection.getresponse()
    read = answer.read()
    connection.close()
    return answer, read


def write(site: Site, change: Mapping[str, object], **headers: str) -> tuple[int, dict[str, object]]:
    own = {"origin": site.address.rstrip("/"), "x_gestae_csrf": site.access.csrf}
    answer, body = ask(site, "/api/corrections", method="POST", body=json.dumps(change).encode(), **{**own, **headers})
    return answer.status, json.loads(body)


@pytest.mark.parametrize(
    "path", ["/", "/api/model", "/static/app.js", "/tables/events.csv", "/nothing", "/api/documents/D0"]
)
def test_every_answer_carries_the_headers(site: Site, path: str) -> None:
    answer, _ = ask(site, path)
    for name, value in HEADERS.items():
        assert answer.getheader(name) == value
    assert "unsafe" not in (answer.getheader("content-security-policy") or "")
    assert answer.getheader("access-control-allow-origin") is None
    assert answer.getheader("server") is None or "uvicorn" not in (answer.getheader("server") or "")


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:80", "127.0.0.1", "127.0.0.1:1", "", "localhost.evil.example"]
)
def test_another_host_name_is_refused(site: Site, host: str) -> None:
    assert ask(site, "/api/model", host=host)[0].status in {400, 421}


@pytest.mark.parametrize(
    "path",
    [
        "/static/../server.py", "/static/..%2fserver.py", "/static/%2e%2e/server.py", "/static/..%5cserver.py",
        "/static/%00", "/static//etc/passwd", "/static/%2fetc%2fpasswd", "/static/vendor/../../guard.py", "/static/",
        "/api/documents/..%2f..%2fetc%2fpasswd", "/tables/sqlite_schema.csv", "/tables/events.exe", "/tables/..%2f.csv",
        "/api/map/../../", "/static/app.js%00.css",
    ],
)  # fmt: skip
def test_no_path_leads_out(site: Site, path: str) -> None:
    answer, body = ask(site, path)
    assert answer.status == 404
    assert json.loads(body)["error"]
    assert b"root:" not in body and b"import" not in body


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT"])
def test_other_methods_are_refused(site: Site, method: str) -> None:
    assert ask(site, "/", method=method)[0].status in {400, 405}


def test_another_sites_script_may_not_read(site: Site) -> None:
    assert ask(site, "/api/model", sec_fetch_site="cross-site", sec_fetch_mode="no-cors")[0].status == 403
    assert ask(site, "/", sec_fetch_site="cross-site", sec_fetch_mode="navigate")[0].status == 200


REJECT = {"action": "reject", "event": "E0", "document": "D0", "why": "test"}


def test_a_read_only_case_takes_no_write(site: Site) -> None:
    status, said = write(site, REJECT)
    assert status == 403 and "--edit" in str(said["error"])


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://evil.example"}, {"origin": "null"}, {"origin": ""}, {"x_gestae_csrf": "wrong"},
        {"x_gestae_csrf": ""}, {"sec_fetch_site": "cross-site"}, {"host": "evil.example"},
    ],
)  # fmt: skip
def test_a_write_must_come_from_our_own_page(edited: Site, headers: dict[str, str]) -> None:
    assert write(edited, REJECT, **headers)[0] in {403, 421}
    assert edited.case.corrections() == []


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 422), (b"nonsense", 422), (b"[]", 422), (b"{}", 422), (b"\xff\xfe", 422), (b"[" * 60_000, 422),
        (b'{"action": "drop", "why": "x", "document": "D0"}', 422),
        (b'{"action": "undo", "why": "x", "undoes": "1"}', 422),
        (b'{"action": "undo", "why": "x", "undoes": true}', 422),
        (b'{"action": "undo", "why": "x", "undoes": 7}', 422),
        (b'{"action": "reject", "why": "", "document": "D0", "event": "E0"}', 422),
        (b'{"action": "reject", "why": "x", "document": {}, "event": 3}', 422),
        (b" " * 70_000, 413),
    ],
)  # fmt: skip
def test_a_write_that_makes_no_sense_is_refused_in_a_sentence(edited: Site, body: bytes, status: int) -> None:
    answer, said = ask(
        edited, "/api/corrections", method="POST", body=body, origin=edited.address.rstrip("/"),
        x_gestae_csrf=edited.access.csrf,
    )  # fmt: skip
    assert answer.status == status
    assert json.loads(said)["error"].endswith(".") and b"Traceback" not in said
    assert edited.case.corrections() == []


def test_a_body_longer_than_it_says_is_cut_off(edited: Site) -> None:
    answer, _ = ask(
        edited, "/api/corrections", method="POST", body=b"{}" + b" " * 100_000, content_length="2",
        origin=edited.address.rstrip("/"), x_gestae_csrf=edited.access.csrf,
    )  # fmt: skip
    assert answer.status in {400, 422}


@pytest.mark.parametrize("query", ["from=2020-31-31", "box=1,2", "least=nan", "box=a,b,c,d", "to=%00"])
def test_a_filter_that_is_none_is_a_400(site: Site, query: str) -> None:
    answer, body = ask(site, f"/tables/events.csv?{query}")
    assert answer.status == 400 and json.loads(body)["error"]


@pytest.mark.parametrize(
    "query", ["q='; DROP TABLE events; --", "q=%25", "q=(a+)+$", "types=' OR 1=1", "dyad=>>>", "q=" + "a" * 3000]
)
def test_a_filter_is_a_value_and_nothing_else(site: Site, query: str) -> None:
    answer, body = ask(site, f"/tables/events.json?{query.replace(' ', '%20')}")
    assert answer.status == 200 and json.loads(body) == []
    assert len(site.pages.model()["events"]) > 20


def test_an_endless_address_is_refused(site: Site) -> None:
    assert ask(site, "/?" + "a" * 20_000)[0].status in {400, 414}


def test_a_token_opens_and_nothing_else_does(case_file: Path) -> None:
    with gestae.open(case_file, read_only=True) as case, serving(case, token=TOKEN) as site:
        assert ask(site, "/api/model")[0].status == 401
        assert ask(site, f"/api/model?token={TOKEN}")[0].status == 401
        first, _ = ask(site, "/")
        assert (first.status, first.getheader("location")) == (303, "/login")
        form = {"origin": site.address.rstrip("/"), "content_type": "application/x-www-form-urlencoded"}
        assert ask(site, "/login", method="POST", body=b"token=wrong", **form)[0].status == 401
        done, _ = ask(site, "/login", method="POST", body=f"token={TOKEN}".encode(), **form)
        cookie = done.getheader("set-cookie") or ""
        assert done.status == 303 and "HttpOnly" in cookie and "SameSite=strict" in cookie
        assert ask(site, "/api/model", cookie=cookie.split(";")[0])[0].status == 200
        assert ask(site, "/api/model", authorization=f"Bearer {TOKEN}")[0].status == 200
        assert ask(site, "/api/model", cookie='gestae_token="\\')[0].status == 401
        assert ask(site, "/api/model", cookie="gestae_token=é".encode().decode("latin-1"))[0].status == 401


@pytest.mark.parametrize(("host", "token"), [("0.0.0.0", None), ("192.0.2.1", None), ("0.0.0.0", "short")])
def test_another_address_needs_a_token(case_file: Path, host: str, token: str | None) -> None:
    with gestae.open(case_file, read_only=True) as case, pytest.raises(SettingsError, match="token"):
        serve(case, Serving(host=host, port=0, token=token), ready=lambda address: None)


@pytest.mark.parametrize(
    ("host", "named"),
    [
        ("127.0.0.1", {"127.0.0.1:80", "localhost:80", "[::1]:80"}), ("::1", {"[::1]:80"}),
        ("0.0.0.0", {"localhost:80"}),
        ("192.0.2.7", {"192.0.2.7:80"}), ("Some.Name", {"some.name:80"}),
    ],
)  # fmt: skip
def test_the_server_goes_by_the_names_of_its_address(host: str, named: set[str]) -> None:
    found = _hosts(host, 80)
    assert named <= found
    assert ("localhost:80" in found) == (host in {"127.0.0.1", "::1", "0.0.0.0"})


def test_serve_says_what_is_wrong_in_one_line(tmp_path: Path, case_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GESTAE_TOKEN", raising=False)
    from gestae.cli.main import run

    assert run(["serve", str(tmp_path / "none.case")]) == 1
    assert run(["serve", str(case_file), "--host", "0.0.0.0"]) == 1
    assert run(["serve", str(case_file), "--edit"]) == 2
    assert run(["report", str(case_file), "-o", str(tmp_path / "no" / "folder.html")]) == 1
    assert run(["report", str(case_file)]) == 2
    assert CliRunner().invoke(command, ["serve", "--help"], standalone_mode=False).exception is None


def test_slow_clients_do_not_stop_others(site: Site) -> None:
    place = urlsplit(site.address)
    waiting = [socket.create_connection((place.hostname or "", place.port or 0), timeout=10) for _ in range(300)]
    try:
        for one in waiting:
            one.sendall(b"GET / HTTP/1.1\r\nHost: ")
        started = time.monotonic()
        assert ask(site, "/api/documents/D0")[0].status == 404
        assert time.monotonic() - started < 2
    finally:
        for one in waiting:
            one.close()


_STALLED = 1_000
_AT_ONCE = 3.0  # seconds


@pytest.fixture
def many_files() -> Iterator[None]:
    """As many open files as the clients of a test need."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = _STALLED + 500
    if hard != resource.RLIM_INFINITY and hard < wanted:
        pytest.skip(f"this system lets a program open {hard} files; {_STALLED} clients need {wanted}")
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, wanted), hard))
    yield
    resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


@pytest.fixture
def program(case_file: Path, tmp_path: Path) -> Iterator[str]:
    """The address of `gestae serve --edit` itself, in a process of its own."""
    copy = tmp_path / "served.case"
    shutil.copy(case_file, copy)
    command = [sys.executable, "-m", "gestae", "serve", str(copy), "--port", "0", "--edit", "--who", "A. Editor"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as running:
        assert running.stderr is not None
        told = running.stderr.readline()
        address = next(word for word in told.split() if word.startswith("http://"))
        yield address
        running.terminate()
        running.stderr.read()


def test_a_thousand_stalled_clients_do_not_stop_others(program: str, many_files: None) -> None:
    """A third never ends its head, a third never sends the body it announced, a third never reads the answer."""
    place = urlsplit(program)
    host = f"Host: {place.netloc}\r\n"
    with urllib.request.urlopen(program) as answer:
        csrf = answer.read().decode().partition('data-csrf="')[2].partition('"')[0]
    host_and_own = f"{host}Origin: {program.rstrip('/')}\r\nX-Gestae-CSRF: {csrf}\r\n"
    body = f"POST /api/corrections HTTP/1.1\r\n{host_and_own}Content-Length: 500\r\n\r\n{{"
    unread = f"GET /api/map/world HTTP/1.1\r\n{host}\r\n"
    stalled: list[socket.socket] = []
    try:
        for number in range(_STALLED):
            one = socket.create_connection((place.hostname or "", place.port or 0), timeout=10)
            stalled.append(one)
            one.sendall((f"GET / HTTP/1.1\r\n{host}", body, unread)[number % 3].encode())
        for path in ("/", "/api/model", "/tables/events.csv", "/static/app.js"):
            started = time.monotonic()
            with urllib.request.urlopen(program.rstrip("/") + path, timeout=30) as answer:
                assert answer.status == 200 and answer.read()
            assert time.monotonic() - started < _AT_ONCE * _busy(), path
    finally:
        for one in stalled:
            one.close()


def _busy() -> float:
    """How many times longer everything takes while the machine works on something else."""
    return max(1.0, os.getloadavg()[0] / (os.cpu_count() or 1))


def test_who_sends_nothing_loses_the_place(case_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gestae.web.guard.PATIENCE", 0.3)
    with gestae.open(case_file, read_only=True) as case, serving(case, who="A. Editor") as site:
        place = urlsplit(site.address)
        own = f"Host: {place.netloc}\r\nOrigin: {site.address.rstrip('/')}\r\nX-Gestae-CSRF: {site.access.csrf}\r\n"
        for sent in ("GET / HTTP/1.1\r\nHost: ", f"POST /api/corrections HTTP/1.1\r\n{own}Content-Length: 9\r\n\r\n{{"):
            with socket.create_connection((place.hostname or "", place.port or 0), timeout=10) as one:
                one.sendall(sent.encode())
                while one.recv(4096):
                    pass  # an answer at most, then the end; a server that waits runs into the timeout
        assert ask(site, "/")[0].status == 200


def test_many_at_once_are_all_answered(site: Site) -> None:
    statuses: list[int] = []
    threads = [
        threading.Thread(target=lambda: statuses.append(ask(site, "/tables/events.csv")[0].status)) for _ in range(40)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert statuses == [200] * 40
