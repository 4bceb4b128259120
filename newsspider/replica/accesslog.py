"""Who asked the replica for what, and what was answered (the witness of the tests)?"""

import json
import time
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import TextIO

_CONDITIONS = {"if-none-match", "if-modified-since"}


class AccessLog:
    """One JSON object a line: time (seconds since 1970), host, path, status (0: the connection ended without
    one), user_agent, bytes (all that is sent, head and body), conditional (whether it asked for the page only
    if that has changed).

    A line is written before its answer is sent, so whoever has the answer finds the line.
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
        """`headers` are the request's, their names in small letters."""
        if self._file:
            entry = {"time": time.time(), "host": host, "path": path, "status": status,
                     "user_agent": headers.get("user-agent", ""), "bytes": size,
                     "conditional": not _CONDITIONS.isdisjoint(headers)}  # fmt: skip
            self._file.write(json.dumps(entry, ensure_ascii=False) + "\n")
