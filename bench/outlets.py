"""Benchmark of many outlets in one crawl, compared with one outlet that has the same hosts and pages.

`python -m bench.outlets` serves thirty newsrooms of five hosts each, and crawls them in one process: in turn
as one outlet of all hosts, and as thirty outlets. Before, the process reads a recorded page of every real
layout, so that the readers of all real outlets are in memory too. CPU is the crawler's own, from its opening
to its closing. Quote the ratio; absolute seconds depend on the machine.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from scrapy.crawler import AsyncCrawlerProcess

from bench.child import Meter, settings_of
from newsspider.outlets import OUTLETS
from newsspider.outlets.crawled import CrawledOutlets
from newsspider.outlets.limits import Limits
from newsspider.outlets.outlet import Outlet
from newsspider.outlets.tribun import TRIBUN
from newsspider.replica import Newsroom, ReplicaServer
from newsspider.replica.page import Page
from newsspider.spiders.allnews import AllNewsSpider
from newsspider.store.database import open_database
from newsspider.store.migrate import migrate

NEWSROOMS = 30
LABELS = ("www", "solo", "jogja", "surabaya", "makassar")
CASES = {"one": "one outlet, 150 hosts", "many": "30 outlets, 150 hosts"}
RECORDINGS = Path(__file__).resolve().parents[1] / "tests" / "pages"


def hosts_of(number: int) -> frozenset[str]:
    """The hosts of a newsroom."""
    return frozenset(f"{label}.koran{number:02}.example" for label in LABELS)


class ManyNewsrooms:
    """Thirty newsrooms, each a Tribunnews of its own stories under its own domain."""

    def __init__(self, stories: int, page_bytes: int) -> None:
        self.stories, self.page_bytes = stories, page_bytes
        self._newsroom = cache(self._made)

    def page(self, host: str, target: str) -> Page:
        """The newsroom's page, with its own domain in every address."""
        label, _, domain = host.partition(":")[0].partition(".")
        number = domain.removeprefix("koran").removesuffix(".example")
        if not number.isdecimal():
            return Page(body=b"", status=404)
        page = self._newsroom(int(number)).page(f"{label}.tribunnews.com", target)
        body = page.body.replace(b"tribunnews.com", domain.encode())
        location = page.location and page.location.replace("tribunnews.com", domain)
        return replace(page, body=body, location=location)

    def _made(self, number: int) -> Newsroom:
        return Newsroom(
            stories=self.stories, days=2, seed=100 + number, page_bytes=self.page_bytes, hosts=LABELS
        )


class OneOutletSpider(AllNewsSpider):
    """All hosts as those of one outlet."""

    name = "one"

    @classmethod
    def known_outlets(cls, limits: Limits | None = None) -> CrawledOutlets:
        hosts = frozenset().union(*map(hosts_of, range(NEWSROOMS)))
        return CrawledOutlets([_outlet("koran", hosts)], limits)


class ManyOutletsSpider(AllNewsSpider):
    """The hosts of each newsroom as those of an outlet."""

    name = "many"

    @classmethod
    def known_outlets(cls, limits: Limits | None = None) -> CrawledOutlets:
        outlets = (_outlet(f"koran{number:02}", hosts_of(number)) for number in range(NEWSROOMS))
        return CrawledOutlets(outlets, limits, is_open=True)


def _outlet(name: str, hosts: frozenset[str]) -> Outlet:
    layouts = tuple(type(layout)() for layout in TRIBUN.layouts)
    return replace(TRIBUN, name=name, hosts=hosts, mirrors={}, layouts=layouts)


def crawl(case: str, address: str, database: str) -> None:
    """Crawl in this process, and print what it took."""
    for path in sorted(RECORDINGS.glob("*/*/page.html")):
        OUTLETS[path.parts[-3]].read(path.read_bytes(), None)
    process = AsyncCrawlerProcess(settings_of("crawl", address, database, "off"))
    meter = Meter(process, OneOutletSpider if case == "one" else ManyOutletsSpider, tuned=True)
    process.crawl(meter.crawler, depth="1000000", hosts="all")
    process.start()
    print(json.dumps(meter.result))


@contextmanager
def database(folder: Path) -> Iterator[str]:
    """An empty database."""
    with open_database("", folder) as conninfo:
        migrate(conninfo)
        yield conninfo


def measure(options: argparse.Namespace) -> dict[str, list[dict[str, Any]]]:
    """Run both cases in turn, several times."""
    results: dict[str, list[dict[str, Any]]] = {case: [] for case in CASES}
    site = ManyNewsrooms(options.stories, options.page_bytes)
    with ReplicaServer(site, cache_bytes=2**30) as replica, tempfile.TemporaryDirectory(dir="/tmp") as made:
        Path(made).chmod(0o711)
        for number in range(options.runs):
            for case in CASES:
                with database(Path(made) / f"{case}{number}") as conninfo:
                    command = [sys.executable, "-m", "bench.outlets", case, replica.address, conninfo]
                    done = subprocess.run(command, capture_output=True, text=True, timeout=1800, check=False)
                if done.returncode != 0:
                    raise SystemExit(f"{case} failed: {done.stderr.strip()[-800:]}")
                results[case].append(json.loads(done.stdout.splitlines()[-1]))
                print(f"{number + 1}/{options.runs} {case}: {results[case][-1]}", file=sys.stderr)
    return results


def main() -> None:
    """Print the table."""
    if len(sys.argv) == 4 and sys.argv[1] in CASES:
        crawl(*sys.argv[1:])
        return
    parser = argparse.ArgumentParser(prog="python -m bench.outlets", description=__doc__)
    parser.add_argument("--stories", type=int, default=40, help="stories of each newsroom")
    parser.add_argument("--page-bytes", type=int, default=120_000, help="size of a page")
    parser.add_argument("--runs", type=int, default=3, help="runs of each case")
    results = measure(parser.parse_args())
    print("| case | pages | stored | CPU ms per stored story | peak MB |")
    print("|---|---|---|---|---|")
    costs = {}
    for case, runs in results.items():
        costs[case] = statistics.median(1000 * run["cpu"] / run["stored"] for run in runs)
        names = ("pages", "stored", "peak_mb")
        pages, stored, peak = (statistics.median(run[name] for run in runs) for name in names)
        print(f"| {CASES[case]} | {pages:.0f} | {stored:.0f} | {costs[case]:.2f} | {peak:.0f} |")
    print(f"\nmany to one: {costs['many'] / costs['one']:.3f}")


if __name__ == "__main__":
    main()
