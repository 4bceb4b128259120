"""Stories of a replica newsroom with planted copies, and look-alikes from templates that are no copies.

A copy is printed by another host or outlet, minutes to days later: another dateline and headline, other "Baca
juga" lines, cut at the first page break, and one word in twelve replaced. All are cleaned as in a crawl.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

from newsspider.items import Article, BlockKind, Line
from newsspider.outlets import OUTLETS
from newsspider.replica.catalogue import Catalogue
from newsspider.replica.story import PieceKind, Story
from pipelines.cleaning import clean

REWRITTEN = 0.08
"""Share of a copy's words that are replaced."""
DAYS = 20
"""Days over which the stories appear."""
COPIERS = {
    "kompas": ("www.kompas.com", "{}, KOMPAS.com - "),
    "detik": ("news.detik.com", "{} - "),
    "okezone": ("news.okezone.com", "{} - "),
    "merdeka": ("www.merdeka.com", "Merdeka.com - "),
    "tribun": ("solo.tribunnews.com", "TRIBUNSOLO.COM, {} - "),
}
"""Outlets that copy: host, and dateline with the place."""
KINDS = {PieceKind.SUBHEAD: BlockKind.HEADING, PieceKind.ITEM: BlockKind.LIST_ITEM}
TOWNS = "Solo Medan Bandung Surabaya Makassar Denpasar Palembang Manado Padang Kupang Ambon Semarang".split()
WEEKDAYS = "Senin Selasa Rabu Kamis Jumat Sabtu Minggu".split()
TEMPLATES: list[str] = tomllib.loads(Path(__file__).with_name("lookalikes.toml").read_text("utf-8"))["texts"]
"""Texts that newsrooms print each day with other numbers and names."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Planted:
    """Stories in the order of their arrival, and for each copy's address that of its original."""

    stories: tuple[Article, ...]
    originals: Mapping[str, str]


def planted(stories: int, copies: int, look_alikes: int, seed: int = 5) -> Planted:
    """So many replica stories, copies of some of them, and look-alikes, all cleaned."""
    chance = Random(seed)
    newsroom = Catalogue(stories=stories, days=DAYS, seed=seed)
    every = [newsroom.story(number) for number in range(stories)]
    vocabulary = sorted({word for story in every[:500] for word in re.findall(r"[a-z]{4,}", _text(story))})
    made = [_original(story) for story in every]
    originals = {}
    for number, story in enumerate(chance.sample(every, copies)):
        copy = _copy(number, story, vocabulary, chance)
        originals[copy.url] = story.url
        made.append(copy)
    made += [_look_alike(number, newsroom.now, chance) for number in range(look_alikes)]
    cleaned = [clean(article, OUTLETS[article.outlet]) for article in made]
    chance.shuffle(cleaned)
    return Planted(stories=tuple(cleaned), originals=originals)


def _text(story: Story) -> str:
    return "\n".join(block.text for block in story.blocks)


def _lines(story: Story, dateline: str, pages: int | None = None) -> list[Line]:
    """The lines of the first pages of a story, as a reader transcribes them; its links stand between them."""
    pieces = [piece for page in story.body[:pages] for piece in page]
    lines = [
        Line(kind=KINDS.get(block.kind, BlockKind.PARAGRAPH), text=block.text, element="p")
        for piece in pieces
        for block in piece.blocks
    ]
    lines[0] = Line(kind=BlockKind.PARAGRAPH, text=f"{dateline}{lines[0].text}", element="p")
    for place, link in enumerate(story.baca_juga):
        lines.insert(min(len(lines), 2 + 3 * place), _baca_juga(link.title))
    return lines


def _baca_juga(title: str) -> Line:
    return Line(kind=BlockKind.PARAGRAPH, text=f"Baca juga: {title}", element="p")


def _original(story: Story) -> Article:
    return Article(
        outlet="tribun",
        layout="planted",
        url=story.url,
        headline=story.headline,
        blocks=tuple(_lines(story, f"{story.dateline or ''} ")),
        source=story.source,
        published_at=story.published_at,
    )


def _copy(number: int, story: Story, vocabulary: list[str], chance: Random) -> Article:
    """A copy with everything changed that a desk changes."""
    outlet = chance.choice(sorted(COPIERS))
    host, dateline = COPIERS[outlet]
    lines = [line for line in _lines(story, "", pages=1) if not line.text.startswith("Baca juga")]
    rewritten = [_rewritten(line, vocabulary, chance) for line in lines]
    opening = dateline.format(chance.choice(TOWNS)) + rewritten[0].text
    rewritten[0] = Line(kind=BlockKind.PARAGRAPH, text=opening, element="p")
    for place in range(1, len(rewritten), 4):
        rewritten.insert(place, _baca_juga(" ".join(chance.choices(vocabulary, k=8)).title()))
    return Article(
        outlet=outlet,
        layout="planted",
        url=f"https://{host}/read/{number}/kutipan",
        headline=" ".join(chance.choices(vocabulary, k=7)).title(),
        blocks=tuple(rewritten),
        published_at=story.published_at + timedelta(minutes=chance.randint(3, 3_000)),
    )


def _rewritten(line: Line, vocabulary: list[str], chance: Random) -> Line:
    def word(found: re.Match[str]) -> str:
        return chance.choice(vocabulary) if chance.random() < REWRITTEN else found[0]

    return Line(kind=line.kind, text=re.sub(r"\w+", word, line.text), element="p")


def _look_alike(number: int, now: datetime, chance: Random) -> Article:
    """A short story from a template, with facts of its own."""
    outlet = chance.choice(sorted(COPIERS))
    day = now - timedelta(days=chance.randrange(DAYS), minutes=chance.randrange(600))
    numbers = {f"n{place}": chance.randint(10, 99) for place in range(1, 9)}
    town, other = chance.sample(TOWNS, 2)
    text = chance.choice(TEMPLATES).format(
        kota=town,
        lawan=other,
        hari=WEEKDAYS[day.weekday()],
        tanggal=f"{day.day}/{day.month}/{day.year}",
        **numbers,
    )
    return Article(
        outlet=outlet,
        layout="planted",
        url=f"https://{COPIERS[outlet][0]}/harian/{number}/{town.lower()}",
        headline=f"Kabar Harian {town}",
        blocks=(Line(kind=BlockKind.PARAGRAPH, text=text, element="p"),),
        published_at=day,
    )
