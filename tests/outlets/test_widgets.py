"""Tests of widgets: links in their data, and pages with an empty widget."""

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


def test_item_links_skip_advertisements() -> None:
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
    [
        None,
        [],
        "items",
        {"items": None},
        {"items": {"url": "x"}},
        {"items": ["x", 1, None, []]},
        {"items": [{}]},
        {"items": [{"url": 5, "title": "x"}, {"url": "https://a.example/", "title": None}]},
        {"items": [{"url": " ", "title": "x"}, {"url": "https://a.example/", "title": " \n"}]},
        {"items": [{"url": "https://a.example/" + "x" * 5000, "title": "x"}]},
    ],
)
def test_item_links_of_other_data_are_empty(data: Any) -> None:
    assert list(item_links(data)) == []


@given(JSON)
def test_item_links_never_raise(data: Any) -> None:
    list(item_links(data))
    list(item_links({"items": data}))
    list(item_links({"items": [data, {"url": data, "title": data, "type": "page"}]}))


def test_item_links_are_bounded() -> None:
    item = {"url": "https://www.tribunnews.com/a/12345/b", "title": "x"}
    assert len(list(item_links({"items": [item] * 10_000}))) == MOST_ITEMS


def test_widget_hosts_match_exactly() -> None:
    widgets = TRIBUN.widgets
    assert widgets.serve("https://recommendation.jixie.media/v1/recommendation?x=1")
    assert widgets.serve("https://scripts.jixie.media/jxrwidget.1.0.min.js")
    assert not widgets.serve("https://jixie.media/")
    assert not widgets.serve("https://recommendation.jixie.media.example/")
    assert not widgets.serve("https://securepubads.g.doubleclick.net/tag/js/gpt.js")
    assert not Widgets().serve("https://recommendation.jixie.media/")
    assert list(Widgets().links({"items": [{"url": "https://a.example/", "title": "x"}]})) == []


def test_every_empty_widget_is_detected() -> None:
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
def test_recorded_widgets_are_detected(name: str, hollow: tuple[str, ...]) -> None:
    article = TRIBUN.read(page_of(FOLDERS[name]), "https://www.tribunnews.com/nasional/7858656/kopi")
    assert isinstance(article, Article)
    assert article.hollow == hollow


def test_replica_widgets_answer_as_outlet_reads() -> None:
    for kind, target in (("pilihan", "/v1/pilihan?url="), ("jixie", "/v1/recommendation?pageurl=")):
        story = next(s for s in map(NEWSROOM.story, range(120)) if s.widget_kind == kind and s.widget)
        data = orjson.loads(NEWSROOM.page("recommendation.jixie.media", target + story.url).body)
        found = [TRIBUN.absolute(url, story.url) for url, _ in TRIBUN.widgets.links(data)]
        assert found == [link.url for link in story.widget]
