"""Chronicle of a newsroom: the listed stories of a host by time."""

from collections.abc import Container
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from newsspider.replica.cards import EPOCH, CardIndex
from newsspider.replica.dates import WIB
from newsspider.replica.hosts import Host
from newsspider.replica.story import Reach

NEWS_DAYS = 2
"""The days that a news sitemap covers."""


class Chronicle:
    """The serial numbers from `first` to `last`; no list has those in `deleted`."""

    def __init__(
        self, index: CardIndex, first: int, last: int, now: datetime, deleted: Container[int]
    ) -> None:
        self.index, self.first, self.last, self.now = index, first, last, now
        self._deleted = deleted
        self.listed_on = lru_cache(maxsize=64)(self._listed_on)
        self.pinned = lru_cache(maxsize=256)(self._pinned)

    def between(self, start: datetime, end: datetime) -> range:
        """The serial numbers published from `start` until before `end`."""
        edges = []
        for moment in (start, end):
            serial = int((moment - EPOCH).total_seconds()) // self.index.spacing
            edges.append(serial if self.index.time_of(serial) >= moment else serial + 1)
        return range(max(edges[0], self.first), min(edges[1], self.last + 1))

    def listed(self, serials: range, host: Host, section: str | None = None) -> tuple[int, ...]:
        return tuple(serial for serial in reversed(serials) if self._is_at(serial, host, section))

    def newest(self, host: Host, section: str | None, count: int) -> tuple[int, ...]:
        """The newest listed serial numbers of a host, newest first, at most `count`."""
        found: tuple[int, ...] = ()
        day = self.now.date()
        while len(found) < count and day >= self.index.time_of(self.first).date():
            found += self.listed_on(day, host, section)
            day -= timedelta(days=1)
        return found[:count]

    def popular(self, count: int) -> list[int]:
        """The newest listed stories, for the side bar of every page; deleted ones too."""
        recent = range(self.last, max(self.first, self.last - 100) - 1, -1)
        return [serial for serial in recent if self.index.reach(serial) is Reach.LISTED][:count]

    def _listed_on(self, day: date, host: Host, section: str | None = None) -> tuple[int, ...]:
        """The listed serial numbers of a host for a day in WIB, newest first."""
        start = datetime.combine(day, time(), WIB)
        return self.listed(self.between(start, start + timedelta(days=1)), host, section)

    def _pinned(self, host: Host, section: str | None) -> int | None:
        """The oldest listed story, which a front page ends with; None if a news sitemap has it."""
        old = self.between(self.index.time_of(self.first), self.now - timedelta(days=NEWS_DAYS))
        return next((serial for serial in old if self._is_at(serial, host, section)), None)

    def _is_at(self, serial: int, host: Host, section: str | None) -> bool:
        place = self.index.place(serial)
        matches = place.host is host and (section is None or place.section[0] == section)
        return matches and self._is_listed(serial)

    def _is_listed(self, serial: int) -> bool:
        reached = serial == self.last or self.index.reach(serial) is Reach.LISTED
        return reached and serial not in self._deleted
