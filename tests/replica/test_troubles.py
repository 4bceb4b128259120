"""Tests of troubles: the share of stories, the answers on the wire, and the end of each kind."""

import gzip
import http.client
import socket
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from newsspider.replica import Newsroom, ReplicaServer, Story
from newsspider.replica.cards import older_path
from newsspider.replica.page import Page
from newsspider.replica.troubles import PERMANENT, Kind, Troubles
from tests.replica.client import Answer, get
from tests.replica.pages import stories

ROOT = Path(__file__).parents[2]
NEWSROOM = Newsroom(stories=400)
STORIES = list(stories(NEWSROOM))
STALL = 0.3


def _troubled(kind: Kind, pages: int = 1) -> Story:
    """A story of so many pages with this kind of trouble."""
    troubles = Troubles(NEWSROOM)
    return next(s for s in STORIES if troubles.of(s.url) is kind and s.pages >= pages)


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with ReplicaServer(Troubles(NEWSROOM, stall_seconds=STALL)) as server:
        yield server.address


@pytest.fixture
def fresh() -> Iterator[str]:
    """A server without earlier requests."""
    with ReplicaServer(Troubles(NEWSROOM, stall_seconds=STALL)) as server:
        yield server.address


def _is_complete(got: Answer, story: Story) -> bool:
    return got.status == 200 and got.body == NEWSROOM.page(story.card.host.domain, story.card.path).body


def test_each_kind_hits_its_share() -> None:
    urls = list(Newsroom(stories=6000).urls())
    troubles = Troubles(NEWSROOM, 0.05)
    found = Counter(map(troubles.of, urls))
    assert set(found) == {*Kind, None}
    assert all(0.03 < found[kind] / len(urls) < 0.07 for kind in Kind)
    again = Troubles(NEWSROOM, 0.05)
    assert [again.of(url) for url in urls] == [troubles.of(url) for url in urls]
    other = Troubles(NEWSROOM, 0.05, seed=8)
    assert [other.of(url) for url in urls] != [troubles.of(url) for url in urls]


def test_only_given_kinds_occur() -> None:
    troubles = Troubles(NEWSROOM, 0.5, kinds=(Kind.GONE, Kind.CUT))
    assert {troubles.of(story.url) for story in STORIES} == {Kind.GONE, Kind.CUT}
    assert {Troubles(NEWSROOM, 0.0).of(story.url) for story in STORIES} == {None}
    with pytest.raises(ValueError, match="13 kinds of trouble cannot each have a share"):
        Troubles(NEWSROOM, 0.1)


def test_all_spellings_share_the_trouble() -> None:
    troubles = Troubles(NEWSROOM)
    for story in STORIES:
        kind = troubles.of(story.url)
        upper = story.url.replace(story.card.host.domain, story.card.host.domain.upper())
        for url in (story.mobile_url, story.amp_url, f"{story.url}/?utm_source=x#y", upper):
            assert url is None or troubles.of(url) is kind
        if path := older_path(story.card):
            assert troubles.of(f"https://{story.card.host.domain}{path}") is kind


def test_robots_lists_and_sitemaps_have_no_trouble() -> None:
    troubles = Troubles(NEWSROOM, 1.0, kinds=(Kind.REFUSED,))
    for target in (
        "/robots.txt",
        "/",
        "/nasional",
        "/index-news?date=2026-11-19",
        "/sitemap.xml",
        "/nasional/sitemap-web.xml",
        "/nasional/2026/11/19/kumpulan-berita-nasional",
    ):
        assert troubles.of(f"https://www.tribunnews.com{target}") is None
        expected = NEWSROOM.page("www.tribunnews.com", target)
        assert troubles.page("www.tribunnews.com", target) == expected


def test_lists_option_makes_lists_unavailable_once() -> None:
    troubles = Troubles(NEWSROOM, 0.3, kinds=(Kind.GONE,), lists=True)
    urls = [f"https://{host.domain}/{slug}" for host in NEWSROOM.hosts for slug, _ in host.sections]
    urls += [f"{url}/sitemap-web.xml" for url in urls if "//www." in url]
    hit = [url for url in urls if troubles.of(url)]
    assert {troubles.of(url) for url in hit} == {Kind.UNAVAILABLE}
    assert 0.15 < len(hit) / len(urls) < 0.45
    for url in hit:
        parts = urlsplit(url)
        statuses = [troubles.page(parts.netloc, parts.path).status for _ in range(3)]
        assert statuses == [503, 200, 200]
    assert troubles.of("https://www.tribunnews.com/robots.txt") is None


@pytest.mark.parametrize(
    ("kind", "status", "retry_after"),
    [
        (Kind.REFUSED, 403, None),
        (Kind.MISSING, 404, None),
        (Kind.GONE, 410, None),
        (Kind.THROTTLED, 429, "1"),
        (Kind.UNAVAILABLE, 503, "1"),
        (Kind.BROKEN, 500, None),
    ],
)
def test_troubles_answer_their_statuses(fresh: str, kind: Kind, status: int, retry_after: str | None) -> None:
    story = _troubled(kind)
    first, second, third = (get(fresh, story.url) for _ in range(3))
    assert (first.status, second.status) == (status, status)
    assert first.headers["Retry-After"] == retry_after
    assert third.status == status if kind in PERMANENT else _is_complete(third, story)


