"""Fork server for `scrapy` commands: its children begin with the imports done, which otherwise take a second.

A child is a process of its own, with its own environment, folder, streams and exit code. Not for a test whose
subject is the start of a process, its command line or its memory.
"""

from __future__ import annotations

import atexit
import io
import multiprocessing
import os
import runpy
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CONTEXT = multiprocessing.get_context("forkserver")
CONTEXT.set_forkserver_preload(["tests.running.preloaded"])


class Child:
    """`python -m scrapy ARGUMENTS` in a forked process, with the methods of subprocess.Popen that tests use."""

    def __init__(
        self, arguments: Sequence[str], environment: Mapping[str, str], *, stdout: Path, stderr: Path
    ) -> None:
        stdout.touch()
        stderr.touch()
        handed_on = (list(arguments), dict(environment), stdout, stderr)
        self.args = ["scrapy", *arguments]
        self._process = CONTEXT.Process(target=_become, args=handed_on)
        self._process.start()
        self.pid = self._process.pid or 0

    @property
    def returncode(self) -> int | None:
        return self._process.exitcode

    def poll(self) -> int | None:
        return self._process.exitcode

    def wait(self, timeout: float | None = None) -> int:
        """Its exit code; minus the number of the signal that killed it. Raises subprocess.TimeoutExpired."""
        self._process.join(timeout)
        if self._process.exitcode is None:
            raise subprocess.TimeoutExpired(self.args, timeout or 0)
        return self._process.exitcode

    def send_signal(self, number: int) -> None:
        """As Popen: a process that has ended gets none."""
        if self.poll() is None:
            os.kill(self.pid, number)

    def terminate(self) -> None:
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)


def run(
    arguments: Sequence[str], environment: Mapping[str, str], timeout: float
) -> subprocess.CompletedProcess[str]:
    """Run `python -m scrapy ARGUMENTS` to its end. Raises subprocess.TimeoutExpired, and kills it."""
    with tempfile.TemporaryDirectory() as folder:
        out, err = Path(folder, "out"), Path(folder, "err")
        child = Child(arguments, environment, stdout=out, stderr=err)
        try:
            code = child.wait(timeout)
        finally:
            child.kill()
            child.wait()
        return subprocess.CompletedProcess(child.args, code, out.read_text(), err.read_text())


def _become(arguments: list[str], environment: Mapping[str, str], stdout: Path, stderr: Path) -> None:
    """Turn this forked process into the command, up to its exit functions."""
    os.chdir(ROOT)
    os.environ.clear()
    os.environ.update(environment)
    time.tzset()
    sys.stdout = sys.__stdout__ = _stream(stdout, 1)  # type: ignore[misc]
    sys.stderr = sys.__stderr__ = _stream(stderr, 2)  # type: ignore[misc]
    sys.argv = ["scrapy", *arguments]
    sys.path[1:1] = filter(None, environment.get("PYTHONPATH", "").split(os.pathsep))
    try:
        runpy.run_module("scrapy", run_name="__main__", alter_sys=True)
    finally:
        threading._shutdown()  # type: ignore[attr-defined]
        atexit._run_exitfuncs()


def _stream(path: Path, descriptor: int) -> io.TextIOWrapper:
    """The file in place of this descriptor, opened as Python opens a stream that is no terminal."""
    with path.open("ab") as file:
        os.dup2(file.fileno(), descriptor)
    return io.TextIOWrapper(
        open(descriptor, "wb", closefd=False),
        encoding="utf-8",
        line_buffering=descriptor == 2,
    )
