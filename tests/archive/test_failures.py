"""Archive when something fails: killed processes, a full disk, a folder that is none."""

from __future__ import annotations

import asyncio
import os
import resource
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from newsspider.archive import writer as writing
from newsspider.archive.reader import read
from newsspider.archive.retention import Retention
from newsspider.http.exchanges import Position
from newsspider.items import Rejection
from newsspider.replica import Newsroom, ReplicaServer
from newsspider.runs.archiving import PageArchive
from newsspider.visits import Fetch
from tests.archive.factories import check, exchange, files
from tests.running.crawling import ROOT, environment_of
from tests.running.nights import last_run, rows, this_hour

MOMENTS = [0.02 * 1.45**number for number in range(10)]
"""Seconds from the first write to the kill: 0.02 to 0.6."""
SMALL = 40_000
"""Bytes that no file may exceed, in a process whose disk is to be full."""


def captured(database: str, folder: Path) -> int:
    """Read every record that a row points to. Returns their number."""
    found = rows(database, "select file, record_offset, record_length, digest, status, url from capture")
    for row in found:
        position = Position(
            file=row["file"], offset=row["record_offset"], length=row["record_length"], digest=row["digest"]
        )
        response = read(folder, position)
        assert (response.url, response.status) == (row["url"], row["status"])
    return len(found)


def test_no_row_lacks_its_record_after_kills(database: str, tmp_path: Path) -> None:
    """Ten processes share the folder, and each is killed at another moment."""
    command = [sys.executable, str(ROOT / "tests/archive/storing.py"), database, str(tmp_path)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    workers = [
        subprocess.Popen([*command, str(number)], env=environment, stdout=subprocess.PIPE)
        for number in range(len(MOMENTS))
    ]
    for worker, moment in zip(workers, MOMENTS, strict=True):
        assert worker.stdout is not None
        assert worker.stdout.readline() == b"begun\n"
        time.sleep(moment)
        worker.kill()
        assert worker.wait() == -9
        worker.stdout.close()
    assert captured(database, tmp_path) == len(rows(database, "select 1 from rejection")) > 0
    assert len(files(tmp_path)) <= len(MOMENTS)


def small_files() -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (SMALL, SMALL))


def crawl(database: str, folder: Path, **more: Any) -> subprocess.CompletedProcess[str]:
    """A crawl whose process may be limited (`preexec_fn`)."""
    site = Newsroom(stories=20, days=1, hosts=("www",), now=this_hour())
    with ReplicaServer(site) as replica:
        environment = environment_of(replica.address, database)
        command = [sys.executable, "-m", "scrapy", "crawl", "tribun", "-a", "hosts=www", "-s", "RENDER=never"]
        command += ["-s", f"ARCHIVE={folder}"]
        return subprocess.run(
            command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False, **more
        )


def test_full_disk_loses_no_story(database: str, tmp_path: Path) -> None:
    done = crawl(database, tmp_path, preexec_fn=small_files)
    run = last_run(database)
    assert (done.returncode, run["verdict"]) == (3, "degraded")
    (reason,) = run["reasons"]
    assert reason.endswith(
        f"are stored without a capture in the archive (expected to write to the archive in {tmp_path}, found: "
        "File too large)"
    )
    assert done.stderr.count("archive not written: ") == 1
    stories = rows(database, "select 1 from article")
    assert len(stories) > 12
    assert 0 < captured(database, tmp_path) < len(stories)
    assert check(*files(tmp_path)).returncode == 0
    assert run["counters"]["archive/records"] == captured(database, tmp_path)


def test_folder_that_is_none_loses_no_story(database: str, tmp_path: Path) -> None:
    (tmp_path / "berkas").write_text("bukan folder")
    done = crawl(database, tmp_path / "berkas")
    assert done.returncode == 3
    assert "pages are stored without a capture in the archive" in last_run(database)["reasons"][0]
    assert len(rows(database, "select 1 from article")) > 12
    assert rows(database, "select 1 from capture") == []


def rejection(**changes: Any) -> Rejection:
    fetch = Fetch(page="https://x.example/", depth=0, status=200, exchanges=(exchange(**changes),))
    return Rejection(outlet="tribun", url="https://x.example/", reason="NoLayout", detail="uji", fetch=fetch)


def test_batch_is_on_the_disk_before_it_is_returned(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    archive, real, synced = PageArchive(tmp_path, Retention(days=1, max_bytes=2**40)), os.fdatasync, []

    def fdatasync(descriptor: int) -> None:
        real(descriptor)
        synced.append(os.fstat(descriptor).st_size)

    monkeypatch.setattr(os, "fdatasync", fdatasync)
    (stored,) = asyncio.run(archive.capture([rejection()]))
    assert stored.fetch is not None
    (capture,) = stored.fetch.captures
    assert stored.fetch.exchanges == ()
    assert synced == [files(tmp_path)[0].stat().st_size]
    assert synced[0] > capture.position.offset + capture.position.length
    archive.close()


def test_disk_with_little_room_is_left_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(writing, "FREE_BYTES", 2**60)
    archive = PageArchive(tmp_path, Retention(days=1, max_bytes=2**40))
    for _ in range(3):
        (stored,) = asyncio.run(archive.capture([rejection()]))
        assert stored.fetch is not None
        assert (stored.fetch.captures, stored.fetch.exchanges) == ((), ())
    assert archive.counters()["archive/missed"] == 3
    assert files(tmp_path) == []
    assert caplog.text.count("MiB free on the disk of the archive") == 1
