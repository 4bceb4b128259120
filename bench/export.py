"""Benchmark of `scrapy export`: stories a second and memory, with all tables.

`python -m bench.export 1000000` fills an empty database with so many stories of 400 days, twenty links and
three cuts each. The command exports it in each format, or in those named behind the number, in a process of
its own.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.filling import Size, fill
from newsspider.store.database import open_database
from newsspider.store.migrate import migrate

ROOT = Path(__file__).resolve().parents[1]
LINKS = 20


@contextmanager
def filled(stories: int, folder: Path) -> Iterator[str]:
    """The conninfo of a database with so many stories."""
    with open_database("", folder) as conninfo:
        migrate(conninfo)
        fill(conninfo, Size(stories=stories, links=LINKS * stories, runs=400, waiting=1_000, rejected=1_000))
        yield conninfo


def measure(conninfo: str, stories: int, file_format: str, folder: Path) -> None:
    """Export once, and print a row."""
    place = folder / file_format
    command = [sys.executable, "-m", "scrapy", "export", str(place), "--format", file_format]
    started = time.monotonic()
    process = subprocess.Popen(
        command, cwd=ROOT, env={**os.environ, "DATABASE_URL": conninfo}, stdout=subprocess.DEVNULL
    )
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    seconds = time.monotonic() - started
    if process.returncode:
        raise SystemExit(f"expected an export, found exit code {process.returncode}")
    size = sum(path.stat().st_size for path in place.rglob("*") if path.is_file())
    cpu = usage.ru_utime + usage.ru_stime
    print(
        f"| {file_format} | {stories:,} | {seconds:.0f} | {stories / seconds:,.0f} | {cpu:.0f} "
        f"| {usage.ru_maxrss / 1024:.0f} | {size / 2**20:,.0f} |",
        flush=True,
    )


def main() -> None:
    stories = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    formats = sys.argv[2:] or ["parquet", "jsonl", "csv"]
    with tempfile.TemporaryDirectory(prefix="newsspider-", dir="/tmp") as name:
        folder = Path(name)
        folder.chmod(0o711)
        with filled(stories, folder / "data") as conninfo:
            print("| format | stories | seconds | stories a second | CPU-seconds | peak MB | MB of files |")
            print("|---|---|---|---|---|---|---|")
            for file_format in formats:
                measure(conninfo, stories, file_format, folder)


if __name__ == "__main__":
    main()
