"""Which stories does a newsroom of a given size have, and what is at any of its URLs?"""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from urllib.parse import urlsplit

from newsspider.replica.cards import EPOCH, CardIndex
from newsspider.replica.dates import WIB
from newsspider.replica.hosts import DEFAULT_HOSTS, HOSTS, MOBILE_HOST, Host
from newsspider.replica.page import Page
from newsspider.replica.router import route
from newsspider.replica.story import Card, Reach, Story
from newsspider.replica.writer import Writer

DEFAULT_NOW = datetime(2026, 11, 20, tzinfo=WIB)


class Newsroom:
    """A deterministic Tribunnews: a pure function of its arguments, whatever its size.

    Stories are numbered from 0 (the oldest) and spread over the `days` before `now`. A later `now` with
    `stories` and `days` grown alike is the same newsroom with new stories. `page_bytes` pads HTML pages.
    """

    def __init__(
        self,
        *,
        stories: int = 200,
        days: float = 3,
        seed: int = 7,
        page_bytes: int = 0,
        now: datetime = DEFAULT_NOW,
        hosts: tuple[str, ...] = DEFAULT_HOSTS,
    ) -> None:
        if stories < 1 or days <= 0:
            raise ValueError(f"a newsroom needs at least one story and some days, got {stories} and {days}")
        if unknown := set(hosts) - set(HOSTS):
            raise ValueError(f"unknown hosts {sorted(unknown)}; known: {', '.join(HOSTS)}")
        self.stories, self.days, self.page_bytes = stories, days, page_bytes
        self.now = now.astimezone(WIB)
        spacing = max(1, int(days * 86_400) // stories)
        self.index = CardIndex(seed=seed, spacing=spacing, hosts=hosts)
        self.last = int((self.now - EPOCH).total_seconds()) // spacing - 1
        self.first = self.last - stories + 1
        self._writer = Writer(self.index, self.first, self.now)
        self.listed_on = lru_cache(maxsize=64)(self._listed_on)
        self.popular = tuple(self.index.card(serial) for serial in self._newest_listed(5))

    @property
    def hosts(self) -> tuple[Host, ...]:
        return self.index.hosts

    def host_of(self, domain: str) -> Host | None:
        return next((host for host in self.hosts if host.domain == domain), None)

    def card(self, number: int) -> Card:
        return self.index.card(self._serial(number))

    def story(self, number: int) -> Story:
        """The truth about story `number` (0 is the oldest)."""
        return self.story_at(self._serial(number))

    def story_at(self, serial: int) -> Story:
        return self._writer.write(serial, self.popular)

    def urls(self) -> Iterator[str]:
        """The URLs of all stories, oldest first, however they can be found."""
        return (self.index.card(serial).url for serial in range(self.first, self.last + 1))

    def number_of(self, url: str) -> int | None:
        """The story at a desktop, mobile or AMP URL, whatever its query; None where there is none."""
        parts = urlsplit(url)
        serial = self.serial_of(parts.hostname or "", parts.path.removeprefix("/amp"))
        return None if serial is None else serial - self.first

    def serial_of(self, domain: str, path: str) -> int | None:
        host = self.hosts[0] if domain == MOBILE_HOST else self.host_of(domain)
        serial = self.index.serial_in(host, path) if host else None
        if host is None or serial is None or not self.first <= serial <= self.last:
            return None
        card = self.index.card(serial)
        return serial if (card.host, card.path) == (host, path) else None

    def page(self, host: str, target: str) -> Page:
        """What is at this host and request target (path with query), whatever it is."""
        return route(self, host, target)

    def _serial(self, number: int) -> int:
        if not 0 <= number < self.stories:
            raise IndexError(f"story {number} asked of a newsroom of {self.stories}")
        return self.first + number

    def _newest_listed(self, count: int) -> list[int]:
        recent = range(self.last, max(self.first, self.last - 100) - 1, -1)
        return [serial for serial in recent if self.index.reach(serial) is Reach.LISTED][:count]

    def between(self, start: datetime, end: datetime) -> range:
        """The serial numbers published from `start` until before `end`."""
        edges = []
        for moment in (start, end):
            serial = int((moment - EPOCH).total_seconds()) // self.index.spacing
            edges.append(serial if self.index.time_of(serial) >= moment else serial + 1)
        return range(max(edges[0], self.first), min(edges[1], self.last + 1))

    def _listed_on(self, day: date, host: Host, section: str | None = None) -> tuple[int, ...]:
        """The serial numbers which the lists of a host show for a day in WIB, newest first."""
        start = datetime.combine(day, time(), WIB)
        return self.listed(self.between(start, start + timedelta(days=1)), host, section)

    def listed(self, serials: range, host: Host, section: str | None = None) -> tuple[int, ...]:
        found = []
        for serial in reversed(serials):
            place = self.index.place(serial)
            wanted = place.host is host and (section is None or place.section[0] == section)
            if wanted and self._is_listed(serial):
                found.append(serial)
        return tuple(found)

    def newest(self, host: Host, section: str | None, count: int) -> tuple[int, ...]:
        """The newest listed serial numbers of a host, newest first, at most `count`."""
        found: tuple[int, ...] = ()
        day = self.now.date()
        while len(found) < count and day >= self.index.time_of(self.first).date():
            found += self.listed_on(day, host, section)
            day -= timedelta(days=1)
        return found[:count]

    def _is_listed(self, serial: int) -> bool:
        return serial == self.last or self.index.reach(serial) is Reach.LISTED
