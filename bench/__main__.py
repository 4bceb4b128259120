"""Benchmark of a stored page, step by step, compared with the bare download of the same pages.

`python -m bench` serves a replica newsroom, then runs each variant in a process of its own, several times in
turn: a drift of the machine's speed affects all of them equally. Quote the ratios; absolute seconds depend on
the machine.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from newsspider.replica import Newsroom
from newsspider.replica.hosts import DEFAULT_HOSTS
from newsspider.store.database import open_database
from newsspider.store.migrate import migrate

VARIANTS = {
    "download-defaults": "bare download, Scrapy's defaults",
    "download": "bare download, our settings",
    "read": "download and read",
    "clean": "download, read and clean",
    "crawl-unarchived": "the whole crawl, stored in PostgreSQL, without the archive",
    "crawl": "the whole crawl, stored in PostgreSQL and archived",
}


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--stories", type=int, default=2000, help="stories in the newsroom")
    parser.add_argument("--page-bytes", type=int, default=120_000, help="size of a page")
    parser.add_argument("--runs", type=int, default=3, help="counted runs of each variant")
    parser.add_argument("--only", choices=VARIANTS, action="append", help="run this variant only")
    options = parser.parse_args()
    variants = options.only or list(VARIANTS)
    with tempfile.TemporaryDirectory() as folder:
        results = measure(options, variants, Path(folder))
    print_table(results, options)


def measure(
    options: argparse.Namespace, variants: list[str], folder: Path
) -> dict[str, list[dict[str, Any]]]:
    """Run all variants in turn, several times."""
    results: dict[str, list[dict[str, Any]]] = defaultdict(list)
    with replica(options) as (address, newsroom, _):
        addresses = folder / "addresses"
        addresses.write_text("\n".join(newsroom.urls()), encoding="utf-8")
        for number in range(options.runs):
            for variant in variants:
                with database(variant, folder / f"{variant}{number}") as conninfo:
                    results[variant].append(child(variant, address, str(addresses), conninfo, folder))
                    print(f"{number + 1}/{options.runs} {variant}: {results[variant][-1]}", file=sys.stderr)
    return results


@contextmanager
def replica(
    options: argparse.Namespace, hosts: tuple[str, ...] = DEFAULT_HOSTS, first_in: int = 2
) -> Iterator[tuple[str, Newsroom, int]]:
    """A replica in a process of its own, with all stories rendered: its address, newsroom and process id."""
    now = Newsroom(stories=1).now
    newsroom = Newsroom(
        stories=options.stories,
        days=2,
        page_bytes=options.page_bytes,
        now=now,
        hosts=hosts,
        first_in=first_in,
    )
    command = [sys.executable, "-m", "newsspider.replica", "--port", "0", "--stories", str(options.stories)]
    command += ["--days", "2", "--page-bytes", str(options.page_bytes), "--now", now.isoformat(), "--warm"]
    command += ["--cache-mb", "2000", "--hosts", ",".join(hosts), "--first-in", str(first_in)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        try:
            assert server.stdout is not None
            yield server.stdout.readline().split("//")[-1].strip(), newsroom, server.pid
        finally:
            server.terminate()


@contextmanager
def database(variant: str, folder: Path) -> Iterator[str]:
    """An empty database for the variant that stores, else an empty string."""
    if not variant.startswith("crawl"):
        yield ""
        return
    with open_database("", folder) as conninfo:
        migrate(conninfo)
        yield conninfo


def child(variant: str, address: str, addresses: str, conninfo: str, folder: Path) -> dict[str, Any]:
    """Run one variant once; `folder` is for its archive."""
    archive = folder / "archive" if variant == "crawl" else "off"
    command = [sys.executable, "-m", "bench.child", variant, address, addresses, conninfo, str(archive)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=3600, check=False)
    if done.returncode != 0:
        raise SystemExit(f"{variant} failed: {done.stderr.strip()[-500:]}")
    result: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return result


def print_table(results: dict[str, list[dict[str, Any]]], options: argparse.Namespace) -> None:
    """The medians, and each variant's ratio to the bare download with Scrapy's defaults."""
    print(
        f"{options.stories} stories of about {options.page_bytes:,} bytes, {options.runs} runs each, medians"
    )
    print("| variant | pages | stored | CPU-s per 1000 pages (min-max) | ratio | pages per CPU-s | peak MB |")
    print("|---|---|---|---|---|---|---|")
    base = _cost(results["download-defaults"]) if "download-defaults" in results else None
    for variant, runs in results.items():
        pages = round(statistics.median(_pages(run) for run in runs))
        each = sorted(1000 * run["cpu"] / _pages(run) for run in runs)
        cost = _cost(runs)
        ratio = f"{cost / base:.2f}" if base else "-"
        peak = max(run["peak_mb"] for run in runs)
        spread = f"{cost:.2f} ({each[0]:.2f}-{each[-1]:.2f})"
        stored = round(statistics.median(run["stored"] for run in runs))
        counts = f"{pages} | {stored or '-'}"
        print(f"| {VARIANTS[variant]} | {counts} | {spread} | {ratio} | {1000 / cost:.0f} | {peak:.0f} |")


def _pages(run: dict[str, Any]) -> int:
    return int(run["pages"])


def _cost(runs: list[dict[str, Any]]) -> float:
    return float(statistics.median(1000 * run["cpu"] / _pages(run) for run in runs))


if __name__ == "__main__":
    main()
