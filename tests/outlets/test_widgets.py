"""Which links are in a widget's data, and which pages have a widget that stands empty?"""

from __future__ import annotations

from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsspider.items import Article
from newsspider.outlets import OUTLETS
from newsspider.outlets.widgets import MOST_ITEMS, Widgets, item_links
from newsspider.replica import Newsroom
from tests.outlets.test_recordings import FOLDERS
from tests.outlets.truth import page_of

TRIBUN = OUTLETS["tribun"]
NEWSROOM = Newsroom(stories=120)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: (
        st.lists(inner) | st.dictionaries(st.sampled_from(["items", "url", "title", "type", "x"]), inner)
    ),
)


def test_pages_are_links_and_advertisements_are_not() -> None:
    data = {
        "items": [
            {"type": "page", "url": "https://solo.tribunnews.com/a/12345/b", "title": " Kopi\n baru "},
            {"type": "ad", "url": "https://iklan.example/", "title": "Promo"},
            {"url": "https://www.tribunnews.com/c/12346/d?ct=x", "title": "Teh\x00"},
        ]
    }
    assert list(item_links(data)) == [
        ("https://solo.tribunnews.com/a/12345/b", "Kopi baru"),
        ("https://www.tribunnews.com/c/12346/d?ct=x", "Teh\ufffd"),
    ]


@pytest.mark.parametrize(
    "data",
    [None, [], "items", {"items": None}, {"items": {"url": "x"}}, {"items": ["x", 1, None, []]}, {"items": [{}]},
     {"items": [{"url": 5, "title": "x"}, {"url": "https://a.example/", "title": None}]},
     {"items": [{"url": " ", "title": "x"}, {"url": "https://a.example/", "title": " \n"}]},
     {"items": [{"url": "https://a.example/" + "x" * 5000, "title": "x"}]}],
)  # fmt: skip
def test_what_is_no_list_of_pages_has_no_links(data: Any) -> None:
    assert list(item_links(data)) == []


@given(JSON)
def test_hostile_data_raises_nothing(data: Any) -> None:
    list(item_links(data))
    list(item_links({"items": data}))
    list(item_links({"items": [data, {"url": data, "title": data, "type": "page"}]}))


def test_a_list_without_end_is_cut() -> None:
    item = {"url": "https://www.tribunnews.com/a/12345/b", "title": "x"}
    assert len(list(item_links({"items": [item] * 10_000}))) == MOST_ITEMS


def test_hosts_are_matched_whole() -> None:
    widgets = TRIBUN.widgets
    assert widgets.serve("https://recommendation.jixie.media/v1/recommendation?x=1")
    assert widgets.serve("https://scripts.jixie.media/jxrwidget.1.0.min.js")
    assert not widgets.serve("https://jixie.media/")
    assert not widgets.serve("https://recommendation.jixie.media.example/")
    assert not widgets.serve("https://securepubads.g.doubleclick.net/tag/js/gpt.js")
    assert not Widgets().serve("https://recommendation.jixie.media/")
    assert list(Widgets().links({"items": [{"url": "https://a.example/", "title": "x"}]})) == []


def test_every_empty_widget_of_the_newsroom_is_seen() -> None:
    boxes = {"pilihan": ("#widget_pilihanuntukmu_article",), "jixie": (".jxrwgt-ctr-cl",), None: ()}
    for number in range(NEWSROOM.stories):
        story = NEWSROOM.story(number)
        page = NEWSROOM.page(story.card.host.domain, story.card.path)
        article = TRIBUN.read(page.body, story.url)
        assert isinstance(article, Article)
        assert article.hollow == boxes[story.widget_kind], story.url


@pytest.mark.parametrize(
    ("name", "hollow"),
    [
        ("www_2026_premium", ("#widget_pilihanuntukmu_article",)),  # empty
        ("www_2026_kebun_terapung", ()),  # filled by the server
        ("solo_2020_jamu", ()),  # Outbrain's, which nobody asks
    ],
)
def test_recorded_widgets(name: str, hollow: tuple[str, ...]) -> None:
    article = TRIBUN.read(page_of(FOLDERS[name]), "https://www.tribunnews.com/nasional/7858656/kopi")
    assert isinstance(article, Article)
    assert article.hollow == hollow


def test_both_services_answer_as_the_outlet_reads() -> None:
    for kind, target in (("pilihan", "/v1/pilihan?url="), ("jixie", "/v1/recommendation?pageurl=")):
        story = next(s for s in map(NEWSROOM.story, range(120)) if s.widget_kind == kind and s.widget)
        data = orjson.loads(NEWSROOM.page("recommendation.jixie.media", target + story.url).body)
        found = [TRIBUN.absolute(url, story.url) for url, _ in TRIBUN.widgets.links(data)]
        assert found == [link.url for link in story.widget]
