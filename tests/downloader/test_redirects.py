"""Known-redirect middleware: which redirects of stories are passed on, followed or refused."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from scrapy.http import Request, Response

from newsspider.downloader.redirects import KnownRedirectMiddleware, MovedAway, RedirectLoop
from newsspider.runs.session import CrawlSession
from newsspider.visits import DuePage, Fetch, Moved
from tests.databases.recording import HOST, recording
from tests.store.test_store import address, article, save

OLD, NEW = f"https://{HOST}/nasional/7858656/kopi", address(1)
ELSEWHERE = NEW.replace("www.", "solo.")
PAGE = DuePage(id=7, url=OLD, host=HOST, kind="story", depth=0)


async def redirected(session: CrawlSession | None, to: str, page: DuePage | None = PAGE) -> Request:
    """The request for the page, after the middleware has seen a redirect to this address."""
    request = Request(OLD, cb_kwargs={"page": page} if page else {}, headers={"If-None-Match": '"a"'})
    response = Response(OLD, status=301, headers={"Location": to})
    await KnownRedirectMiddleware(lambda: session).process_response(request, response)
    return request


def moved_to(request: Request) -> Any:
    assert ("moved_to" in request.meta) == ("If-None-Match" in request.headers)
    return request.meta.get("moved_to")


async def test_redirect_to_unknown_story_is_followed(database: str) -> None:
    async with recording(database) as (_, session):
        assert moved_to(await redirected(session, NEW)) is None
        assert session.feeder.redirects == {OLD: NEW}


@pytest.mark.parametrize("known", ["stored", "in flight"])
async def test_redirect_to_known_story_is_passed_on(database: str, known: str) -> None:
    async with recording(database) as (_, session):
        if known == "stored":
            await save(session.store, article(1))
        else:
            session.feeder.in_flight[NEW] = 8
        assert moved_to(await redirected(session, NEW)) == NEW
        assert session.feeder.redirects == {}


async def test_given_address_is_followed_to_stored_story(database: str) -> None:
    async with recording(database) as (_, session):
        await save(session.store, article(1))
        scope = replace(session.plan.scope, refetch=True)
        session.plan = replace(session.plan, scope=scope)
        assert moved_to(await redirected(session, NEW)) is None


async def test_redirect_to_another_host_is_passed_on(database: str) -> None:
    async with recording(database) as (_, session):
        assert moved_to(await redirected(session, ELSEWHERE)) == ELSEWHERE


async def test_stored_story_that_leaves_its_host_is_doubted(database: str) -> None:
    async with recording(database) as (_, session):
        with pytest.raises(MovedAway, match=ELSEWHERE):
            await redirected(session, ELSEWHERE, replace(PAGE, stored=True))
        led_away = replace(PAGE, stored=True, led_away=True)
        assert moved_to(await redirected(session, ELSEWHERE, led_away)) == ELSEWHERE


async def test_alias_on_another_host_is_a_loop(database: str) -> None:
    async with recording(database) as (_, session):
        fetch = Fetch(page=ELSEWHERE, depth=0, status=301)
        await save(session.store, Moved(outlet="tribun", url=ELSEWHERE, to=OLD, fetch=fetch))
        with pytest.raises(RedirectLoop, match="leads back to it"):
            await redirected(session, ELSEWHERE)


@pytest.mark.parametrize(
    "to", [f"https://{HOST}/", "https://contoh.example/2026/07/24/kopi", "mailto:x@contoh.example", ""]
)
async def test_redirect_to_no_story_is_followed(database: str, to: str) -> None:
    async with recording(database) as (_, session):
        assert moved_to(await redirected(session, to)) is None
        assert session.feeder.redirects == {}


@pytest.mark.parametrize("page", [None, replace(PAGE, kind="listing")])
async def test_only_stories_of_the_frontier_are_judged(database: str, page: DuePage | None) -> None:
    async with recording(database) as (_, session):
        await save(session.store, article(1))
        assert moved_to(await redirected(session, NEW, page)) is None
    assert moved_to(await redirected(None, NEW)) is None
