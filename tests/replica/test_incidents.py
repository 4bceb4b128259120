"""Incidents on the wire: what each answers, where, and what it leaves alone."""

from __future__ import annotations

import gzip
import http.client
import re
import subprocess
import sys
import zlib
from collections.abc import Callable
from urllib.parse import urlsplit
from xml.etree import ElementTree

import brotli  # type: ignore[import-untyped]
import pytest

from newsspider.replica import Newsroom, ReplicaServer
from newsspider.replica.__main__ import _arguments, site_of
from newsspider.replica.incidents import INCIDENTS, BadNight, Notice, Part
from newsspider.replica.incidents.incident import part_of
from newsspider.replica.page import Page
from newsspider.replica.story import Reach
from tests.replica.client import get

NEWSROOM = Newsroom(stories=200, days=3)
SOLO = "solo.tribunnews.com"
SITEMAP, INDEX, FRONT = "/solo/sitemap_web.xml", "/index-news?date=2026-11-19", "/"
STORIES = [
    story
    for story in map(NEWSROOM.story, range(200))
    if story.card.host.name == "solo" and story.card.reach is Reach.LISTED
]
PLACES = {
    Part.ROBOTS: ["/robots.txt"],
    Part.SITEMAPS: ["/sitemap.xml", SITEMAP],
    Part.FRONTS: [INDEX, FRONT, "/solo"],
    Part.STORIES: [story.card.path for story in STORIES[-4:]],
}
GOOD = {target: NEWSROOM.page(SOLO, target) for targets in PLACES.values() for target in targets}


def answer(name: str, target: str, host: str = SOLO) -> Page:
    return BadNight(NEWSROOM, {"solo": INCIDENTS[name]}).page(host, target)


@pytest.mark.parametrize("name", INCIDENTS)
def test_an_incident_changes_its_parts_and_nothing_else(name: str) -> None:
    incident = INCIDENTS[name]
    night, changes = BadNight(NEWSROOM, {"solo": incident}), 0
    for part, targets in PLACES.items():
        pairs = [(night.page(SOLO, target), GOOD[target]) for target in targets]
        changes += sum(bad != good for bad, good in pairs)
        if part not in incident.parts:
            assert all(bad == good for bad, good in pairs), part
        for bad, good in pairs:
            assert bad == good or not bad.lasting, "an incident ends with its night"
            assert bad == good or bad.version is None, "a reader with the true page's ETag gets the other one"
    assert changes
    for other in ("www.tribunnews.com", "jogja.tribunnews.com", "m.tribunnews.com"):
        assert night.page(other, "/robots.txt") == NEWSROOM.page(other, "/robots.txt")


def test_every_truth_and_every_part_occurs() -> None:
    assert {incident.notice for incident in INCIDENTS.values()} == set(Notice)
    assert {part for incident in INCIDENTS.values() for part in incident.parts} == set(Part)
    assert len(INCIDENTS) > 140
    assert all(name == incident.name for name, incident in INCIDENTS.items())


@pytest.mark.parametrize(("part", "targets"), PLACES.items())
def test_parts_are_told_by_their_addresses(part: Part, targets: list[str]) -> None:
    assert {part_of(SOLO, target.partition("?")[0]) for target in targets} == {part}


def test_the_mobile_site_shares_the_incident_of_www() -> None:
    night = BadNight(NEWSROOM, {"www": INCIDENTS["pages_500"]})
    assert night.page("m.tribunnews.com", "/").status == 500
    assert night.page("m.tribunnews.com:80", "/").status == 500
    assert night.page(SOLO, "/").status == 200


def test_hosts_have_incidents_of_their_own() -> None:
    night = BadNight(NEWSROOM, {"solo": INCIDENTS["host_403"], "jogja": INCIDENTS["host_500"]})
    assert [night.page(f"{name}.tribunnews.com", "/").status for name in ("solo", "jogja")] == [403, 500]
    with pytest.raises(ValueError, match=r"expected hosts of the newsroom .* found \['bali'\]"):
        BadNight(NEWSROOM, {"bali": INCIDENTS["host_403"]})


