"""Tests of incidents: the answers of each, at the addresses that it affects and at others."""

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
from newsspider.replica.__main__ import _arguments, build_site
from newsspider.replica.incidents import INCIDENTS, BadNight, ExpectedVerdict, Part
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
def test_incident_changes_only_its_parts(name: str) -> None:
    incident = INCIDENTS[name]
    night, changes = BadNight(NEWSROOM, {"solo": incident}), 0
    for part, targets in PLACES.items():
        pairs = [(night.page(SOLO, target), GOOD[target]) for target in targets]
        changes += sum(bad != good for bad, good in pairs)
        if part not in incident.parts:
            assert all(bad == good for bad, good in pairs), part
        for bad, good in pairs:
            assert bad == good or not bad.cacheable, "an incident ends with its night"
            assert bad == good or bad.version is None, (
                "a client with the true page's ETag gets the other page"
            )
    assert changes
    for other in ("www.tribunnews.com", "jogja.tribunnews.com", "m.tribunnews.com"):
        assert night.page(other, "/robots.txt") == NEWSROOM.page(other, "/robots.txt")


def test_incidents_cover_every_verdict_and_part() -> None:
    assert {incident.expected for incident in INCIDENTS.values()} == set(ExpectedVerdict)
    assert {part for incident in INCIDENTS.values() for part in incident.parts} == set(Part)
    assert len(INCIDENTS) > 140
    assert all(name == incident.name for name, incident in INCIDENTS.items())


@pytest.mark.parametrize(("part", "targets"), PLACES.items())
def test_part_follows_from_the_address(part: Part, targets: list[str]) -> None:
    assert {part_of(SOLO, target.partition("?")[0]) for target in targets} == {part}


def test_mobile_site_shares_the_incident_of_www() -> None:
    night = BadNight(NEWSROOM, {"www": INCIDENTS["pages_500"]})
    assert night.page("m.tribunnews.com", "/").status == 500
    assert night.page("m.tribunnews.com:80", "/").status == 500
    assert night.page(SOLO, "/").status == 200


def test_each_host_has_its_own_incident() -> None:
    night = BadNight(NEWSROOM, {"solo": INCIDENTS["host_403"], "jogja": INCIDENTS["host_500"]})
    assert [night.page(f"{name}.tribunnews.com", "/").status for name in ("solo", "jogja")] == [403, 500]
    with pytest.raises(ValueError, match=r"expected hosts of the newsroom .* found \['bali'\]"):
        BadNight(NEWSROOM, {"bali": INCIDENTS["host_403"]})


def test_share_of_stories_is_hit_deterministically() -> None:
    statuses = [answer("stories_410", story.card.path).status for story in STORIES]
    assert 0.75 < statuses.count(410) / len(statuses) < 1
    assert statuses == [answer("stories_410", story.card.path).status for story in STORIES]


def test_only_the_first_story_answers_503() -> None:
    night = BadNight(NEWSROOM, {"solo": INCIDENTS["story_503_for_a_week"]})
    pages = [night.page(SOLO, story.card.path) for story in STORIES[:4]]
    assert [page.status for page in pages] == [503, 200, 200, 200]
    assert pages[0].retry_after == 604_800


def test_other_story_has_its_own_canonical_url() -> None:
    """Case I2: the page is whole and true, and another story's."""
    bodies = {answer("other_story_at_stories", story.card.path).body for story in STORIES}
    (body,) = bodies
    (canonical,) = re.findall(rb'rel="canonical" href="([^"]+)"', body)
    assert NEWSROOM.page(SOLO, urlsplit(canonical.decode()).path).body == body
    shuffled = {answer("shuffled_stories", story.card.path).body for story in STORIES}
    assert len(shuffled) > 3


def test_teaser_has_a_fifth_of_the_story() -> None:
    for story in STORIES[:5]:
        body = answer("paywall_teaser", story.card.path).body.decode()
        text = re.sub(r"<script\b.*?</script>|<[^>]+>", "", body, flags=re.S)
        visible = [block for block in story.blocks if block.kind == "p" and block.text in text]
        whole = [block for block in story.blocks if block.kind == "p"]
        assert len(visible) <= 0.45 * len(whole), story.url
        assert 'id="arttitle"' in body


