"""A crawl whose data folder disappears ends in time and leaves no server."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from newsspider.replica import ReplicaServer
from newsspider.store.embedded.place import settle
from newsspider.store.embedded.processes import named
from tests.running.processes import Started, newsroom, wait_until

pytestmark = pytest.mark.timeout(900)


@contextmanager
def crawling(data_dir: Path, folder: Path) -> Iterator[Started]:
    """A crawl on the embedded server, in the middle of its work."""
    log = folder / "access.log"
    with ReplicaServer(newsroom(300), access_log=log) as server:
        environment = {
            **os.environ,
            "SCRAPY_PROJECT": "replica",
            "REPLICA_ADDRESS": server.address,
            "DATABASE_URL": "",
            "NEWSSPIDER_DATA": str(data_dir),
            "NEWSSPIDER_CONTACT": "https://example.org",
        }
        command = [
            sys.executable,
            "-m",
            "scrapy",
            "crawl",
            "tribun",
            "-a",
            "render=never",
            "-a",
            "hosts=www,solo,jogja",
            "-s",
            "DOWNLOAD_DELAY=0.1",
            "-s",
            "CONCURRENT_REQUESTS_PER_DOMAIN=1",
        ]
        with Started(command, folder / "crawl.log", environment) as crawl:
            wait_until(lambda: log.exists() and log.read_bytes().count(b"\n") > 40)
            yield crawl


@pytest.mark.parametrize("how", ["deleted", "renamed"])
def test_the_data_folder_goes_under_a_crawl(data_dir: Path, tmp_path: Path, how: str) -> None:
    """Case D8: exit code 1 in time, the reason in one line, and no server left behind."""
    with crawling(data_dir, tmp_path) as crawl:
        name, folder = settle(data_dir).name, settle(data_dir).folder
        if how == "deleted":
            while folder.exists():  # the server may be making files in it
                shutil.rmtree(folder, ignore_errors=True)
        else:
            folder.rename(data_dir / "elsewhere")
        assert crawl.ended() == 1, crawl.said()[-3000:]
    assert f"expected the folder of the embedded database to stay at {folder}" in crawl.said()
    assert "Traceback" not in crawl.said(), crawl.said()[-3000:]
    wait_until(lambda: not named(name))
