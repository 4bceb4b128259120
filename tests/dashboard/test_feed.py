"""The Atom feed of the newest stories: filters, escaping, conditional requests, the link that leads to it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from urllib.parse import quote_plus, urlsplit
from xml.etree import ElementTree

import psycopg
import pytest
from psycopg.conninfo import conninfo_to_dict

from newsspider.dashboard.atom import NAMESPACE, STORIES
from newsspider.outlets.listings.syndication import is_feed
from newsspider.store.queries import query
from tests.conftest import a_database
from tests.dashboard.conftest import Site, dashboard
from tests.dashboard.test_http import fetch
from tests.databases.sessions import cut_sessions
from tests.running.nights import rows

SOLO = "solo.tribunnews.com"


@pytest.fixture(scope="module")
def fed(server: str, night: Site) -> Iterator[Site]:
    """The good night, whose hostile story has characters that XML does not allow, below a prefix."""
    cut_sessions(night.database)
    with a_database(server, like=str(conninfo_to_dict(night.database)["dbname"])) as database:
        with psycopg.connect(database) as connection:
            connection.execute(
                "update article set headline = %s, section = %s where page_id = %s",
                ["]]> & <b>\x1b[31m\u202e\ufffe", 'Bisnis & "Uang"', night.hostile],
            )
        with dashboard(database, "--prefix", "/news") as address:
            yield Site(address=address.removesuffix("/news"), database=database, hostile=night.hostile)


def entries(text: str) -> list[ElementTree.Element]:
    return ElementTree.fromstring(text).findall(f"{{{NAMESPACE}}}entry")


def words(entry: ElementTree.Element, name: str) -> list[str]:
    return [found.text or "" for found in entry.iter(f"{{{NAMESPACE}}}{name}")]


def check_valid(text: str) -> ElementTree.Element:
    """The rules of RFC 4287, sections 4.1.1 and 4.1.2; the feed's root."""
    root = ElementTree.fromstring(text)
    assert root.tag == f"{{{NAMESPACE}}}feed"
    stories = root.findall(f"{{{NAMESPACE}}}entry")
    ids = []
    for element in (root, *stories):
        for name in ("id", "title", "updated"):
            assert len(element.findall(f"{{{NAMESPACE}}}{name}")) == 1, name
        ids.append(element.findtext(f"{{{NAMESPACE}}}id") or "")
        for name in ("updated", "published"):
            for moment in words(element, name):
                assert datetime.fromisoformat(moment).tzinfo is not None
    assert len(set(ids)) == len(ids)
    assert all(urlsplit(one).scheme == "urn" for one in ids)
    for entry in stories:
        assert len(entry.findall(f"{{{NAMESPACE}}}summary")) <= 1
        assert [name for name in words(entry, "name") if name], "an entry has an author"
        links = entry.findall(f"{{{NAMESPACE}}}link")
        assert len(links) <= 1
        assert all(urlsplit(link.get("href", "")).scheme in ("http", "https") for link in links)
        assert all(category.get("term") for category in entry.findall(f"{{{NAMESPACE}}}category"))
    return root


def test_feed_has_the_newest_stories_of_a_filter(fed: Site) -> None:
    status, headers, text = fetch(fed.address, "/news/feed.atom")
    assert (status, headers["content-type"]) == (200, "application/atom+xml")
    assert is_feed(text), "our own reader of feeds knows it"
    check_valid(text)
    stored = rows(fed.database, "select url from article order by coalesce(published_at, stored_at) desc")
    assert len(entries(text)) == min(STORIES, len(stored))
    _, _, of_host = fetch(fed.address, f"/news/feed.atom?host={SOLO}&outlet=tribun")
    found = [entry.find(f"{{{NAMESPACE}}}link") for entry in entries(of_host)]
    expected = rows(
        fed.database,
        "select url from article where url like %s and gone_at is null order by published_at desc, page_id desc limit 50",
        f"https://{SOLO}/%",
    )
    assert [link.get("href") for link in found if link is not None] == [row["url"] for row in expected]
    assert expected
    assert entries(fetch(fed.address, "/news/feed.atom?outlet=kompas")[2]) == []
    check_valid(fetch(fed.address, "/news/feed.atom?outlet=kompas")[2])


