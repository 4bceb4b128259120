"""Outcomes of responses: how a page was fetched, and what a list, an error or an unchanged page is worth."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from scrapy.http import Request, Response

from newsspider.downloader.exchanges import exchanges_of
from newsspider.downloader.failures import failure_of, failure_of_status, reason_of, retry_after
from newsspider.downloader.networks import network_of, wall_of
from newsspider.items import LinkKind, Listing, Outcome, Rejection
from newsspider.outlets.pages.notices import AccessWall
from newsspider.outlets.site import Site
from newsspider.visits import DuePage, Failure, Fetch, PageKind, RequestKind, Unchanged

MAX_HEADER = 500
"""Characters of an ETag or Last-Modified that is worth sending back."""


def fetch_of(response: Response, page: DuePage | None, site: Site) -> Fetch:
    """How a response was fetched; `page` is the due page that it answers."""
    final_url = site.address(response.url).identity
    listed_on = page.listed_on if page else None
    return Fetch(
        page=page.url if page else final_url,
        depth=page.depth if page else 0,
        status=response.status,
        body=response.body,
        final_url=final_url,
        etag=_header(response, "ETag"),
        last_modified=_header(response, "Last-Modified"),
        listed_on=listed_on,
        day_is_over=site.is_over(listed_on, datetime.now(site.timezone)),
        kind=page.request_kind if page else RequestKind.STORY,
        exchanges=exchanges_of(response.request),
        refused_before=page is not None and page.refused_before,
    )


def _header(response: Response, name: str) -> str | None:
    """A header to be sent back with the next request; None if it is missing, malformed or too long."""
    value = response.headers.get(name)
    text = value.decode("latin-1") if value else ""
    return text if text.isprintable() and 0 < len(text) < MAX_HEADER else None


def unchanged(site: Site, page: DuePage, fetch: Fetch) -> Unchanged:
    """The outcome of a page that is as it was at the last visit."""
    names = page.names_stories
    return Unchanged(outlet=site.name, url=page.url, kind=page.kind, names_stories=names, fetch=fetch)


def listing_outcome(site: Site, listing: Listing, page: DuePage | None, fetch: Fetch) -> Outcome:
    """The outcome of a list. One that names the same stories as last time is unchanged; one that repeats the
    page before it is the last of its index."""
    if page is None:
        return replace(listing, fetch=fetch)
    if page.kind == PageKind.STORY:
        detail = f"expected a story, was sent to the list {listing.url}"
        return rejection(site, "ListInstead", detail, fetch, body=fetch.body)
    if listing.fingerprint == page.fingerprint:
        return unchanged(site, page, fetch)
    if listing.repeats(page.follows):
        stories = tuple(link for link in listing.links if link.kind is LinkKind.STORY)
        listing = replace(listing, links=stories)
    return replace(listing, fetch=fetch)


def status_rejection(site: Site, response: Response, fetch: Fetch) -> Rejection:
    """The outcome of an HTTP status other than 200. A wall refuses us whatever its status."""
    reason, failure = f"Http{response.status}", failure_of_status(response.status)
    network, wall = network_of(response), wall_of(response)
    answered = (f" from {network}" if network else "") + (f": {wall}" if wall else "")
    if wall and failure not in (Failure.REFUSED, Failure.THROTTLED):
        reason, failure = AccessWall.__name__, Failure.REFUSED
    detail = f"expected HTTP status 200, found {response.status}{answered}"
    found = rejection(site, reason, detail, replace(fetch, body=b""), failure)
    return replace(found, retry_after=retry_after(response))


def unread(found: Rejection, fetch: Fetch) -> Rejection:
    """The outcome of a page that is no story and no list. A wall is a refusal."""
    failure = Failure.REFUSED if found.reason == AccessWall.__name__ else found.failure
    return replace(found, fetch=fetch, failure=failure)


def error_rejection(
    site: Site, error: BaseException, page: DuePage, request: Request | None = None
) -> Rejection:
    """The outcome of a request without a response, or with one that is of no use."""
    fetch = Fetch(
        page=page.url,
        depth=page.depth,
        status=0,
        kind=page.request_kind,
        exchanges=exchanges_of(request),
    )
    reason = reason_of(error)
    found = rejection(site, reason, str(error) or reason, fetch, failure_of(error))
    return replace(found, retry_after=getattr(error, "seconds", None))


def rejection(
    site: Site,
    reason: str,
    detail: str,
    fetch: Fetch,
    failure: Failure = Failure.UNREADABLE,
    body: bytes = b"",
) -> Rejection:
    """A rejection of the fetched page."""
    return Rejection(
        outlet=site.name,
        url=fetch.page,
        reason=reason,
        detail=detail,
        failure=failure,
        fetch=fetch,
        body=body,
    )
