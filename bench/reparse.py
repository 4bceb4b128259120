"""Benchmark of reading archived pages again: CPU of the main process and of the others, and wall time.

`python -m bench.reparse` reads the archive of the crawls' database again, by this process and by several in
turn. It writes nothing. CPU does not count the start of the processes.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import time
from pathlib import Path

from scrapy.utils.project import get_project_settings

from newsspider.archive.folder import archive_folder
from newsspider.outlets.limits import Limits
from newsspider.reparsing.reading import Rereader
from newsspider.reparsing.reparse import Reparse
from newsspider.reparsing.workers import Inline, Processes, Workers
from newsspider.store.crawl.reparses import ReparseFilters, Reparses
from newsspider.store.database import open_database
from newsspider.visits import RevisitPolicy


def main() -> None:
    """Print a line for each reading of the archive."""
    parser = argparse.ArgumentParser(prog="python -m bench.reparse", description=__doc__)
    parser.add_argument("--processes", type=int, default=2, help="processes that read")
    parser.add_argument("--runs", type=int, default=3, help="runs of each kind; the first one warms up")
    options = parser.parse_args()
    settings = get_project_settings()
    folder = archive_folder(settings)
    if folder is None or not folder.is_dir():
        raise SystemExit(f"expected an archive of earlier crawls, found none at {folder}")
    rereader = Rereader(folder=folder.resolve(), limits=Limits.of(settings))
    with open_database(settings["DATABASE_URL"], Path(settings["DATA_DIR"])) as conninfo:
        many = Processes(rereader, options.processes)
        for _ in range(options.runs):
            for workers in (Inline(rereader), many):
                print(asyncio.run(measure(conninfo, workers)), flush=True)
        many.close()


async def measure(conninfo: str, workers: Workers) -> str:
    """Read the whole archive again. Returns a line with seconds for 1000 pages."""
    store = Reparses(conninfo, RevisitPolicy())
    await store.pool.open()
    wall, own, others = time.monotonic(), time.process_time(), children_cpu()
    report = await Reparse(store=store, workers=workers, filters=ReparseFilters(), dry_run=True).run()
    seconds = (time.process_time() - own, children_cpu() - others, time.monotonic() - wall)
    await store.pool.close()
    own_share, other_share, took = (1000 * each / max(1, report.done) for each in seconds)
    return (
        f"{type(workers).__name__.lower()} {workers.count}: {report.done} pages; seconds for 1000: "
        f"CPU {own_share:.2f} here, {other_share:.2f} in the processes, wall {took:.2f}"
    )


def children_cpu() -> float:
    """CPU-seconds of the live children of this process."""
    ticks = os.sysconf("SC_CLK_TCK")
    lists = Path(f"/proc/{os.getpid()}/task").glob("*/children")
    fields = (
        Path(f"/proc/{child}/stat").read_text("utf-8").rpartition(")")[2].split()
        for path in lists
        for child in path.read_text("utf-8").split()
    )
    return sum(int(values[11]) + int(values[12]) for values in fields) / ticks


if __name__ == "__main__":
    main()
