"""Do the parts of the browser keep their word: executable it, waiting for it, supplying it, refusing?"""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest
from scrapy.http import Request, TextResponse

from newsspider.browser import executable
from newsspider.browser.deadline import within
from newsspider.browser.executable import find_browser
from newsspider.browser.resources import Supply
from newsspider.browser.visit import MOST_LOADED, Visit
from newsspider.downloader.offsite import FOR_BROWSER
from newsspider.outlets import OUTLETS

TRIBUN = OUTLETS["tribun"]


def program(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("#!/bin/sh\n")
    path.chmod(0o755)
    return path


def test_playwrights_own_comes_first_and_the_newest_of_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    own = tmp_path / "ms-playwright"
    assert find_browser(own) is None
    systems = program(tmp_path / "bin" / "google-chrome")
    assert find_browser(own) == systems
    systems = program(tmp_path / "bin" / "chromium")
    assert find_browser(own) == systems
    whole = program(own / "chromium-999" / "chrome-linux64" / "chrome")
    assert find_browser(own) == whole
    whole = program(own / "chromium-1255" / "chrome-linux64" / "chrome")
    assert find_browser(own) == whole
    shell = program(own / "chromium_headless_shell-1100" / "chrome-linux" / "headless_shell")
    assert find_browser(own) == shell
    shell.chmod(0o644)
    assert find_browser(own) == whole
    assert all(name in executable.EXPECTED for name in executable.NAMES)


async def test_waiting_ends_even_for_what_will_not_be_cancelled() -> None:
    async def stubborn() -> None:
        while True:
            try:
                await asyncio.sleep(10)
            except asyncio.CancelledError:
                await asyncio.sleep(0.5)
                raise

    async def seven() -> int:
        return 7

    async def fails() -> None:
        raise KeyError("x")

    assert await within(1, seven()) == 7
    with pytest.raises(KeyError):
        await within(1, fails())
    before = asyncio.get_running_loop().time()
    with pytest.raises(TimeoutError, match=r"expected an answer within 0\.05 s, found none"):
        await within(0.05, stubborn())
    assert asyncio.get_running_loop().time() - before < 0.4


class Engine:
    """Answers every request with its number and `size` bytes, or fails."""

    def __init__(self, size: int = 10, error: Exception | None = None) -> None:
        self.size, self.error = size, error
        self.asked: list[Request] = []

    async def download_async(self, request: Request) -> TextResponse:
        self.asked.append(request)
        await asyncio.sleep(0)
        if self.error is not None:
            raise self.error
        return TextResponse(request.url, body=b"x" * self.size)


def supply(engine: Engine, script_bytes: int = 100_000) -> Supply:
    crawler: Any = type("Crawling", (), {"engine": engine})
    return Supply(crawler, 20, script_bytes)


async def test_a_script_is_fetched_once_and_data_always() -> None:
    engine = Engine()
    supplied = supply(engine)
    await asyncio.gather(*(supplied.script("https://asset-1.tribunnews.com/a.js") for _ in range(5)))
    await supplied.script("https://asset-1.tribunnews.com/a.js")
    assert len(engine.asked) == 1
    for _ in range(2):
        await supplied.data("https://recommendation.jixie.media/v1/pilihan")
    assert len(engine.asked) == 3
    assert all(request.meta[FOR_BROWSER] for request in engine.asked)


async def test_a_script_that_cannot_be_had_is_not_asked_for_again() -> None:
    engine = Engine(error=TimeoutError("lama"))
    supplied = supply(engine)
    for _ in range(3):
        with pytest.raises(TimeoutError, match="lama"):
            await supplied.script("https://asset-1.tribunnews.com/a.js")
    assert len(engine.asked) == 1


async def test_the_oldest_scripts_make_room() -> None:
    engine = Engine(size=40_000)
    supplied = supply(engine)
    names = [f"https://asset-1.tribunnews.com/{name}.js" for name in "abc"]
    for name in (*names, names[2], names[0]):  # b makes room for c; c is there; a was the first to go
        await supplied.script(name)
        await asyncio.sleep(0)
    assert [request.url[-4] for request in engine.asked] == ["a", "b", "c", "a"]


@pytest.mark.parametrize(
    ("kind", "method", "url", "refusal"),
    [
        ("script", "GET", "https://asset-1.tribunnews.com/a.js", None),
        ("script", "GET", "https://www.tribunnews.com/a.js", None),
        ("fetch", "GET", "https://recommendation.jixie.media/v1/recommendation?x=1", None),
        ("xhr", "GET", "https://solo.tribunnews.com/ajax/latest", None),  # robots.txt has the last word
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
)  # fmt: skip
def test_what_a_page_may_load(kind: str, method: str, url: str, refusal: str | None) -> None:
    visit = Visit("https://www.tribunnews.com/x", "", TRIBUN, supply(Engine()), lambda _: None)
    assert visit.refusal(kind, method, url) == refusal
    visit._loaded = MOST_LOADED
    assert visit.refusal(kind, method, url) == (refusal or "too_many")
