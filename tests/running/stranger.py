"""Run Scrapy on a small healthy site as somebody would who knows Scrapy and not this project."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.running.crawling import HANGS, ROOT, command
from tests.running.oddsite import HTML, WWW, Answer, OddSite, Routes, index, sitemap, story

KOPI, TEH, GULA = (
    f"https://{WWW}/news/{name}" for name in ("7858656/kopi", "7858699/teh", "7858700/gula-aren")
)
HEADLINES = {KOPI: "Kopi", TEH: "Teh", GULA: "Gula"}
PLAIN = {"Content-Type": "text/plain"}
STORING = {
    "pipelines.cleaning.CleaningPipeline": 100,
    "pipelines.judging.JudgingPipeline": 200,
    "pipelines.storing.StoringPipeline": 300,
}
NOWHERE = "postgresql://127.0.0.1:1/tiada"


def healthy(host: str, path: str) -> Answer | None:
    """A site in order, with three stories."""
    front = f'<html><body><ul id="latestul"><li><h3><a href="{TEH}">Teh</a></h3></li></ul></body></html>'
    there: dict[str, Answer] = {
        "/": (200, HTML, front),
        "/robots.txt": (200, PLAIN, "User-agent: *\nDisallow:\n"),
        "/sitemap.xml": sitemap(TEH),
        "/sitemap-news.xml": sitemap(*HEADLINES),
    }
    if "index-news" in path:
        return index(TEH)
    url = f"https://{host}{path}"
    return story(url, head=HEADLINES[url]) if url in HEADLINES else there.get(path)


@dataclass
class Stranger:
    """Somebody at a keyboard in front of a site; `folder` holds what they have written."""

    site: OddSite
    database: str
    folder: Path

    def run(self, *command: str, **environment: str) -> subprocess.CompletedProcess[str]:
        """Run a command with the project's Python."""
        return subprocess.run(
            [sys.executable, *command],
            cwd=ROOT,
            env={**os.environ, **self.wiring, **environment},
            capture_output=True,
            text=True,
            timeout=HANGS,
            check=False,
        )

    @property
    def wiring(self) -> dict[str, str]:
        """Variables that lead a command to the site, the database and the folder."""
        return {
            "SCRAPY_SETTINGS_MODULE": "settings.replica",
            "REPLICA_ADDRESS": self.site.address,
            "DATABASE_URL": self.database,
            "NEWSSPIDER_DATA": str(self.folder / "data"),
            "NEWSSPIDER_ALERT_URLS": "",
            "NEWSSPIDER_CONTACT": "https://example.org/newsspider",
            "PYTHONPATH": f"{ROOT}:{self.folder}",
        }

    def scrapy(self, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        """Run `scrapy ARGUMENTS`."""
        return command(*arguments, **{**self.wiring, **environment})

    def crawl(self, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        """Run `scrapy crawl tribun` on www, without a browser."""
        hosts = () if any("url=" in word for word in arguments) else ("-a", "hosts=www")
        return self.scrapy("crawl", "tribun", "-a", "render=never", *hosts, *arguments, **environment)

    def write(self, name: str, text: str) -> str:
        """A file of theirs; its path."""
        path = self.folder / name
        path.write_text(text, "utf-8")
        return str(path)


@contextmanager
def at_home(folder: Path, database: str = NOWHERE, routes: Routes | None = None) -> Iterator[Stranger]:
    """A stranger in front of the healthy site, with these routes besides."""
    site = OddSite(routes or {}, healthy)
    with site.running():
        yield Stranger(site, database, folder)


def complaints(done: subprocess.CompletedProcess[str]) -> list[str]:
    """The lines of a log that are warnings or worse, and tracebacks."""
    marks = (" WARNING: ", " ERROR: ", " CRITICAL: ", "Traceback")
    return [line for line in done.stderr.splitlines() if any(mark in line for mark in marks)]