def test_a_share_of_the_stories_is_hit_and_always_the_same() -> None:
    statuses = [answer("stories_410", story.card.path).status for story in STORIES]
    assert 0.75 < statuses.count(410) / len(statuses) < 1
    assert statuses == [answer("stories_410", story.card.path).status for story in STORIES]


def test_one_story_alone_asks_for_a_week() -> None:
    night = BadNight(NEWSROOM, {"solo": INCIDENTS["story_503_for_a_week"]})
    pages = [night.page(SOLO, story.card.path) for story in STORIES[:4]]
    assert [page.status for page in pages] == [503, 200, 200, 200]
    assert pages[0].retry_after == 604_800


def test_other_stories_name_themselves() -> None:
    """Case I2: the page is whole and true, and another story's."""
    bodies = {answer("other_story_at_stories", story.card.path).body for story in STORIES}
    (body,) = bodies
    (canonical,) = re.findall(rb'rel="canonical" href="([^"]+)"', body)
    assert NEWSROOM.page(SOLO, urlsplit(canonical.decode()).path).body == body
    shuffled = {answer("shuffled_stories", story.card.path).body for story in STORIES}
    assert len(shuffled) > 3


def test_a_teaser_is_a_fifth_of_the_story_under_its_headline() -> None:
    for story in STORIES[:5]:
        body = answer("paywall_teaser", story.card.path).body.decode()
        text = re.sub(r"<script\b.*?</script>|<[^>]+>", "", body, flags=re.S)
        shown = [block for block in story.blocks if block.kind == "p" and block.text in text]
        whole = [block for block in story.blocks if block.kind == "p"]
        assert len(shown) <= 0.45 * len(whole), story.url
        assert 'id="arttitle"' in body


def test_sitemaps_stay_the_same_to_a_parser_of_xml() -> None:
    """Cases S1, S3, S4, E1: extensions, prefixes and encodings change no entry."""
    truth = _locations(NEWSROOM.page(SOLO, SITEMAP).body)
    assert len(truth) > 2
    for name in ("images", "videos", "unknown_extension", "prefixed", "utf_16", "days_alone", "as_html"):
        assert _locations(answer(f"sitemap_{name}", SITEMAP).body) == truth, name
    assert _locations(gzip.decompress(answer("sitemap_gzip_twice", SITEMAP).body)) == truth
    assert b"&#55357;" in answer("sitemap_broken_emoji", SITEMAP).body
    assert _locations(answer("sitemap_empty", SITEMAP).body) == []
    assert {urlsplit(url).hostname for url in _locations(answer("sitemap_foreign", SITEMAP).body)} == {
        "lain.example"
    }


def _locations(body: bytes) -> list[str]:
    space = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    found = ElementTree.fromstring(body).findall(f"{space}url/{space}loc")
    return [node.text or "" for node in found]


def test_spellings_of_a_list_lead_to_the_same_stories() -> None:
    """Cases I1 and I3: percent triplets and tracking."""
    truth = set(_locations(NEWSROOM.page(SOLO, SITEMAP).body))
    spelled = _locations(answer("lists_percent", SITEMAP).body)
    assert all("%" in url for url in spelled)
    night = BadNight(NEWSROOM, {"solo": INCIDENTS["lists_percent"]})
    for url in spelled:
        assert night.page(SOLO, urlsplit(url).path).status == 200
    tracked = {url.partition("?")[0] for url in _locations(answer("lists_tracked", SITEMAP).body)}
    assert tracked == truth
    index = answer("lists_percent", INDEX).body
    assert index.count(b"%61") + index.count(b"%65") > 3


def test_empty_lists_name_no_story() -> None:
    for target in (SITEMAP, INDEX, FRONT):
        page = answer("lists_empty", target)
        named = [
            story.url
            for story in STORIES
            if f'"{story.url}"' in _main(page) or f"[{story.url}]" in _main(page)
        ]
        assert (page.status, named) == (200, []), target


