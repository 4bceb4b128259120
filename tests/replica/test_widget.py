"""Tests of the recommendation widgets, also in a real browser."""

import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit
from urllib.robotparser import RobotFileParser

import pytest
from selectolax.lexbor import LexborHTMLParser

from newsspider.replica import Newsroom, ReplicaServer, Story
from newsspider.replica.pages.widget import has_advertisement, pilihan_data
from tests.replica.pages import collapsed, fetch, stories

NEWSROOM = Newsroom(stories=60)
PLAYWRIGHT = sorted((Path.home() / ".cache" / "ms-playwright").glob("chromium-*/chrome-linux*/chrome"))
BROWSER = next(
    filter(
        None, [*map(shutil.which, ("chromium", "chromium-browser", "google-chrome")), *map(str, PLAYWRIGHT)]
    ),
    None,
)


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with ReplicaServer(NEWSROOM) as server:
        yield server.address


def _with_widget(kind: str) -> Story:
    found = [story for story in stories(NEWSROOM) if story.widget_kind == kind]
    return next(story for story in reversed(found) if story.layout.year == 2024)


def _rendered(story: Story, address: str, profile: Path) -> LexborHTMLParser:
    """The page after its scripts, in a browser that resolves every host to the replica."""
    if BROWSER is None:
        pytest.skip(
            "no Chromium found: expected chromium, chromium-browser or google-chrome on the PATH, or Playwright's"
        )
    command = [
        BROWSER,
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--dump-dom",
        "--virtual-time-budget=4000",
        f"--user-data-dir={profile}",
        "--disable-features=HttpsUpgrades",
        f"--host-resolver-rules=MAP *:80 {address},MAP *:443 127.0.0.1:9",
        story.url.replace("https:", "http:"),
    ]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    return LexborHTMLParser(done.stdout)


def test_scripts_add_the_links(address: str, tmp_path: Path) -> None:
    story = _with_widget("pilihan")
    links = _rendered(story, address, tmp_path).css("#widget_pilihanuntukmu_article .item-pilihan a")
    hrefs = [node.attributes.get("href") or "" for node in links]
    assert [link.partition("?")[0] for link in hrefs] == [link.url for link in story.widget]
    assert all("ct=pilihanuntukmu-home" in link for link in hrefs)


def test_jixie_rows_have_no_links(address: str, tmp_path: Path) -> None:
    story = _with_widget("jixie")
    parsed = _rendered(story, address, tmp_path)
    titles = [collapsed(node.text()) for node in parsed.css(".jxrwgt-ctr-cl .jxrwgt-itm-title-cl")]
    assert [title for title in titles if not title.startswith("Promo")] == [x.title for x in story.widget]
    assert not parsed.css(".jxrwgt-ctr-cl a")


def test_robots_allow_the_widgets_data() -> None:
    robots = RobotFileParser()
    robots.parse(NEWSROOM.page("recommendation.jixie.media", "/robots.txt").body.decode().splitlines())
    for kind in ("pilihan", "jixie"):
        text = fetch(NEWSROOM, _with_widget(kind).url)
        (source,) = re.findall(r"fetch\('(//[^']+)'\)", text)
        assert robots.can_fetch("newsspider", f"https:{source}")
        parts = urlsplit(f"https:{source}")
        data = json.loads(NEWSROOM.page(parts.netloc, f"{parts.path}?{parts.query}").body)
        assert len(data["items"]) >= len(_with_widget(kind).widget)
    assert NEWSROOM.page("www.tribunnews.com", "/ajax/pilihanuntukmu").status == 404


def test_data_adds_its_query_to_spelled_addresses() -> None:
    newsroom = Newsroom(stories=60, aliases=1.0)
    for story in stories(newsroom):
        items = [item["url"] for item in pilihan_data(story)["items"]]
        assert [newsroom.number_of(url) for url in items] == [
            newsroom.number_of(link.url or "") for link in story.widget
        ]
        assert all("ct=pilihanuntukmu-home" in urlsplit(url).query for url in items)


def test_some_widgets_load_advertisements() -> None:
    found = [story for story in stories(NEWSROOM) if story.widget_kind]
    heavy = [story for story in found if has_advertisement(story)]
    assert 0.1 < len(heavy) / len(found) < 0.3
    for story in found:
        parsed = LexborHTMLParser(fetch(NEWSROOM, story.url))
        for css in (
            'script[src^="https://ads.iklan."]',
            'img[src^="https://ads.iklan."]',
            'link[rel="stylesheet"][href^="https://fonts.iklan."]',
            'link[as="font"][href^="https://fonts.iklan."]',
        ):
            assert len(parsed.css(css)) == (story in heavy)


def test_data_has_pages_and_an_advertisement() -> None:
    story = _with_widget("jixie")
    page = NEWSROOM.page("recommendation.jixie.media", f"/v1/recommendation?type=pages&pageurl={story.url}")
    data = json.loads(page.body)
    assert [x["url"] for x in data["items"] if x["type"] == "page"] == [x.url for x in story.widget]
    assert [x["type"] for x in data["items"]].count("ad") == 1
    assert all(urlsplit(x["url"]).scheme == "https" for x in data["items"])
