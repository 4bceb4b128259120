"""Links of a story to older stories, by region of its page."""

from random import Random
from typing import NamedTuple

from newsspider.replica.cards import CardIndex, slug_of
from newsspider.replica.language import Cast
from newsspider.replica.story import Card, Link, Reach, Template

_NEAR = 60
"""The most stories that a link goes back."""


class Links(NamedTuple):
    baca_juga: tuple[Link, ...]
    related: tuple[Link, ...]
    related_rows: tuple[Link, ...]
    recommendation: tuple[Link, ...]
    widget: tuple[Link, ...]


def link_to(card: Card) -> Link:
    return Link(card.url, card.headline, card.headline)


def shorten(link: Link, width: int = 62) -> Link:
    """The link with an anchor as in the recommendation box: shortened at a word, with an ellipsis."""
    if len(link.title) <= width:
        return link
    return link._replace(anchor=link.title[:width].rsplit(" ", 1)[0] + "…")


def foreign_link(cast: Cast, rng: Random, serial: int) -> Link:
    """A "Baca juga" to another site of the publisher's group."""
    title = cast.fill("{hal_judul} di {desa} dan Cerita {saksi}")
    url = rng.choice(
        (
            f"https://www.kompas.com/tren/read/2026/{rng.randint(1, 12):02d}/10/{serial}/{slug_of(title)}",
            f"https://www.bolasport.com/read/31{serial}/{slug_of(title)}",
            f"https://video.tribunnews.com/view/{serial}/{slug_of(title)}",
        )
    )
    return Link(url, title, title)


def choose_links(index: CardIndex, first: int, serial: int, cast: Cast, rng: Random) -> Links:
    """Choose the links of a story. It links to the story before it in the region of that story's `reach`."""
    template = index.place(serial).template
    listed = [n for n in range(max(first, serial - _NEAR), serial) if index.reach(n) is Reach.LISTED]
    picks = [link_to(index.card(n)) for n in rng.sample(listed, min(len(listed), 17))]
    hidden = link_to(index.card(serial - 1)) if serial > first else None
    reach = index.reach(serial - 1) if hidden else Reach.LISTED

    def region(start: int, count: int, kind: Reach) -> tuple[Link, ...]:
        forced = (hidden,) if hidden and reach is kind else ()
        return (*forced, *picks[start : start + count])

    baca = region(0, rng.randint(1, 3), Reach.BACA_JUGA)
    if rng.random() < 0.15:
        baca += (foreign_link(cast, rng, serial),)
    if rng.random() < 0.06:
        bare = cast.fill("{hal_judul}: {pendek} Bertemu Warga {desa_lain}")
        baca += (Link(None, bare, bare),)
    related = region(3, rng.randint(2, 3), Reach.RELATED)
    related += tuple(link for link in baca[:1] if link.url)
    rows = tuple(row for link in related for row in [link] * rng.choice((1, 1, 2)))
    recommendation = tuple(shorten(link) for link in picks[6:11]) if template is Template.WWW_2020 else ()
    widget = region(11, 6, Reach.WIDGET) if template.year >= 2021 else ()
    return Links(baca, related, rows, recommendation, widget)