def _main(page: Page) -> str:
    """The page without the side bar, whose popular stories are on every page."""
    return page.body.decode().partition("popular")[0]


@pytest.mark.parametrize(
    ("name", "unpack", "error"),
    [
        ("cut_br", brotli.decompress, brotli.error),
        ("cut_deflate", zlib.decompress, zlib.error),
        ("cut_gzip", gzip.decompress, EOFError),
        ("not_br", brotli.decompress, brotli.error),
        ("deflate_without_end", zlib.decompress, zlib.error),
    ],
)
def test_encodings_lie_or_end_too_soon(
    name: str, unpack: Callable[[bytes], object], error: type[Exception]
) -> None:
    """Cases E1 and E2: whatever the reader asked for, with an honest length."""
    with ReplicaServer(BadNight(NEWSROOM, {"solo": INCIDENTS[name]})) as server:
        got = get(server.address, STORIES[0].url, Accept_Encoding="gzip")
    assert got.headers["Content-Encoding"] == name.rpartition("_")[2].replace("end", "deflate")
    assert got.headers["Content-Length"] == str(len(got.body))
    with pytest.raises(error):
        unpack(got.body)


def test_a_reader_with_the_true_page_gets_the_incident() -> None:
    """A revisit is hit too: the incident's page has an ETag of its own."""
    url = STORIES[0].url
    with ReplicaServer(NEWSROOM) as server:
        etag = get(server.address, url).headers["ETag"]
    with ReplicaServer(BadNight(NEWSROOM, {"solo": INCIDENTS["png_at_stories"]})) as server:
        got = get(server.address, url, If_None_Match=etag)
    assert (got.status, got.headers["Content-Type"], got.body[:4]) == (200, "image/png", b"\x89PNG")


def test_a_closed_host_says_nothing_at_all() -> None:
    with ReplicaServer(BadNight(NEWSROOM, {"solo": INCIDENTS["host_closed"]})) as server:
        for target in ("/robots.txt", "/", STORIES[0].card.path):
            with pytest.raises(http.client.RemoteDisconnected):
                get(server.address, f"https://{SOLO}{target}")
        assert get(server.address, "https://www.tribunnews.com/robots.txt").status == 200


@pytest.mark.parametrize(
    ("name", "location"),
    [
        ("captive_portal", "https://masuk.hotspot.example/portal"),
        ("all_to_www", "https://www.tribunnews.com/"),
        ("pages_to_plain_http", f"http://{SOLO}/x"),
        ("pages_to_themselves", f"https://{SOLO}/x"),
        ("pages_to_a_stranger", "https://tribun-maluku.com/x"),
    ],
)
def test_redirects_of_a_host(name: str, location: str) -> None:
    page = answer(name, "/x")
    assert page.status in (301, 302)
    assert page.location == location


def test_edits_can_have_times_of_their_own() -> None:
    story = STORIES[-1]
    moment = NEWSROOM.now.replace(minute=1)
    edited = Newsroom(stories=200, days=3, edited={story.url: moment})
    number = edited.number_of(story.url)
    assert number is not None
    assert edited.story(number).modified_at == moment
    assert moment.isoformat().encode() in edited.page(SOLO, story.card.path).body


def test_the_command_line_serves_an_incident_of_some_hosts() -> None:
    command = [sys.executable, "-m", "newsspider.replica", "--port", "0", "--stories", "5", "--incident"]
    for words in (["no_such_incident"], ["host_403", "--incident-hosts", "bali"]):
        done = subprocess.run([*command, *words], capture_output=True, text=True, timeout=20, check=False)
        assert done.returncode == 2
        assert "Traceback" not in done.stderr
    options = _arguments().parse_args(
        ["--incident", "host_403", "--incident-hosts", "solo", "--stories", "5"]
    )
    _, site = site_of(options)
    assert [site.page(host, "/").status for host in (SOLO, "www.tribunnews.com")] == [403, 200]
