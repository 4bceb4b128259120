"""Benchmark of the dashboard's pages, over a database as after years of crawling.

`python -m bench.dashboard --keep FOLDER` serves the database that `python -m bench.ops --keep FOLDER` filled,
asks each page several times, and prints the median and the most milliseconds, from request to last byte.
"""

from __future__ import annotations

import argparse
import os
import re
import statistics
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PAGES = (
    "/",
    "/?day={day}",
    "/nights",
    "/runs",
    "/runs/{run}",
    "/weeks",
    "/weeks?outlet=tribun",
    "/hosts",
    "/layouts",
    "/rejections",
    "/rejections?run={run}",
    "/rejections?host=solo.tribunnews.com",
    "/suspects",
    "/edits",
    "/storage",
    "/schedules",
    "/live",
    "/reasons",
    "/numbers",
    "/stories",
    "/stories?host=solo.tribunnews.com",
    "/stories?q=ta",
    "/story/{story}",
    "/story/{story}/links",
    "/topic?tag=tanda+7",
)


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address of a dashboard over the embedded database of a folder."""
    command = [sys.executable, "-m", "scrapy", "dashboard", "--port", "0"]
    environment = {**os.environ, "NEWSSPIDER_DATA": str(folder), "DATABASE_URL": ""}
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            found = re.search(r"http://\S+(?=/)", process.stdout.readline())
            assert found, "expected the dashboard to print its address"
            yield found[0]
        finally:
            process.terminate()


def measure(address: str, path: str, calls: int) -> list[float]:
    """Milliseconds of each call of a page."""
    taken = []
    for _ in range(calls):
        started = time.perf_counter()
        with urllib.request.urlopen(address + path) as answer:
            answer.read()
        taken.append(1000 * (time.perf_counter() - started))
    return taken


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.dashboard", description=__doc__)
    parser.add_argument(
        "--keep", metavar="FOLDER", type=Path, required=True, help="a folder that bench.ops kept"
    )
    parser.add_argument("--calls", type=int, default=11, help="calls of each page")
    parser.add_argument(
        "--story", type=int, default=987_654, help="number of the story whose page is asked for"
    )
    parser.add_argument("--run", type=int, default=395, help="number of the run whose page is asked for")
    parser.add_argument("--day", default="2026-10-28", help="day of an earlier night")
    options = parser.parse_args()
    values = {"story": options.story, "run": options.run, "day": options.day}
    print("| page | median ms | most ms |\n|---|---|---|")
    with served(options.keep) as address:
        for page in PAGES:
            taken = measure(address, page.format(**values), options.calls)
            print(f"| `{page}` | {statistics.median(taken):.0f} | {max(taken):.0f} |", flush=True)


if __name__ == "__main__":
    main()
