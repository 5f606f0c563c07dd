"""Who may ask what: the checks before any route, and the headers on every answer.

Only the page itself talks to the server. Its own host name is checked, so that no foreign name can be made to point
here (DNS rebinding); where a token is set, nothing is shown without it; a write must come from our own page (Origin)
and bring the token that our page holds (CSRF).
"""

from __future__ import annotations

import asyncio
import hmac
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.cookies import CookieError, SimpleCookie

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import JSONResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

COOKIE = "gestae_token"
CSRF_HEADER = "x-gestae-csrf"
_READS = frozenset({"GET", "HEAD"})
_OPEN_PATHS = frozenset({"/login", "/static/style.css"})
_MOST_BODY = 65_536
_MOST_ADDRESS = 8_192
PATIENCE = 20.0
"""Seconds in which a request, or the next piece of its body, must come."""

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
HEADERS: Mapping[str, str] = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "x-frame-options": "DENY",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Access:
    """Who may come in: the host names that are ours, the token (None on loopback), who corrects (None: nobody)."""

    hosts: frozenset[str]
    token: str | None = field(default=None, repr=False)
    who: str | None = None
    csrf: str = field(default_factory=lambda: secrets.token_urlsafe(24), repr=False)


class Guard:
    """The application behind its checks."""

    def __init__(self, app: ASGIApp, access: Access) -> None:
        self._app = app
        self._access = access

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or refuse it in one sentence."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        refusal = self._refusal(scope, Headers(scope=scope))
        body = _Body(receive)
        with_headers = _with_headers(send)
        if refusal is not None:
            await refusal(scope, receive, with_headers)
            return
        await self._app(scope, body, with_headers)

    def _refusal(self, scope: Scope, headers: Headers) -> Response | None:
        if headers.get("host", "").lower() not in self._access.hosts:
            return refused(421, "This server does not go by that name.")
        if len(scope["raw_path"]) + len(scope["query_string"]) > _MOST_ADDRESS:
            return refused(414, f"The address is longer than {_MOST_ADDRESS} characters.")
        method = scope["method"]
        if method not in _READS and method != "POST":
            return refused(405, f"{method} is not answered here.")
        if headers.get("sec-fetch-site") in {"cross-site", "same-site"} and headers.get("sec-fetch-mode") != "navigate":
            return refused(403, "Another site's page may not ask.")
        if not self._known(headers) and scope["path"] not in _OPEN_PATHS:
            if method in _READS and scope["path"] == "/":
                return Response(status_code=303, headers={"location": "/login"})
            return refused(401, "Log in first: open / in a browser, or send the token as a bearer.")
        return self._refused_write(scope, headers) if method == "POST" else None

    def _known(self, headers: Headers) -> bool:
        if self._access.token is None:
            return True
        bearer = headers.get("authorization", "").removeprefix("Bearer ")
        return any(
            hmac.compare_digest(given.encode(), self._access.token.encode()) for given in (bearer, _cookie(headers))
        )

    def _refused_write(self, scope: Scope, headers: Headers) -> Response | None:
        if not self._own_origin(headers):
            return refused(403, "A change must come from this page.")
        if not headers.get("content-length", "").isdigit():
            return refused(411, "The length of the request is missing.")
        if int(headers["content-length"]) > _MOST_BODY:
            return refused(413, f"The request is larger than {_MOST_BODY} bytes.")
        if scope["path"] == "/login":
            return None
        if self._access.who is None:
            return refused(403, "This case is shown read-only; start gestae serve with --edit to correct it.")
        if not hmac.compare_digest(headers.get(CSRF_HEADER, "").encode(), self._access.csrf.encode()):
            return refused(403, "The page is older than the server; reload it.")
        return None

    def _own_origin(self, headers: Headers) -> bool:
        scheme, _, host = headers.get("origin", "").lower().partition("://")
        return scheme in {"http", "https"} and host == headers["host"].lower()


class _Body:
    """The body of a request, cut off where it is longer than it may be, or does not come."""

    def __init__(self, receive: Receive) -> None:
        self._receive = receive
        self._seen = 0
        self._complete = False

    async def __call__(self) -> Message:
        try:
            # Once the body is here, what is waited for is the end of the connection.
            message = await asyncio.wait_for(self._receive(), None if self._complete else PATIENCE)
        except TimeoutError:
            return {"type": "http.disconnect"}
        self._complete = not message.get("more_body", False)
        self._seen += len(message.get("body", b""))
        if self._seen > _MOST_BODY:
            return {"type": "http.disconnect"}
        return message


def refused(status: int, sentence: str) -> JSONResponse:
    """A refusal in one sentence."""
    return JSONResponse({"error": sentence}, status_code=status)


def _with_headers(send: Send) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers[name] = value
            headers.setdefault("cache-control", "no-store")
        await send(message)

    return sending


def _cookie(headers: Headers) -> str:
    try:
        found = SimpleCookie(headers.get("cookie", "")).get(COOKIE)
    except CookieError:
        return ""
    return found.value if found is not None else ""
