"""Log of the embedded server."""

import os
import re
from typing import IO

from newsspider.store.embedded.place import Place

LARGEST = 10_000_000  # bytes; a larger log is truncated when the server starts
TAIL = 20_000  # bytes
BEGIN = "=== newsspider starts PostgreSQL "

# Answers of a server that is not up yet: no reason for a failure.
NOT_YET = re.compile(r"the database system is (starting up|shutting down|not yet accepting|in recovery)")
FAILURE = re.compile(r"\b(FATAL|PANIC|error|could not)\b")


def open_log(place: Place, version: str) -> IO[bytes]:
    """Open the log for the server, which needs no right to the file then."""
    file = os.fdopen(os.open(place.log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "ab")
    if place.log.stat().st_size > LARGEST:
        file.truncate(0)
    file.write(f"{BEGIN}{version} in {place.folder}\n".encode(errors="surrogateescape"))
    file.flush()
    return file


def last_words(place: Place) -> str:
    """The last line since the newest start that reports a failure, else the last line."""
    with place.log.open("rb") as file:
        file.seek(max(0, place.log.stat().st_size - TAIL))
        newest = file.read().decode(errors="replace").split(BEGIN)[-1]
    lines = [line.strip() for line in newest.splitlines()[1:] if line.strip() and not NOT_YET.search(line)]
    failures = [line for line in lines if FAILURE.search(line)]
    return (failures or lines or ["nothing in its log"])[-1]
