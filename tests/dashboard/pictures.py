"""Screenshots of the dashboard: `make pictures` crawls a week of a replica newsroom and writes docs/pictures/."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import psycopg
from playwright.sync_api import Browser, sync_playwright

from newsspider.browser.executable import EXPECTED, find_browser
from newsspider.commands.read import read_page
from newsspider.dashboard.inspector import as_on_page
from newsspider.dashboard.standalone import standalone_page
from newsspider.items import Article
from newsspider.outlets import OUTLETS
from newsspider.outlets.pages.visible import visible_lines
from newsspider.store.database import open_database
from newsspider.store.migrate import migrate
from tests.dashboard import factories
from tests.dashboard.conftest import dashboard
from tests.dashboard.watching import under_way
from tests.running.crawling import ROOT

FOLDER = ROOT / "docs" / "pictures"
WIDTH, MAX_HEIGHT = 1200, 1500
PICTURES = {
    "overview": "/",
    "overview-dark": "/",
    "nights": "/nights",
    "runs": "/runs",
    "run": "/runs/9",
    "run-failed": "/runs/6",
    "hosts": "/hosts",
    "layouts": "/layouts",
    "rejections": "/rejections",
    "rejected": "/rejections/{rejected}",
    "suspects": "/suspects",
    "stories": "/stories?q=warga",
    "story": "/story/{linked}",
    "edited": "/story/{edited}",
    "links": "/story/{linked}/links",
    "overview-id": "/?lang=id",
    "weeks": "/weeks",
    "edits": "/edits",
    "schedules": "/schedules",
    "storage": "/storage",
    "live": "/live",
}
"""By name; those of what a week of crawls does not leave are taken last."""


def live(database: str) -> None:
    """A run under way, with a harmless rejection."""
    run = under_way(database)
    with psycopg.connect(database) as connection:
        connection.execute(
            "update rejection set url = 'https://www.tribunnews.com/bisnis/7858701/harga-kopi', "
            "detail = 'expected a story of 20 words or more, found 3' where rejected_by = %s",
            [run],
        )


LATER: dict[str, Callable[[str], object]] = {"schedules": factories.scheduled, "live": live}
"""Rows that are written before a picture is taken."""


def main() -> None:
    found = find_browser()
    if found is None:
        sys.exit(f"pictures: no browser found: expected {EXPECTED}")
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="nsp-", dir="/tmp") as folder:
        Path(folder).chmod(0o711)
        os.environ["NEWSSPIDER_ARCHIVE"] = str(Path(folder) / "archive")
        with open_database("", Path(folder)) as database:
            migrate(database)
            factories.week(database)
            numbers = {
                "edited": factories.edited(database),
                "linked": factories.linked(database),
                "rejected": factories.redesigned(database),
            }
            with dashboard(database) as address, sync_playwright() as playwright:
                browser = playwright.chromium.launch(executable_path=str(found), args=["--no-sandbox"])
                for name, path in PICTURES.items():
                    if name in LATER:
                        LATER[name](database)
                    take(browser, name, address + path.format(**numbers))
                take(browser, "explain", standalone_file(Path(folder)).as_uri())
                browser.close()


def standalone_file(folder: Path) -> Path:
    """The page of `scrapy explain FILE --open`."""
    body = (ROOT / "tests/pages/tribun/www_2022_resep/page.html").read_bytes()
    article = read_page(OUTLETS["tribun"], body, None)
    assert isinstance(article, Article)
    path = folder / "story.html"
    path.write_text(standalone_page(article, as_on_page(article, visible_lines(body))), "utf-8")
    return path


def take(browser: Browser, name: str, url: str) -> None:
    """Take a screenshot of a page, of its upper part if it is long."""
    context = browser.new_context(
        viewport={"width": WIDTH, "height": 800},
        color_scheme="dark" if name.endswith("-dark") else "light",
        locale="en",
    )
    page = context.new_page()
    page.goto(url)
    if name == "edited":
        page.locator("#editions").scroll_into_view_if_needed()
        page.locator('section[aria-labelledby="editions"]').screenshot(path=FOLDER / f"{name}.png")
    else:
        height = min(MAX_HEIGHT, page.evaluate("document.documentElement.scrollHeight"))
        page.screenshot(
            path=FOLDER / f"{name}.png",
            full_page=True,
            clip={"x": 0, "y": 0, "width": WIDTH, "height": height},
        )
    context.close()


if __name__ == "__main__":
    main()
