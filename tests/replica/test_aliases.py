"""Do links in other spellings mean the story the truth names, and do look-alike hosts stay what they are?"""

from collections import Counter
from urllib.parse import urlsplit

import pytest

from newsspider.replica import Newsroom, Story
from newsspider.replica.cards import older_path
from newsspider.replica.lookalikes import LOOK_ALIKES
from newsspider.replica.page import Page
from newsspider.replica.spellings import Spelling, spelled
from newsspider.replica.story import Link
from tests.replica.pages import stories, tree

PLAIN = Newsroom(stories=150)
SPELT = Newsroom(stories=150, aliases=0.3)
TOLD = list(stories(SPELT))


def _page(url: str) -> Page:
    parts = urlsplit(url)
    return SPELT.page(parts.netloc, parts.path + (f"?{parts.query}" if parts.query else ""))


def _links(story: Story) -> tuple[Link, ...]:
    return (*story.baca_juga, *story.related, *story.recommendation, *story.widget)


def _forms(story: Story) -> dict[Spelling, str]:
    forms = {kind: spelled(story.card, kind, story.pages, 5) for kind in Spelling}
    return {kind: url for kind, url in forms.items() if url}


def test_every_spelling_means_its_story_and_leads_to_it() -> None:
    seen = Counter[Spelling]()
    for number, story in list(enumerate(TOLD))[::3]:
        for kind, url in _forms(story).items():
            seen[kind] += 1
            assert url != story.url
            assert SPELT.number_of(url) == number, url
            page = _page(url.partition("#")[0])
            page = _page(page.location) if page.location else page
            assert page.status == 200, url
            canonical = f'<link rel="canonical" href="{story.url}"'
            assert canonical in page.body.decode(), url
    assert set(seen) == set(Spelling)


def test_older_addresses_move_or_name_the_newer_one() -> None:
    seen = set()
    for story in TOLD:
        path = older_path(story.card)
        if path is None:
            assert story.layout.year < 2024
            continue
        page = _page(f"https://{story.card.host.domain}{path}?page=all")
        seen.add(page.status)
        if story.card.serial % 2:
            assert page == _page(f"{story.url}?page=all")
        else:
            assert (page.status, page.location) == (301, f"{story.url}?page=all")
    assert seen == {200, 301}


def test_about_the_asked_share_of_links_is_spelled_otherwise() -> None:
    told = [link for story in TOLD for link in _links(story) if link.url and SPELT.number_of(link.url)]
    assert 0.25 < sum(link.spelled is not None for link in told) / len(told) < 0.35
    for link in told:
        assert SPELT.number_of(link.href or "") == SPELT.number_of(link.url or "")


def test_pages_write_the_spelling_and_the_truth_keeps_the_address() -> None:
    for story in TOLD:
        hrefs = {node.attributes.get("href") for node in tree(SPELT, f"{story.url}?page=all").css("a[title]")}
        for link in (*story.baca_juga, *story.related_rows, *story.recommendation):
            if link.url:
                assert link.href in hrefs
    canonical = [tuple(link._replace(spelled=None) for link in story.related if link.url) for story in TOLD]
    assert canonical == [PLAIN.story(number).related for number in range(150)]


def test_nothing_else_changes_with_aliases() -> None:
    for number, story in enumerate(TOLD):
        plain = PLAIN.story(number)
        assert (story.card, story.blocks, story.lead, story.tags) == (
            plain.card, plain.blocks, plain.lead, plain.tags,
        )  # fmt: skip
        own = [link.url for link in story.baca_juga if urlsplit(link.url or "").netloc not in LOOK_ALIKES]
        assert own == [link.url for link in plain.baca_juga]
    assert list(Newsroom(stories=150, aliases=0.0).urls()) == list(SPELT.urls())


@pytest.mark.parametrize("url", ["https://www.tribunnews.com/index-news", "https://solo.tribunnews.com/"])
def test_lists_spell_some_of_their_links_otherwise(url: str) -> None:
    found = [node.attributes.get("href") or "" for node in tree(SPELT, url).css("ul.lsi > li h3 > a")]
    numbers = [SPELT.number_of(link) for link in found]
    assert None not in numbers
    canonical = {SPELT.card(number).url for number in numbers if number is not None}
    assert 0 < len(set(found) - canonical) < len(found) / 2


def test_sitemaps_and_canonical_links_are_never_spelled_otherwise() -> None:
    for target in ("/sitemap-news.xml", "/nasional/sitemap-web.xml"):
        assert SPELT.page("www.tribunnews.com", target) == PLAIN.page("www.tribunnews.com", target)


def test_some_stories_link_to_look_alikes() -> None:
    seen = Counter[str]()
    for story in TOLD:
        shown = {node.attributes.get("href") for node in tree(SPELT, story.url).css("div.txt-article a")}
        for link in story.baca_juga:
            host = urlsplit(link.url or "").netloc
            if host in LOOK_ALIKES:
                seen[host] += 1
                assert link.url in shown
                assert link.spelled is None
                assert SPELT.number_of(link.url or "") is None
    assert set(seen) == set(LOOK_ALIKES)
    assert 0.15 < sum(seen.values()) / len(TOLD) < 0.35
    plain = {urlsplit(link.url or "").netloc for story in stories(PLAIN) for link in story.baca_juga}
    assert not plain & set(LOOK_ALIKES)


def test_same_arguments_give_the_same_spellings() -> None:
    again = Newsroom(stories=150, aliases=0.3)
    assert [again.story(number) for number in range(50, 80)] == TOLD[50:80]
