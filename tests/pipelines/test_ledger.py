"""Story and ledger of a cleaned page, together in page order."""

from __future__ import annotations

import pytest

from newsspider.items import Article, Block, BlockKind, Removed
from pipelines.cleaning import clean
from pipelines.draft import Draft
from tests.outlets import truth as truths
from tests.outlets.test_recordings import FOLDERS, TRUTHS, article_of, outlet_of, story


def _letters(lines: list[Block | Removed] | tuple[Block, ...]) -> str:
    return "".join(letter for line in lines for letter in line.text if letter.isalnum())


@story
def test_story_and_ledger_are_the_page(name: str) -> None:
    """Case R32."""
    read = outlet_of(name).read(truths.page_of(FOLDERS[name]), TRUTHS[name]["address"])
    assert isinstance(read, Article)
    assert _letters(article_of(name).page) == _letters(read.blocks)


@story
def test_each_cut_has_a_position_of_its_own(name: str) -> None:
    article = article_of(name)
    positions = [cut.position for cut in article.removed]
    assert positions == sorted(set(positions))
    assert [article.page[position] for position in positions] == list(article.removed)


@story
def test_cleaned_blocks_are_plain(name: str) -> None:
    assert {type(block) for block in article_of(name).blocks} == {Block}


def block(text: str) -> Block:
    return Block(kind=BlockKind.PARAGRAPH, text=text)


def cut(text: str, position: int = 0) -> Removed:
    return Removed(rule="r", text=text, position=position)


def page_of(*lines: Block | Removed) -> Article:
    blocks = tuple(line for line in lines if isinstance(line, Block))
    removed = tuple(line for line in lines if isinstance(line, Removed))
    return Article(outlet="tribun", layout="L", url="", headline="H", blocks=blocks, removed=removed)


@pytest.mark.parametrize(
    ("article", "page"),
    [
        (page_of(block("a"), block("b")), "ab"),
        (page_of(cut("x", 0), block("a"), cut("y", 2), block("b")), "xayb"),
        (page_of(cut("x"), cut("y"), block("a")), "xya"),
        (page_of(block("a"), cut("x", 9)), "ax"),
        (page_of(cut("y", 2), cut("x", 1), block("a")), "axy"),
    ],
    ids=["no cut", "in order", "one position twice", "beyond the end", "ledger out of order"],
)
def test_page_merges_story_and_ledger(article: Article, page: str) -> None:
    assert "".join(line.text for line in article.page) == page


def test_cuts_take_their_place_among_earlier_ones() -> None:
    draft = Draft(page_of(cut("x", 0), block("ab"), block("c")))
    draft.change({0: [block("a"), cut("b")]})
    article = draft.article
    assert [(line.text, line.position) for line in article.removed] == [("x", 0), ("b", 2)]
    assert "".join(line.text for line in article.page) == "xabc"


def test_line_cut_inside_block_stands_below_it() -> None:
    cleaned = clean(page_of(block("Warga menanam kopi.\nBaca Juga\nHarga kopi naik lagi.")), truths.TRIBUN)
    assert [line.text for line in cleaned.page] == ["Warga menanam kopi. Harga kopi naik lagi.", "Baca Juga"]