def test_stalled_page_is_silent_then_closes(fresh: str) -> None:
    story = _troubled(Kind.STALLED)
    start = time.monotonic()
    with pytest.raises(http.client.RemoteDisconnected):
        get(fresh, story.url, Connection="close")
    assert time.monotonic() - start > STALL * 0.9
    with pytest.raises(http.client.RemoteDisconnected):
        get(fresh, story.url)
    assert _is_complete(get(fresh, story.url), story)


def test_server_stops_while_pages_stall() -> None:
    with ReplicaServer(Troubles(NEWSROOM)) as server:
        host, _, port = server.address.partition(":")
        waiting = socket.create_connection((host, int(port)), timeout=10)
        story = _troubled(Kind.STALLED)
        request = f"GET {story.card.path} HTTP/1.1\r\nHost: {story.card.host.domain}\r\n\r\n"
        waiting.sendall(request.encode() * 2)
        time.sleep(0.1)
        start = time.monotonic()
    assert time.monotonic() - start < 60
    waiting.close()


def test_hung_up_page_has_no_byte(fresh: str) -> None:
    story = _troubled(Kind.HUNG_UP)
    for _ in range(2):
        with pytest.raises(http.client.RemoteDisconnected):
            get(fresh, story.url)
    assert _is_complete(get(fresh, story.url), story)


def test_cut_page_announces_more_than_it_sends(fresh: str) -> None:
    story = _troubled(Kind.CUT)
    for _ in range(2):
        with pytest.raises(http.client.IncompleteRead) as caught:
            get(fresh, story.url)
        assert 0 < len(caught.value.partial) <= (caught.value.expected or 0) + 1
    assert _is_complete(get(fresh, story.url), story)


def test_cut_page_ignores_the_etag(fresh: str) -> None:
    story = _troubled(Kind.CUT)
    etag = get_etag(story)
    with pytest.raises(http.client.IncompleteRead):
        get(fresh, story.url, If_None_Match=etag)


def get_etag(story: Story) -> str:
    with ReplicaServer(NEWSROOM) as server:
        return get(server.address, story.url).headers["ETag"] or ""


def test_cut_gzip_stream_has_its_true_length(fresh: str) -> None:
    story = _troubled(Kind.CUT_GZIP)
    for _ in range(2):
        got = get(fresh, story.url, Accept_Encoding="gzip")
        assert (got.status, got.headers["Content-Length"]) == (200, str(len(got.body)))
        with pytest.raises(EOFError):
            gzip.decompress(got.body)
    got = get(fresh, story.url, Accept_Encoding="gzip")
    assert gzip.decompress(got.body) == NEWSROOM.page(story.card.host.domain, story.card.path).body


def test_redirects_loop_or_lead_elsewhere(address: str) -> None:
    looping, foreign = _troubled(Kind.LOOPING), _troubled(Kind.FOREIGN)
    url = looping.url
    for turn in range(1, 6):
        got = get(address, url)
        url = got.headers["Location"] or ""
        assert (got.status, url) == (302, f"{looping.url}?n={turn}")
    got = get(address, foreign.url)
    assert (got.status, got.headers["Location"]) == (302, f"https://tribun-maluku.com{foreign.card.path}")
    assert get(address, got.headers["Location"] or "").status == 404


def test_only_later_pages_are_missing(fresh: str) -> None:
    story = _troubled(Kind.PAGE_MISSING, pages=2)
    assert _is_complete(get(fresh, story.url), story)
    for query in ("?page=all", "?page=2"):
        statuses = [get(fresh, story.url + query).status for _ in range(3)]
        assert statuses == [503, 503, 200]
    assert get(fresh, story.url + "?page=all").body.count(b'id="arttitle"') == 1


def test_every_form_of_a_story_recovers_alone() -> None:
    story = next(s for s in STORIES if s.mobile_url and Troubles(NEWSROOM).of(s.url) is Kind.BROKEN)
    troubles = Troubles(NEWSROOM, recover_after=1)
    for host in ("www.tribunnews.com", "m.tribunnews.com"):
        statuses = [troubles.page(host, f"{story.card.path}?utm_id={n}").status for n in range(3)]
        assert statuses == [500, 200, 200]


def test_any_site_can_be_wrapped() -> None:
    class Single:
        def page(self, host: str, target: str) -> Page:
            return Page(body=f"{host}{target}".encode())

    troubles = Troubles(Single(), 1.0, kinds=(Kind.BROKEN,), recover_after=1)
    target = "/pendidikan/2020/05/04/jawaban-soal"
    assert [troubles.page("www.tribunnews.com", target).status for _ in range(2)] == [500, 200]
    assert troubles.page("www.tribunnews.com", "/about").status == 200


def test_command_refuses_wrong_trouble_options() -> None:
    command = [sys.executable, "-m", "newsspider.replica", "--port", "0", "--stories", "5"]
    for options in (["--troubles", "0.05", "--warm"], ["--troubles", "0.5"], ["--aliases", "2"]):
        done = subprocess.run(
            command + options, cwd=ROOT, capture_output=True, text=True, timeout=20, check=False
        )
        assert done.returncode == 2
        assert done.stderr.startswith("replica: ")
        assert done.stderr.count("\n") == 1
