"""A story that was sent twice is read once; the second copy stands in the ledger."""

from dataclasses import replace

import pytest

from newsspider.items import Article, Block, BlockKind
from newsspider.outlets import OUTLETS
from pipelines.cleaning import clean
from tests.outlets.frames import ABOVE, BELOW, FRAMES, HEAD

STORY = f"<p>{ABOVE}</p><p>Baca juga: Kabar lain dari desa</p><p>{BELOW}</p>"
CHROME = '<nav><a href="/">Beranda</a></nav><p>Situs ini memuat kabar dari seluruh desa di lereng gunung.</p>'
A = "Paragraf pertama bercerita tentang panen kopi di lereng gunung itu."
B = "Paragraf kedua bercerita tentang jalan yang rusak menuju ke kebun."
D = "Paragraf lain bercerita tentang hujan yang turun sepanjang malam itu."
C = "Paragraf ketiga bercerita tentang pasar tempat kopi itu dijual."


def page(outlet: str, body: str = STORY, times: int = 1) -> str:
    region = FRAMES[outlet][1].replace("{}", body)
    return (
        f'<!DOCTYPE html>\n<html lang="id"><head>{HEAD}</head><body>{CHROME}{region * times}</body></html>\n'
    )


def read(outlet: str, html: str) -> Article:
    found = OUTLETS[outlet].read(html.encode(), FRAMES[outlet][0])
    assert isinstance(found, Article), found
    return clean(found, OUTLETS[outlet])


@pytest.mark.parametrize("outlet", FRAMES)
def test_page_sent_twice_is_read_once(outlet: str) -> None:
    whole = page(outlet)
    once = read(outlet, whole)
    assert [block.text for block in once.blocks] == [ABOVE, BELOW]
    for sent in (whole * 2, whole * 3, whole[: whole.index(BELOW) + 20] + whole, whole + whole[:-60]):
        again = read(outlet, sent)
        assert (again.headline, again.blocks, again.removed) == (once.headline, once.blocks, once.removed)


@pytest.mark.parametrize("outlet", FRAMES)
def test_region_sent_twice_is_read_once(outlet: str) -> None:
    found = read(outlet, page(outlet, times=2))
    assert [block.text for block in found.blocks] == [ABOVE, BELOW]
    ledger = [cut.text for cut in found.removed if cut.rule == "repeated"]
    shown = [*ledger, *(block.text for block in found.blocks)]
    assert all(shown.count(line) in (1, 2) for line in (ABOVE, BELOW))


def test_page_sent_twice_without_layout_is_read_once() -> None:
    body = "".join(f"<p>{line} Kata ketua kelompok tani, hujan turun lebih awal.</p>" for line in (A, B, C))
    html = page("tribun").replace("side-article txt-article multi-fontsize", "isi").replace(STORY, body)
    html = html.replace(CHROME, "")
    once = read("tribun", html)
    assert once.layout == "Generic"
    assert len(once.blocks) == 3
    for sent in (html * 2, html.replace(body, body * 2), html.replace(body, f"{body}</div><div>{body}")):
        assert read("tribun", sent).blocks == once.blocks


@pytest.mark.parametrize(
    ("lines", "kept"),
    [
        ([A, A], [A]),
        ([A, A, A], [A]),
        ([A, B, A, B], [A, B]),
        ([A, B, C, A, B], [A, B, C]),
        ([A, B, C, A, B, C, A, B, C], [A, B, C]),
        ([A, B, C, D, A, B, C], [A, B, C, D]),
        ([A, B, A], [A, B, A]),
        ([A, A, B], [A, A, B]),
        ([A, B, C, B, C], [A, B, C, B, C]),
        ([A, B, C, A, C, B], [A, B, C, A, C, B]),
        (["Ya", "Tidak", "Ya", "Tidak"], ["Ya", "Tidak", "Ya", "Tidak"]),
    ],
)
def test_only_a_story_that_begins_again_is_cut(lines: list[str], kept: list[str]) -> None:
    blocks = tuple(Block(kind=BlockKind.PARAGRAPH, text=line) for line in lines)
    made = Article(outlet="tribun", layout="Desktop2021", url="", headline="Panen Kopi", blocks=blocks)
    found = clean(made, OUTLETS["tribun"])
    assert [block.text for block in found.blocks] == kept
    assert len(found.removed) == len(lines) - len(kept)
    assert clean(replace(found, removed=()), OUTLETS["tribun"]).blocks == found.blocks
