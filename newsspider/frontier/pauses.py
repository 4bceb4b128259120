"""Pauses of throttled hosts, by this process's own clock."""

from __future__ import annotations

import time


class HostPauses:
    """The hosts that are left alone for a while; `longest` is the longest pause in seconds."""

    def __init__(self, longest: float = 21_600.0) -> None:
        self.longest = longest
        self._until: dict[str, float] = {}

    def pause(self, host: str, seconds: float) -> None:
        """Leave this host alone for so many seconds at least."""
        self._until[host] = max(self._until.get(host, 0.0), time.monotonic() + seconds)

    def remaining(self, host: str) -> float:
        """Seconds until this host may be asked; 0 if it may be asked now."""
        return max(0.0, self._until.get(host, 0.0) - time.monotonic())