def test_odd_sitemaps_have_the_same_entries() -> None:
    """Cases S1, S3, S4, E1: extensions, prefixes and encodings change no entry."""
    expected = _locations(NEWSROOM.page(SOLO, SITEMAP).body)
    assert len(expected) > 2
    for name in ("images", "videos", "unknown_extension", "prefixed", "utf_16", "days_alone", "as_html"):
        assert _locations(answer(f"sitemap_{name}", SITEMAP).body) == expected, name
    assert _locations(gzip.decompress(answer("sitemap_gzip_twice", SITEMAP).body)) == expected
    assert b"&#55357;" in answer("sitemap_broken_emoji", SITEMAP).body
    assert _locations(answer("sitemap_empty", SITEMAP).body) == []
    assert {urlsplit(url).hostname for url in _locations(answer("sitemap_foreign", SITEMAP).body)} == {
        "lain.example"
    }


def _locations(body: bytes) -> list[str]:
    space = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    found = ElementTree.fromstring(body).findall(f"{space}url/{space}loc")
    return [node.text or "" for node in found]


def test_odd_spellings_lead_to_the_same_stories() -> None:
    """Cases I1 and I3: percent triplets and tracking."""
    expected = set(_locations(NEWSROOM.page(SOLO, SITEMAP).body))
    spelled = _locations(answer("lists_percent", SITEMAP).body)
    assert all("%" in url for url in spelled)
    night = BadNight(NEWSROOM, {"solo": INCIDENTS["lists_percent"]})
    for url in spelled:
        assert night.page(SOLO, urlsplit(url).path).status == 200
    tracked = {url.partition("?")[0] for url in _locations(answer("lists_tracked", SITEMAP).body)}
    assert tracked == expected
    index = answer("lists_percent", INDEX).body
    assert index.count(b"%61") + index.count(b"%65") > 3


def test_empty_lists_have_no_story() -> None:
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
def test_bodies_are_falsely_encoded_or_truncated(
    name: str, unpack: Callable[[bytes], object], error: type[Exception]
) -> None:
    """Cases E1 and E2: whatever the reader asked for, with an honest length."""
    with ReplicaServer(BadNight(NEWSROOM, {"solo": INCIDENTS[name]})) as server:
        answered = get(server.address, STORIES[0].url, Accept_Encoding="gzip")
    assert answered.headers["Content-Encoding"] == name.rpartition("_")[2].replace("end", "deflate")
    assert answered.headers["Content-Length"] == str(len(answered.body))
    with pytest.raises(error):
        unpack(answered.body)


def test_incident_ignores_the_true_pages_etag() -> None:
    """A revisit is hit too: the incident's page has an ETag of its own."""
    url = STORIES[0].url
    with ReplicaServer(NEWSROOM) as server:
        etag = get(server.address, url).headers["ETag"]
    with ReplicaServer(BadNight(NEWSROOM, {"solo": INCIDENTS["png_at_stories"]})) as server:
        answered = get(server.address, url, If_None_Match=etag)
    assert (answered.status, answered.headers["Content-Type"], answered.body[:4]) == (
        200,
        "image/png",
        b"\x89PNG",
    )


def test_closed_host_sends_nothing() -> None:
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
def test_incidents_redirect_to_their_locations(name: str, location: str) -> None:
    page = answer(name, "/x")
    assert page.status in (301, 302)
    assert page.location == location


def test_edits_can_have_their_own_times() -> None:
    story = STORIES[-1]
    moment = NEWSROOM.now.replace(minute=1)
    edited = Newsroom(stories=200, days=3, edited={story.url: moment})
    number = edited.number_of(story.url)
    assert number is not None
    assert edited.story(number).modified_at == moment
    assert moment.isoformat().encode() in edited.page(SOLO, story.card.path).body


def test_command_serves_an_incident_of_some_hosts() -> None:
    command = [sys.executable, "-m", "newsspider.replica", "--port", "0", "--stories", "5", "--incident"]
    for words in (["no_such_incident"], ["host_403", "--incident-hosts", "bali"]):
        done = subprocess.run([*command, *words], capture_output=True, text=True, timeout=20, check=False)
        assert done.returncode == 2
        assert "Traceback" not in done.stderr
    options = _arguments().parse_args(
        ["--incident", "host_403", "--incident-hosts", "solo", "--stories", "5"]
    )
    _, site = build_site(options)
    assert [site.page(host, "/").status for host in (SOLO, "www.tribunnews.com")] == [403, 200]
