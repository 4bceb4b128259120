"""Exchanges for tests, and the archive's files as other programs see them."""

from __future__ import annotations

import gzip
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from fastwarc.warc import ArchiveIterator, WarcRecordType

from newsspider.http.exchanges import Exchange

URL = "https://www.tribunnews.com/nasional/2026/07/24/kisah-1?page=2"
PAGE = b"<html><body><h1>Kopi</h1>" + b"<p>Air sungai surut di hulu.</p>" * 400 + b"</body></html>"


def exchange(**changes: Any) -> Exchange:
    """A gzipped page as a newsroom sends it."""
    made = Exchange(
        url=URL,
        method="GET",
        request_headers=((b"User-Agent", b"newsspider-test"), (b"Accept-Encoding", b"gzip")),
        status=200,
        headers=((b"Content-Type", b"text/html; charset=utf-8"), (b"Content-Encoding", b"gzip")),
        body=gzip.compress(PAGE, mtime=0),
        at=datetime(2026, 7, 24, 5, 10, 20, 123456, UTC),
        ip_address="203.0.113.7",
    )
    return replace(made, **changes)


def files(folder: Path) -> list[Path]:
    return sorted(folder.rglob("*.warc.gz"))


def check(*paths: Path) -> subprocess.CompletedProcess[str]:
    """Run `warcio check`, which verifies every digest."""
    program = Path(sys.executable).with_name("warcio")
    command = [sys.executable, str(program), "check", *map(str, paths)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def listed(path: Path) -> list[tuple[WarcRecordType, str | None]]:
    """The records of a file by FastWARC: kind and address."""
    with path.open("rb") as stream:
        records = ArchiveIterator(stream, verify_digests=True)
        return [(record.record_type, record.headers.get("WARC-Target-URI")) for record in records]
