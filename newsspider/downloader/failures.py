"""Failures of downloads: their kinds, their exceptions, and the time a host asks us to wait."""

from __future__ import annotations

import asyncio
import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Request, Response

from newsspider.visits import Failure

MAX_RETRY_AFTER = 7 * 86_400.0
"""Seconds; a longer Retry-After counts as this."""

_STATUS = {
    401: Failure.REFUSED,
    403: Failure.REFUSED,
    451: Failure.REFUSED,
    404: Failure.MISSING,
    410: Failure.GONE,
    408: Failure.TIMEOUT,
    425: Failure.SERVER,
    429: Failure.THROTTLED,
}
_EXCEPTIONS = {
    "DownloadTimeoutError": Failure.TIMEOUT,
    "CannotResolveHostError": Failure.DNS,
    "PrivateAddress": Failure.DNS,
    "ResponseDataLossError": Failure.CUT,
    "ResponseTooLarge": Failure.TOO_LARGE,
    "BodyTooLarge": Failure.TOO_LARGE,
    "HostPaused": Failure.THROTTLED,
    "TooSlow": Failure.ROBOTS_UNREACHABLE,
    "RobotsUnreachable": Failure.ROBOTS_UNREACHABLE,
    "RobotsDisallowed": Failure.FORBIDDEN,
    "ForeignHost": Failure.REDIRECTED,
    "PlainHttp": Failure.REDIRECTED,
    "RedirectLoop": Failure.REDIRECTED,
    "MovedAway": Failure.REDIRECTED,
    "TooManyRedirects": Failure.REDIRECTED,
}
"""By reason: one failure has several classes, Scrapy's, Twisted's and Python's own."""
_SECONDS = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_REASONS = {"DownloadCancelledError": "ResponseTooLarge", "TimeoutError": "DownloadTimeoutError"}


class HostPaused(IgnoreRequest):
    """The host gets no request now, nor for `seconds`; the page was not requested, and stays due."""

    def __init__(self, host: str, seconds: float, reason: str) -> None:
        super().__init__(f"{host} {reason}")
        self.host, self.seconds = host, seconds


async def downloaded(crawler: Crawler, request: Request) -> Response | Exception:
    """The response to a request, or the exception that the download failed with."""
    (answer,) = await asyncio.gather(crawler.engine.download_async(request), return_exceptions=True)
    if isinstance(answer, (Response, Exception)):
        return answer
    raise answer


def failure_of_status(status: int) -> Failure:
    """The kind of failure of an HTTP status other than 200."""
    return _STATUS.get(status, Failure.SERVER if status >= 500 else Failure.UNREADABLE)


def failure_of(error: BaseException) -> Failure:
    """The kind of failure of an exception; an unknown one counts as a failed connection."""
    unknown = Failure.FINAL if isinstance(error, IgnoreRequest) else Failure.CONNECTION
    return _EXCEPTIONS.get(reason_of(error), unknown)


def reason_of(error: BaseException) -> str:
    """The reason in one word: the exception's name, or a clearer one."""
    name = type(error).__name__
    if name == "IgnoreRequest" and "redirect" in str(error):
        return "TooManyRedirects"  # Scrapy has no class of its own for it
    return _REASONS.get(name, name)


def retry_after(response: Response) -> float | None:
    """Seconds that the host asks us to wait, by Retry-After (RFC 9110, 10.2.3); None if it does not say."""
    text = (response.headers.get("Retry-After") or b"").decode("latin-1").strip()
    if _SECONDS.fullmatch(text):
        return min(float(text[:12]), MAX_RETRY_AFTER)
    try:
        moment = parsedate_to_datetime(text)
    except (TypeError, ValueError):
        return None
    wait = (moment if moment.tzinfo else moment.replace(tzinfo=UTC)) - datetime.now(UTC)
    return min(max(0.0, wait.total_seconds()), MAX_RETRY_AFTER)
