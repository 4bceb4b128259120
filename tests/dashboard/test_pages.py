"""Tests of the pages in a real browser: no errors, no foreign requests, accessible, safe."""

from __future__ import annotations

import re
from pathlib import Path

import psycopg
import pytest
from playwright.sync_api import Browser
from psycopg.types.json import Jsonb

from newsspider.browser.executable import EXPECTED, find_browser
from newsspider.commands.read import read_page
from newsspider.dashboard.inspector import as_on_page
from newsspider.dashboard.standalone import standalone_page
from newsspider.items import Article
from newsspider.outlets import OUTLETS
from newsspider.outlets.pages.visible import visible_lines
from newsspider.reasons.reason import Reason, ReasonCode, rows_of
from tests.dashboard.browsing import visit
from tests.dashboard.conftest import REASONS, Site
from tests.dashboard.factories import BANNER
from tests.running.nights import rows

pytestmark = pytest.mark.skipif(find_browser() is None, reason=f"no browser found: expected {EXPECTED}")

NARROW = {"width": 360, "height": 740}
PAGES = (
    "/",
    "/live",
    "/runs",
    "/runs/1",
    "/hosts",
    "/layouts",
    "/rejections",
    "/rejections/REJECTED",
    "/suspects",
    "/rejections?run=1",
    "/reasons",
    "/numbers",
    "/stories",
    "/stories?q=warga",
    "/story/EDITED",
    "/story/EDITED/links",
    "/story/HOSTILE",
    "/story/HOSTILE/links",
)


def path_of(page: str, site: Site) -> str:
    named = {"REJECTED": site.rejected, "EDITED": site.edited, "HOSTILE": site.hostile}
    for name, number in named.items():
        page = page.replace(name, str(number))
    return page


@pytest.mark.parametrize("path", PAGES)
def test_page_has_no_errors_foreign_requests_or_violations(browser: Browser, night: Site, path: str) -> None:
    dark = "dark" if path in ("/", "/runs/1", "/story/EDITED", "/suspects") else "light"
    with visit(browser, color_scheme=dark) as visited:
        answer = visited.page.goto(night.address + path_of(path, night))
        assert answer is not None
        assert answer.status == 200
        assert not visited.messages
        assert all(address.startswith(night.address + "/") for address in visited.requests)
        assert not visited.problems()
        assert not visited.overflows()
        visited.page.set_viewport_size(NARROW)  # type: ignore[arg-type]
        assert not visited.overflows(), "expected no sideways scrolling on a telephone"


def test_overview_shows_the_nights_numbers(browser: Browser, night: Site) -> None:
    run = rows(night.database, "select * from run")[0]
    with visit(browser, locale="en") as visited:
        page = visited.page
        page.goto(night.address)
        assert page.locator(".night .verdict").inner_text() == run["verdict"]
        texts = [reason["text"] for reason in run["reasons"]]
        assert page.locator(".night .reasons .reason").all_inner_texts() == texts
        tiles = page.locator(".tiles").inner_text()
        assert f"{run['counters']['articles_new']:,}" in tiles
        page.get_by_text("The numbers as a table").first.click()
        shown = (
            page.locator("#hours-chart-title").locator("xpath=../../..").locator("tbody td").all_inner_texts()
        )
        assert len(shown) == 24


def test_failed_night_is_red_with_reasons(browser: Browser, failed_night: Site) -> None:
    with visit(browser, locale="en") as visited:
        for path in ("/", "/runs", "/runs/2"):
            visited.page.goto(failed_night.address + path)
            verdict = visited.page.locator(".verdict.failed").first
            assert verdict.inner_text() == "failed"
            red_part, green_part = map(
                int, re.findall(r"\d+", verdict.evaluate("node => getComputedStyle(node).color"))[:2]
            )
            assert red_part > 2 * green_part
            text = visited.page.locator("main").inner_text()
            assert REASONS[0].text in text
            assert REASONS[1].text in text or path == "/runs"
        assert not visited.messages
        assert not visited.problems()


