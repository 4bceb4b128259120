"""Outcomes of responses: pure functions of response, due page and site."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from scrapy.http import Response

from newsspider.downloader.failures import HostPaused
from newsspider.items import Link, LinkKind, Listing, Rejection
from newsspider.outlets import OUTLETS
from newsspider.spiders import outcomes
from newsspider.visits import DuePage, Failure, Fetch, PageKind, RequestKind, Source, Unchanged

SITE = OUTLETS["tribun"]
HOST = "www.tribunnews.com"
STORY = f"https://{HOST}/nasional/2026/07/24/kopi"
INDEX = f"https://{HOST}/index-news?date=2026-7-24"
PAGE = DuePage(id=1, url=STORY, host=HOST, kind=PageKind.STORY, depth=2)
LIST = DuePage(id=2, url=INDEX, host=HOST, kind=PageKind.LISTING, depth=0, listed_on=date(2026, 7, 24))
FETCH = Fetch(page=INDEX, depth=0, status=200, body=b"x")


def listing(*urls: str, following: str | None = None) -> Listing:
    links = [Link(kind=LinkKind.STORY, url=url, anchor="Kopi") for url in urls]
    if following:
        links.append(Link(kind=LinkKind.PAGINATION, url=following, anchor="2"))
    return Listing(outlet="tribun", url=INDEX, layout="Index", source=Source.INDEX, links=tuple(links))


def test_fetch_keeps_page_and_final_url() -> None:
    response = Response(f"{STORY}?utm_source=x", body=b"x", headers={"ETag": '"a"', "Last-Modified": "k"})
    fetch = outcomes.fetch_of(response, replace(PAGE, url=f"{STORY}-lama"), SITE)
    assert (fetch.page, fetch.final_url, fetch.depth, fetch.kind) == (f"{STORY}-lama", STORY, 2, "story")
    assert (fetch.status, fetch.body, fetch.etag, fetch.last_modified) == (200, b"x", '"a"', "k")


def test_fetch_without_due_page_is_its_address() -> None:
    fetch = outcomes.fetch_of(Response(f"{STORY}?utm_source=x"), None, SITE)
    assert (fetch.page, fetch.depth, fetch.kind, fetch.day_is_over) == (STORY, 0, "story", False)


def test_dated_list_of_a_past_day_is_over() -> None:
    fetch = outcomes.fetch_of(Response(INDEX), replace(LIST, listed_on=date(2020, 1, 1)), SITE)
    assert fetch.day_is_over


@pytest.mark.parametrize("value", ["", "a\tb", "x" * outcomes.MAX_HEADER, "\x7f"])
def test_malformed_header_is_not_kept(value: str) -> None:
    fetch = outcomes.fetch_of(Response(STORY, headers={"ETag": value}), PAGE, SITE)
    assert fetch.etag is None


def test_list_in_place_of_a_story_is_rejected() -> None:
    outcome = outcomes.listing_outcome(SITE, listing(STORY), PAGE, FETCH)
    assert isinstance(outcome, Rejection)
    assert (outcome.reason, outcome.failure, outcome.body) == ("ListInstead", Failure.UNREADABLE, b"x")


def test_list_with_the_same_stories_is_unchanged() -> None:
    one = listing(STORY)
    outcome = outcomes.listing_outcome(SITE, one, replace(LIST, fingerprint=one.fingerprint), FETCH)
    assert isinstance(outcome, Unchanged)
    assert (outcome.kind, outcome.fetch) == ("listing", FETCH)


@pytest.mark.parametrize(("repeats", "links"), [(True, 1), (False, 2)])
def test_list_that_repeats_the_page_before_is_the_last(repeats: bool, links: int) -> None:
    one = listing(STORY, following=f"{INDEX}&page=2")
    page = replace(LIST, follows=one.fingerprint if repeats else None)
    outcome = outcomes.listing_outcome(SITE, one, page, FETCH)
    assert isinstance(outcome, Listing)
    assert len(outcome.links) == links


@pytest.mark.parametrize(
    ("status", "headers", "failure", "seconds"),
    [
        (404, {}, Failure.MISSING, None),
        (503, {"Retry-After": "7"}, Failure.SERVER, 7.0),
        (429, {}, Failure.THROTTLED, None),
        (302, {}, Failure.UNREADABLE, None),
    ],
)
def test_status_becomes_rejection_without_body(
    status: int, headers: dict[str, Any], failure: Failure, seconds: float | None
) -> None:
    response = Response(STORY, status=status, headers=headers, body=b"x")
    found = outcomes.status_rejection(SITE, response, replace(FETCH, page=STORY, status=status))
    assert (found.reason, found.failure, found.retry_after) == (f"Http{status}", failure, seconds)
    assert found.fetch is not None
    assert (found.url, found.body, found.fetch.body) == (STORY, b"", b"")


@pytest.mark.parametrize(
    ("error", "reason", "failure", "seconds"),
    [
        (TimeoutError(), "DownloadTimeoutError", Failure.TIMEOUT, None),
        (HostPaused("m.tribunnews.com", 9.0, "is paused"), "HostPaused", Failure.THROTTLED, 9.0),
        (ValueError("x"), "ValueError", Failure.CONNECTION, None),
    ],
)
def test_error_becomes_rejection(
    error: Exception, reason: str, failure: Failure, seconds: float | None
) -> None:
    found = outcomes.error_rejection(SITE, error, PAGE)
    assert (found.reason, found.failure, found.retry_after) == (reason, failure, seconds)
    assert found.fetch == Fetch(page=STORY, depth=2, status=0, kind=RequestKind.STORY)
