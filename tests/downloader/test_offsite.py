"""Off-site middleware: hosts of the outlet, of its widgets, and all others."""

import pytest
from scrapy.http import Request

from newsspider.browser.resources import FOR_BROWSER
from newsspider.downloader.offsite import ForeignHost, OffsiteMiddleware
from newsspider.outlets import OUTLETS
from newsspider.outlets.crawled import CrawledOutlets

MIDDLEWARE = OffsiteMiddleware(lambda: CrawledOutlets([OUTLETS["tribun"]]))


@pytest.mark.parametrize(
    "url",
    [
        "https://www.tribunnews.com/robots.txt",
        "http://solo.tribunnews.com/2020/05/04/kopi",
        "https://m.tribunnews.com/",
    ],
)
def test_outlet_hosts_pass(url: str) -> None:
    MIDDLEWARE.process_request(Request(url))


@pytest.mark.parametrize(
    "url",
    [
        "https://tribun-maluku.com/",
        "https://www.tribunnews.com.evil.example/",
        "http://127.0.0.1/",
        "http://[::1]/",
        "http://169.254.169.254/latest",
        "http://localhost:5432/",
        "https://www.tribunnews.com@evil.example/",
        "https://video.tribunnews.com/view/1/x",
        "file:///etc/passwd",
        "data:,x",
    ],
)
def test_foreign_host_is_refused_with_reason(url: str) -> None:
    with pytest.raises(ForeignHost, match="expected a host of tribun, found"):
        MIDDLEWARE.process_request(Request(url, dont_filter=True))


WIDGETS = ("https://recommendation.jixie.media/v1/pilihan", "https://scripts.jixie.media/robots.txt")


@pytest.mark.parametrize("url", WIDGETS)
def test_widget_hosts_pass_for_the_browser_only(url: str) -> None:
    MIDDLEWARE.process_request(Request(url, meta={FOR_BROWSER: True}))
    with pytest.raises(ForeignHost):
        MIDDLEWARE.process_request(Request(url))


def test_browser_request_to_foreign_host_is_refused() -> None:
    with pytest.raises(ForeignHost):
        MIDDLEWARE.process_request(Request("https://iklan.example/", meta={FOR_BROWSER: True}))


def test_spider_without_outlet_is_unrestricted() -> None:
    OffsiteMiddleware(lambda: None).process_request(Request("https://contoh.example/"))
