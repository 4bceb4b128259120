"""Tests of the requests that a page in the browser may make."""

from __future__ import annotations

import pytest

from newsspider.browser.page import MAX_LOADS, RenderedPage
from newsspider.outlets import OUTLETS
from tests.browser.factories import Engine, resource_loader

TRIBUN = OUTLETS["tribun"]


@pytest.mark.parametrize(
    ("kind", "method", "url", "refusal"),
    [
        ("script", "GET", "https://asset-1.tribunnews.com/a.js", None),
        ("script", "GET", "https://www.tribunnews.com/a.js", None),
        ("fetch", "GET", "https://recommendation.jixie.media/v1/recommendation?x=1", None),
        ("xhr", "GET", "https://solo.tribunnews.com/ajax/latest", None),  # robots.txt decides later
        ("xhr", "GET", "https://asset-1.tribunnews.com/a.json", "host"),
        ("script", "GET", "https://securepubads.g.doubleclick.net/tag/js/gpt.js", "host"),
        ("script", "GET", "https://www.tribunnews.com.example/a.js", "host"),
        ("fetch", "GET", "http://127.0.0.1:5432/", "host"),
        ("fetch", "GET", "http://[::1]/", "host"),
        ("fetch", "GET", "ftp://www.tribunnews.com/a", "host"),
        ("fetch", "POST", "https://recommendation.jixie.media/v1/track", "method"),
        ("image", "GET", "https://www.tribunnews.com/a.jpg", "image"),
        ("font", "GET", "https://asset-1.tribunnews.com/a.woff2", "font"),
        ("media", "GET", "https://www.tribunnews.com/a.mp4", "media"),
        ("stylesheet", "GET", "https://asset-1.tribunnews.com/a.css", "stylesheet"),
        ("document", "GET", "https://www.tribunnews.com/lain", "document"),
        ("ping", "POST", "https://www.tribunnews.com/", "ping"),
    ],
)
def test_page_refuses_other_hosts_types_and_methods(
    kind: str, method: str, url: str, refusal: str | None
) -> None:
    loader = resource_loader(Engine())
    page = RenderedPage("https://www.tribunnews.com/x", "", TRIBUN, loader, lambda _: None)
    assert page.refusal(kind, method, url) == refusal
    page._loaded = MAX_LOADS
    assert page.refusal(kind, method, url) == (refusal or "too_many")
