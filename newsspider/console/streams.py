"""Standard streams that never end a command: always open, and able to write every character.

The settings call `install_safe_streams`: every `scrapy` command reads them before anything else. The first
error in writing stdout is reported at the end, as the command's exit code. A reader that has left (`head`)
is no error: the command ends by SIGPIPE, in silence, as other programs of a pipe do.
"""

from __future__ import annotations

import atexit
import errno
import io
import logging
import os
import signal
import sys
from typing import Any, TextIO

STDOUT, STDERR = 1, 2
NAMES = {STDOUT: "stdout", STDERR: "stderr"}
FAILED = 1
"""Exit code of a command whose output could not be written."""


class SafeFile(io.FileIO):
    """An output descriptor that keeps its first error and discards all later output.

    So no command ends in the middle of its work because its output cannot be written."""

    def __init__(self, descriptor: int, closed: bool) -> None:
        super().__init__(descriptor, "w", closefd=False)
        self.error: OSError | None = None
        self._closed_at_start = closed

    def write(self, data: Any, /) -> int:
        """Write all data, or discard it after an error. Never raises OSError."""
        left = memoryview(data).cast("B")
        size = len(left)
        while left and self.error is None:
            try:
                if self._closed_at_start:
                    os.write(-1, left)  # as a closed descriptor answers
                left = left[super().write(left) or 0 :]
            except OSError as error:
                self.error = error
        return size


def install_safe_streams() -> None:
    """Open closed descriptors, and replace stdout and stderr by safe streams. Idempotent."""
    closed = open_closed_descriptors()
    for descriptor, name in NAMES.items():
        stream = _replacement(descriptor, getattr(sys, name), descriptor in closed)
        if stream is None:
            continue
        if descriptor == STDOUT:
            atexit.register(_report_failure, stream)
        setattr(sys, name, stream)


def open_closed_descriptors() -> set[int]:
    """Open /dev/null as each of the descriptors 0 to 2 that is closed, or the next socket would get it.
    Returns the descriptors that were closed."""
    closed = {descriptor for descriptor in range(3) if not _is_open(descriptor)}
    for descriptor in sorted(closed):
        opened = os.open(os.devnull, os.O_RDWR)
        if opened != descriptor:
            os.dup2(opened, descriptor)
            os.close(opened)
        os.set_inheritable(descriptor, True)
    if 0 in closed and sys.stdin is None:
        sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115 - as long as the process
    return closed


def _is_open(descriptor: int) -> bool:
    try:
        os.fstat(descriptor)
    except OSError:
        return False
    return True


def _replacement(descriptor: int, stream: TextIO | None, closed: bool) -> io.TextIOWrapper | None:
    """The safe stream that replaces the process's own; None if something else (a notebook, a test) has
    replaced it already."""
    file = SafeFile(descriptor, closed)
    if stream is None:  # Python found the descriptor closed
        return _text(file, "utf-8", line_buffering=descriptor == STDERR, unbuffered=False)
    if stream is not getattr(sys, f"__{NAMES[descriptor]}__") or not isinstance(stream, io.TextIOWrapper):
        return None
    stream.flush()
    return _text(file, stream.encoding, stream.line_buffering, stream.write_through)


def _text(file: SafeFile, encoding: str, line_buffering: bool, unbuffered: bool) -> io.TextIOWrapper:
    """A text stream that writes a character that the encoding lacks as an escape."""
    return io.TextIOWrapper(
        file if unbuffered else io.BufferedWriter(file),  # as Python does for -u
        encoding=encoding,
        errors="backslashreplace",
        line_buffering=line_buffering,
        write_through=unbuffered,
    )


def _report_failure(stream: io.TextIOWrapper) -> None:
    """Report incomplete output at the end of the process: one line on stderr and exit code FAILED, or SIGPIPE
    if its reader has gone."""
    stream.flush()
    file = getattr(stream.buffer, "raw", stream.buffer)
    if not isinstance(file, SafeFile) or file.error is None:
        return
    logging.shutdown()
    if file.error.errno == errno.EPIPE:
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGPIPE})
        signal.raise_signal(signal.SIGPIPE)
    reason = file.error.strerror
    print(f"newsspider: expected to write to stdout, found: {reason}", file=sys.stderr, flush=True)
    os._exit(FAILED)
