"""Are labels, values, charts, differences and the lines of a page what they should be?"""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from newsspider.commands.read import read_page
from newsspider.dashboard.charts import Bar, chart, rounded, usual_range
from newsspider.dashboard.diff import Change, differences
from newsspider.dashboard.formats import is_web, length, outward, plain, said, share
from newsspider.dashboard.inspector import as_on_page
from newsspider.dashboard.language import LANGUAGES, Words, chosen, words
from newsspider.dashboard.rendering import HERE
from newsspider.items import Article
from newsspider.outlets import OUTLETS
from newsspider.outlets.visible import visible_lines
from newsspider.text import collapse

RECORDINGS = sorted((Path(__file__).parents[1] / "pages" / "tribun").iterdir())
TEMPLATES = "\n".join(path.read_text("utf-8") for path in sorted((HERE / "templates").glob("*.html")))


def test_every_label_is_there_in_every_language() -> None:
    for key, told in words().items():
        assert set(told) == set(LANGUAGES), key
        assert all(text.strip() for text in told.values()), key
        names = {language: set(re.findall(r"\{(\w+)\}", text)) for language, text in told.items()}
        assert len({frozenset(found) for found in names.values()}) == 1, key


def test_every_label_that_a_page_names_exists_and_none_is_left_over() -> None:
    named = set(re.findall(r"say\('([\w.]+)'(?! ~)", TEMPLATES))
    groups = {name.rstrip(".") for name in re.findall(r"say\('([\w.]+)' ~", TEMPLATES)}
    assert not named - set(words())
    assert groups == {"nav", "verdict", "outcome", "hosts", "state", "kind", "error"}
    unused = {key for key in words() if key not in named and key.split(".")[0] not in groups}
    assert not unused


@pytest.mark.parametrize(
    ("stated", "accepted", "language"),
    [("id", "en", "id"), (None, "id-ID,id;q=0.9,en;q=0.8", "id"), (None, "en-GB,id;q=0.5", "en"),
     (None, "fr,in;q=0.3,en;q=0.2", "id"), (None, "", "en"), ("xx", "id", "id"), (None, "id;q=zero,;;q=", "id")],
)  # fmt: skip
def test_the_language_is_the_readers(stated: str | None, accepted: str, language: str) -> None:
    assert chosen(stated, accepted) == language


def test_numbers_are_written_as_the_language_writes_them() -> None:
    assert Words("en").number(12345) == "12,345"
    assert Words("id").number(12345) == "12.345"
    assert Words("id").number(0.256) == "0,26"
    assert share(0.9987, Words("id")) == "99,9 %"
    assert length(7500, Words("id")) == "2 jam 5 mnt"


@pytest.mark.parametrize(
    ("url", "safe"),
    [("https://www.tribunnews.com/a?b=c", True), ("http://x", True), ("javascript:alert(1)", False), ("JaVaScRiPt:1", False),
     ("data:text/html,x", False), ("https://a\u202eb/", False), ("https://a b", False), ("//x/y", False), ("http://[", False),
     (None, False), ("https://" + "a" * 3000, False), ("\thttps://x", False), ("https:///x", False)],
)  # fmt: skip
def test_only_web_addresses_are_links(url: str | None, safe: bool) -> None:
    assert is_web(url) == safe
    assert ("<a " in outward(url)) == safe


def test_what_cannot_be_seen_is_shown() -> None:
    assert said("a\u202eb<i>") == '<bdi>a<span class="hidden-mark">U+202E</span>b&lt;i&gt;</bdi>'
    assert plain("a\u200b\x00\U000e0041b") == "a\ufffd\ufffd\ufffdb"
    assert "hidden-mark" not in said("Jakarta, 25°C – “selamat”\n")


def test_a_chart_has_room_for_its_bars_and_bands() -> None:
    drawn = chart(
        [Bar(label="a", parts={"x": 3, "y": 4}, low=2, high=9), Bar(label="b")], {"x": "s0", "y": "s1"}
    )
    first, second = drawn.columns
    assert first.value == 7
    assert [segment.value for segment in first.segments] == [3, 4]
    assert first.segments[0].y + first.segments[0].height == pytest.approx(drawn.baseline)
    assert first.segments[1].y + first.segments[1].height == pytest.approx(first.segments[0].y)
    assert first.band_y >= 0
    assert second.segments == ()
    assert all(rounded(value) >= value for value in (0, 1, 3, 5, 9.9, 10, 99, 101, 12345))
    assert usual_range([1, 2, 3]) is None
    assert usual_range([100, *range(1, 10), 0]) == (1, 9)


def test_a_difference_is_of_words() -> None:
    assert differences("satu dua tiga", "satu empat tiga") == [
        Change("same", "satu "), Change("gone", "dua"), Change("new", "empat"), Change("same", " tiga"),
    ]  # fmt: skip
    assert differences("sama", "sama") == []
    long = "kata " * 200
    changes = differences(long + "lama", long + "baru")
    assert [change.what for change in changes] == ["gap", "same", "gone", "new"]
    assert [change.what for change in differences("a " * 9000, "b " * 9000)] == ["gone", "new"]


@pytest.mark.parametrize("folder", RECORDINGS, ids=lambda folder: folder.name)
def test_every_line_kept_or_cut_is_found_on_its_page(folder: Path) -> None:
    body = next(folder.glob("page.*")).read_bytes()
    url = json.loads((folder / "expected.json").read_text("utf-8")).get("url")
    article = read_page(OUTLETS["tribun"], body, url)
    if not isinstance(article, Article):
        return
    shown = as_on_page(article, visible_lines(body))
    pieces = [piece for group in shown.groups for row in group for piece in row.pieces]
    kept = collapse(" ".join(piece.text for piece in pieces if piece.what == "kept"))
    cut = collapse(" ".join(piece.text for piece in pieces if piece.what == "cut"))
    assert all(collapse(block.text) in kept for block in article.blocks)
    # The lines of the summary box are a field, and shown as one.
    assert all(collapse(removed.text) in cut for removed in article.removed if removed.rule != "summary")