def test_feed_escapes_what_strangers_wrote(fed: Site) -> None:
    section = quote_plus('Bisnis & "Uang"')
    _, _, text = fetch(fed.address, f"/news/feed.atom?section={section}")
    root = check_valid(text)
    (entry,) = entries(text)
    assert words(entry, "title") == ["]]> & <b>\ufffd[31m\ufffd\ufffd"]
    assert entry.findall(f"{{{NAMESPACE}}}link") == [], "javascript: is no link"
    addresses = [link.get("href") for link in root.findall(f"{{{NAMESPACE}}}link")]
    assert addresses == [f"/news/feed.atom?section={section}", f"/news/stories?section={section}"]


def test_feed_of_words_is_that_of_the_search(fed: Site) -> None:
    _, _, page = fetch(fed.address, "/news/stories?q=warga", Accept_Language="en")
    assert (
        '<link rel="alternate" type="application/atom+xml" title="Atom" href="/news/feed.atom?search=warga">'
        in page
    )
    _, _, text = fetch(fed.address, "/news/feed.atom?search=warga")
    (count,) = rows(
        fed.database,
        "select count(*) as n from article_text inner join article on article.page_id = article_text.page_id "
        "where document @@ search_query('warga') and gone_at is null",
    )
    assert len(entries(text)) == min(STORIES, count["n"]) > 0
    status, _, html = fetch(fed.address, "/news/feed.atom?search=%26", Accept_Language="en")
    assert (status, "search" in html) == (400, True)
    assert fetch(fed.address, "/news/feed.atom?host=" + "x" * 301)[0] == 400


@pytest.mark.parametrize(("host", "read"), [("nobody.example", False), (SOLO, True)])
def test_filter_that_nothing_matches_reads_no_story(fed: Site, host: str, read: bool) -> None:
    values = {"words": None, "outlet": None, "host": host, "section": None, "most": STORIES}
    with psycopg.connect(fed.database) as connection:
        connection.execute(query("search_settings"))
        explained = f"explain (analyze, format json) {query('feed_stories')}".encode()
        (plan,) = connection.execute(explained, values).fetchone() or ()
    scans = list(scans_of(plan[0]["Plan"]))
    assert {table for table, _ in scans} >= {"article", "article_text"}
    assert bool(sum(rows for _, rows in scans)) == read
    assert "Seq Scan" not in str(plan)


def scans_of(plan: dict[str, Any]) -> Iterator[tuple[str, float]]:
    """The tables that a plan scans, with the rows that were read of each."""
    if "Relation Name" in plan:
        yield plan["Relation Name"], plan["Actual Rows"] * plan["Actual Loops"]
    for part in plan.get("Plans", ()):
        yield from scans_of(part)


def test_conditional_request_gets_no_second_copy(fed: Site) -> None:
    path = f"/news/feed.atom?host={SOLO}"
    _, headers, text = fetch(fed.address, path)
    assert text
    again = fetch(fed.address, path, If_None_Match=f'"x", W/{headers["etag"]}')
    assert (again[0], again[2], again[1]["etag"]) == (304, "", headers["etag"])
    assert fetch(fed.address, path, If_Modified_Since=headers["last-modified"])[0] == 304
    assert fetch(fed.address, path, If_Modified_Since="Thu, 01 Jan 1970 00:00:00 GMT")[0] == 200
    for nonsense in (
        "kemarin",
        "Thu, 99 Jan 2026 00:00:00 GMT",
        "Thu, 01 Jan 2026 00:00:00 -0000",
        f"Thu, 01 Jan 2026 00:00:00 +{'9' * 20}",
    ):
        assert fetch(fed.address, path, If_Modified_Since=nonsense)[0] == 200
    other = {"If_None_Match": '"x"', "If_Modified_Since": headers["last-modified"]}
    assert fetch(fed.address, path, **other)[0] == 200, "the tag counts, where there is one"
    with psycopg.connect(fed.database) as connection:
        connection.execute(
            "update article set headline = headline || '.', changed_at = now() where page_id = "
            "(select page_id from article where url like %s limit 1)",
            [f"https://{SOLO}/%"],
        )
    assert fetch(fed.address, path, If_None_Match=headers["etag"])[0] == 200
