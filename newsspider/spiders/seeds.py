"""Seeds of a crawl: the pages that are due at its begin."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Any

from newsspider.frontier.policy import FOLLOWED
from newsspider.outlets.crawled import CrawledOutlets
from newsspider.outlets.site import Site
from newsspider.runs.session import CrawlSession
from newsspider.spiders.arguments import Arguments
from newsspider.visits import PageKind, Source


async def make_due(session: CrawlSession, arguments: Arguments) -> None:
    """Make the seeds due, and pages that earlier runs left out and this one reaches. Raises StoreLost."""
    outlets, backfill = arguments.outlets, session.plan.backfill
    if backfill is not None:
        lists = await backfill.begin(session.store)
        seeds = [seed(backfill.site, first["url"], Source.BACKFILL) for first in lists]
    elif arguments.given:
        seeds = [seed(outlets.of(url), url, Source.GIVEN) for url in arguments.given]
    else:
        seeds = list(tonights_seeds(outlets, arguments.hosts))
    await session.store.make_due(seeds)
    if not arguments.given:
        for name in outlets.names:
            await session.store.reopen(name, arguments.hosts & outlets.named(name).hosts, _reach(arguments))


def tonights_seeds(outlets: CrawledOutlets, hosts: Iterable[str]) -> Iterator[dict[str, Any]]:
    """The rows of the pages at which a night's crawl of these hosts begins."""
    now = datetime.now(UTC)
    for host in sorted(hosts):
        site = outlets.of(f"https://{host}/")
        for url in site.seeds(host, now.astimezone(site.timezone).date()):
            yield seed(site, url, Source.SEED)


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
