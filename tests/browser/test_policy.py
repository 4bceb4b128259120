"""Who gets a browser, and what is made of what it shows? (That it shows it: tests/browser.)"""

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

from newsspider.browser.errors import BrowserDied, NoBrowser, NotShown
from newsspider.browser.policy import Rendering
from newsspider.items import Article, Block, BlockKind, Link, LinkKind
from newsspider.outlets import OUTLETS

TRIBUN = OUTLETS["tribun"]
HOST = "https://www.tribunnews.com"
URL = f"{HOST}/nasional/7858656/kopi"
PAGE = """<html><body><div id="article"><h1 id="arttitle">Kopi</h1>
<div class="txt-article"><p>Kopi diminum pagi hari oleh banyak orang di Solo.</p></div></div>
<div id="widget_pilihanuntukmu_article">{rows}</div></body></html>"""


class Told:
    """A browser that shows what it is told, and is asked as `newsspider.browser.browser` is."""

    def __init__(
        self, html: str = "", links: Sequence[tuple[str, str]] = (), error: Exception | None = None
    ) -> None:
        self.html, self.links, self.error = html, list(links), error
        self.reason: str | None = None
        self.shown: list[str] = []
        self.closed = 0

    def visit(self, url: str, html: str, outlet: Any, refused: Callable[[str], None]) -> Any:
        refused("image")
        return SimpleNamespace(url=url, links=self.links)

    async def show(self, visit: Any, boxes: Sequence[str]) -> str:
        self.shown.append(visit.url)
        if self.error is not None:
            if isinstance(self.error, NoBrowser):
                self.reason = str(self.error)
            raise self.error
        return self.html

    async def close(self) -> None:
        self.closed += 1


def made(browser: Told, monkeypatch: pytest.MonkeyPatch, **settings: Any) -> Rendering:
    crawler = Crawler(Spider, Settings(settings))
    crawler.stats = MemoryStatsCollector(crawler)
    crawler.crawling = True
    rendering = Rendering.from_crawler(crawler)
    monkeypatch.setattr(rendering, "_open", lambda: browser)
    return rendering


def story(hollow: bool = True, url: str = URL, links: tuple[Link, ...] = ()) -> Article:
    block = Block(kind=BlockKind.PARAGRAPH, text="Kopi.")
    return Article(
        outlet="tribun", layout="Desktop2024", url=url, headline="Kopi", blocks=(block,), links=links,
        hollow=("#widget_pilihanuntukmu_article",) if hollow else (),
    )  # fmt: skip


def response(url: str = URL) -> Response:
    return HtmlResponse(url, body=PAGE.format(rows="").encode(), encoding="utf-8")


def counted(rendering: Rendering) -> dict[str, Any]:
    assert rendering.crawler.stats is not None
    return {
        name.removeprefix("render/"): value for name, value in rendering.crawler.stats.get_stats().items()
    }


@pytest.mark.parametrize(
    ("mode", "hollow", "shown"),
    [
        ("auto", True, True), ("auto", False, False), ("never", True, False), ("never", False, False),
        ("always", True, True), ("always", False, True),
    ],
)  # fmt: skip
async def test_the_mode_decides(
    monkeypatch: pytest.MonkeyPatch, mode: str, hollow: bool, shown: bool
) -> None:
    browser = Told()
    rendering = made(browser, monkeypatch)
    rendering.mode = mode
    await rendering.recommendations(story(hollow), response(), TRIBUN)
    assert bool(browser.shown) is shown
    assert counted(rendering).get("pages", 0) == shown


async def test_each_host_has_a_budget(monkeypatch: pytest.MonkeyPatch) -> None:
    browser = Told()
    rendering = made(browser, monkeypatch, RENDER_BUDGET=2)
    for host in ("www", "solo", "www", "www", "solo", "solo", "www"):
        url = f"https://{host}.tribunnews.com/a/12345/b"
        await rendering.recommendations(story(url=url), response(url), TRIBUN)
    assert len(browser.shown) == 4
    assert counted(rendering) == {"pages": 4, "over_budget": 3, "blocked/image": 4}


async def test_the_same_page_by_sight_and_by_data_is_one_link(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = f'<a href="{HOST}/x/11111/teh?ct=a&m=b">Teh</a><a href="{URL}?m=b">Kopi</a><a href="{HOST}/x/22222/susu">Susu</a>'
    sent = [
        (f"{HOST}/x/11111/teh", "Teh"), ("https://m.tribunnews.com/x/33333/gula?utm_source=x#y", "Gula"),
        ("javascript:void(0)", "Bukan"), ("https://www.kompas.com/read/1", "Kompas"),
    ]  # fmt: skip
    had = Link(kind=LinkKind.RECOMMENDATION, url=f"{HOST}/x/22222/susu", anchor="Susu")
    rendering = made(Told(PAGE.format(rows=rows), sent), monkeypatch)
    links = await rendering.recommendations(story(links=(had,)), response(), TRIBUN)
    assert [(link.url, link.anchor, link.kind.value) for link in links] == [
        (f"{HOST}/x/11111/teh", "Teh", "recommendation"),
        ("https://m.tribunnews.com/x/33333/gula", "Gula", "recommendation"),
        ("https://www.kompas.com/read/1", "Kompas", "recommendation"),
    ]
    positions = [link.position for link in links]
    assert positions == sorted(set(positions))
    assert positions[0] > had.position
    assert counted(rendering)["links"] == 3


async def test_a_page_that_a_script_broke_still_has_its_data(monkeypatch: pytest.MonkeyPatch) -> None:
    rendering = made(Told("<html></html>", [(f"{HOST}/x/11111/teh", "Teh")]), monkeypatch)
    links = await rendering.recommendations(story(), response(), TRIBUN)
    assert [link.url for link in links] == [f"{HOST}/x/11111/teh"]


@pytest.mark.parametrize("error", [NotShown("lama"), BrowserDied("mati")])
async def test_a_page_that_fails_costs_its_own_links(
    monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    rendering = made(Told(error=error), monkeypatch)
    assert await rendering.recommendations(story(), response(), TRIBUN) == ()
    assert counted(rendering)["failed"] == 1
    assert rendering.reason is None


async def test_without_a_browser_the_reason_counts_the_stories(monkeypatch: pytest.MonkeyPatch) -> None:
    rendering = made(Told(error=NoBrowser("expected a browser, found none")), monkeypatch)
    lacking = "stored without the recommendations that only JavaScript shows"
    for told in ("1 story was", "2 stories were"):
        assert await rendering.recommendations(story(), response(), TRIBUN) == ()
        assert rendering.reason == f"expected a browser, found none; {told} {lacking}"


async def test_closing_is_safe_at_any_time(monkeypatch: pytest.MonkeyPatch) -> None:
    browser = Told()
    rendering = made(browser, monkeypatch)
    await rendering.close()
    await rendering.recommendations(story(), response(), TRIBUN)
    await rendering.close()
    assert browser.closed == 1


def test_an_unknown_mode_is_refused() -> None:
    with pytest.raises(ValueError, match="expected RENDER to be one of auto, never, always, found 'selalu'"):
        Rendering(Crawler(Spider, Settings({"RENDER": "selalu"})))
