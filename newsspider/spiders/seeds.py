"""Seeds of a crawl: the pages that are due at its begin."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from newsspider.frontier.policy import FOLLOWED
from newsspider.outlets.site import Site
from newsspider.runs.session import CrawlSession
from newsspider.spiders.arguments import Arguments
from newsspider.visits import PageKind, Source


async def make_due(session: CrawlSession, arguments: Arguments) -> None:
    """Make the seeds due, and pages that earlier runs left out and this one reaches. Raises StoreLost."""
    site, backfill = session.plan.outlet, session.plan.backfill
    if backfill is not None:
        lists = await backfill.begin(session.store)
        seeds = _seeds(site, (first["url"] for first in lists), Source.BACKFILL)
    elif arguments.given:
        seeds = _seeds(site, arguments.given, Source.GIVEN)
    else:
        seeds = _seeds(site, tonights_lists(site, arguments.hosts), Source.SEED)
    await session.store.make_due(seeds)
    if not arguments.given:
        await session.store.reopen(site.name, arguments.hosts, _reach(arguments))


def tonights_lists(site: Site, hosts: Iterable[str]) -> list[str]:
    """The addresses at which a night's crawl of these hosts begins."""
    today = datetime.now(site.timezone).date()
    return [url for host in sorted(hosts) for url in site.seeds(host, today)]


def _seeds(site: Site, urls: Iterable[str], source: Source) -> list[dict[str, Any]]:
    return [seed(site, url, source) for url in urls]


def seed(site: Site, url: str, source: Source) -> dict[str, Any]:
    """The frontier's row of a seed."""
    address = site.address(url)
    return {
        "outlet": site.name,
        "url": address.identity,
        "host": address.host,
        "found_how": source,
        "kind": address.page_kind or PageKind.STORY,
        "priority": 0,
        "listed_on": address.day,
    }


def _reach(arguments: Arguments) -> dict[str, object]:
    """What a run follows, as the store's `reopen` takes it."""
    policy, backfill = arguments.link_policy, arguments.backfill
    days = {"since": backfill.since, "until": backfill.until} if backfill else {}
    followed, kinds = map(str, policy.follow), map(str, FOLLOWED)
    return {"depth": policy.depth, "follow": list(followed), "kinds": list(kinds), **days}
