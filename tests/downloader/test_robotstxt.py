"""robots.txt in a crawl: obeyed, and a prohibition where it cannot be fetched."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import psycopg
import pytest
from psycopg.rows import dict_row

from newsspider.outlets.dates import WIB
from newsspider.replica import Newsroom, ReplicaServer
from newsspider.replica.page import Page
from tests.running.crawling import scrapy


class Ruled:
    """A newsroom whose robots.txt on every host is `answer`, a page or a status."""

    def __init__(self, newsroom: Newsroom, answer: bytes | int) -> None:
        self.newsroom, self.answer = newsroom, answer

    def page(self, host: str, target: str) -> Page:
        page = self.newsroom.page(host, target)
        if target != "/robots.txt":
            return page
        if isinstance(self.answer, int):
            return replace(page, body=b"<html>User-agent: *\nDisallow: /</html>", status=self.answer)
        return replace(page, body=self.answer)


def crawl(database: str, answer: bytes | int, log: Path) -> list[dict[str, Any]]:
    newsroom = Newsroom(stories=20, days=1, now=datetime.now(WIB))
    url = newsroom.story(19).url
    with ReplicaServer(Ruled(newsroom, answer), access_log=log) as server:
        scrapy("crawl", "tribun", "-a", f"url={url}", address=server.address, database=database)
    with psycopg.connect(database, row_factory=dict_row) as connection:
        return connection.execute("select * from page where depth = 0 and alias_of is null").fetchall()


@pytest.mark.parametrize("answer", [b"User-agent: *\nDisallow: /tag/\n", 404, 403, b""])
def test_allowed_page_is_fetched(database: str, answer: bytes | int, tmp_path: Path) -> None:
    (page,) = crawl(database, answer, tmp_path / "log")
    assert page["outcome"] == "article"


def test_disallowed_page_is_not_requested(database: str, tmp_path: Path) -> None:
    (page,) = crawl(database, b"User-agent: newsspider\nDisallow: /\n", tmp_path / "log")
    assert (page["outcome"], page["reason"]) == ("failed", "RobotsDisallowed")
    assert page["due_at"] is not None, "expected it to be asked again: robots.txt may change (case H2)"
    assert [line for line in (tmp_path / "log").read_text().splitlines() if "robots.txt" not in line] == []


@pytest.mark.parametrize("answer", [503, 500, 429])
def test_host_without_robots_txt_gets_no_request(database: str, answer: int, tmp_path: Path) -> None:
    (page,) = crawl(database, answer, tmp_path / "log")
    assert (page["outcome"], page["reason"]) == ("failed", "RobotsUnreachable")
    assert page["due_at"] is not None
    assert [line for line in (tmp_path / "log").read_text().splitlines() if "robots.txt" not in line] == []
