"""Which hosts look like the newsroom's own, and which stories link to them?"""

from dataclasses import replace
from random import Random

from newsspider.replica import pieces
from newsspider.replica.cards import slugged
from newsspider.replica.chance import drawn
from newsspider.replica.story import Link, Story

LOOK_ALIKES = (
    "tribun-maluku.com",
    "www.tribunnews.com.evil.example",
    "nottribunnews.com",
    "belanja.tribunnews.com",  # the network's own, and no newsroom
)
_ONE_IN = 4
_TITLES = ("Harga Sepeda Lipat Bekas di {}", "Jadwal Kapal dari {} Pekan Ini", "Resep Sambal Khas {}")


def with_look_alike(story: Story, seed: int) -> Story:
    """One story in four has one more "Baca juga", to a page that is none of ours."""
    number = drawn(seed, "look-alike", story.card.serial)
    if number % _ONE_IN:
        return story
    first, *later = story.body
    piece = pieces.baca(_link(story, number >> 8), story.layout, Random(number))
    return replace(story, body=((*first[:2], piece, *first[2:]), *later))


def _link(story: Story, number: int) -> Link:
    host = LOOK_ALIKES[number % len(LOOK_ALIKES)]
    towns = story.card.host.towns
    title = _TITLES[number % len(_TITLES)].format(towns[(number >> 8) % len(towns)])
    day = f"{story.published_at:%Y/%m/%d}"
    return Link(f"https://{host}/{story.card.section[0]}/{day}/{slugged(title)}", title, title)
