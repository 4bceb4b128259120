"""ASGI application of the dashboard: each request gets a page, or an error in words, never a traceback."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from newsspider.dashboard import atom
from newsspider.dashboard.access import NOBODY_ELSE, Access
from newsspider.dashboard.captured import capture_response
from newsspider.dashboard.database import DashboardDatabase, NothingYet
from newsspider.dashboard.language import LANGUAGES, choose_language
from newsspider.dashboard.live.broadcast import Broadcast
from newsspider.dashboard.live.runs import LiveRuns
from newsspider.dashboard.live.stream import event_endpoint, poll_run
from newsspider.dashboard.login import Login
from newsspider.dashboard.machine import Machine
from newsspider.dashboard.pages import VIEWS, View
from newsspider.dashboard.pages.request import BadParameter, NotFound, PageRequest, Redirected, RunLimits
from newsspider.dashboard.rendering import FOLDER, render
from newsspider.dashboard.security import PREFIX, Guard
from newsspider.store.errors import StoreError
from newsspider.store.reports.captures import stored_capture

Ask = Callable[[Request], AbstractContextManager[PageRequest]]
Answer = Callable[[Request, PageRequest], Response]


def application(
    source: DashboardDatabase,
    limits: RunLimits,
    live: LiveRuns,
    machine: Machine,
    access: Access = NOBODY_ELSE,
    archive: Path | None = None,
) -> Guard:
    """The dashboard. `archive` is the folder of captured pages."""
    ask = partial(_request, source, limits, live, machine, archive)
    broadcast = Broadcast(partial(poll_run, source, live))
    routes: list[Route | Mount] = [
        Route(path, _endpoint(ask, partial(_view, view, template)))
        for path, (view, template) in VIEWS.items()
    ]
    routes.append(Route("/captures/{number}", _endpoint(ask, _capture)))
    routes.append(Route(atom.PATH, _endpoint(ask, _feed)))
    routes.append(Route("/live/{number}/events", event_endpoint(broadcast)))
    routes.append(Route("/health", lambda _: PlainTextResponse("ok\n")))
    routes.append(Mount("/static", StaticFiles(directory=FOLDER / "static")))
    handlers: Mapping[Any, Any] = {HTTPException: _http_error, Exception: _bug}
    app = Starlette(routes=routes, exception_handlers=handlers)
    app.router.redirect_slashes = False
    return Guard(Login(app, access.login), access.names, broadcast.stop, access.prefix)


@contextmanager
def _request(
    source: DashboardDatabase,
    limits: RunLimits,
    live: LiveRuns,
    machine: Machine,
    archive: Path | None,
    request: Request,
) -> Iterator[PageRequest]:
    """What a page is asked for, with a connection. Raises NothingYet, StoreError."""
    with source.connect() as connection:
        yield PageRequest(
            connection=connection,
            parameters=request.query_params,
            number=request.path_params.get("number"),
            limits=limits,
            live=live,
            machine=machine,
            archive=archive,
        )


def _view(view: View, template: str, request: Request, asked: PageRequest) -> Response:
    return _page(request, template, view(asked))


def _capture(_: Request, asked: PageRequest) -> Response:
    """A captured page itself."""
    row = stored_capture(asked.connection, asked.id())
    if row is None:
        raise NotFound
    return capture_response(asked.archive, row)


def _feed(request: Request, asked: PageRequest) -> Response:
    return atom.feed_response(asked, request.headers, request.scope[PREFIX])


def _endpoint(ask: Ask, answer: Answer) -> Callable[[Request], Response]:
    """An endpoint as a plain function: Starlette calls it in a thread, where it may wait for the database."""

    def endpoint(request: Request) -> Response:
        try:
            with ask(request) as asked:
                return answer(request, asked)
        except Redirected as other:
            stated = request.query_params.get("lang")
            query = f"?lang={stated}" if stated in LANGUAGES else ""
            return RedirectResponse(request.scope[PREFIX] + other.path + query, status_code=303)
        except NotFound:
            return _error(request, 404, "missing")
        except BadParameter as bad:
            return _error(request, 400, "parameter", name=bad.name, expected=bad.expected)
        except NothingYet:
            return _page(request, "nothing.html", {})
        except StoreError as error:
            return _error(request, 503, "away", detail=str(error))

    return endpoint


def _page(request: Request, template: str, values: Mapping[str, Any], status: int = 200) -> Response:
    stated = request.query_params.get("lang")
    language = choose_language(stated, request.headers.get("accept-language", ""))
    html = render(
        template,
        language,
        values,
        path=request.scope["path"],
        query=request.query_params.multi_items(),
        lang=language if stated else "",
        prefix=request.scope[PREFIX],
    )
    headers = {"content-language": language, "vary": "accept-language"}
    return HTMLResponse(html, status_code=status, headers=headers)


def _error(request: Request, status: int, kind: str, **details: str) -> Response:
    return _page(request, "error.html", {"kind": kind, "status": status, "details": details}, status)


def _http_error(request: Request, error: HTTPException) -> Response:
    return _error(request, error.status_code, "missing")


def _bug(request: Request, _: Exception) -> Response:
    """The error page; Starlette raises the exception again for the server, which logs it."""
    return _error(request, 500, "bug")
