"""Seeds of a crawl: the pages that are due at its begin."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from newsspider.outlets.site import Site
from newsspider.spiders.arguments import Arguments
from newsspider.visits import PageKind, Source


def seeds_of(site: Site, arguments: Arguments) -> Iterator[dict[str, Any]]:
    """The given addresses, or each host's lists of tonight, as rows of the frontier."""
    if arguments.given:
        yield from (seed(site, url, Source.GIVEN) for url in arguments.given)
        return
    today = datetime.now(site.timezone).date()
    for host in sorted(arguments.hosts):
        yield from (seed(site, url, Source.SEED) for url in site.seeds(host, today))


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
