"""Cleaning what is clean cuts nothing more, and no letter is lost, whatever lines stand among the recorded ones."""

import random
from collections import Counter
from dataclasses import replace
from functools import cache

import pytest

from newsspider.items import Article, Block, BlockKind
from pipelines.cleaning import clean
from tests.outlets import truth as truths
from tests.outlets.test_recordings import FOLDERS, STORIES, TRUTHS, outlet_of

PAGES = 150
"""Mutated pages a seed."""
POOL = [
    "(*)",
    "(K7)",
    "(Nia Latupono)",
    "(Nia Latupono) (Tribunnews.com/Nia)",
    "(Nia) (K7) [**]",
    "*",
    "***",
    "(Kerja Sama)",
    "Ia pulang. (Kerja Sama)",
    "Ia pulang. (K7)*",
    "Baca Juga",
    "Sebelumnya",
    "Selengkapnya:",
    "#pala",
    "Tajuk:",
    "Tajuk",
    "Berita populer",
    "Penulis: Mea",
    "Judul: Pala",
    "TRIBUNNEWS.COM, AMBON - ",
    "TRIBUNNEWS.COM - ",
    "Siapa dia?",
    "-",
    "Laporan Wartawan Tribun Ambon, Nia Kartika",
    "Sapa redaksi Tribun Ambon",
    "Kabar seru lain dari Tribun Ambon",
    "• Pala",
    "Ikuti kami di",
    "| a |",
    "Baca juga: Pala\nSebelumnya",
    "Pilih paket",
    "Pilih paket untuk membaca.",
    "Sisa cerita ini untuk anggota TribunPlus",
    "Temani aku\nmalam ini",
    "Artikel lainnya terkait Pala",
    "foto/pala.jpg",
    "Artikel ini telah tayang di Kompas.com dengan judul Pala",
    "Putar videonya!",
    "Dengar",
    "“Kami ikut,” kata Nia.",
]


@cache
def _recorded() -> tuple[Article, ...]:
    read = (outlet_of(name).read(truths.page_of(FOLDERS[name]), TRUTHS[name]["address"]) for name in STORIES)
    return tuple(article for article in read if isinstance(article, Article))


def _mutated(chance: random.Random) -> Article:
    """A recorded page with a few lines put in, glued on, moved or taken out."""
    article = chance.choice(_recorded())
    blocks = list(article.blocks)
    for _ in range(chance.randint(1, 5)):
        place, odd = chance.randrange(len(blocks)), chance.choice(POOL)
        match chance.randrange(5):
            case 0 | 1:
                blocks.insert(place, Block(kind=chance.choice(list(BlockKind)), text=odd))
            case 2:
                glued = chance.choice([" ", "\n"]).join(chance.sample([blocks[place].text, odd], 2))
                blocks[place] = replace(blocks[place], text=glued)
            case 3:
                blocks.insert(chance.randrange(len(blocks)), blocks.pop(place))
            case 4 if len(blocks) > 1:
                blocks.pop(place)
    return replace(article, blocks=tuple(blocks))


@pytest.mark.parametrize("seed", range(6))
def test_a_second_cleaning_cuts_nothing(seed: int) -> None:
    """Case R33."""
    chance = random.Random(seed)
    for _ in range(PAGES):
        once = clean(_mutated(chance), truths.TRIBUN)
        assert clean(once, truths.TRIBUN) == once


def test_no_letter_is_lost() -> None:
    chance = random.Random(7)
    for _ in range(PAGES):
        page = _mutated(chance)
        cleaned = clean(page, truths.TRIBUN)
        kept = [block.text for block in cleaned.blocks] + [cut.text for cut in cleaned.removed]
        given = [block.text for block in page.blocks] + [cut.text for cut in page.removed]
        assert _letters(kept) == _letters(given)


def _letters(texts: list[str]) -> Counter[str]:
    return Counter(letter for text in texts for letter in text if letter.isalnum())
