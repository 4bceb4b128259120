"""Rejection: a page that is no story, kept with its reason."""

from __future__ import annotations

from dataclasses import dataclass, field

from newsspider.items.article import Article
from newsspider.visits import Failure, Fetch


def _readable(value: bytes) -> str:
    return value.decode("utf-8", "replace")


@dataclass(frozen=True, kw_only=True, slots=True)
class Rejection:
    """A page that is no story, with the reason as a code and as a sentence, and the page itself.

    Pages of one template have the same `skeleton` (`outlets.pages.skeleton`). `said` is what a page says
    that a later visit must confirm.
    """

    outlet: str
    url: str
    reason: str
    detail: str
    body: bytes = field(default=b"", metadata={"serializer": _readable}, repr=False)
    failure: Failure = Failure.UNREADABLE
    retry_after: float | None = None  # seconds, as the host asks
    skeleton: str | None = None
    said: bytes = field(default=b"", repr=False)
    fetch: Fetch | None = None


def rejected(article: Article, reason: str, detail: str) -> Rejection:
    """The rejection of a page that was read as an article."""
    body = article.fetch.body if article.fetch else b""
    return Rejection(
        outlet=article.outlet, url=article.url, reason=reason, detail=detail, body=body, fetch=article.fetch
    )
