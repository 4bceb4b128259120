"""Does it work on this machine? (`scrapy demo`, which `make demo` runs)

The real spider crawls a replica newsroom into a PostgreSQL of the demo's own (`demo` in DATA_DIR), so that
invented stories never mix with real ones. Exit code: the crawl's.
"""

from __future__ import annotations

import argparse
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from scrapy.commands import ScrapyCommand

from newsspider.browser.executable import find_browser
from newsspider.console.output import tell
from newsspider.console.reading import Pen
from newsspider.console.summary import summary
from newsspider.store.database import open_database
from newsspider.store.errors import StoreError
from newsspider.store.migrate import migrate
from newsspider.store.reports.overview import overview, server_name, visits

ROOT = Path(__file__).resolve().parents[2]
STORIES = 200
"""A crawl of about ten seconds."""
SHOWN = 2
"""Stories of each host that are shown in a browser, if there is one: a second each."""


class DemoFailed(Exception):
    """The demo could not be shown: the message says what was expected and what was found."""


class Command(ScrapyCommand):
    """A newsroom, a database, a crawl, and what came of it."""

    requires_project = True
    requires_crawler_process = False

    def short_desc(self) -> str:
        return "Crawl a newsroom of invented stories on this machine, and show what is in the database then"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--stories", type=int, default=STORIES, help="size of the newsroom (%(default)s)")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        assert self.settings is not None
        signal.signal(signal.SIGTERM, signal.default_int_handler)  # or the newsroom would outlive us
        try:
            self.exitcode = show(Path(self.settings["DATA_DIR"]).resolve() / "demo", opts.stories)
        except (StoreError, DemoFailed) as error:
            print(f"newsspider: {error}", file=sys.stderr)
            self.exitcode = 1
        except KeyboardInterrupt:
            print("\nstopped; what was stored stays, and the next demo goes on from there", file=sys.stderr)
            self.exitcode = 130


def show(folder: Path, stories: int) -> int:
    """Run the demo with its data in `folder`; the crawl's exit code. Raises StoreError, DemoFailed."""
    pen, clock = Pen(sys.stdout.isatty()), Clock()
    print(
        pen("bold", "newsspider: the real spider and a real PostgreSQL, over a newsroom of invented stories"),
        flush=True,  # the server is started by a fork, which would write it again
    )
    with open_database("", folder) as conninfo:
        migrate(conninfo)
        clock.tell("database", f"{server_name(conninfo)}, its data in {near(folder)}")
        with newsroom(stories) as address:
            clock.tell("newsroom", f"{stories} stories of www.tribunnews.com and its sisters, at {address}")
            code = crawl(conninfo, folder, address, clock)
        found = overview(conninfo)
    if found.run is None:
        raise DemoFailed(f"expected a run in the database, found none: see {near(folder)}/crawl.log")
    tell(summary(found, near(folder), pen))
    return code


@contextmanager
def newsroom(stories: int) -> Iterator[str]:
    """The address of a replica newsroom that runs meanwhile. Raises DemoFailed."""
    command = [sys.executable, "-m", "newsspider.replica", "--port", "0", "--stories", str(stories)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            told = re.search(r"http://(\S+)", process.stdout.readline())
            if told is None:
                raise DemoFailed("expected the replica newsroom to tell its address, it ended (see above)")
            yield told[1]
        finally:
            process.terminate()


def crawl(conninfo: str, folder: Path, address: str, clock: Clock) -> int:
    """`scrapy crawl tribun` in a process of its own; its exit code. Raises DemoFailed."""
    log, began = folder / "crawl.log", datetime.now(UTC)
    # Not SCRAPY_PROJECT: our own Scrapy has put SCRAPY_SETTINGS_MODULE, which wins, into os.environ.
    wiring = {
        "SCRAPY_SETTINGS_MODULE": "settings.replica",
        "REPLICA_ADDRESS": address,
        "DATABASE_URL": conninfo,
        "NEWSSPIDER_ALERT_URLS": "",  # of an invented newsroom nobody is told
    }
    shown = ["-s", f"RENDER_BUDGET={SHOWN}"] if find_browser() else ["-a", "render=never"]
    command = [sys.executable, "-m", "scrapy", "crawl", "tribun", "-s", "CONTACT_URL=demo", *shown]
    with (
        log.open("wb") as output,
        subprocess.Popen(
            command, cwd=ROOT, env={**os.environ, **wiring}, stdout=output, stderr=output
        ) as process,
    ):
        while process.poll() is None:
            clock.progress("crawl", f"scrapy crawl tribun: {visits(conninfo, began)} pages")
            time.sleep(0.2)
    clock.tell("crawl", f"scrapy crawl tribun: {visits(conninfo, began)} pages, its log in {near(log)}")
    if process.returncode not in (0, 1, 3) or not visits(conninfo, began):
        last = log.read_text("utf-8", "replace").strip().splitlines()[-1:]
        raise DemoFailed(f"expected the crawl to end well, found exit code {process.returncode}: {last}")
    return process.returncode


def near(path: Path) -> str:
    """A path as one would type it in the project's folder."""
    return str(path.relative_to(ROOT)) if path.is_relative_to(ROOT) else str(path)


class Clock:
    """Tells each step when it is done, and how long it took; on a terminal also while it goes on."""

    def __init__(self) -> None:
        self.began = time.monotonic()

    def progress(self, step: str, text: str) -> None:
        if sys.stdout.isatty():
            print(f"\r  {step:<10}{text} ...", end="", flush=True)

    def tell(self, step: str, text: str) -> None:
        if sys.stdout.isatty():
            print("\r\x1b[K", end="")
        print(f"  {step:<10}{text} ({time.monotonic() - self.began:.1f} s)", flush=True)
        self.began = time.monotonic()
