"""Access log of the replica, as evidence for tests."""

import json
import time
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import TextIO

_CONDITIONS = {"if-none-match", "if-modified-since"}


class AccessLog:
    """One JSON object a line: time, host, path, status, user_agent, bytes, conditional.

    `time` is in seconds since 1970. `status` is 0 if the connection closed without an answer. `bytes` counts
    head and body. `conditional` is whether the request had If-None-Match or If-Modified-Since. A line is
    written before its answer is sent, so a client with the answer finds the line.
    """

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._file: TextIO | None = None

    def __enter__(self) -> "AccessLog":
        if self._path:
            self._file = self._path.open("a", encoding="utf-8", buffering=1)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._file:
            self._file.close()

    def write(self, host: str, path: str, status: int, headers: Mapping[str, str], size: int) -> None:
        """Write a line; `headers` are the request's, with names in lower case."""
        if self._file:
            entry = {
                "time": time.time(),
                "host": host,
                "path": path,
                "status": status,
                "user_agent": headers.get("user-agent", ""),
                "bytes": size,
                "conditional": not _CONDITIONS.isdisjoint(headers),
            }
            self._file.write(json.dumps(entry, ensure_ascii=False) + "\n")
