"""Tests of the policy for policy stories, with a browser that returns prepared pages."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from types import SimpleNamespace
from typing import Any

import pytest
from scrapy import Spider
from scrapy.crawler import Crawler
from scrapy.http import HtmlResponse, Response
from scrapy.settings import Settings
from scrapy.statscollectors import MemoryStatsCollector

from newsspider.browser.errors import BrowserDied, NoBrowser, RenderFailed
from newsspider.browser.policy import RenderMode, RenderPolicy
from newsspider.items import Article, Block, BlockKind, Link, LinkKind
from newsspider.outlets import OUTLETS

TRIBUN = OUTLETS["tribun"]
HOST = "https://www.tribunnews.com"
URL = f"{HOST}/nasional/7858656/kopi"
PAGE = """<html><body><div id="article"><h1 id="arttitle">Kopi</h1>
<div class="txt-article"><p>Kopi diminum pagi hari oleh banyak orang di Solo.</p></div></div>
<div id="widget_pilihanuntukmu_article">{rows}</div></body></html>"""


class PreparedBrowser:
    """A browser with the interface of `newsspider.browser.browser.Browser` that renders prepared HTML."""

    def __init__(
        self, html: str = "", links: Sequence[tuple[str, str]] = (), error: Exception | None = None
    ) -> None:
        self.html, self.links, self.error = html, list(links), error
        self.reason: str | None = None
        self.rendered: list[str] = []
        self.closed = 0

    def page(self, url: str, html: str, outlet: Any, on_refusal: Callable[[str], None]) -> Any:
        on_refusal("image")
        return SimpleNamespace(url=url, links=self.links)

    async def render(self, page: Any, widgets: Sequence[str]) -> str:
        self.rendered.append(page.url)
        if self.error is not None:
            if isinstance(self.error, NoBrowser):
                self.reason = str(self.error)
            raise self.error
        return self.html

    async def close(self) -> None:
        self.closed += 1


def policy_with(browser: PreparedBrowser, monkeypatch: pytest.MonkeyPatch, **settings: Any) -> RenderPolicy:
    crawler = Crawler(Spider, Settings(settings))
    crawler.stats = MemoryStatsCollector(crawler)
    crawler.crawling = True
    policy = RenderPolicy.from_crawler(crawler)
    monkeypatch.setattr(policy, "_open", lambda: browser)
    return policy


def story(hollow: bool = True, url: str = URL, links: tuple[Link, ...] = ()) -> Article:
    block = Block(kind=BlockKind.PARAGRAPH, text="Kopi.")
    return Article(
        outlet="tribun",
        layout="Desktop2024",
        url=url,
        headline="Kopi",
        blocks=(block,),
        links=links,
        hollow=("#widget_pilihanuntukmu_article",) if hollow else (),
    )


def response(url: str = URL) -> Response:
    return HtmlResponse(url, body=PAGE.format(rows="").encode(), encoding="utf-8")


def counters(policy: RenderPolicy) -> dict[str, Any]:
    assert policy.crawler.stats is not None
    return {name.removeprefix("render/"): value for name, value in policy.crawler.stats.get_stats().items()}


@pytest.mark.parametrize(
    ("mode", "hollow", "rendered"),
    [
        (RenderMode.AUTO, True, True),
        (RenderMode.AUTO, False, False),
        (RenderMode.NEVER, True, False),
        (RenderMode.NEVER, False, False),
        (RenderMode.ALWAYS, True, True),
        (RenderMode.ALWAYS, False, True),
    ],
)
async def test_mode_selects_the_stories(
    monkeypatch: pytest.MonkeyPatch, mode: RenderMode, hollow: bool, rendered: bool
) -> None:
    browser = PreparedBrowser()
    policy = policy_with(browser, monkeypatch)
    policy.mode = mode
    await policy.recommendations(story(hollow), response(), TRIBUN)
    assert bool(browser.rendered) is rendered
    assert counters(policy).get("pages", 0) == rendered


async def test_budget_holds_per_host(monkeypatch: pytest.MonkeyPatch) -> None:
    browser = PreparedBrowser()
    policy = policy_with(browser, monkeypatch, RENDER_BUDGET=2)
    for host in ("www", "solo", "www", "www", "solo", "solo", "www"):
        url = f"https://{host}.tribunnews.com/a/12345/b"
        await policy.recommendations(story(url=url), response(url), TRIBUN)
    assert len(browser.rendered) == 4
    assert counters(policy) == {"pages": 4, "over_budget": 3, "blocked/image": 4}


async def test_links_of_page_and_data_are_merged(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = f'<a href="{HOST}/x/11111/teh?ct=a&m=b">Teh</a><a href="{URL}?m=b">Kopi</a><a href="{HOST}/x/22222/susu">Susu</a>'
    data = [
        (f"{HOST}/x/11111/teh", "Teh"),
        ("https://m.tribunnews.com/x/33333/gula?utm_source=x#y", "Gula"),
        ("javascript:void(0)", "Bukan"),
        ("https://www.kompas.com/read/1", "Kompas"),
    ]
    present = Link(kind=LinkKind.RECOMMENDATION, url=f"{HOST}/x/22222/susu", anchor="Susu")
    policy = policy_with(PreparedBrowser(PAGE.format(rows=rows), data), monkeypatch)
    links = await policy.recommendations(story(links=(present,)), response(), TRIBUN)
    assert [(link.url, link.anchor, link.kind.value) for link in links] == [
        (f"{HOST}/x/11111/teh", "Teh", "recommendation"),
        ("https://m.tribunnews.com/x/33333/gula", "Gula", "recommendation"),
        ("https://www.kompas.com/read/1", "Kompas", "recommendation"),
    ]
    positions = [link.position for link in links]
    assert positions == sorted(set(positions))
    assert positions[0] > present.position
    assert counters(policy)["links"] == 3


async def test_broken_page_keeps_links_of_its_data(monkeypatch: pytest.MonkeyPatch) -> None:
    policy = policy_with(PreparedBrowser("<html></html>", [(f"{HOST}/x/11111/teh", "Teh")]), monkeypatch)
    links = await policy.recommendations(story(), response(), TRIBUN)
    assert [link.url for link in links] == [f"{HOST}/x/11111/teh"]


@pytest.mark.parametrize("error", [RenderFailed("lama"), BrowserDied("mati")])
async def test_failed_page_loses_only_its_links(monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    policy = policy_with(PreparedBrowser(error=error), monkeypatch)
    assert await policy.recommendations(story(), response(), TRIBUN) == ()
    assert counters(policy)["failed"] == 1
    assert policy.reason is None


async def test_reason_counts_stories_without_a_browser(monkeypatch: pytest.MonkeyPatch) -> None:
    policy = policy_with(PreparedBrowser(error=NoBrowser("expected a browser, found none")), monkeypatch)
    lacking = "stored without the recommendations that only JavaScript shows"
    for stories in ("1 story was", "2 stories were"):
        assert await policy.recommendations(story(), response(), TRIBUN) == ()
        assert policy.reason == f"expected a browser, found none; {stories} {lacking}"


async def test_close_is_safe_at_any_time(monkeypatch: pytest.MonkeyPatch) -> None:
    browser = PreparedBrowser()
    policy = policy_with(browser, monkeypatch)
    await policy.close()
    await policy.recommendations(story(), response(), TRIBUN)
    await policy.close()
    assert browser.closed == 1


def test_unknown_mode_is_refused() -> None:
    with pytest.raises(ValueError, match="expected RENDER to be one of auto, never, always, found 'selalu'"):
        RenderPolicy(Crawler(Spider, Settings({"RENDER": "selalu"})))
