"""Tests of the newsroom as a pure function of its arguments."""

import sys
from datetime import timedelta
from urllib.parse import urlsplit

import pytest

from newsspider.replica import Newsroom
from newsspider.replica.catalogue import DEFAULT_NOW
from newsspider.replica.story import Reach, Template
from tests.replica.pages import fetch, stories


def test_same_arguments_give_same_bytes() -> None:
    first, second = Newsroom(stories=40, seed=3), Newsroom(stories=40, seed=3)
    assert list(first.urls()) == list(second.urls())
    for url in first.urls():
        assert fetch(first, url) == fetch(second, url)


def test_another_seed_gives_other_stories() -> None:
    assert not set(Newsroom(stories=40, seed=3).urls()) & set(Newsroom(stories=40, seed=4).urls())


def test_story_is_independent_of_earlier_calls() -> None:
    used, fresh = Newsroom(stories=60), Newsroom(stories=60)
    for number in range(59):
        used.story(number)
    assert used.story(59) == fresh.story(59)


def test_last_story_costs_no_more_than_others() -> None:
    """Counted in calls, because time depends on the machine."""
    first, last = (count_calls(number) for number in (10, 19_999))
    assert last < 2 * first


def count_calls(number: int) -> int:
    """The number of function calls for a story of a new newsroom of 20,000."""
    newsroom, count = Newsroom(stories=20_000, days=30), 0

    def profile(_frame: object, event: str, _argument: object) -> None:
        nonlocal count
        count += event.endswith("call")

    sys.setprofile(profile)
    try:
        assert newsroom.number_of(newsroom.card(number).url) == number
        assert newsroom.story(number).blocks
    finally:
        sys.setprofile(None)
    return count


def test_every_url_names_its_story() -> None:
    newsroom = Newsroom(stories=300)
    urls = list(newsroom.urls())
    assert [newsroom.number_of(url) for url in urls] == list(range(300))
    assert len(set(urls)) == 300


def test_stories_are_ordered_within_their_days() -> None:
    newsroom = Newsroom(stories=90, days=3)
    times = [newsroom.card(number).published_at for number in range(90)]
    assert times == sorted(times)
    assert DEFAULT_NOW - timedelta(days=3, minutes=40) <= times[0] < times[-1] < DEFAULT_NOW


def test_later_newsroom_keeps_old_stories() -> None:
    before = Newsroom(stories=150, days=3)
    after = Newsroom(stories=200, days=4, now=DEFAULT_NOW + timedelta(days=1))
    assert list(after.urls())[:150] == list(before.urls())
    for number in range(80, 150):
        assert before.story(number).blocks == after.story(number).blocks


def test_all_templates_and_reaches_occur() -> None:
    found = list(stories(Newsroom(stories=200)))
    assert {story.layout for story in found} == set(Template)
    assert {story.card.reach for story in found} == set(Reach)
    assert {story.widget_kind for story in found} == {None, "pilihan", "jixie"}
    assert {len(story.body) for story in found} >= {1, 2, 3, 4}


def test_hidden_story_is_linked_once() -> None:
    """Its only link is in the next story, in the region of its `reach`."""
    newsroom = Newsroom(stories=120)
    found = list(stories(newsroom))
    for number, story in enumerate(found[:-1]):
        if story.card.reach is Reach.LISTED:
            continue
        regions = {"baca_juga", "related", "widget", "recommendation"}
        linking = {
            (other, region)
            for other, source in enumerate(found)
            for region in regions
            if story.url in [link.url for link in getattr(source, region)]
        }
        assert (number + 1, story.card.reach.value) in linking
        assert {other for other, _ in linking} == {number + 1}


@pytest.mark.parametrize("arguments", [{"stories": 0}, {"days": 0}, {"hosts": ("www", "maluku")}])
def test_impossible_newsrooms_are_refused(arguments: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"newsroom needs|unknown hosts"):
        Newsroom(**arguments)  # type: ignore[arg-type]


def test_unknown_address_is_404() -> None:
    newsroom = Newsroom(stories=20)
    known = urlsplit(next(newsroom.urls()))
    for host, target in [
        ("www.tribunnews.com", "/nasional/9999999/tak-ada"),
        ("www.tribunnews.com", "/apa-saja"),
        ("bukan.example", "/"),
        (known.netloc, known.path + "x"),
        (known.netloc, known.path + "?page=99"),
    ]:
        assert newsroom.page(host, target).status == 404, target


def test_bare_host_redirects_to_www() -> None:
    page = Newsroom(stories=20).page("tribunnews.com", "/nasional?page=2")
    assert (page.status, page.location) == (301, "https://www.tribunnews.com/nasional?page=2")


def test_pages_are_padded_to_page_bytes() -> None:
    light, heavy = Newsroom(stories=20), Newsroom(stories=20, page_bytes=120_000)
    for url in light.urls():
        assert abs(len(fetch(heavy, url).encode()) - 120_000) < 3_000
        assert fetch(heavy, url).partition("</head>")[2] == fetch(light, url).partition("</head>")[2]
