"""Tests of edited and deleted stories: their pages, lists and ETags, and that others do not change."""

from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

import pytest

from newsspider.replica import Newsroom, ReplicaServer, Story
from newsspider.replica.page import Page
from newsspider.replica.serving.answers import prepare
from newsspider.replica.story import Reach
from tests.replica.client import get
from tests.replica.pages import fetch, stories, tree

BEFORE = Newsroom(stories=120)
STORIES = list(stories(BEFORE))
EDITED = frozenset(story.url for story in STORIES[::7])
DELETED = frozenset(story.url for story in STORIES[3::7])
AFTER = Newsroom(stories=120, edited=EDITED, deleted=DELETED)


def _changed(urls: frozenset[str]) -> list[tuple[Story, Story]]:
    """Each of these stories before and after."""
    return [(story, AFTER.story(number)) for number, story in enumerate(STORIES) if story.url in urls]


def _page(newsroom: Newsroom, url: str) -> Page:
    parts = urlsplit(url)
    return newsroom.page(parts.netloc, parts.path + (f"?{parts.query}" if parts.query else ""))


def _forms(story: Story) -> list[str]:
    forms = [story.url, f"{story.url}?page=all", story.mobile_url, story.amp_url]
    return [url for url in forms if url]


def test_edit_changes_headline_and_one_paragraph() -> None:
    for old, new in _changed(EDITED):
        assert new.url == old.url
        assert new.headline != old.headline
        assert new.published_at == old.published_at
        assert new.modified_at == AFTER.now
        before, after = [b.text for b in old.blocks], [b.text for b in new.blocks]
        assert len(after) == len(before) + 1
        (changed,) = [place for place, text in enumerate(before) if text not in after]
        assert after[:changed] + after[changed + 2 :] == before[:changed] + before[changed + 1 :]
        assert 0 < changed < len(before) - 1


def test_every_form_shows_the_edit() -> None:
    for old, new in _changed(EDITED):
        for url in _forms(new):
            text = fetch(AFTER, url)
            assert new.headline in text.replace("&#x27;", "'"), url
            assert f'"dateModified": "{AFTER.now.isoformat()}"' in text, url
            answers = prepare(_page(BEFORE, url)), prepare(_page(AFTER, url))
            assert answers[0].etag != answers[1].etag
            assert answers[1].modified
            assert parsedate_to_datetime(answers[1].modified) == AFTER.now
        assert old.headline != new.headline


def test_other_stories_do_not_change() -> None:
    touched = EDITED | DELETED
    for story in STORIES:
        if story.url not in touched:
            assert AFTER.number_of(story.url) == BEFORE.number_of(story.url)
            for url in _forms(story):
                assert _page(AFTER, url) == _page(BEFORE, url)


def test_lists_show_new_headline_and_edit_time() -> None:
    for _, new in _changed(EDITED):
        if new.card.reach is not Reach.LISTED:
            continue
        day, host = new.published_at.date(), new.card.host
        index = tree(AFTER, f"https://{host.domain}/index-news/{new.card.section[0]}?date={day}")
        rows = {node.attributes.get("href"): node.text() for node in index.css("ul.lsi > li.ptb15 h3 > a")}
        assert rows[new.url] == new.headline
        name = "sitemap_web.xml" if host.regional else "sitemap-web.xml"
        sitemap = fetch(AFTER, f"https://{host.domain}/{new.card.section[0]}/{name}")
        stamp = sitemap.partition(f"<loc><![CDATA[{new.url}]]></loc>")[2].partition("</url>")[0]
        assert stamp == f"<lastmod>{AFTER.now.isoformat()}</lastmod>"


def test_deleted_story_is_404_or_410_everywhere() -> None:
    statuses = set()
    for story, _ in _changed(DELETED):
        expected = 410 if story.card.serial % 2 else 404
        statuses.add(expected)
        assert {_page(AFTER, url).status for url in _forms(story)} == {expected}
    assert statuses == {404, 410}


def test_deleted_story_is_in_no_list() -> None:
    targets = ["/", "/index-news", "/index-news?page=2", "/sitemap-news.xml"]
    targets += [f"/index-news?date=2026-11-{day}&page={page}" for day in (17, 18, 19) for page in (1, 2)]
    for host in AFTER.hosts:
        own = [f"/{slug}{end}" for slug, _ in host.sections for end in _SECTION_ENDS[host.regional]]
        for target in targets + own:
            text = AFTER.page(host.domain, target).body.decode()
            assert not [url for url in DELETED if f'"{url}"' in text or f"[{url}]" in text], target
    mobile = AFTER.page("m.tribunnews.com", "/").body.decode()
    assert not [url for url in DELETED if f'"{url.replace("//www.", "//m.")}"' in mobile]


_SECTION_ENDS = {
    True: ("", "/sitemap_news.xml", "/sitemap_web.xml"),
    False: ("", "/sitemap-news.xml", "/sitemap-web.xml"),
}


def test_links_to_deleted_stories_stay() -> None:
    linked = {link.url for story in stories(AFTER) for link in (*story.baca_juga, *story.related)}
    assert linked & DELETED


def test_edit_changes_the_etag() -> None:
    old, _ = _changed(EDITED)[0]
    with ReplicaServer(BEFORE) as before, ReplicaServer(AFTER) as after:
        etag = get(before.address, old.url).headers["ETag"]
        assert get(before.address, old.url, If_None_Match=etag).status == 304
        assert get(after.address, old.url, If_None_Match=etag).status == 200


@pytest.mark.parametrize("what", ["edited", "deleted"])
def test_unknown_edited_urls_are_refused(what: str) -> None:
    with pytest.raises(ValueError, match="expected the URLs of stories"):
        Newsroom(stories=20, **{what: {"https://www.tribunnews.com/nasional/1/x"}})  # type: ignore[arg-type]
