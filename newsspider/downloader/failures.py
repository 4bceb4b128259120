"""What does a download fail with, and of which kind is the failure?"""

from __future__ import annotations

import asyncio
import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Request, Response
from scrapy.settings import BaseSettings
from scrapy.utils.misc import load_object

from newsspider.visits import Failure

LONGEST_WAIT = 7 * 86_400.0
"""Seconds; a host that asks for more (Retry-After) is asked again after this."""

_STATUS = {
    401: Failure.REFUSED, 403: Failure.REFUSED, 451: Failure.REFUSED, 404: Failure.MISSING, 410: Failure.GONE,
    408: Failure.TIMEOUT, 425: Failure.SERVER, 429: Failure.THROTTLED,
}  # fmt: skip
_EXCEPTIONS = {
    "DownloadTimeoutError": Failure.TIMEOUT, "TimeoutError": Failure.TIMEOUT,
    "CannotResolveHostError": Failure.DNS, "PrivateAddress": Failure.DNS,
    "ResponseDataLossError": Failure.CUT,
    "DownloadCancelledError": Failure.TOO_LARGE, "BodyTooLarge": Failure.TOO_LARGE,
    "HostPaused": Failure.THROTTLED,
    "TooSlow": Failure.ROBOTS_UNREACHABLE,
    "RobotsUnreachable": Failure.ROBOTS_UNREACHABLE, "RobotsDisallowed": Failure.FORBIDDEN,
    "ForeignHost": Failure.REDIRECTED, "PlainHttp": Failure.REDIRECTED, "RedirectLoop": Failure.REDIRECTED,
    "MovedAway": Failure.REDIRECTED, "TooManyRedirects": Failure.REDIRECTED,
}  # fmt: skip
"""By name: the same failure has several classes, Scrapy's, Twisted's and Python's own."""
_SECONDS = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_REASONS = {"DownloadCancelledError": "ResponseTooLarge", "TimeoutError": "DownloadTimeoutError"}


class HostPaused(IgnoreRequest):
    """The host is not to be asked now, for `seconds` at least; its page was not asked for, and stays due."""

    def __init__(self, host: str, seconds: float, why: str) -> None:
        super().__init__(f"{host} {why}")
        self.host, self.seconds = host, seconds


def failures(settings: BaseSettings) -> tuple[type[Exception], ...]:
    """The exceptions of a download that got no response: refused by a middleware, or what Scrapy's
    own retries know (RETRY_EXCEPTIONS: names or classes)."""
    return (IgnoreRequest, TimeoutError, *map(load_object, settings.getlist("RETRY_EXCEPTIONS")))


async def downloaded(crawler: Crawler, request: Request) -> Response | Exception:
    """The response to a request, or whatever the download failed with."""
    (answer,) = await asyncio.gather(crawler.engine.download_async(request), return_exceptions=True)
    if isinstance(answer, (Response, Exception)):
        return answer
    raise answer


def failure_of_status(status: int) -> Failure:
    """The kind of failure that an HTTP status other than 200 is."""
    return _STATUS.get(status, Failure.SERVER if status >= 500 else Failure.UNREADABLE)


def failure_of(error: BaseException) -> Failure:
    """The kind of failure that an exception is; what we do not know may be the connection."""
    kind = _EXCEPTIONS.get(type(error).__name__) or _EXCEPTIONS.get(reason_of(error))
    return kind or (Failure.FINAL if isinstance(error, IgnoreRequest) else Failure.CONNECTION)


def reason_of(error: BaseException) -> str:
    """The reason in one word: the exception's name, where that says what it is."""
    name = type(error).__name__
    if name == "IgnoreRequest" and "redirect" in str(error):
        return "TooManyRedirects"  # Scrapy has no class of its own for it
    return _REASONS.get(name, name)


def retry_after(response: Response) -> float | None:
    """Seconds that the host asks us to wait (RFC 9110, 10.2.3); None if it does not say."""
    text = (response.headers.get("Retry-After") or b"").decode("latin-1").strip()
    if _SECONDS.fullmatch(text):
        return min(float(text[:12]), LONGEST_WAIT)
    try:
        moment = parsedate_to_datetime(text)
    except (TypeError, ValueError):
        return None
    waits = (moment if moment.tzinfo else moment.replace(tzinfo=UTC)) - datetime.now(UTC)
    return min(max(0.0, waits.total_seconds()), LONGEST_WAIT)
