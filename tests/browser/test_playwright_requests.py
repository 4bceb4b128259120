"""Tests of requests with `meta={"playwright": True}`, as in scrapy-playwright's README. Case Q6."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.browser.crawling import needs_browser
from tests.running.oddsite import HTML, WWW, Routes
from tests.running.stranger import NOWHERE, PLAIN, at_home

SCRIPT = {"Content-Type": "text/javascript"}
JSON = {"Content-Type": "application/json"}
MAKES_A_LINE = """
fetch('/data.json').then(answer => answer.json()).then(data => {
  const line = document.createElement('p');
  line.className = 'made';
  line.textContent = data.text;
  document.body.append(line);
});
fetch('https://iklan.example/lacak').catch(() => {});
fetch('/terlarang/x').catch(() => {});
"""
SITE: Routes = {
    f"{WWW}/robots.txt": (200, PLAIN, "User-agent: *\nDisallow: /terlarang/\n"),
    f"{WWW}/dibuat": (
        200,
        HTML,
        "<html><head><title>Dibuat</title></head><body><p>satu</p><script src=/x.js></script></body></html>",
    ),
    f"{WWW}/lama": (200, HTML, "<html><body><p>satu</p></body></html>"),
    f"{WWW}/pindah": (302, {**HTML, "Location": f"https://{WWW}/dibuat"}, ""),
    f"{WWW}/x.js": (200, SCRIPT, MAKES_A_LINE),
    f"{WWW}/data.json": (200, JSON, '{"text": "dua"}'),
}
SPIDER = """
import json
import scrapy
from scrapy_playwright.page import PageMethod
from newsspider.outlets import OUTLETS

HANDLER = "scrapy_playwright.handler.ScrapyPlaywrightDownloadHandler"

class PageSpider(scrapy.Spider):
    name = "page"
    outlet = OUTLETS["tribun"]
    custom_settings = {
        "DOWNLOAD_HANDLERS": {"http": HANDLER, "https": HANDLER},
        "TWISTED_REACTOR": "twisted.internet.asyncioreactor.AsyncioSelectorReactor",
        "CONCURRENT_REQUESTS_PER_DOMAIN": 1,
    }

    async def start(self):
        for path in ("dibuat", "pindah"):
            methods = [PageMethod("wait_for_selector", "p.made"), PageMethod("evaluate", "navigator.userAgent")]
            yield scrapy.Request(f"https://www.tribunnews.com/{path}", errback=self.failed, dont_filter=True, meta={
                "playwright": True, "playwright_include_page": True, "playwright_page_methods": methods,
                "playwright_context": "mine", "playwright_context_kwargs": {"viewport": {"width": 700, "height": 500}},
            })
        yield scrapy.Request("https://www.tribunnews.com/lama", errback=self.failed, meta={
            "playwright": True, "download_timeout": 3, "playwright_page_methods": [PageMethod("wait_for_selector", ".tiada")],
        })

    async def parse(self, response):
        page, seen = response.meta.get("playwright_page"), {"url": response.url, "flags": response.flags}
        seen["lines"] = response.css("p::text").getall()
        if page:
            seen |= {"title": await page.title(), "width": page.viewport_size["width"]}
            seen["agent"] = response.meta["playwright_page_methods"][1].result
            await page.close()
        print(json.dumps(seen))

    def failed(self, failure):
        print(json.dumps({"url": failure.request.url, "error": type(failure.value).__name__}))
"""


def run_spider(folder: Path, *arguments: str) -> tuple[dict[str, list[dict[str, Any]]], list[str], str]:
    """The spider's output by address, the site's requests, and the log."""
    with at_home(folder, NOWHERE, SITE) as stranger:
        done = stranger.scrapy("runspider", stranger.write("page_spider.py", SPIDER), *arguments)
        asked = stranger.site.asked
    found: dict[str, list[dict[str, Any]]] = {}
    for line in done.stdout.splitlines():
        page = json.loads(line)
        found.setdefault(page["url"].rsplit("/", 1)[1], []).append(page)
    return found, asked, done.stderr


@needs_browser
def test_playwright_requests_are_rendered(tmp_path: Path) -> None:
    """Case Q6: page methods, contexts, the page object, redirects, timeouts, with one connection a host. Our
    handler replaces the one that the README names."""
    found, asked, log = run_spider(tmp_path)
    for page in found["dibuat"]:
        assert page["lines"] == ["satu", "dua"]
        assert page["flags"] == ["playwright"]
        assert (page["title"], page["width"]) == ("Dibuat", 700)
        assert "newsspider" in page["agent"], "one agent"
    assert len(found["dibuat"]) == 2, "the second follows a redirect"
    assert [page["error"] for page in found["lama"]] == ["DownloadTimeoutError"]
    assert f"{WWW}/data.json" in asked
    assert not [place for place in asked if "iklan" in place or "terlarang" in place], "hosts and robots.txt"
    assert "'render/blocked/host'" in log
    assert "'render/blocked/RobotsDisallowed'" in log
    assert "PlaywrightHandlerOverride" in log
    assert "does the work of scrapy-playwright's" in log


def test_render_never_logs_that_pages_stay_plain(tmp_path: Path) -> None:
    """Case Q6: the pages are not rendered, and one log line says why."""
    found, _, log = run_spider(tmp_path, "-s", "RENDER=never")
    assert [page["lines"] for page in found["lama"] + found["dibuat"]] == [["satu"]] * 3
    assert log.count("are downloaded without a browser: RENDER is never") == 1


@pytest.mark.parametrize("missing", ["/tiada/chrome"])
def test_request_fails_without_a_browser(tmp_path: Path, missing: str) -> None:
    """Case Q6: no request is silently left without rendering."""
    options = json.dumps({"executable_path": missing})
    found, _, _ = run_spider(tmp_path, "-s", f"PLAYWRIGHT_LAUNCH_OPTIONS={options}")
    assert {page["error"] for page in found["lama"] + found["dibuat"]} == {"NoBrowser"}
