"""Process of a crawl: started, watched, stopped, and killed if it does not stop.

It has a session of its own, so that neither a Ctrl-C nor the death of the scheduler reaches it, and so that
everything it has started ends with it.
"""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, timedelta
from pathlib import Path

from newsspider.durations import spoken
from newsspider.scheduling.config import Schedule
from newsspider.store.fires import Fire

ROOT = Path(__file__).resolve().parents[2]
CRAWL = (sys.executable, "-m", "scrapy", "crawl")


@dataclass(frozen=True, kw_only=True, slots=True)
class Launcher:
    """Starts crawls. `environment` wins over ours, in which SCRAPY_SETTINGS_MODULE, put there by our own
    Scrapy, wires the crawl as we are wired (it wins over SCRAPY_PROJECT). `options` are further ones of the
    command. `kept` logs of each schedule stay in a folder of its own below `logs`."""

    logs: Path
    kept: int = 30
    environment: Mapping[str, str] = field(default_factory=dict)
    options: Sequence[str] = ()
    command: Sequence[str] = CRAWL

    async def start(self, fire: Fire, schedule: Schedule) -> Crawl:
        """The crawl of a fire, running. Raises OSError."""
        log = self._log(fire)
        arguments = _repeated("-a", schedule.arguments)
        settings = _repeated("-s", schedule.settings)
        stated = (*arguments, *settings, *self.options, "-s", f"FIRE={fire.id}")
        with log.open("ab") as output:
            process = await asyncio.create_subprocess_exec(
                *(*self.command, schedule.spider, *stated),
                cwd=ROOT,
                env={**os.environ, **self.environment},
                start_new_session=True,
                stdin=asyncio.subprocess.DEVNULL,
                stdout=output,
                stderr=output,
            )
        return Crawl(process, log)

    def _log(self, fire: Fire) -> Path:
        """A log of its own for each attempt; the oldest are deleted."""
        folder = self.logs / fire.schedule
        folder.mkdir(parents=True, exist_ok=True)
        old = sorted(folder.glob("*.log"), key=lambda path: path.stat().st_mtime)
        for path in old[: max(0, len(old) + 1 - self.kept)]:
            path.unlink(missing_ok=True)
        return folder / f"{fire.slot.astimezone(UTC):%Y-%m-%dT%H%M%SZ}.{fire.attempt}.log"


def _repeated(option: str, values: Mapping[str, str]) -> list[str]:
    return [part for name, value in values.items() for part in (option, f"{name}={value}")]


class Crawl:
    """A crawl that runs. `stop_reason` says why it was stopped, "" if it was not."""

    def __init__(self, process: asyncio.subprocess.Process, log: Path) -> None:
        self.process, self.log = process, log
        self.stop_reason = ""
        self._stopping = asyncio.Event()

    @property
    def pid(self) -> int:
        return self.process.pid

    def stop(self, reason: str) -> None:
        """Let it stop in order; `wait` sends the signal."""
        self.stop_reason = self.stop_reason or reason
        self._stopping.set()

    def kill(self, reason: str) -> None:
        """End it and everything it has started, now."""
        self.stop_reason = ", ".join(filter(None, (self.stop_reason, reason)))
        signal_group(self.pid, signal.SIGKILL)

    async def wait(self, limit: timedelta, grace: timedelta) -> int:
        """Wait for its end; past the limit, or when it is to stop, send SIGTERM, and after the grace SIGKILL.
        Its exit code: its own, or 128 and the signal's number."""
        ended = asyncio.ensure_future(self.process.wait())
        stopping = asyncio.ensure_future(self._stopping.wait())
        try:
            await asyncio.wait(
                (ended, stopping), timeout=limit.total_seconds(), return_when=asyncio.FIRST_COMPLETED
            )
            if not ended.done():
                self.stop_reason = self.stop_reason or f"stopped at its limit of {spoken(limit)}"
                send_signal(self.pid, signal.SIGTERM)
                await asyncio.wait((ended,), timeout=grace.total_seconds())
            if not ended.done():
                self.kill(f"killed when it had not stopped within {spoken(grace)}")
            code = await ended
        finally:
            stopping.cancel()
        signal_group(self.pid, signal.SIGKILL)  # a browser that outlives its crawl
        return code if code >= 0 else 128 - code


def send_signal(process: int, number: signal.Signals) -> None:
    """Send a signal to a process, which may have ended."""
    with suppress(ProcessLookupError):
        os.kill(process, number)


def signal_group(process: int, number: signal.Signals) -> None:
    """Send a signal to every process of the session that one of ours began."""
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(process, number)


def is_crawl_of(fire: int, process: int) -> bool:
    """Whether this process of this machine is the crawl of that fire, and no stranger of the same number."""
    try:
        command = Path(f"/proc/{process}/cmdline").read_bytes()
    except OSError:
        return False
    return f"FIRE={fire}".encode() in command.split(b"\0")
