"""Benchmark of two workers compared with one: stories stored per second.

`python -m bench.workers` serves a replica newsroom of twenty hosts, with equal shares and without delay. One
worker and two workers crawl it in turn, each time into a fresh database, after a crawl that renders every
page. Stories are counted from the first commit to the last: the start of the interpreter is excluded, the
time to distribute hosts and to finish is included. CPU is that of crawlers, PostgreSQL (with ended children)
and the replica in that time.

One worker is measured twice. With two cores it has a core for itself, and PostgreSQL and the replica have the
other, which a second worker takes away. By the CPU per story, two workers store at most
2 / (1 + others / crawlers) times the stories of one that never waits. With one core the worker shares it with
the others: this shows the gain of a second core and a second worker together.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import defaultdict
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import psutil  # type: ignore[import-untyped]
import psycopg

from bench.__main__ import replica
from newsspider.replica.hosts import ALL_HOSTS
from newsspider.store.database import open_database
from newsspider.store.embedded.place import settle
from newsspider.store.migrate import migrate

ROOT = Path(__file__).resolve().parent.parent
CASES = {
    "one worker, all on one core": (1, 1),
    "one worker, two cores": (1, 2),
    "two workers, two cores": (2, 2),
}
"""Numbers of workers, and of cores for them, PostgreSQL and the replica together."""
SAMPLE_SECONDS = 0.1
WINDOW = """
select extract(epoch from first)::float8, extract(epoch from last)::float8,
    (select count(*) from article where stored_at > first) as stories
