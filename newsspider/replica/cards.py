"""Cards: host, time, section, headline and path of each story, derived from its serial number alone."""

import re
from datetime import datetime, timedelta
from functools import lru_cache
from random import Random
from typing import NamedTuple

from newsspider.replica.chance import draw
from newsspider.replica.dates import WIB
from newsspider.replica.hosts import ALL_HOSTS, Host
from newsspider.replica.language import Cast, theme_of
from newsspider.replica.story import Card, Reach, Template

EPOCH = datetime(2011, 1, 1, tzinfo=WIB)
"""Serial numbers count publications since this moment: a story keeps its number, text and URL while `now`
advances and the newsroom grows."""
_TEMPLATES = {
    False: (Template.WWW_2020, Template.WWW_2021, Template.WWW_2024, Template.WWW_2024),
    True: (Template.REGIONAL_2020, Template.REGIONAL_2021, Template.REGIONAL_2024, Template.REGIONAL_2024),
}
_CARDS_KEPT = 4096
_HIDDEN = {3: Reach.BACA_JUGA, 6: Reach.RELATED, 8: Reach.WIDGET}


class Place(NamedTuple):
    host: Host
    template: Template
    section: tuple[str, str]


class Draft(NamedTuple):
    """A card with its cast, theme and random generator: the start of its story."""

    card: Card
    cast: Cast
    theme: dict[str, list[str]]
    rng: Random


def slug_of(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")


class CardIndex:
    """Cards by serial number, derived from (seed, spacing in seconds, hosts, first_in) alone.

    A page shows some twenty cards, mostly the same ones as the pages around it: the last are kept.
    """

    def __init__(self, *, seed: int, spacing: int, hosts: tuple[str, ...], first_in: int = 2) -> None:
        self.seed, self.spacing, self.first_in = seed, spacing, first_in
        self.hosts = tuple(ALL_HOSTS[name] for name in hosts)
        self.card = lru_cache(_CARDS_KEPT)(self._card)

    def _hash(self, serial: int, purpose: str) -> int:
        return draw(self.seed, purpose, serial)

    def time_of(self, serial: int) -> datetime:
        jitter = self._hash(serial, "time") % self.spacing
        return EPOCH + timedelta(seconds=serial * self.spacing + jitter)

    def place(self, serial: int) -> Place:
        """One in `first_in` stories is on the first host; the others share the rest."""
        number = self._hash(serial, "place")
        others = self.hosts[1:] or self.hosts
        is_first = number % self.first_in == 1 % self.first_in
        host = self.hosts[0] if is_first else others[(number >> 8) % len(others)]
        templates = _TEMPLATES[host.regional]
        section = host.sections[(number >> 24) % len(host.sections)]
        return Place(host, templates[(number >> 16) % len(templates)], section)

    def reach(self, serial: int) -> Reach:
        """Three in ten stories are only linked from the next one, by a widget if its template has one."""
        reach = _HIDDEN.get(serial % 10, Reach.LISTED)
        if reach is Reach.WIDGET and self.place(serial + 1).template.year < 2021:
            return Reach.LISTED
        return reach

    def draft(self, serial: int) -> Draft:
        place, moment = self.place(serial), self.time_of(serial)
        rng = Random(f"{self.seed}:{serial}")
        theme = theme_of(place.section[0], rng)
        cast = Cast(rng, theme, rng.choice(place.host.towns), moment)
        headline = cast.fill(rng.choice(theme["headlines"]))
        path = _path(place, serial, headline, moment)
        card = Card(serial, *place, headline, path, moment, self.reach(serial))
        return Draft(card, cast, theme, rng)

    def _card(self, serial: int) -> Card:
        return self.draft(serial).card


def serial_in(host: Host, path: str) -> int | None:
    """The serial number in a story path of this host; its story may have another path."""
    if found := re.fullmatch(r"/[a-z-]+/(\d{5,})/[a-z0-9-]+", path):
        return int(found[1]) - host.first_id
    found = re.fullmatch(r"(?:/[a-z-]+)?/\d{4}/\d\d/\d\d/[a-z0-9-]+-(\d+)", path)
    return int(found[1]) if found else None


def _path(place: Place, serial: int, headline: str, moment: datetime) -> str:
    slug, section = slug_of(headline), place.section[0]
    if place.template.year == 2024:
        return f"/{section}/{place.host.first_id + serial}/{slug}"
    return dated_path(place.host, section, moment, f"{slug}-{serial}")


def dated_path(host: Host, section: str, moment: datetime, slug: str) -> str:
    """A path in the form used before 2024."""
    folder = "" if host.regional else f"/{section}"
    return f"{folder}/{moment:%Y/%m/%d}/{slug}"


def older_path(card: Card) -> str | None:
    """The dated path that is an alias of a story with an id in its path; None if its own path is dated.

    Its serial number distinguishes stories with the same headline.
    """
    if card.template.year < 2024:
        return None
    slug = card.path.rpartition("/")[2]
    return dated_path(card.host, card.section[0], card.published_at, f"{slug}-{card.serial}")
