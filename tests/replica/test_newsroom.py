"""Is the newsroom a pure function of its size and seed?"""

import sys
from datetime import timedelta
from urllib.parse import urlsplit

import pytest

from newsspider.replica import Newsroom
from newsspider.replica.newsroom import DEFAULT_NOW
from newsspider.replica.story import Reach, Template
from tests.replica.pages import fetch, stories


def test_same_arguments_give_the_same_bytes() -> None:
    first, second = Newsroom(stories=40, seed=3), Newsroom(stories=40, seed=3)
    assert list(first.urls()) == list(second.urls())
    for url in first.urls():
        assert fetch(first, url) == fetch(second, url)


def test_another_seed_gives_other_stories() -> None:
    assert not set(Newsroom(stories=40, seed=3).urls()) & set(Newsroom(stories=40, seed=4).urls())


def test_a_story_does_not_depend_on_what_was_asked_before() -> None:
    asked, fresh = Newsroom(stories=60), Newsroom(stories=60)
    for number in range(59):
        asked.story(number)
    assert asked.story(59) == fresh.story(59)


def test_the_last_of_many_stories_costs_no_more_than_any_other() -> None:
    """Counted in calls: the machine's speed says nothing of the newsroom."""
    first, last = (calls(number) for number in (10, 19_999))
    assert last < 2 * first


def calls(number: int) -> int:
    """How many functions are called for a story of a new newsroom of 20,000."""
    newsroom, count = Newsroom(stories=20_000, days=30), 0

    def note(_frame: object, event: str, _argument: object) -> None:
        nonlocal count
        count += event.endswith("call")

    sys.setprofile(note)
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


def test_stories_lie_in_their_days_in_order() -> None:
    newsroom = Newsroom(stories=90, days=3)
    times = [newsroom.card(number).published_at for number in range(90)]
    assert times == sorted(times)
    assert DEFAULT_NOW - timedelta(days=3, minutes=40) <= times[0] < times[-1] < DEFAULT_NOW


def test_a_later_newsroom_keeps_its_old_stories() -> None:
    before = Newsroom(stories=150, days=3)
    after = Newsroom(stories=200, days=4, now=DEFAULT_NOW + timedelta(days=1))
    assert list(after.urls())[:150] == list(before.urls())
    for number in range(80, 150):
        assert before.story(number).blocks == after.story(number).blocks


def test_all_templates_and_ways_to_be_found_occur() -> None:
    told = list(stories(Newsroom(stories=200)))
    assert {story.layout for story in told} == set(Template)
    assert {story.card.reach for story in told} == set(Reach)
    assert {story.widget_kind for story in told} == {None, "pilihan", "jixie"}
    assert {len(story.body) for story in told} >= {1, 2, 3, 4}


def test_a_hidden_story_is_linked_only_where_it_says() -> None:
    """Its one link is in the next story, in the region which `reach` names."""
    newsroom = Newsroom(stories=120)
    told = list(stories(newsroom))
    for number, story in enumerate(told[:-1]):
        if story.card.reach is Reach.LISTED:
            continue
        regions = {"baca_juga", "related", "widget", "recommendation"}
        linking = {
            (other, region)
            for other, teller in enumerate(told)
            for region in regions
            if story.url in [link.url for link in getattr(teller, region)]
        }
        assert (number + 1, story.card.reach.value) in linking
        assert {other for other, _ in linking} == {number + 1}


@pytest.mark.parametrize("arguments", [{"stories": 0}, {"days": 0}, {"hosts": ("www", "maluku")}])
def test_impossible_newsrooms_are_refused(arguments: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"newsroom needs|unknown hosts"):
        Newsroom(**arguments)  # type: ignore[arg-type]


def test_what_is_nowhere_is_404() -> None:
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


def test_the_bare_host_moves_to_www() -> None:
    page = Newsroom(stories=20).page("tribunnews.com", "/nasional?page=2")
    assert (page.status, page.location) == (301, "https://www.tribunnews.com/nasional?page=2")


def test_pages_are_padded_to_the_asked_weight() -> None:
    light, heavy = Newsroom(stories=20), Newsroom(stories=20, page_bytes=120_000)
    for url in light.urls():
        assert abs(len(fetch(heavy, url).encode()) - 120_000) < 3_000
        assert fetch(heavy, url).partition("</head>")[2] == fetch(light, url).partition("</head>")[2]
