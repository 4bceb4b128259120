"""Command `scrapy demo`, which `make demo` runs: shows on this machine that it works.

The real spider crawls a replica newsroom into a PostgreSQL and an archive of the demo's own (`demo` in
DATA_DIR), so that invented stories never mix with real ones. Exit code: the crawl's.
"""

from __future__ import annotations

import argparse
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from scrapy.settings import Settings

from newsspider.browser.executable import find_browser
from newsspider.console.command import CommandFailed, ProjectCommand
from newsspider.console.summary import summary
from newsspider.console.terminal import progress, safe, show, warn
from newsspider.store.database import open_database
from newsspider.store.migrate import migrate
from newsspider.store.reports.overview import overview, server_name, visits
from newsspider.validation import whole_number

ROOT = Path(__file__).resolve().parents[2]
STORIES = 200
"""A crawl of about ten seconds."""
LOG = "crawl.log"
INTERRUPTED = 128 + signal.SIGINT
SHOWN = 2
"""Stories of each host that are shown in a browser, if there is one: a second each."""
NO_BROWSER = (
    "none: the recommendations that only JavaScript shows are left out; "
    "bash deploy/setup browser says how to get one"
)


class Command(ProjectCommand):
    """A newsroom, a database, a crawl, and what came of it."""

    description = "Crawl a newsroom of invented stories on this machine, and show what came of it"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--stories", default=str(STORIES), help="size of the newsroom (%(default)s)")

    def execute(self, args: list[str], opts: argparse.Namespace) -> int:
        stories = whole_number("--stories", opts.stories, 1)
        folder = demo_folder(self.place[1].resolve())
        signal.signal(signal.SIGTERM, signal.default_int_handler)  # or the newsroom would outlive us
        try:
            return demonstrate(folder, stories, variables_of(folder, self.project_settings))
        except KeyboardInterrupt:
            warn("stopped; what was stored stays, and the next demo goes on from there")
            return INTERRUPTED


def demo_folder(data: Path) -> Path:
    """The demo's folder below the data folder; the data folder itself, where a shell that has looked at the
    demo still names it."""
    return data if data.name == "demo" and (data / LOG).is_file() else data / "demo"


def variables_of(folder: Path, settings: Settings) -> dict[str, str]:
    """The environment that leads to the demo's database and archive. A stated server or archive would win
    over a folder."""
    stated = {"DATABASE_URL": settings["DATABASE_URL"], "NEWSSPIDER_ARCHIVE": settings["ARCHIVE"]}
    return {**{name: "" for name, value in stated.items() if value}, "NEWSSPIDER_DATA": near(folder)}


def demonstrate(folder: Path, stories: int, variables: Mapping[str, str]) -> int:
    """Run the demo with its data in `folder`; the crawl's exit code. Raises StoreError, CommandFailed."""
    steps = Steps()
    show(
        safe("newsspider: the real spider and a real PostgreSQL, over a newsroom of invented stories", "bold")
    )
    with open_database("", folder) as conninfo:
        migrate(conninfo)
        steps.done("database", f"{server_name(conninfo)}, its data in {near(folder)}")
        with newsroom(stories) as address:
            steps.done("newsroom", f"{stories} stories of www.tribunnews.com and its sisters, at {address}")
            browser = find_browser()
            if browser is None:
                show(safe(_step("browser", NO_BROWSER)))
            code = crawl(conninfo, folder, address, steps, bool(browser))
        found = overview(conninfo)
    if found.run is None:
        raise CommandFailed(f"expected a run in the database, found none: see {near(folder / LOG)}")
    show(*summary(found, variables))
    return code


@contextmanager
def newsroom(stories: int) -> Iterator[str]:
    """The address of a replica newsroom that runs meanwhile. Raises CommandFailed."""
    command = [sys.executable, "-m", "newsspider.replica", "--port", "0", "--stories", str(stories)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            match = re.search(r"http://(\S+)", process.stdout.readline())
            if match is None:
                raise CommandFailed("expected the replica newsroom to print its address, found its end")
            yield match[1]
        finally:
            process.terminate()


def crawl(conninfo: str, folder: Path, address: str, steps: Steps, rendering: bool) -> int:
    """`scrapy crawl tribun` in a process of its own; its exit code. Raises CommandFailed."""
    log, began = folder / LOG, datetime.now(UTC)
    # Not SCRAPY_PROJECT: our own Scrapy has put SCRAPY_SETTINGS_MODULE, which wins, into os.environ.
    wiring = {
        "SCRAPY_SETTINGS_MODULE": "settings.replica",
        "REPLICA_ADDRESS": address,
        "DATABASE_URL": conninfo,
        "NEWSSPIDER_DATA": str(folder),  # its archive lies there too, apart from that of real crawls
        "NEWSSPIDER_ARCHIVE": "",
        "NEWSSPIDER_ALERT_URLS": "",  # nobody is to hear of an invented newsroom
        "NEWSSPIDER_CONTACT": "https://example.org/demo",
    }
    shown = ["-s", f"RENDER_BUDGET={SHOWN}"] if rendering else ["-a", "render=never"]
    command = [sys.executable, "-m", "scrapy", "crawl", "tribun", *shown]
    with (
        log.open("wb") as output,
        subprocess.Popen(
            command, cwd=ROOT, env={**os.environ, **wiring}, stdout=output, stderr=output
        ) as process,
        progress(safe("crawl")) as moving,
    ):
        while process.poll() is None:
            moving.update(safe(f"scrapy crawl tribun: {visits(conninfo, began)} pages"))
            time.sleep(0.2)
    steps.done("crawl", f"scrapy crawl tribun: {visits(conninfo, began)} pages, its log in {near(log)}")
    if process.returncode not in (0, 1, 3) or not visits(conninfo, began):
        last = log.read_text("utf-8", "replace").strip().splitlines()[-1:]
        raise CommandFailed(f"expected the crawl to end well, found exit code {process.returncode}: {last}")
    return process.returncode


def near(path: Path) -> str:
    """A path as one would type it in the project's folder."""
    return str(path.relative_to(ROOT)) if path.is_relative_to(ROOT) else str(path)


class Steps:
    """Prints each step when it is done, with the time that it took."""

    def __init__(self) -> None:
        self.began = time.monotonic()

    def done(self, step: str, text: str) -> None:
        show(f"{_step(step, text)} ({time.monotonic() - self.began:.1f} s)")
        self.began = time.monotonic()


def _step(step: str, text: str) -> str:
    return f"  {step:<10}{text}"
