"""Which stories does a newsroom of a given size have, and what is at any of its URLs?"""

from collections.abc import Collection, Iterator, Mapping
from datetime import datetime
from urllib.parse import urlsplit

from newsspider.replica.addresses import bare_path, story_host
from newsspider.replica.cards import EPOCH, CardIndex, older_path, serial_in
from newsspider.replica.chronicle import Chronicle
from newsspider.replica.dates import WIB
from newsspider.replica.editions import edited, edited_card
from newsspider.replica.hosts import ALL_HOSTS, DEFAULT_HOSTS, Host
from newsspider.replica.lookalikes import with_look_alike
from newsspider.replica.page import Page
from newsspider.replica.router import route
from newsspider.replica.spellings import Speller
from newsspider.replica.story import Card, Story
from newsspider.replica.writer import Writer

DEFAULT_NOW = datetime(2026, 11, 20, tzinfo=WIB)
_POPULAR = 5


class Newsroom:
    """A deterministic Tribunnews: a pure function of its arguments, whatever its size.

    Stories are numbered from 0 (the oldest) and spread over the `days` before `now`. A later `now` with
    `stories` and `days` grown alike is the same newsroom with new stories. `page_bytes` pads HTML pages.
    `edited` and `deleted` name stories by URL: what became of them changes no other story's page. A mapping
    of `edited` also says when each was edited, which is `now` otherwise. `aliases`
    is the share of links that spell a story's address otherwise; with it, some link to look-alike hosts. One
    in `first_in` stories is the first host's; the rest is shared out evenly among the others.
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
        edited: Collection[str] | Mapping[str, datetime] = frozenset(),
        deleted: Collection[str] = frozenset(),
        aliases: float = 0.0,
        first_in: int = 2,
    ) -> None:
        _check(stories, days, hosts, aliases, first_in)
        self.stories, self.days, self.page_bytes = stories, days, page_bytes
        self.now = now.astimezone(WIB)
        spacing = max(1, int(days * 86_400) // stories)
        self.index = CardIndex(seed=seed, spacing=spacing, hosts=hosts, first_in=first_in)
        self.last = int((self.now - EPOCH).total_seconds()) // spacing - 1
        self.first = self.last - stories + 1
        self.deleted = self._serials(deleted)
        self.edited = self._serials(edited) - self.deleted
        moments = edited if isinstance(edited, Mapping) else dict.fromkeys(edited, self.now)
        self._edited_at = {self._number(url) + self.first: moment for url, moment in moments.items()}
        self.chronicle = Chronicle(self.index, self.first, self.last, self.now, self.deleted)
        self._writer = Writer(self.index, self.first, self.now)
        self._speller = Speller(index=self.index, share=aliases, pages_of=self._pages_of)
        self._printed = tuple(self.index.card(serial) for serial in self.chronicle.popular(_POPULAR))
        self.popular = tuple(self.card_at(c.serial) for c in self._printed if c.serial not in self.deleted)

    @property
    def hosts(self) -> tuple[Host, ...]:
        return self.index.hosts

    def host_of(self, domain: str) -> Host | None:
        return next((host for host in self.hosts if host.domain == domain), None)

    def card(self, number: int) -> Card:
        return self.card_at(self._serial(number))

    def card_at(self, serial: int) -> Card:
        """What the lists show of a story."""
        return edited_card(self.index, serial) if serial in self.edited else self.index.card(serial)

    def story(self, number: int) -> Story:
        """The truth about story `number` (0 is the oldest)."""
        return self.story_at(self._serial(number))

    def story_at(self, serial: int) -> Story:
        story = self._writer.write(serial, self._printed)
        if serial in self.edited:
            story = edited(story, self.index, self.edited_at(serial))
        if self._speller.share:
            story = self._speller.respelled(with_look_alike(story, self.index.seed))
        return story

    def edited_at(self, serial: int) -> datetime:
        """When a story that was edited came out again."""
        return self._edited_at[serial].astimezone(WIB)

    def listed_card(self, serial: int, place: str) -> tuple[Card, str]:
        """A card and the address by which the list at `place` (any name) links to its story."""
        card = self.card_at(serial)
        return card, self._speller.href(card.url, place) or card.url

    def urls(self) -> Iterator[str]:
        """The URLs of all stories, oldest first, however they can be found, and if they were deleted too."""
        return (self.index.card(serial).url for serial in range(self.first, self.last + 1))

    def number_of(self, url: str) -> int | None:
        """The story which a URL means, in whatever spelling; None where there is none."""
        parts = urlsplit(url)
        serial = self.serial_of(parts.hostname or "", bare_path(parts.path))
        return None if serial is None else serial - self.first

    def serial_of(self, domain: str, path: str) -> int | None:
        """The story at a path, of either grammar, of a desktop or mobile host."""
        host = story_host(domain, self.hosts)
        serial = serial_in(host, path) if host else None
        if host is None or serial is None or not self.first <= serial <= self.last:
            return None
        card = self.index.card(serial)
        return serial if card.host is host and path in (card.path, older_path(card)) else None

    def page(self, host: str, target: str) -> Page:
        """What is at this host and request target (path with query), whatever it is."""
        return route(self, host, target)

    def _serial(self, number: int) -> int:
        if not 0 <= number < self.stories:
            raise IndexError(f"story {number} asked of a newsroom of {self.stories}")
        return self.first + number

    def _serials(self, urls: Collection[str]) -> frozenset[int]:
        return frozenset(self.first + self._number(url) for url in urls)

    def _number(self, url: str) -> int:
        if (number := self.number_of(url)) is None:
            raise ValueError(f"expected the URLs of stories of this newsroom, found {url}")
        return number

    def _pages_of(self, serial: int) -> int:
        return self._writer.write(serial, ()).pages


def _check(stories: int, days: float, hosts: tuple[str, ...], aliases: float, first_in: int) -> None:
    if stories < 1 or days <= 0:
        raise ValueError(f"a newsroom needs at least one story and some days, got {stories} and {days}")
    if unknown := set(hosts) - set(ALL_HOSTS):
        raise ValueError(f"unknown hosts {sorted(unknown)}; known: {', '.join(ALL_HOSTS)}")
    if not 0 <= aliases <= 1:
        raise ValueError(f"aliases is a share from 0 to 1, got {aliases}")
    if first_in < 1:
        raise ValueError(f"one in first_in stories is the first host's: 1 or more, got {first_in}")
