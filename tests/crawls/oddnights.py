"""Nights of an odd site: each is a whole crawl into one database, after which a day passes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import psycopg

from tests.running.crawling import scrapy
from tests.running.nights import last_run, rows
from tests.running.oddsite import HTML, WWW, XML, Answer, OddSite, Otherwise, Routes, index, sitemap, story

PLAIN = {"Content-Type": "text/plain"}
ALLOW_ALL: Answer = (200, PLAIN, "User-agent: *\nDisallow:\n")
ALLOW_NONE: Answer = (200, PLAIN, "User-agent: *\nDisallow: /\n")
FILLER = "7858699/teh"
"""The one story of a host that no route names: its lists would be empty without it."""


def path_of(url: str) -> str:
    """The address as a route names it: `host/path?query`."""
    return url.removeprefix("https://")


def healthy(host: str, path: str) -> Answer | None:
    """What no route names: a host in order, whose lists all name one story."""
    url = f"https://{host}/news/{FILLER}"
    if "/index-news" in path:
        return index(url)
    front = f'<html><body><ul id="latestul"><li><h3><a href="{url}">Teh</a></h3></li></ul></body></html>'
    return {
        "/robots.txt": ALLOW_ALL,
        "/sitemap.xml": sitemap(url),
        "/sitemap-news.xml": sitemap(url),
        "/": (200, HTML, front),
        f"/news/{FILLER}": story(url, head="Teh Panen Raya"),
    }.get(path)


def urlset(entries: str, space: str = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"') -> Answer:
    """A sitemap of these entries, as they are."""
    return 200, XML, f'<?xml version="1.0"?><urlset {space}>{entries}</urlset>'


@dataclass(frozen=True, kw_only=True, slots=True)
class Night:
    """What a night came to: exit code, verdict, reasons, what the site was asked for, the crawl's log."""

    code: int
    verdict: str
    reasons: list[str]
    asked: list[str]
    log: str

    def names(self, text: str) -> bool:
        """Whether any reason has this text."""
        return any(text in reason for reason in self.reasons)


class Nights:
    """Crawls of the same hosts into one database; what no route of a night names is a host in order."""

    def __init__(self, database: str, hosts: str = WWW.partition(".")[0]) -> None:
        self.database, self.hosts = database, hosts

    def night(
        self,
        routes: Routes,
        *more: str,
        otherwise: Otherwise = healthy,
        pass_hours: int = 24,
    ) -> Night:
        """Crawl once, with `more` arguments; then `pass_hours` hours pass, and what may fall due is due."""
        site = OddSite(routes, otherwise)
        arguments = ("-a", f"hosts={self.hosts}", "-s", "RUN_IDLE_TIMEOUT=0", *more)
        with site.running():
            done = scrapy(
                "crawl",
                "tribun",
                *arguments,
                address=site.address,
                database=self.database,
            )
        run = last_run(self.database)
        if pass_hours:
            self.pass_hours(pass_hours)
        return Night(
            code=done.returncode,
            verdict=run["verdict"],
            reasons=run["reasons"],
            asked=site.asked,
            log=done.stderr,
        )

    def pass_hours(self, hours: int) -> None:
        """All times of pages and hosts lie so much further back, and what is due at all is due now."""
        shift = "update page set {0}, visited_at = visited_at - make_interval(hours => %(hours)s)"
        due = "due_at = case when due_at is not null then least(now(), due_at - make_interval(hours => %(hours)s)) end"
        host = "update host set not_before = not_before - make_interval(hours => %(hours)s)"
        with psycopg.connect(self.database) as connection:
            for statement in (shift.format(due), host):
                connection.execute(statement.encode(), {"hours": hours})

    def stories(self) -> set[str]:
        """The addresses of the stored stories that are not gone."""
        found = rows(
            self.database,
            "select page.url from article join page on page.id = page_id where gone_at is null",
        )
        return {row["url"] for row in found}

    def page(self, url: str) -> dict[str, Any]:
        """The frontier row of an address; empty for one that has none."""
        found = rows(self.database, "select * from page where url = %s", url)
        return found[0] if found else {}

    def sql(self, statement: str, *values: object) -> list[dict[str, Any]]:
        """The rows of a question."""
        return rows(self.database, statement, *values)
