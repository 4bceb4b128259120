"""Cleaning: boilerplate is cut with its rule, story is kept, removed lines fill fields."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scrapy.statscollectors import MemoryStatsCollector
from scrapy.utils.test import get_crawler

from newsspider.items import Article, Block, BlockKind, Image, Listing, Removed
from newsspider.outlets import OUTLETS
from newsspider.visits import Source
from pipelines.cleaning import CleaningPipeline, clean

TRIBUN = OUTLETS["tribun"]
PROSE = [f"Paragraf ke-{number} bercerita tentang panen kopi di lereng gunung itu." for number in range(9)]


def article(*texts: str, **changes: object) -> Article:
    blocks = tuple(Block(kind=BlockKind.PARAGRAPH, text=text) for text in texts)
    made = Article(outlet="tribun", layout="Desktop2021", url="", headline="Panen Kopi", blocks=blocks)
    return replace(made, **changes)  # type: ignore[arg-type]


def texts(cleaned: Article) -> list[str]:
    return [block.text for block in cleaned.blocks]


def cuts(cleaned: Article) -> list[tuple[str, str]]:
    return [(cut.rule, cut.text) for cut in cleaned.removed]


def test_a_whole_article() -> None:
    cleaned = clean(
        article(
            "Laporan Wartawan Tribun Medan, Kirana Lestari",
            "TRIBUN-MEDAN.com, SIANTAR - " + PROSE[0],
            PROSE[1],
            "Berita Rekomendasi",
            PROSE[2],
            PROSE[3] + " (Tribun-Medan.com/Kirana Lestari)",
            "Ikuti kami di",
        ),
        TRIBUN,
    )
    assert texts(cleaned) == PROSE[:4]
    assert cleaned.authors == ("Kirana Lestari",)
    assert cleaned.dateline == "TRIBUN-MEDAN.com, SIANTAR -"
    assert cleaned.signature == "(Tribun-Medan.com/Kirana Lestari)"
    assert {rule for rule, _ in cuts(cleaned)} == {
        "reporter_line",
        "dateline",
        "widget_heading",
        "signature",
        "follow_us",
    }


def test_what_needs_no_cleaning_is_as_it_was() -> None:
    assert clean(article(*PROSE), TRIBUN) == article(*PROSE)


@pytest.mark.parametrize("credited", [(), ("Endah",)])
def test_credited_writer_outranks_reporter_line(credited: tuple[str, ...]) -> None:
    cleaned = clean(article("Laporan Wartawan Pos Kupang, Kirana Lestari", *PROSE, authors=credited), TRIBUN)
    assert cleaned.authors == (credited or ("Kirana Lestari",))
    assert ("authors" in cleaned.provenance) == (not credited)


def test_reporter_and_dateline_in_one_paragraph() -> None:
    for between in ("\n", " "):
        cleaned = clean(
            article(
                f"Laporan Wartawan Tribunnews.com, Kirana Lestari{between}TRIBUNNEWS.COM, JAKARTA - {PROSE[0]}",
                *PROSE[1:],
            ),
            TRIBUN,
        )
        assert texts(cleaned) == PROSE
        assert (cleaned.authors, cleaned.dateline) == (("Kirana Lestari",), "TRIBUNNEWS.COM, JAKARTA -")


def test_a_dateline_on_a_line_of_its_own() -> None:
    cleaned = clean(article("TRIBUNNEWS.COM, JAKARTA -", *PROSE), TRIBUN)
    assert texts(cleaned) == PROSE
    assert cleaned.dateline == "TRIBUNNEWS.COM, JAKARTA -"


def test_dateline_opens_and_signature_ends_the_story() -> None:
    odd = [*PROSE[:5], "TRIBUNNEWS.COM, JAKARTA - " + PROSE[5], *PROSE[6:]]
    assert texts(clean(article(*odd), TRIBUN)) == odd
    early = [PROSE[0] + " (Tribunnews.com/Kirana)", *PROSE]
    assert texts(clean(article(*early), TRIBUN)) == early


def test_boilerplate_lines_inside_a_paragraph() -> None:
    cleaned = clean(article(f"{PROSE[0]}\nBaca Juga\n{PROSE[1]}", *PROSE[2:]), TRIBUN)
    assert texts(cleaned) == [f"{PROSE[0]} {PROSE[1]}", *PROSE[2:]]
    assert cuts(cleaned) == [("widget_heading", "Baca Juga")]


def test_repeated_caption_is_cut_once() -> None:
    image = Image(url=None, caption="Petani memanen kopi di lereng gunung pada Senin pagi")
    cleaned = clean(article(PROSE[0], image.caption, *PROSE[1:], images=(image,)), TRIBUN)
    assert texts(cleaned) == PROSE
    assert cuts(cleaned) == [("caption", image.caption)]


def test_what_was_removed_before_stays() -> None:
    before = Removed(rule="paging", text="Halaman 2")
    assert clean(article(*PROSE, "KOMENTAR", removed=(before,)), TRIBUN).removed[0] == before


def test_each_block_is_one_nonempty_line() -> None:
    assert texts(clean(article("-", PROSE[0] + "\n\u00a0" + PROSE[1], "***", "…"), TRIBUN)) == [
        f"{PROSE[0]} {PROSE[1]}"
    ]


def test_nothing_disappears_even_of_decoration() -> None:
    """Every line of visible text ends in the story or in the list of what was removed."""
    cleaned = clean(article(PROSE[0], "-", PROSE[1]), TRIBUN)
    assert texts(cleaned) == PROSE[:2]
    assert [cut.text for cut in cleaned.removed] == ["-"]


words = st.sampled_from(
    [
        "Baca juga: Kopi",
        "Baca Juga",
        "KOMENTAR",
        "TRIBUNNEWS.COM - ",
        "Laporan Wartawan Tribun Bali, Budi",
        "(*)",
        "*",
        "(Tribunnews.com/Budi)",
        "\n",
        *PROSE[:3],
    ]
)


@given(st.lists(st.lists(words, min_size=1, max_size=4).map(" ".join), max_size=6))
def test_every_word_is_in_story_or_ledger(lines: list[str]) -> None:
    cleaned = clean(article(*lines), TRIBUN)
    kept = " ".join([*texts(cleaned), *(cut.text for cut in cleaned.removed)]).split()
    written = [word for word in " ".join(lines).split() if any(letter.isalnum() for letter in word)]
    assert sorted(word for word in kept if any(letter.isalnum() for letter in word)) == sorted(written)


@given(st.lists(st.lists(words, min_size=1, max_size=4).map(" ".join), max_size=6))
def test_cleaning_twice_cuts_no_phrase_twice(lines: list[str]) -> None:
    once = clean(article(*lines), TRIBUN)
    assert all(TRIBUN.phrases.rule(block.text) is None or "\n" not in block.text for block in once.blocks)


def test_pipeline_counts_rules_and_passes_other_items() -> None:
    stats = MemoryStatsCollector(get_crawler())
    pipeline = CleaningPipeline(stats)
    cleaned = pipeline.process_item(article(PROSE[0], "Baca Juga", "KOMENTAR", PROSE[1], "Baca Juga"))
    assert isinstance(cleaned, Article)
    assert stats.get_value("cleaning/widget_heading") == 2
    assert stats.get_value("cleaning/comments") == 1
    listing = Listing(outlet="tribun", url="x", layout="Index", source=Source.INDEX)
    assert pipeline.process_item(listing) is listing
    assert pipeline.process_item({"judul": "x"}) == {"judul": "x"}
