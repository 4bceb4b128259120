"""Tests of spellings of addresses in links, and of look-alike hosts."""

from collections import Counter
from urllib.parse import urlsplit

import pytest

from newsspider.replica import Newsroom, Story
from newsspider.replica.cards import older_path
from newsspider.replica.page import Page
from newsspider.replica.story import Link
from newsspider.replica.writing.lookalikes import LOOK_ALIKES
from newsspider.replica.writing.spellings import Spelling, spell
from tests.replica.pages import stories, tree

PLAIN = Newsroom(stories=150)
SPELLED = Newsroom(stories=150, aliases=0.3)
STORIES = list(stories(SPELLED))


def _page(url: str) -> Page:
    parts = urlsplit(url)
    return SPELLED.page(parts.netloc, parts.path + (f"?{parts.query}" if parts.query else ""))


def _links(story: Story) -> tuple[Link, ...]:
    return (*story.baca_juga, *story.related, *story.recommendation, *story.widget)


def _forms(story: Story) -> dict[Spelling, str]:
    forms = {kind: spell(story.card, kind, story.pages, 5) for kind in Spelling}
    return {kind: url for kind, url in forms.items() if url}


def test_every_spelling_leads_to_its_story() -> None:
    seen = Counter[Spelling]()
    for number, story in list(enumerate(STORIES))[::3]:
        for kind, url in _forms(story).items():
            seen[kind] += 1
            assert url != story.url
            assert SPELLED.number_of(url) == number, url
            page = _page(url.partition("#")[0])
            page = _page(page.location) if page.location else page
            assert page.status == 200, url
            canonical = f'<link rel="canonical" href="{story.url}"'
            assert canonical in page.body.decode(), url
    assert set(seen) == set(Spelling)


def test_older_addresses_redirect_or_name_the_newer() -> None:
    statuses = set()
    for story in STORIES:
        path = older_path(story.card)
        if path is None:
            assert story.layout.year < 2024
            continue
        page = _page(f"https://{story.card.host.domain}{path}?page=all")
        statuses.add(page.status)
        if story.card.serial % 2:
            assert page == _page(f"{story.url}?page=all")
        else:
            assert (page.status, page.location) == (301, f"{story.url}?page=all")
    assert statuses == {200, 301}


def test_share_of_links_has_other_spellings() -> None:
    links = [link for story in STORIES for link in _links(story) if link.url and SPELLED.number_of(link.url)]
    assert 0.25 < sum(link.spelled is not None for link in links) / len(links) < 0.35
    for link in links:
        assert SPELLED.number_of(link.href or "") == SPELLED.number_of(link.url or "")


def test_pages_spell_links_and_stories_keep_addresses() -> None:
    for story in STORIES:
        hrefs = {
            node.attributes.get("href") for node in tree(SPELLED, f"{story.url}?page=all").css("a[title]")
        }
        for link in (*story.baca_juga, *story.related_rows, *story.recommendation):
            if link.url:
                assert link.href in hrefs
    canonical = [
        tuple(link._replace(spelled=None) for link in story.related if link.url) for story in STORIES
    ]
    assert canonical == [PLAIN.story(number).related for number in range(150)]


def test_aliases_change_nothing_else() -> None:
    for number, story in enumerate(STORIES):
        plain = PLAIN.story(number)
        assert (story.card, story.blocks) == (plain.card, plain.blocks)
        assert (story.lead, story.tags) == (plain.lead, plain.tags)
        own = [link.url for link in story.baca_juga if urlsplit(link.url or "").netloc not in LOOK_ALIKES]
        assert own == [link.url for link in plain.baca_juga]
    assert list(Newsroom(stories=150, aliases=0.0).urls()) == list(SPELLED.urls())


@pytest.mark.parametrize("url", ["https://www.tribunnews.com/index-news", "https://solo.tribunnews.com/"])
def test_lists_spell_some_links_differently(url: str) -> None:
    found = [node.attributes.get("href") or "" for node in tree(SPELLED, url).css("ul.lsi > li h3 > a")]
    numbers = [SPELLED.number_of(link) for link in found]
    assert None not in numbers
    canonical = {SPELLED.card(number).url for number in numbers if number is not None}
    assert 0 < len(set(found) - canonical) < len(found) / 2


def test_sitemaps_keep_canonical_addresses() -> None:
    for target in ("/sitemap-news.xml", "/nasional/sitemap-web.xml"):
        assert SPELLED.page("www.tribunnews.com", target) == PLAIN.page("www.tribunnews.com", target)


def test_some_stories_link_to_look_alikes() -> None:
    seen = Counter[str]()
    for story in STORIES:
        shown = {node.attributes.get("href") for node in tree(SPELLED, story.url).css("div.txt-article a")}
        for link in story.baca_juga:
            host = urlsplit(link.url or "").netloc
            if host in LOOK_ALIKES:
                seen[host] += 1
                assert link.url in shown
                assert link.spelled is None
                assert SPELLED.number_of(link.url or "") is None
    assert set(seen) == set(LOOK_ALIKES)
    assert 0.15 < sum(seen.values()) / len(STORIES) < 0.35
    plain = {urlsplit(link.url or "").netloc for story in stories(PLAIN) for link in story.baca_juga}
    assert not plain & set(LOOK_ALIKES)


def test_same_arguments_give_same_spellings() -> None:
    again = Newsroom(stories=150, aliases=0.3)
    assert [again.story(number) for number in range(50, 80)] == STORIES[50:80]
