"""Captured pages beside their story: shown as they came, without running, loading or leading anywhere."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from playwright.sync_api import Browser

from newsspider.browser.executable import EXPECTED, find_browser
from newsspider.dashboard.captured import ANCHOR, SANDBOX
from tests.dashboard import factories
from tests.dashboard.browsing import visit
from tests.dashboard.conftest import Site, dashboard
from tests.dashboard.test_http import fetch
from tests.running.nights import rows

in_browser = pytest.mark.skipif(find_browser() is None, reason=f"no browser found: expected {EXPECTED}")


def test_capture_is_served_in_a_sandbox(night: Site) -> None:
    status, headers, text = fetch(night.address, f"/captures/{night.capture}")
    assert (status, headers["content-type"]) == (200, "text/html; charset=utf-8")
    assert {name: headers[name] for name in SANDBOX} == SANDBOX
    assert "allow-" not in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert "refresh" not in headers
    assert f'<a id="{ANCHOR}"></a><h1>Kopi Gayo</h1>' in text
    for tag in ("<link", "<base", "<meta"):
        assert tag not in text.lower()


@pytest.fixture
def listener() -> Iterator[socket.socket]:
    """A server that hostile pages would reach; nothing may connect to it."""
    with socket.create_server(("127.0.0.1", 0)) as bound:
        bound.settimeout(0.3)
        yield bound


@in_browser
@pytest.mark.parametrize("path", ["/rejections/{page}", "/captures/{capture}"])
def test_hostile_capture_runs_and_loads_nothing(
    browser: Browser, night: Site, archive: Path, listener: socket.socket, path: str
) -> None:
    port = listener.getsockname()[1]
    body = factories.HOSTILE_PAGE.replace(b"evil.example", b"127.0.0.1:%d" % port)
    body = body.replace(b"https:", b"http:")
    number = factories.captured(night.database, archive, night.rejected, body)
    with visit(browser) as visited:
        visited.page.goto(night.address + path.format(capture=number, page=night.rejected))
        frame = visited.page.frames[-1]
        heading = frame.locator("h1").first
        assert heading.inner_text() == "Kopi Gayo"
        assert heading.evaluate("heading => getComputedStyle(heading).color") == "rgb(1, 2, 3)"
        with pytest.raises(TimeoutError):
            listener.accept()
        assert visited.page.title() != "taken"
        assert visited.page.url.startswith(night.address)
        assert not any("dialog" in message for message in visited.messages)


@in_browser
def test_witness_of_hostile_pages_sees_them(browser: Browser, listener: socket.socket) -> None:
    """The test before can fail: without the sandbox the page connects."""
    body = factories.HOSTILE_PAGE.replace(b"evil.example", b"127.0.0.1:%d" % listener.getsockname()[1])
    with visit(browser) as visited:
        visited.page.route("**/halaman", lambda route: route.fulfill(body=body, content_type="text/html"))
        visited.page.goto("http://localhost/halaman", wait_until="commit")
        listener.accept()[0].close()


@in_browser
def test_links_of_a_capture_lead_nowhere(browser: Browser, night: Site) -> None:
    with visit(browser) as visited:
        visited.page.goto(f"{night.address}/story/{night.hostile}")
        for text in ("Keluar", "Jalan"):
            visited.page.frames[1].get_by_text(text).click()
            visited.page.wait_for_timeout(200)
        assert visited.page.url == f"{night.address}/story/{night.hostile}"
        assert not any("dialog" in message for message in visited.messages)


@in_browser
def test_story_shows_its_captured_page(browser: Browser, night: Site, tmp_path: Path) -> None:
    story = rows(
        night.database,
        "select page_id, headline from article where exists (select from capture where capture.page_id = article.page_id) "
        "and layout like 'Desktop%%' order by page_id limit 1",
    )[0]
    with visit(browser, locale="en") as visited:
        visited.page.goto(f"{night.address}/story/{story['page_id']}")
        assert visited.page.get_by_role("heading", name="The page as it came").is_visible()
        assert story["headline"] in visited.page.frames[1].locator("body").inner_text()
        picture = tmp_path / "story.png"
        visited.page.screenshot(path=picture)
        assert picture.stat().st_size > 10_000
        assert not visited.problems()


def test_other_pages_of_a_story_are_linked(night: Site) -> None:
    _, _, text = fetch(night.address, f"/story/{night.hostile}?lang=en")
    assert ">Page 2</a>" in text


def test_page_that_is_no_html_is_text(night: Site, archive: Path) -> None:
    for kind, body in (
        ("image/svg+xml", b"<svg onload=alert(1)>"),
        ("text/plain", b"<h1>x"),
        ("", b"\x00\xff"),
    ):
        number = factories.captured(night.database, archive, night.edited, body, kind)
        status, headers, _ = fetch(night.address, f"/captures/{number}")
        assert (status, headers["content-type"]) == (200, "text/plain; charset=utf-8")


def test_lost_capture_is_told(night: Site, archive: Path) -> None:
    number = factories.captured(night.database, archive, night.rejected)
    (row,) = rows(night.database, "select file from capture where id = %s", number)
    (archive / row["file"]).unlink()
    status, headers, text = fetch(night.address, f"/captures/{number}")
    assert (status, headers["content-type"]) == (404, "text/plain; charset=utf-8")
    assert text.count("\n") == 1
    assert "found no such file: it was removed, or lies on another machine" in text
    _, _, page = fetch(night.address, f"/rejections/{night.rejected}?lang=id")
    assert "Arsip tidak dapat memberikan halaman ini: expected" in page
    assert "<iframe" not in page


def test_unknown_capture_is_missing(night: Site) -> None:
    for number in ("0", "99999999", "x", "-1", "1%00"):
        assert fetch(night.address, f"/captures/{number}")[0] == 404


def test_archive_that_is_off_is_told(night: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(os.environ, "NEWSSPIDER_ARCHIVE", "off")
    with dashboard(night.database) as address:
        assert "found that it is off" in fetch(address, f"/captures/{night.capture}")[2]


def test_story_without_a_capture_says_so(night: Site) -> None:
    with psycopg.connect(night.database) as connection:
        connection.execute("delete from capture where page_id = %s", [night.edited])
    assert (
        "The archive has no copy of this page." in fetch(night.address, f"/story/{night.edited}?lang=en")[2]
    )