def test_empty_database_shows_the_first_command(browser: Browser, empty: Site) -> None:
    with visit(browser, locale="en") as visited:
        for path in (
            "/",
            "/runs",
            "/hosts",
            "/layouts",
            "/rejections",
            "/suspects",
            "/stories",
            "/stories?q=x",
        ):
            answer = visited.page.goto(empty.address + path)
            assert answer is not None
            assert answer.status == 200
            assert "scrapy crawl tribun" in visited.page.locator("main").inner_text()
        assert not visited.messages
        assert not visited.problems()


def test_pages_work_without_javascript(browser: Browser, night: Site) -> None:
    with visit(browser, java_script_enabled=False, locale="en") as visited:
        page = visited.page
        page.goto(night.address)
        page.get_by_role("link", name="Suspects").click()
        assert BANNER in page.locator("main").inner_text()
        assert not page.locator("button[data-copies]").first.is_visible()
        page.get_by_role("link", name="Stories").click()
        page.locator("table.headlines tbody a").nth(5).click()
        assert page.locator("h1").inner_text()
        assert not visited.messages


def test_button_copies_the_rule(browser: Browser, night: Site) -> None:
    with visit(browser, permissions=["clipboard-read", "clipboard-write"], locale="en") as visited:
        visited.page.goto(f"{night.address}/suspects")
        button = visited.page.locator("button[data-copies]").first
        button.click()
        visited.page.get_by_text("Copied").wait_for(timeout=2000)
        copied = visited.page.evaluate("navigator.clipboard.readText()")
        assert copied.startswith("Phrase(")
        assert "poin pembaca hari ini" in copied


def test_hostile_text_stays_text(browser: Browser, night: Site) -> None:
    for path in (
        f"/story/{night.hostile}",
        f"/story/{night.hostile}/links",
        f"/rejections/{night.rejected}",
        "/stories",
        "/rejections",
        "/",
        "/stories?q=panjang",
    ):
        with visit(browser) as visited:
            page = visited.page
            page.goto(night.address + path)
            assert page.title() != "taken"
            assert not visited.messages
            inside = page.locator("main")
            assert not inside.locator(
                "script, iframe:not([sandbox='']), img, object, embed, [onerror], [onload]"
            ).count()
            assert not page.locator('a[href^="javascript" i]').count()
            assert not [address for address in visited.requests if "evil" in address]
    with visit(browser) as visited:
        visited.page.goto(f"{night.address}/story/{night.hostile}")
        text = visited.page.locator("main").inner_text()
        assert '<script>document.title="taken"</script>' in text
        assert "U+202E" in text
        assert "U+2066" in text
        assert "javascript:alert(document.domain)" in text
        visited.page.goto(f"{night.address}/rejections/{night.rejected}")
        assert "fetch('https://evil.example/')" in visited.page.locator("pre.source").inner_text()


def test_story_shows_edits_word_by_word(browser: Browser, night: Site) -> None:
    with visit(browser) as visited:
        visited.page.goto(f"{night.address}/story/{night.edited}")
        changes = visited.page.locator(".changes")
        assert "(diperbarui)" in changes.locator("ins").all_inner_texts()[0]
        assert "dan" in changes.locator("del").all_inner_texts()
        assert "serta" in changes.locator("ins").all_inner_texts()


