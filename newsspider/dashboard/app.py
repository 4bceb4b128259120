"""ASGI application of the dashboard: each request gets a page, or an error in words, never a traceback."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from newsspider.dashboard.database import NothingYet, Source
from newsspider.dashboard.language import LANGUAGES, choose_language
from newsspider.dashboard.pages import VIEWS, View
from newsspider.dashboard.pages.request import BadParameter, Limits, NotFound, PageRequest, Redirected
from newsspider.dashboard.rendering import FOLDER, render
from newsspider.dashboard.security import Guard
from newsspider.store.errors import StoreError


def application(source: Source, limits: Limits, name: str = "localhost") -> Guard:
    """The dashboard. `name` is the host name it accepts besides IP addresses and localhost."""
    routes: list[Route | Mount] = [
        Route(path, _endpoint(view, template, source, limits)) for path, (view, template) in VIEWS.items()
    ]
    routes.append(Route("/health", lambda _: PlainTextResponse("ok\n")))
    routes.append(Mount("/static", StaticFiles(directory=FOLDER / "static")))
    handlers: Mapping[Any, Any] = {HTTPException: _http_error, Exception: _bug}
    app = Starlette(routes=routes, exception_handlers=handlers)
    app.router.redirect_slashes = False
    return Guard(app, name)


def _endpoint(view: View, template: str, source: Source, limits: Limits) -> Callable[[Request], Response]:
    """An endpoint as a plain function: Starlette calls it in a thread, where it may wait for the database."""

    def endpoint(request: Request) -> Response:
        try:
            with source.connect() as connection:
                page_request = PageRequest(
                    connection=connection,
                    parameters=request.query_params,
                    number=request.path_params.get("number"),
                    limits=limits,
                )
                return _page(request, template, view(page_request))
        except Redirected as other:
            stated = request.query_params.get("lang")
            query = f"?lang={stated}" if stated in LANGUAGES else ""
            return RedirectResponse(other.path + query, status_code=303)
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
    html = render(template, language, values, path=request.url.path, lang=language if stated else "")
    headers = {"content-language": language, "vary": "accept-language"}
    return HTMLResponse(html, status_code=status, headers=headers)


def _error(request: Request, status: int, kind: str, **details: str) -> Response:
    return _page(request, "error.html", {"kind": kind, "status": status, "details": details}, status)


def _http_error(request: Request, error: HTTPException) -> Response:
    return _error(request, error.status_code, "missing")


def _bug(request: Request, _: Exception) -> Response:
    """The error page; Starlette raises the exception again for the server, which logs it."""
    return _error(request, 500, "bug")
