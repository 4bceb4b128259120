"""Catalogue of a newsroom: its hosts, stories, cards and addresses."""

from collections.abc import Collection, Iterator, Mapping
from datetime import datetime
from urllib.parse import urlsplit

from newsspider.replica.addresses import bare_path, story_host
from newsspider.replica.cards import EPOCH, CardIndex, older_path, serial_in
from newsspider.replica.chronicle import Chronicle
from newsspider.replica.dates import WIB
from newsspider.replica.hosts import ALL_HOSTS, DEFAULT_HOSTS, Host
from newsspider.replica.story import Card, Story
from newsspider.replica.writing.edits import edit, edited_card
from newsspider.replica.writing.lookalikes import add_look_alike
from newsspider.replica.writing.spellings import Speller
from newsspider.replica.writing.writer import Writer

DEFAULT_NOW = datetime(2026, 11, 20, tzinfo=WIB)
_SIDEBAR_STORIES = 5


class Catalogue:
    """The facts of a deterministic Tribunnews: a pure function of its arguments, of any size.

    Stories are numbered from 0 (the oldest) and spread over the `days` before `now`. A later `now`, with more
    `stories` and `days` in proportion, is the same newsroom with new stories. `page_bytes` pads HTML pages.
    `edited` and `deleted` name stories by URL; they change no other story's page. A mapping of `edited` gives
    the time of each edit, by default `now`. `aliases` is the share of links with another spelling of a
    story's address; with it, some link to look-alike hosts. One in `first_in` stories is the first host's;
    the others share the rest evenly.
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
        self._sidebar = tuple(self.index.card(serial) for serial in self.chronicle.popular(_SIDEBAR_STORIES))
        self.popular = tuple(self.card_at(c.serial) for c in self._sidebar if c.serial not in self.deleted)

    @property
    def hosts(self) -> tuple[Host, ...]:
        return self.index.hosts

    def host_of(self, domain: str) -> Host | None:
        return next((host for host in self.hosts if host.domain == domain), None)

    def card(self, number: int) -> Card:
        return self.card_at(self._serial(number))

    def card_at(self, serial: int) -> Card:
        """The card of a story in the lists."""
        return edited_card(self.index, serial) if serial in self.edited else self.index.card(serial)

    def story(self, number: int) -> Story:
        """Story `number` (0 is the oldest)."""
        return self.story_at(self._serial(number))

    def story_at(self, serial: int) -> Story:
        story = self._writer.write(serial, self._sidebar)
        if serial in self.edited:
            story = edit(story, self.index, self.edited_at(serial))
        if self._speller.share:
            story = self._speller.respell(add_look_alike(story, self.index.seed))
        return story

    def edited_at(self, serial: int) -> datetime:
        """The time of a story's edit."""
        return self._edited_at[serial].astimezone(WIB)

    def listed_card(self, serial: int, place: str) -> tuple[Card, str]:
        """A card, and the address by which the list at `place` (any name) links to it."""
        card = self.card_at(serial)
        return card, self._speller.href(card.url, place) or card.url

    def urls(self) -> Iterator[str]:
        """The URLs of all stories, oldest first: listed, hidden and deleted ones."""
        return (self.index.card(serial).url for serial in range(self.first, self.last + 1))

    def number_of(self, url: str) -> int | None:
        """The number of the story that a URL means, in any spelling; None if there is none."""
        parts = urlsplit(url)
        serial = self.serial_of(parts.hostname or "", bare_path(parts.path))
        return None if serial is None else serial - self.first

    def serial_of(self, domain: str, path: str) -> int | None:
        """The serial number of the story at a path of either form, on a desktop or mobile host."""
        host = story_host(domain, self.hosts)
        serial = serial_in(host, path) if host else None
        if host is None or serial is None or not self.first <= serial <= self.last:
            return None
        card = self.index.card(serial)
        return serial if card.host is host and path in (card.path, older_path(card)) else None

    def _serial(self, number: int) -> int:
        if not 0 <= number < self.stories:
            raise IndexError(f"expected a story below {self.stories}, found {number}")
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
        raise ValueError(f"a newsroom needs at least one story and some days, found {stories} and {days}")
    if unknown := set(hosts) - set(ALL_HOSTS):
        raise ValueError(f"expected hosts of {', '.join(ALL_HOSTS)}, found unknown hosts {sorted(unknown)}")
    if not 0 <= aliases <= 1:
        raise ValueError(f"expected aliases from 0 to 1, found {aliases}")
    if first_in < 1:
        raise ValueError(f"expected first_in of 1 or more, found {first_in}")