from (select min(stored_at) as first, max(stored_at) as last from article) as window_of_commits
"""


@dataclass(frozen=True, kw_only=True, slots=True)
class Measured:
    """Stories per second; CPU-seconds per 1000 stories by group; the busy share of the cores, and the share
    of foreign processes, which distorts the figures."""

    rate: float
    cpu: Mapping[str, float]
    busy: float
    foreign: float


class Meter(threading.Thread):
    """Samples the CPU time of each group of processes, and of everything on the cores."""

    def __init__(self, groups: Mapping[str, list[psutil.Process]], cores: list[int]) -> None:
        super().__init__(daemon=True)
        self.groups, self.cores = groups, cores
        self.samples: list[tuple[float, dict[str, float]]] = []
        self._stopped = threading.Event()

    def run(self) -> None:
        last = dict.fromkeys(self.groups, 0.0)
        while not self._stopped.wait(SAMPLE_SECONDS):
            for name, processes in self.groups.items():
                last[name] = max(last[name], sum(map(cpu_of, processes)))
            times = [psutil.cpu_times(percpu=True)[core] for core in self.cores]
            self.samples.append(
                (time.time(), last | {"all": sum(sum(t[:8]) - t.idle - t.iowait for t in times)})
            )

    def between(self, first: float, last: float) -> dict[str, float]:
        """CPU-seconds between two times."""
        self._stopped.set()
        self.join()
        begin, end = (min(self.samples, key=lambda sample: abs(sample[0] - at))[1] for at in (first, last))
        return {name: end[name] - begin[name] for name in end}


def cpu_of(process: psutil.Process) -> float:
    """CPU-seconds of a process and its children, also ended ones; 0 for an ended process."""
    with suppress(psutil.Error):
        living = sum(sum(child.cpu_times()[:2]) for child in process.children())
        return float(sum(process.cpu_times()[:4]) + living)
    return 0.0


def measure(name: str, address: str, server: int, folder: Path) -> Measured:
    """Crawl the newsroom into a fresh database and measure it."""
    number, width = CASES[name]
    cores = sorted(psutil.Process().cpu_affinity())[:width]
    with open_database("", folder) as conninfo:
        migrate(conninfo)
        postmaster = psutil.Process(int(settle(folder).pid_file.read_text().split()[0]))
        others = [psutil.Process(server), postmaster, *postmaster.children()]
        for process in others:
            with suppress(psutil.NoSuchProcess):  # PostgreSQL has short-lived children
                process.cpu_affinity(cores)
        crawls = [crawl(address, conninfo, cores) for _ in range(number)]
        groups = {"crawlers": crawls, "PostgreSQL": [postmaster], "replica": others[:1]}
        meter = Meter(groups, cores)
        meter.start()
        if codes := [code for process in crawls if (code := process.wait())]:
            raise SystemExit(f"{name}: expected the exit code 0, found {codes}")
        with psycopg.connect(conninfo) as connection:
            first, last, stories = connection.execute(WINDOW).fetchone() or (0.0, 1.0, 0)
    cpu = meter.between(first, last)
    busy = cpu.pop("all") / (last - first) / width
    foreign = busy - sum(cpu.values()) / (last - first) / width
    each = {group: 1000 * seconds / stories for group, seconds in cpu.items()}
    return Measured(rate=stories / (last - first), cpu=each, busy=busy, foreign=foreign)


def crawl(address: str, conninfo: str, cores: list[int]) -> psutil.Popen:
    """Start `scrapy crawl tribun` on the given cores."""
    overrides = {"SCRAPY_PROJECT": "replica", "REPLICA_ADDRESS": address, "DATABASE_URL": conninfo}
    arguments = {"hosts": ",".join(ALL_HOSTS), "render": "never", "depth": "1000000"}
    command = [sys.executable, "-m", "scrapy", "crawl", "tribun", "-s", "LOG_LEVEL=ERROR"]
    command += ["-s", "HOST_PAGES_IN_FLIGHT=16"]  # as in production: with more, few hosts remain to share
    for key, value in arguments.items():
        command += ["-a", f"{key}={value}"]
    environment = {**os.environ, "NEWSSPIDER_CONTACT": "https://example.org/bench", **overrides}
    process = psutil.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL)
    process.cpu_affinity(cores)
    return process


def print_table(results: Mapping[str, list[Measured]]) -> None:
    """Print the medians and their ratios."""
    groups = ("crawlers", "PostgreSQL", "replica")
    print("| case | stories a second (min-max) | crawlers | PostgreSQL | replica | cores busy | foreign |")
    print("|---|---|---|---|---|---|---|")
    for name, runs in results.items():
        rates = sorted(run.rate for run in runs)
        cpu = " | ".join(f"{_cpu(runs, group):.2f}" for group in groups)
        busy = 100 * statistics.median(run.busy for run in runs)
        foreign = 100 * statistics.median(run.foreign for run in runs)
        spread = f"{statistics.median(rates):.0f} ({rates[0]:.0f}-{rates[-1]:.0f})"
        print(f"| {name} | {spread} | {cpu} | {busy:.0f} % | {foreign:.0f} % |")
    alone, beside, both = (statistics.median(run.rate for run in runs) for runs in results.values())
    last = list(results.values())[-1]
    share = (_cpu(last, "PostgreSQL") + _cpu(last, "replica")) / _cpu(last, "crawlers")
    most = f"compared with one that never waits, the limit is {2 / (1 + share):.2f}"
    print(f"Two workers on two cores store {both / beside:.2f} times the stories of one with both cores")
    print(f"(the others take {share:.2f} of the crawlers' CPU: {most}),")
    print(f"and {both / alone:.2f} times those of one that shares one core with the others.")


def _cpu(runs: list[Measured], group: str) -> float:
    return statistics.median(run.cpu[group] for run in runs)


def main() -> None:
    """Print the table and the ratios."""
    parser = argparse.ArgumentParser(prog="python -m bench.workers", description=__doc__)
    parser.add_argument("--stories", type=int, default=10_000, help="stories in the newsroom")
    parser.add_argument("--page-bytes", type=int, default=120_000, help="size of a page")
    parser.add_argument("--runs", type=int, default=3, help="counted runs of each case")
    first_in = "one in so many stories is the first host's (default: as many on each)"
    parser.add_argument("--first-in", type=int, default=len(ALL_HOSTS), help=first_in)
    options = parser.parse_args()
    results: dict[str, list[Measured]] = defaultdict(list)
    with (
        tempfile.TemporaryDirectory(prefix="newsspider-", dir="/tmp") as folder,
        replica(options, tuple(ALL_HOSTS), options.first_in) as (address, _, server),
    ):
        Path(folder).chmod(0o711)
        measure("two workers, two cores", address, server, Path(folder, "first"))
        for number in range(options.runs):
            for place, name in enumerate(CASES):
                results[name].append(measure(name, address, server, Path(folder, f"{number}-{place}")))
                print(f"{number + 1}/{options.runs} {name}: {results[name][-1]}", file=sys.stderr)
    size = f"{options.stories} stories of about {options.page_bytes:,} bytes on {len(ALL_HOSTS)} hosts"
    print(f"{size}, {options.runs} runs each, medians; CPU-seconds per 1000 stories")
    print_table(results)


if __name__ == "__main__":
    main()
