"""A web server on loopback that misbehaves on demand: each path has a function that writes whatever it likes."""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Callable, Iterator

_TLS = b"\x16\x03"
Behaviour = Callable[[socket.socket, "Request"], None]


class Request:
    """What was asked: the path, and the header lines by their names in lower case."""

    def __init__(self, raw: bytes) -> None:
        lines = raw.decode("latin-1").split("\r\n")
        self.path = lines[0].split(" ")[1]
        self.headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines[1:])}


class Server:
    """Answers one connection after another, each in its own thread; keeps what was asked."""

    def __init__(self, behaviours: dict[str, Behaviour]) -> None:
        self.behaviours = behaviours
        self.requests: list[Request] = []
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listening.getsockname()[1]
        self._threads: list[threading.Thread] = []
        self._stopped = threading.Event()
        self._listening.settimeout(0.05)
        self._accepting = threading.Thread(target=self._accept, daemon=True)
        self._accepting.start()

    def url(self, path: str, host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.port}{path}"

    def asked(self, path: str) -> list[Request]:
        return [request for request in self.requests if request.path == path]

    def close(self) -> None:
        self._stopped.set()
        self._accepting.join()
        self._listening.close()
        for thread in self._threads:
            thread.join(5)

    def wait(self, seconds: float) -> None:
        """Idle, but not beyond the end of the test."""
        self._stopped.wait(seconds)

    def _accept(self) -> None:
        while not self._stopped.is_set():
            with contextlib.suppress(TimeoutError):
                client, _ = self._listening.accept()
                thread = threading.Thread(target=self._answer, args=(client,), daemon=True)
                self._threads.append(thread)
                thread.start()

    def _answer(self, client: socket.socket) -> None:
        with client, contextlib.suppress(OSError):
            client.settimeout(5)
            raw = b""
            while b"\r\n\r\n" not in raw:
                piece = client.recv(65_536)
                if not piece:
                    return
                raw += piece
                if raw.startswith(_TLS):
                    client.sendall(response(400, b"this is no TLS"))
                    return
            request = Request(raw)
            self.requests.append(request)
            self.behaviours.get(request.path, missing)(client, request)


def missing(client: socket.socket, request: Request) -> None:
    client.sendall(response(404, b"nothing here"))


def response(status: int, body: bytes = b"", **headers: str) -> bytes:
    named = {"Content-Length": str(len(body)), "Content-Type": "text/html; charset=utf-8"}
    named |= {name.replace("_", "-"): value for name, value in headers.items()}
    lines = [f"HTTP/1.1 {status} Whatever", *(f"{name}: {value}" for name, value in named.items())]
    return "\r\n".join(lines).encode("latin-1") + b"\r\n\r\n" + body


def sends(status: int, body: bytes = b"", **headers: str) -> Behaviour:
    return lambda client, request: client.sendall(response(status, body, **headers))


@contextlib.contextmanager
def serving(behaviours: dict[str, Behaviour]) -> Iterator[Server]:
    server = Server(behaviours)
    try:
        yield server
    finally:
        server.close()
