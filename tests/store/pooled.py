"""A small site for crawls through a pooler."""

from __future__ import annotations

from tests.running.oddsite import SOLO, WWW, OddSite, sitemap, story

STORIES = [
    f"https://{host}/{section}2026/11/20/kopi-di-lereng-{number}"
    for host, section, first in ((WWW, "regional/", 7100), (SOLO, "", 7200))
    for number in range(first, first + 4)
]


def little_site() -> OddSite:
    """Two hosts, each with a sitemap of four stories."""
    pages = {url.removeprefix("https://"): story(url, head=f"Kopi di Lereng {url[-6:]}") for url in STORIES}
    lists = {
        place: sitemap(*(url for url in STORIES if place.partition("/")[0] in url))
        for place in (f"{WWW}/sitemap-news.xml", f"{SOLO}/sitemap.xml")
    }
    return OddSite({**pages, **lists})
