"""No step from https to http: what leads to plain http is asked for by https, or refused (case X6)."""

from __future__ import annotations

from typing import Any

import pytest
from scrapy.http import Request

from newsspider.browser.resources import FOR_BROWSER
from newsspider.downloader.offsite import ForeignHost, OffsiteMiddleware, PlainHttp
from newsspider.outlets import OUTLETS
from newsspider.outlets.crawled import CrawledOutlets
from tests.crawls.test_odd_sites import at, crawl, stored
from tests.running.nights import rows
from tests.running.oddsite import WWW, moved, sitemap, story

GUARD = OffsiteMiddleware(lambda: CrawledOutlets([OUTLETS["tribun"]]))


@pytest.mark.parametrize(
    ("url", "meta", "asked"),
    [
        (f"http://{WWW}/latest/meta-data/", {}, f"https://{WWW}/latest/meta-data/"),
        ("http://solo.tribunnews.com/internal/admin", {}, "https://solo.tribunnews.com/internal/admin"),
        (f"http://{WWW}:80/a?b=c", {}, f"https://{WWW}/a?b=c"),
        (f"http://{WWW}/robots.txt", {"dont_obey_robotstxt": True}, f"https://{WWW}/robots.txt"),
        (f"http://{WWW}/sitemap.xml", {}, f"https://{WWW}/sitemap.xml"),
        ("http://asset-1.tribunnews.com/a.js", {FOR_BROWSER: True}, "https://asset-1.tribunnews.com/a.js"),
        (f"http://{WWW}/a", {"redirect_urls": [f"https://{WWW}/b"]}, f"https://{WWW}/a"),
    ],
)
def test_what_is_asked_by_http_is_asked_by_https(url: str, meta: dict[str, Any], asked: str) -> None:
    """Case X6: whoever asks."""
    request = GUARD.process_request(Request(url, meta=meta, cb_kwargs={"page": 7}))
    assert request is not None
    assert (request.url, request.cb_kwargs) == (asked, {"page": 7})
    assert GUARD.process_request(request) is None


@pytest.mark.parametrize(
    ("url", "meta", "error"),
    [
        (f"http://{WWW}:8080/a", {}, ForeignHost),
        ("http://169.254.169.254/latest/meta-data/", {}, ForeignHost),
        (f"http://{WWW}/a", {"redirect_urls": [f"https://{WWW}/a"]}, PlainHttp),
        (f"http://{WWW}:80/a", {"redirect_urls": [f"https://{WWW}/x", f"https://{WWW}/a"]}, PlainHttp),
    ],
)
def test_what_only_http_gives_is_refused(url: str, meta: dict[str, Any], error: type[Exception]) -> None:
    with pytest.raises(error):
        GUARD.process_request(Request(url, meta=meta))


def test_redirects_to_plain_http_in_a_crawl(database: str) -> None:
    """Case X6: a story that leads on by http is had by https; one that leads to itself is kept with a reason."""
    old, new, loop = (f"https://{WWW}/news/785865{number}/kopi-{number}" for number in (1, 2, 3))
    routes = {
        f"{WWW}/sitemap-news.xml": sitemap(old, loop),
        at(old): moved(new.replace("https:", "http:")),
        at(new): story(new),
        at(loop): moved(loop.replace("https:", "http:")),
    }
    site = crawl(routes, database)
    assert set(stored(database)) == {new}
    assert site.asked.count(at(loop)) == 1
    (page,) = rows(database, "select outcome, reason, due_at from page where url = %s", loop)
    assert page["reason"] == "PlainHttp"
    assert page["due_at"] is not None, "nothing is final for one night"
