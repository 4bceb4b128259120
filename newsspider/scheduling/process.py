"""How is a crawl's process started, watched, told to stop, and ended if it does not?

In a session of its own, so that neither a Ctrl-C nor the death of the scheduler reaches it, and so that all
that it has started can be ended with it.
"""

from __future__ import annotations

import asyncio
import logging
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

logger = logging.getLogger(__name__)

ROOT = Path(__file__).resolve().parents[2]
CRAWL = (sys.executable, "-m", "scrapy", "crawl")


@dataclass(frozen=True, kw_only=True, slots=True)
class Launcher:
    """`environment` wins over ours, in which SCRAPY_SETTINGS_MODULE, put there by our own Scrapy, wires the
    crawl as we are wired (it wins over SCRAPY_PROJECT); `options` are further ones of the command; of each
    schedule `kept` logs are kept in a folder of its own below `logs`."""

    logs: Path
    kept: int = 30
    environment: Mapping[str, str] = field(default_factory=dict)
    options: Sequence[str] = ()
    command: Sequence[str] = CRAWL

    async def start(self, fire: Fire, schedule: Schedule) -> Crawl:
        """The crawl of a fire, running. Raises OSError."""
        log = self._log(fire)
        arguments = [part for name, value in schedule.arguments.items() for part in ("-a", f"{name}={value}")]
        settings = [part for name, value in schedule.settings.items() for part in ("-s", f"{name}={value}")]
        with log.open("ab") as output:
            process = await asyncio.create_subprocess_exec(
                *self.command, schedule.spider, *arguments, *settings, *self.options, "-s", f"FIRE={fire.id}",
                cwd=ROOT, env={**os.environ, **self.environment}, start_new_session=True,
                stdin=asyncio.subprocess.DEVNULL, stdout=output, stderr=output,
            )  # fmt: skip
        return Crawl(process, log)

    def _log(self, fire: Fire) -> Path:
        """A log of its own for each attempt; the oldest are deleted."""
        folder = self.logs / fire.schedule
        folder.mkdir(parents=True, exist_ok=True)
        old = sorted(folder.glob("*.log"), key=lambda path: path.stat().st_mtime)
        for path in old[: max(0, len(old) + 1 - self.kept)]:
            path.unlink(missing_ok=True)
        return folder / f"{fire.slot.astimezone(UTC):%Y-%m-%dT%H%M%SZ}.{fire.attempt}.log"


class Crawl:
    """A crawl that runs. `why` says why it was told to stop."""

    def __init__(self, process: asyncio.subprocess.Process, log: Path) -> None:
        self.process, self.log = process, log
        self.why = ""
        self._stopping: asyncio.Event = asyncio.Event()

    @property
    def pid(self) -> int:
        return self.process.pid

    def stop(self, why: str) -> None:
        """Let it stop in order; it is told by whoever waits for its end."""
        self.why = self.why or why
        self._stopping.set()

    def kill(self, why: str = "") -> None:
        """End it and all that it has started, now."""
        self.why = ", ".join(filter(None, (self.why, why)))
        end_group(self.pid, signal.SIGKILL)

    async def end(self, limit: timedelta, grace: timedelta) -> int:
        """Wait for its end; past the limit, or when it is to stop, SIGTERM, and after the grace SIGKILL. Its
        exit code: its own, or 128 and the signal's number."""
        ended = asyncio.ensure_future(self.process.wait())
        asked = asyncio.ensure_future(self._stopping.wait())
        try:
            await asyncio.wait(
                (ended, asked), timeout=limit.total_seconds(), return_when=asyncio.FIRST_COMPLETED
            )
            if not ended.done():
                self.why = self.why or f"stopped at its limit of {spoken(limit)}"
                tell(self.pid, signal.SIGTERM)
                await asyncio.wait((ended,), timeout=grace.total_seconds())
            if not ended.done():
                self.kill(f"killed when it had not stopped within {spoken(grace)}")
            code = await ended
        finally:
            asked.cancel()
        end_group(self.pid, signal.SIGKILL)  # a browser that outlives its crawl
        return code if code >= 0 else 128 - code


def tell(process: int, what: signal.Signals) -> None:
    with suppress(ProcessLookupError):
        os.kill(process, what)


def end_group(process: int, what: signal.Signals) -> None:
    """Tell all processes of a session that one of ours began."""
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(process, what)


def crawls_for(process: int, fire: int) -> bool:
    """Whether this process of this machine is the crawl of that fire, and no stranger of the same number."""
    try:
        command = Path(f"/proc/{process}/cmdline").read_bytes()
    except OSError:
        return False
    return f"FIRE={fire}".encode() in command.split(b"\0")
