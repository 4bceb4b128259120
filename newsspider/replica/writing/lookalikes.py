"""Links to look-alike hosts, which are none of the newsroom's."""

from dataclasses import replace
from random import Random

from newsspider.replica.cards import slug_of
from newsspider.replica.chance import draw
from newsspider.replica.story import Link, Story
from newsspider.replica.writing import pieces

LOOK_ALIKES = (
    "tribun-maluku.com",
    "www.tribunnews.com.evil.example",
    "nottribunnews.com",
    "belanja.tribunnews.com",  # a host of the network without stories
)
_ONE_IN = 4
_TITLES = ("Harga Sepeda Lipat Bekas di {}", "Jadwal Kapal dari {} Pekan Ini", "Resep Sambal Khas {}")


def add_look_alike(story: Story, seed: int) -> Story:
    """The story; one in four gets one more "Baca juga", to a look-alike host."""
    number = draw(seed, "look-alike", story.card.serial)
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
    return Link(f"https://{host}/{story.card.section[0]}/{day}/{slug_of(title)}", title, title)