def test_inspector_shows_fields_cuts_and_links(browser: Browser, night: Site) -> None:
    linking = (
        "select page_id from link join article using (page_id) "
        "where target_id in (select page_id from article) limit 1"
    )
    number = rows(night.database, linking)[0]["page_id"]
    story = rows(night.database, f"select * from article where page_id = {number}")[0]
    cuts = rows(night.database, f"select rule, text from removed where page_id = {number}")
    out = rows(night.database, f"select coalesce(title, anchor) as text from link where page_id = {number}")
    with visit(browser, locale="en") as visited:
        visited.page.goto(f"{night.address}/story/{number}")
        text = " ".join(visited.page.locator("main").inner_text().split())
        for source in story["provenance"].values():
            assert " ".join(source.split()) in text
        for block in story["blocks"]:
            assert text.count(block["text"]) >= 2, "expected it on the page and in the story"
        shown = " ".join(" ".join(visited.page.locator("del.cut").all_inner_texts()).split())
        for cut in cuts:
            assert cut["text"] in shown
            assert cut["rule"] in shown
        assert visited.page.locator('section[aria-labelledby="outgoing"] li').count() == len(out)
        outward = visited.page.locator("main a[href^=http]").first
        assert outward.get_attribute("rel") == "noopener noreferrer"
        target = visited.page.locator('section[aria-labelledby="outgoing"] a[href*="/story/"]').first
        target.click()
        incoming = visited.page.locator('section[aria-labelledby="incoming"]')
        assert story["headline"] in incoming.inner_text()


def test_flaws_of_a_worker_do_not_widen_the_page(browser: Browser, failed_night: Site) -> None:
    flaw = Reason.of(
        ReasonCode.NO_BROWSER, error="expected a browser, found no answer at http://127.0.0.1:9222"
    )
    with psycopg.connect(failed_night.database) as connection:
        (run,) = connection.execute(
            "update worker set flaws = %s returning run", [Jsonb(rows_of([flaw]))]
        ).fetchone() or (0,)
    with visit(browser, viewport={"width": 390, "height": 740}) as visited:
        visited.page.goto(f"{failed_night.address}/runs/{run}")
        assert "9222" in visited.page.locator('section[aria-labelledby="workers"]').inner_text()
        assert not visited.overflows()


def test_search_by_words_and_by_address(browser: Browser, night: Site) -> None:
    story = rows(night.database, "select url, headline from article where site_id is not null limit 1")[0]
    with visit(browser, locale="en") as visited:
        visited.page.goto(f"{night.address}/stories")
        for query in (story["headline"], story["url"]):
            visited.page.get_by_role("searchbox").fill(query)
            visited.page.get_by_role("button", name="Search").click()
            assert story["headline"] in visited.page.locator("main").inner_text()
        assert "/story/" in visited.page.url
        visited.page.goto(f"{night.address}/stories?q=xyzzyplugh")
        assert "No story fits" in visited.page.locator("main").inner_text()


def test_keyboard_and_both_languages_work(browser: Browser, night: Site) -> None:
    with visit(browser, locale="id-ID") as visited:
        page = visited.page
        page.goto(night.address)
        assert page.locator("html").get_attribute("lang") == "id"
        assert "Apa yang belum ada" in page.locator("main").inner_text()
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.className") == "skip"
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == "content"
        page.get_by_role("link", name="EN English").click()
        assert page.locator("html").get_attribute("lang") == "en"
        page.get_by_role("link", name="Runs").click()
        assert page.locator("html").get_attribute("lang") == "en"


def test_standalone_page_loads_nothing(browser: Browser, tmp_path: Path) -> None:
    body = (Path(__file__).parents[1] / "pages/tribun/www_2022_resep/page.html").read_bytes()
    body = body.replace(b"</p>", b" &lt;script&gt;document.title='taken'&lt;/script&gt;</p>", 3)
    article = read_page(OUTLETS["tribun"], body, None)
    assert isinstance(article, Article)
    path = tmp_path / "story.html"
    path.write_text(standalone_page(article, as_on_page(article, visible_lines(body))), "utf-8")
    with visit(browser) as visited:
        visited.page.goto(path.as_uri())
        assert visited.requests == [path.as_uri()]
        assert not visited.messages
        assert not visited.problems()
        assert visited.page.title() != "taken"
        text = visited.page.locator(".page-lines").inner_text()
        places = [text.index(word) for word in ("TRIBUNNEWS.COM", "200 gram jali", "Aduk", "Lihat videonya")]
        assert places == sorted(places)
