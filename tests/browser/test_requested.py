"""Case Q6: `meta={"playwright": True}` as scrapy-playwright's README shows it, under the crawl's own rules."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.browser.running import needs_browser
from tests.oddsite import HTML, WWW, Routes
from tests.stranger import NOWHERE, PLAIN, at_home

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
    f"{WWW}/dibuat": (200, HTML, "<html><head><title>Dibuat</title></head><body><p>satu</p><script src=/x.js></script></body></html>"),
    f"{WWW}/lama": (200, HTML, "<html><body><p>satu</p></body></html>"),
    f"{WWW}/pindah": (302, {**HTML, "Location": f"https://{WWW}/dibuat"}, ""),
    f"{WWW}/x.js": (200, SCRIPT, MAKES_A_LINE),
    f"{WWW}/data.json": (200, JSON, '{"text": "dua"}'),
}  # fmt: skip
SPIDER = """
import json
import scrapy
from scrapy_playwright.page import PageMethod
from newsspider.outlets import OUTLETS

HANDLER = "scrapy_playwright.handler.ScrapyPlaywrightDownloadHandler"

class Shown(scrapy.Spider):
    name = "shown"
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


def seen(folder: Path, *arguments: str) -> tuple[dict[str, list[dict[str, Any]]], list[str], str]:
    """What the spider saw by address, what the site was asked, and the log."""
    with at_home(folder, NOWHERE, SITE) as stranger:
        done = stranger.scrapy("runspider", stranger.write("shown.py", SPIDER), *arguments)
        asked = stranger.site.asked
    found: dict[str, list[dict[str, Any]]] = {}
    for line in done.stdout.splitlines():
        told = json.loads(line)
        found.setdefault(told["url"].rsplit("/", 1)[1], []).append(told)
    return found, asked, done.stderr


@needs_browser
def test_requests_for_a_browser_get_one(tmp_path: Path) -> None:
    """Case Q6: page methods, contexts, the page itself, redirects, timeouts, with one connection a host; the
    handler that the README names gives way to ours."""
    found, asked, log = seen(tmp_path)
    for told in found["dibuat"]:
        assert told["lines"] == ["satu", "dua"]
        assert told["flags"] == ["playwright"]
        assert (told["title"], told["width"]) == ("Dibuat", 700)
        assert "newsspider" in told["agent"], "one agent"
    assert len(found["dibuat"]) == 2, "the second by a redirect, which the crawl follows"
    assert [told["error"] for told in found["lama"]] == ["DownloadTimeoutError"]
    assert f"{WWW}/data.json" in asked
    assert not [place for place in asked if "iklan" in place or "terlarang" in place], "hosts and robots.txt"
    assert "'render/blocked/host'" in log
    assert "'render/blocked/RobotsDisallowed'" in log
    assert "PlaywrightHandlerOverride" in log
    assert "does the work of scrapy-playwright's" in log


def test_only_an_explicit_setting_turns_it_off_aloud(tmp_path: Path) -> None:
    """Case Q6: the pages come as they are, and one line says why."""
    found, _, log = seen(tmp_path, "-s", "RENDER=never")
    assert [told["lines"] for told in found["lama"] + found["dibuat"]] == [["satu"]] * 3
    assert log.count("are downloaded without a browser: RENDER is never") == 1


@pytest.mark.parametrize("missing", ["/tiada/chrome"])
def test_without_a_browser_the_request_fails_aloud(tmp_path: Path, missing: str) -> None:
    """Case Q6: no key is without effect in silence."""
    options = json.dumps({"executable_path": missing})
    found, _, _ = seen(tmp_path, "-s", f"PLAYWRIGHT_LAUNCH_OPTIONS={options}")
    assert {told["error"] for told in found["lama"] + found["dibuat"]} == {"NoBrowser"}
