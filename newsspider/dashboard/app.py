"""What is answered to a request: a page, or an error in words, never a traceback?"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from newsspider.dashboard.database import NothingYet, Source
from newsspider.dashboard.language import LANGUAGES, chosen
from newsspider.dashboard.pages import VIEWS, View
from newsspider.dashboard.pages.look import BadParameter, Elsewhere, Look, NotThere
from newsspider.dashboard.rendering import HERE, page
from newsspider.dashboard.security import Guard
from newsspider.store.errors import StoreError


@dataclass(frozen=True, kw_only=True, slots=True)
class Limits:
    """The settings by which runs are judged: a lease in seconds, how old the last good run may be, how long
    one may take."""

    lease: float
    max_age: timedelta
    max_run: timedelta


def application(source: Source, limits: Limits, name: str = "localhost") -> Guard:
    """The dashboard; `name` is the one that it may be called by besides IP addresses and localhost."""
    routes: list[Route | Mount] = [
        Route(path, _endpoint(view, template, source, limits)) for path, (view, template) in VIEWS.items()
    ]
    routes.append(Route("/health", lambda _: PlainTextResponse("ok\n")))
    routes.append(Mount("/static", StaticFiles(directory=HERE / "static")))
    handlers: Mapping[Any, Any] = {HTTPException: _http_error, Exception: _bug}
    app = Starlette(routes=routes, exception_handlers=handlers)
    app.router.redirect_slashes = False
    return Guard(app, name)


def _endpoint(view: View, template: str, source: Source, limits: Limits) -> Callable[[Request], Response]:
    """Starlette calls a plain function in a thread, where it may wait for the database."""

    def endpoint(request: Request) -> Response:
        try:
            with source.reading() as connection:
                look = Look(
                    connection=connection,
                    asked=request.query_params,
                    number=request.path_params.get("number"),
                    lease=limits.lease,
                    max_age=limits.max_age,
                    max_run=limits.max_run,
                )
                return _page(request, template, view(look))
        except Elsewhere as other:
            stated = request.query_params.get("lang")
            kept = f"?lang={stated}" if stated in LANGUAGES else ""
            return RedirectResponse(other.path + kept, status_code=303)
        except NotThere:
            return _error(request, 404, "missing")
        except BadParameter as bad:
            return _error(request, 400, "parameter", name=bad.name, expected=bad.expected)
        except NothingYet:
            return _page(request, "nothing.html", {})
        except StoreError as error:
            return _error(request, 503, "away", detail=str(error))

    return endpoint


def _page(request: Request, template: str, told: Mapping[str, Any], status: int = 200) -> Response:
    stated = request.query_params.get("lang")
    language = chosen(stated, request.headers.get("accept-language", ""))
    html = page(template, language, told, path=request.url.path, lang=language if stated else "")
    headers = {"content-language": language, "vary": "accept-language"}
    return HTMLResponse(html, status_code=status, headers=headers)


def _error(request: Request, status: int, what: str, **told: str) -> Response:
    return _page(request, "error.html", {"what": what, "status": status, "told": told}, status)


def _http_error(request: Request, error: HTTPException) -> Response:
    return _error(request, error.status_code, "missing")


def _bug(request: Request, _: Exception) -> Response:
    """Starlette hands the error on to the server, which logs it."""
    return _error(request, 500, "bug")
