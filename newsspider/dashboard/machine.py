"""This machine and its settings, as far as the dashboard shows them: disks, backup, receivers."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock

from newsspider.alerting.backup import Backup
from newsspider.reasons.reason import Reason

FRESH_SECONDS = 30.0
"""A look at the backup, which may run a command, is as young as that."""
BackupState = tuple[Backup | None, Reason | None]


@dataclass(frozen=True, kw_only=True, slots=True)
class Disk:
    """A disk of this machine, by what lies on it; `free` and `total` are bytes."""

    names: tuple[str, ...]
    free: int
    total: int

    @property
    def used(self) -> float:
        """The share that is used, 0 to 1."""
        return 1 - self.free / self.total if self.total else 0.0


@dataclass(kw_only=True, slots=True)
class Machine:
    """`folders` are folders by what they hold: data, archive, database. `receivers` are their names by id.
    `look_at_backup` finds the last backup, and what is wrong with it."""

    folders: Mapping[str, Path] = field(default_factory=dict)
    receivers: Mapping[str, str] = field(default_factory=dict)
    look_at_backup: Callable[[], BackupState] = lambda: (None, None)
    _lock: Lock = field(default_factory=Lock)
    _known: tuple[float, BackupState] | None = None

    def backup(self) -> BackupState:
        """The last backup and what is wrong with it, at most FRESH_SECONDS old."""
        with self._lock:
            if self._known is None or time.monotonic() - self._known[0] > FRESH_SECONDS:
                self._known = (time.monotonic(), self.look_at_backup())
            return self._known[1]

    def disks(self) -> list[Disk]:
        """The disks of the folders that exist, each once."""
        names: dict[int, list[str]] = {}
        usage: dict[int, tuple[int, int]] = {}
        for name, device, total, free in self._usages():
            names.setdefault(device, []).append(name)
            usage[device] = (total, free)
        return [
            Disk(names=tuple(found), total=usage[device][0], free=usage[device][1])
            for device, found in names.items()
        ]

    def _usages(self) -> Iterator[tuple[str, int, int, int]]:
        for name, folder in self.folders.items():
            try:
                used = shutil.disk_usage(folder)
                yield name, folder.stat().st_dev, used.total, used.free
            except OSError:  # no such folder yet
                continue
