"""`gestae serve`: the page, the case as JSON, every table as CSV and JSON. Routes collect arguments and hand on."""

from __future__ import annotations

import hmac
import html
import json
from collections.abc import Callable, Iterator, Mapping
from importlib.resources import files

from starlette.applications import Starlette
from starlette.concurrency import iterate_in_threadpool, run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response, StreamingResponse
from starlette.routing import Route

from gestae.correcting import Wanted
from gestae.errors import CaseBusy, CaseError, CaseSlow
from gestae.linking.corrections import ChangeError
from gestae.views.page.query import Query, QueryError
from gestae.views.page.tables import TABLES, as_csv, as_json, csv_of, json_of, table_rows
from gestae.web.assets import asset, world_map
from gestae.web.guard import COOKIE, Access, Guard, refused
from gestae.web.pages import CasePages
from gestae.web.writes import Undoing, wanted_of

_LONGEST_NUMBER = 12
_TYPES = {".js": "text/javascript", ".css": "text/css", ".json": "application/json", ".txt": "text/plain"}
_LOGIN = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>gestae: log in</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="data:,">
<link rel="stylesheet" href="/static/style.css"></head><body><main class="login"><h1>gestae</h1>
<form method="post" action="/login"><label>Token <input type="password" name="token" autocomplete="current-password">
</label> <button>Open the case</button></form><p role="alert">{said}</p></main></body></html>
"""


def create_app(pages: CasePages, access: Access) -> Starlette:
    """The application that shows a case."""
    routes = _Routes(pages, access)
    return Starlette(
        routes=[
            Route("/", routes.page),
            Route("/login", routes.login, methods=["GET", "POST"]),
            Route("/static/{path:path}", routes.static),
            Route("/api/model", routes.model),
            Route("/api/documents/{document}", routes.document),
            Route("/api/map/{scale}", routes.map),
            Route("/api/corrections", routes.correct, methods=["POST"]),
            Route("/tables/{name}.{ending}", routes.table),
        ],
        middleware=[Middleware(Guard, access=access)],
        exception_handlers={HTTPException: _told, CaseError: _case_failed, Exception: _failed},
    )


class _Routes:
    """What each address answers."""

    def __init__(self, pages: CasePages, access: Access) -> None:
        self._pages = pages
        self._access = access
        self._statics = _static_files()

    async def page(self, request: Request) -> Response:
        """The page itself; who may correct gets the token that its writes must bring."""
        text = asset("index.html").decode("utf-8").replace("</head>", f"{_early(self._statics)}</head>", 1)
        if self._access.who is not None:
            text = text.replace("<html ", f'<html data-edit="yes" data-csrf="{html.escape(self._access.csrf)}" ', 1)
        return Response(text, media_type="text/html")

    async def login(self, request: Request) -> Response:
        """A form for the token; the right one becomes a cookie."""
        if request.method != "POST":
            return Response(_LOGIN.format(said=""), media_type="text/html")
        given = str((await request.form()).get("token", ""))
        if self._access.token is None or not hmac.compare_digest(given.encode(), self._access.token.encode()):
            return Response(_LOGIN.format(said="That is not the token."), status_code=401, media_type="text/html")
        answer = RedirectResponse("/", status_code=303)
        answer.set_cookie(COOKIE, given, httponly=True, samesite="strict")
        return answer

    async def static(self, request: Request) -> Response:
        """One of the page's own files, by its exact name: what is not in the list is not looked for."""
        path = request.path_params["path"]
        if path not in self._statics:
            raise HTTPException(404)
        media = _TYPES.get(path[path.rfind(".") :], "application/octet-stream")
        return Response(asset(path), media_type=media)

    async def model(self, request: Request) -> Response:
        """The overview of the case; of a large one, the first events under the filters."""
        if await run_in_threadpool(self._pages.is_large):
            return await self._window(request)
        return Response(await run_in_threadpool(self._pages.model_json), media_type="application/json")

    async def _window(self, request: Request) -> Response:
        try:
            query, offset = Query.of(request.query_params), _offset(request.query_params)
        except QueryError as error:
            return refused(400, f"{error}.")
        return Response(
            await run_in_threadpool(lambda: _bytes(self._pages.window(query, offset=offset))),
            media_type="application/json",
        )

    async def document(self, request: Request) -> Response:
        """One document with its marks."""
        found = await run_in_threadpool(self._pages.document, request.path_params["document"])
        if found is None:
            return refused(404, "This case has read no document of that id.")
        return _json(found)

    async def map(self, request: Request) -> Response:
        """The world, or the countries of the case in detail."""
        scale = request.path_params["scale"]
        if scale == "world":
            return Response(world_map(), media_type="application/json")
        if scale == "detail":
            return _json(await run_in_threadpool(self._pages.detail))
        raise HTTPException(404)

    async def correct(self, request: Request) -> Response:
        """A correction, or the undoing of one; what it does not fit is said in one sentence."""
        try:
            given = wanted_of(await request.body(), who=self._access.who or "")
            number = await run_in_threadpool(self._carry_out, given)
        except ChangeError as error:
            return refused(422, f"{error}.")
        return JSONResponse({"number": number}, status_code=201)

    def _carry_out(self, given: Wanted | Undoing) -> int:
        if isinstance(given, Undoing):
            return self._pages.undo(given.number, who=given.who, why=given.why)
        return self._pages.correct(given)

    async def table(self, request: Request) -> Response:
        """A table under the filters of a view."""
        name, ending = request.path_params["name"], request.path_params["ending"]
        writers: dict[str, tuple[Callable[..., str], str]] = {
            "csv": (as_csv, "text/csv"),
            "json": (as_json, "application/json"),
        }
        if name not in TABLES or ending not in writers:
            raise HTTPException(404)
        try:
            query = Query.of(request.query_params)
        except QueryError as error:
            return refused(400, f"{error}.")
        write, media = writers[ending]
        headers = {"content-disposition": f'attachment; filename="{name}.{ending}"'}
        if await run_in_threadpool(self._pages.is_large):
            if name == "events":
                lines = self._every_event(query, ending)
                return StreamingResponse(iterate_in_threadpool(lines), media_type=media, headers=headers)
            model = await run_in_threadpool(lambda: self._pages.window(query))
            query = Query(weigh=query.weigh)  # the window holds what fits
            if name == "corrections":
                model = {**model, "corrections": await run_in_threadpool(self._pages.whole_log)}
        else:
            model = await run_in_threadpool(self._pages.model)
        text = await run_in_threadpool(lambda: write(table_rows(model, name, query)))
        return Response(text.encode("utf-8", "backslashreplace"), media_type=media, headers=headers)

    def _every_event(self, query: Query, ending: str) -> Iterator[bytes]:
        """The table of all events of a large case, written while it is read."""
        chunks = (table_rows(page, "events", Query()) for page in self._pages.every_window(query))
        for text in csv_of(chunks) if ending == "csv" else json_of(chunks):
            yield text.encode("utf-8", "backslashreplace")


