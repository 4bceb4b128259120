"""What changes when the newsroom edits or deletes a story, and does all else stay as it was?"""

from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

import pytest

from newsspider.replica import Newsroom, ReplicaServer, Story
from newsspider.replica.answers import prepared
from newsspider.replica.page import Page
from newsspider.replica.story import Reach
from tests.replica.client import get
from tests.replica.pages import fetch, stories, tree

BEFORE = Newsroom(stories=120)
TOLD = list(stories(BEFORE))
EDITED = frozenset(story.url for story in TOLD[::7])
DELETED = frozenset(story.url for story in TOLD[3::7])
AFTER = Newsroom(stories=120, edited=EDITED, deleted=DELETED)


def _changed(urls: frozenset[str]) -> list[tuple[Story, Story]]:
    """Each of these stories before and after."""
    return [(story, AFTER.story(number)) for number, story in enumerate(TOLD) if story.url in urls]


def _page(newsroom: Newsroom, url: str) -> Page:
    parts = urlsplit(url)
    return newsroom.page(parts.netloc, parts.path + (f"?{parts.query}" if parts.query else ""))


def _forms(story: Story) -> list[str]:
    forms = [story.url, f"{story.url}?page=all", story.mobile_url, story.amp_url]
    return [url for url in forms if url]


def test_an_edited_story_has_another_headline_one_paragraph_changed_and_one_more() -> None:
    for old, new in _changed(EDITED):
        assert new.url == old.url
        assert new.headline != old.headline
        assert new.published_at == old.published_at
        assert new.modified_at == AFTER.now
        before, after = [b.text for b in old.blocks], [b.text for b in new.blocks]
        assert len(after) == len(before) + 1
        (gone,) = [place for place, text in enumerate(before) if text not in after]
        assert after[:gone] + after[gone + 2 :] == before[:gone] + before[gone + 1 :]
        assert 0 < gone < len(before) - 1


def test_every_form_of_an_edited_story_shows_the_new_edition() -> None:
    for old, new in _changed(EDITED):
        for url in _forms(new):
            text = fetch(AFTER, url)
            assert new.headline in text.replace("&#x27;", "'"), url
            assert f'"dateModified": "{AFTER.now.isoformat()}"' in text, url
            answers = prepared(_page(BEFORE, url)), prepared(_page(AFTER, url))
            assert answers[0].etag != answers[1].etag
            assert answers[1].modified
            assert parsedate_to_datetime(answers[1].modified) == AFTER.now
        assert old.headline != new.headline


def test_all_other_stories_stay_as_they_were() -> None:
    touched = EDITED | DELETED
    for story in TOLD:
        if story.url not in touched:
            assert AFTER.number_of(story.url) == BEFORE.number_of(story.url)
            for url in _forms(story):
                assert _page(AFTER, url) == _page(BEFORE, url)


def test_lists_show_the_new_headline_and_the_moment_of_the_edit() -> None:
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


def test_a_deleted_story_is_missing_or_gone_in_every_form() -> None:
    seen = set()
    for story, _ in _changed(DELETED):
        expected = 410 if story.card.serial % 2 else 404
        seen.add(expected)
        assert {_page(AFTER, url).status for url in _forms(story)} == {expected}
    assert seen == {404, 410}


def test_a_deleted_story_is_in_no_list_and_no_sitemap() -> None:
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


def test_a_reader_with_the_old_edition_gets_the_new_one() -> None:
    old, _ = _changed(EDITED)[0]
    with ReplicaServer(BEFORE) as before, ReplicaServer(AFTER) as after:
        etag = get(before.address, old.url).headers["ETag"]
        assert get(before.address, old.url, If_None_Match=etag).status == 304
        assert get(after.address, old.url, If_None_Match=etag).status == 200


@pytest.mark.parametrize("what", ["edited", "deleted"])
def test_only_stories_can_be_edited_or_deleted(what: str) -> None:
    with pytest.raises(ValueError, match="expected the URLs of stories"):
        Newsroom(stories=20, **{what: {"https://www.tribunnews.com/nasional/1/x"}})  # type: ignore[arg-type]
