"""Pauses of throttled hosts, by this process's own clock."""

from __future__ import annotations

import time


class HostPauses:
    """The paused hosts; `longest` is the longest pause in seconds."""

    def __init__(self, longest: float = 21_600.0) -> None:
        self.longest = longest
        self._until: dict[str, float] = {}

    def pause(self, host: str, seconds: float) -> None:
        """Send this host no request for at least so many seconds."""
        self._until[host] = max(self._until.get(host, 0.0), time.monotonic() + seconds)

    def remaining(self, host: str) -> float:
        """Seconds until this host may get a request; 0 if it may get one now."""
        return max(0.0, self._until.get(host, 0.0) - time.monotonic())
