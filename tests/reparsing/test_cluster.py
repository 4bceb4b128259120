"""Reparse on a real Dask cluster: a scheduler and two workers, one of them killed in the middle."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from newsspider.outlets.limits import Limits
from newsspider.reparsing import reparse as reparsing
from newsspider.reparsing.cluster import Cluster
from newsspider.reparsing.page import Reread
from newsspider.reparsing.reading import Rereader
from newsspider.reparsing.workers import WorkersLost
from tests.reparsing.rereading import OLDER, execute, run, stories
from tests.running.crawling import HANGS, ROOT, scrapy


def start(stack: ExitStack, *arguments: str) -> subprocess.Popen[bytes]:
    process = subprocess.Popen(
        [sys.executable, "-m", *arguments],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    stack.callback(process.wait, HANGS)
    stack.callback(process.kill)
    return process


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """The address of a scheduler, and its two workers."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"tcp://127.0.0.1:{port}"
    local = f"--local-directory={tmp_path}"
    with ExitStack() as stack:
        quiet = ("--host=127.0.0.1", "--no-dashboard")
        start(stack, "distributed.cli.dask_scheduler", f"--port={port}", *quiet)
        alone = ("--nthreads=1", "--no-nanny", local, *quiet)
        workers = [start(stack, "distributed.cli.dask_worker", address, *alone) for _ in range(2)]
        wait_for_workers(address, 2)
        yield address, workers


def wait_for_workers(address: str, number: int) -> None:
    until = time.monotonic() + HANGS
    while time.monotonic() < until:
        try:
            found = Cluster(Rereader(folder=Path(), limits=Limits()), address)
        except WorkersLost:
            time.sleep(0.2)
            continue
        found.close()
        if found.count == number:
            return
    raise AssertionError(f"expected {number} workers at {address}, found none in time")


def test_killed_worker_loses_nothing(
    night: str,
    folder: Path,
    cluster: tuple[str, list[subprocess.Popen[bytes]]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(reparsing, "BATCH", 2)
    before = stories(night)
    execute(night, OLDER)
    address, processes = cluster
    workers = Cluster(Rereader(folder=folder, limits=Limits()), address)
    begun: list[Any] = []
    start_one = workers.start

    def start_and_kill(pages: Any) -> Any:
        begun.append(pages)
        if len(begun) == 6:
            processes[0].kill()
        return start_one(pages)

    monkeypatch.setattr(workers, "start", start_and_kill)
    report = run(night, workers)
    assert processes[0].poll() is not None
    assert +report.counts == {Reread.UNCHANGED: len(before) - 5, Reread.CHANGED: 5}
    assert stories(night) == before


def test_no_scheduler_is_one_line(night: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEWSSPIDER_ARCHIVE", str(folder))
    done = scrapy("reparse", "--dask", "tcp://127.0.0.1:9", database=night)
    assert done.returncode == 1
    (line,) = done.stderr.strip().splitlines()
    assert line.startswith("newsspider: expected a Dask scheduler at tcp://127.0.0.1:9, found:")