def _static_files() -> frozenset[str]:
    """The names of all files under `static/`, as addresses name them."""
    found: list[str] = []
    waiting = [("", files("gestae.web") / "static")]
    while waiting:
        prefix, folder = waiting.pop()
        for entry in folder.iterdir():
            if entry.is_dir():
                waiting.append((f"{prefix}{entry.name}/", entry))
            else:
                found.append(prefix + entry.name)
    return frozenset(found)


def _early(names: frozenset[str]) -> str:
    """Has the browser ask for the case and all modules at once, and not for each when it meets the one before."""
    modules = sorted(name for name in names if name.endswith(".js") and name != "vendor/report.js")
    links = [f'<link rel="modulepreload" href="static/{html.escape(name)}">' for name in modules]
    asked = ("api/model", "api/map/world")
    early = [f'<link rel="preload" as="fetch" href="{path}" crossorigin="anonymous">' for path in asked]
    return "\n".join([*early, *links, ""])


def _json(value: object) -> Response:
    return Response(_bytes(value), media_type="application/json")


def _bytes(value: object) -> bytes:
    # ASCII, because a lone surrogate of a damaged report has no UTF-8.
    return json.dumps(value, separators=(",", ":")).encode("ascii")


def _offset(given: Mapping[str, str]) -> int:
    text = given.get("skip", "") or "0"
    if not (text.isascii() and text.isdigit() and len(text) < _LONGEST_NUMBER):
        raise QueryError(f"skip is how many events to leave out, not {text!r}")
    return int(text)


async def _told(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    sentences = {404: "There is nothing of that name here.", 405: "That is not answered here."}
    return refused(status, sentences.get(status, "The request cannot be answered."))


async def _case_failed(request: Request, error: Exception) -> Response:
    if isinstance(error, CaseSlow):
        return refused(503, f"{error}; a longer time is given by `gestae serve --seconds`.")
    return refused(503 if isinstance(error, CaseBusy) else 500, f"{error}.")


async def _failed(request: Request, error: Exception) -> Response:
    return refused(500, "gestae failed; its terminal says how.")
