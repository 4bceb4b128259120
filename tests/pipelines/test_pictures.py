"""Case D12: alt texts of pictures, and their places among the paragraphs of the cleaned story."""

from __future__ import annotations

from dataclasses import replace

import pytest

from newsspider.items import Article, Image
from newsspider.store.crawl.documents import article_row
from pipelines.cleaning import clean
from tests.outlets.bodies import ABOVE, TRIBUN, URL, article, page, rendering
from tests.running.oddsite import story

PICTURE = "https://asset-2.tstatic.net/ambon/foto/bank/images/perahu.jpg"
FIGURE = (
    f'<figure><img src="{PICTURE}" alt=" Perahu di\npantai "><figcaption>Perahu kayu.</figcaption></figure>'
)
BANNER = '<p class="baca"><strong>Baca juga: <a href="/nasional/2/perahu">Perahu Kayu</a></strong></p>'


def placed(found: Article) -> list[tuple[str | None, int | None]]:
    return [(image.alt, image.position) for image in found.images if image.caption == "Perahu kayu."]


@pytest.mark.parametrize(
    ("markup", "position"),
    [
        (FIGURE, 2),
        (f"{BANNER}{FIGURE}", 2),
        (f"<p>Nelayan kembali ke pantai pada sore hari.</p>{BANNER}{FIGURE}", 3),
        (f"<p>Nelayan kembali.<br>Ikannya banyak.</p>{FIGURE}{BANNER}", 3),
    ],
)
def test_position_counts_the_paragraphs_above(markup: str, position: int) -> None:
    """Lines that are cut do not count, whether the walk or a later stage cuts them."""
    found = page(markup)
    assert placed(found) == [("Perahu di pantai", position)]
    assert found.blocks[position - 1].text in (*ABOVE, *(block.text for block in found.blocks[2:]))
    assert clean(found, TRIBUN) == found


def test_picture_outside_the_text_has_no_position() -> None:
    hero = '<div id="artimg"><img class="imgfull" src="https://asset.example/a.jpg" alt="Kebun"></div>'
    text = f'<h1 id="arttitle">Kopi</h1>{hero}<div class="txt-article"><p>{ABOVE[0]}</p></div>'
    found = article(f"<html><body>{text}</body></html>".encode())
    assert [(image.alt, image.position) for image in found.images] == [("Kebun", None)]


def test_picture_of_a_text_rendering_has_a_position() -> None:
    found = rendering("Perahu ditarik ke dermaga, Selasa (7/5/2024). (Tribunnews.com/Dewi Saragih)")
    assert [image.position for image in found.images] == [2]


def test_picture_that_the_head_names_too_is_placed_once() -> None:
    outcome = TRIBUN.read(story(URL, extra=FIGURE)[2], URL)
    assert isinstance(outcome, Article)
    named = replace(outcome, images=(Image(url=PICTURE, caption="Perahu kayu.", alt="Perahu"),))
    assert placed(clean(named, TRIBUN)) == [("Perahu", 2)]


def test_alt_text_and_position_are_no_edit() -> None:
    """Stories that were stored before are not edited by it, and leave no revision."""
    found = page(FIGURE)
    bare = replace(found, images=tuple(replace(one, alt=None, position=None) for one in found.images))
    one, other = article_row("u", found), article_row("u", bare)
    assert one["images"] != other["images"]
    assert one["content_hash"] == other["content_hash"]
