"""Feeds that are asked for and not written."""

from __future__ import annotations

import io
import socket
from collections.abc import Iterator

import pytest
from scrapy.extensions.feedexport import FTPFeedStorage
from scrapy.utils.test import get_crawler

from newsspider.feeds import unwritten
from newsspider.feeds.unwritten import FeedWatch, feed_name


@pytest.fixture
def default_timeout_restored() -> Iterator[None]:
    yield
    socket.setdefaulttimeout(None)


@pytest.mark.parametrize(
    ("uri", "name"),
    [
        ("s3://kunci:rahasia@wadah/kisah.jsonl?versi=1#a", "s3://wadah/kisah.jsonl"),
        ("ftp://budi:a@b@ftp.example:21/kisah.csv", "ftp://ftp.example:21/kisah.csv"),
        ("kisah/%(time)s.xml", "kisah/%(time)s.xml"),
        ("/data/kisah.jsonl", "/data/kisah.jsonl"),
        ("kisah\x1b[31m.csv", "kisah\ufffd[31m.csv"),
    ],
)
def test_feed_is_named_without_its_password(uri: str, name: str) -> None:
    assert feed_name(uri) == name


@pytest.mark.usefixtures("default_timeout_restored")
def test_silent_target_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unwritten, "STALL_SECONDS", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as server:
        uri = f"ftp://budi:sandi@127.0.0.1:{server.getsockname()[1]}/kisah.jsonl"
        crawler = get_crawler(settings_dict={"FEEDS": {uri: {"format": "jsonl"}}})
        FeedWatch(crawler)
        storage = FTPFeedStorage.from_crawler(crawler, uri)
        with pytest.raises(TimeoutError):
            storage._store_in_thread(io.BytesIO(b"{}"))
