"""Endpoint of the server-sent events of a run under way."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response, StreamingResponse

from newsspider.dashboard.database import DashboardDatabase, NothingYet
from newsspider.dashboard.language import LANGUAGES, Labels, choose_language
from newsspider.dashboard.live.broadcast import AWAY, Broadcast, TooManyStreams
from newsspider.dashboard.live.runs import LiveRuns
from newsspider.dashboard.live.state import event, state_of
from newsspider.store.errors import StoreError

MEDIA_TYPE = "text/event-stream"
NO_BUFFER = {"x-accel-buffering": "no"}
"""A proxy (nginx) hands each event on at once."""
LONGEST_NUMBER = 18


def event_endpoint(broadcast: Broadcast) -> Callable[[Request], Awaitable[Response]]:
    """`/live/{number}/events`: a stream; 404 for what is no number, 503 for too many streams."""

    async def events(request: Request) -> Response:
        number = str(request.path_params["number"])
        if not (number.isascii() and number.isdigit()) or len(number) > LONGEST_NUMBER:
            return PlainTextResponse("expected the number of a run\n", status_code=404)
        if request.method == "HEAD":
            return Response(media_type=MEDIA_TYPE)
        try:
            broadcast.check_room()
        except TooManyStreams:
            return PlainTextResponse("too many streams: load the page again\n", status_code=503)
        stated, accepted = request.query_params.get("lang"), request.headers.get("accept-language", "")
        stream = broadcast.stream(int(number), choose_language(stated, accepted))
        return StreamingResponse(stream, media_type=MEDIA_TYPE, headers=NO_BUFFER)

    return events


def poll_run(source: DashboardDatabase, live: LiveRuns, run: int) -> tuple[Mapping[str, bytes], bool]:
    """The newest event of a run by language (AWAY without a database), and whether the run has ended."""
    try:
        with source.connect() as connection:
            watched = live.look(connection, run)
    except (StoreError, NothingYet):
        return dict.fromkeys(LANGUAGES, AWAY), False
    if watched is None:
        return dict.fromkeys(LANGUAGES, AWAY), True
    events = {language: event(state_of(watched, Labels(language), live.budget)) for language in LANGUAGES}
    return events, not watched.run.goes_on
