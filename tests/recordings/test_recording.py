"""Recordings of pages: no sentence of the source is in them, and they are read as their source is."""

from __future__ import annotations

import gzip
import json
import re
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import pytest

from newsspider.commands.read import read_by_any
from newsspider.items import Article, Read
from newsspider.outlets import OUTLETS, outlet_for
from newsspider.outlets.outlet import Outlet
from newsspider.outlets.pages.page import decode
from newsspider.recordings.expectation import brands_of
from newsspider.recordings.inventing import Inventor, literals
from newsspider.recordings.recording import NotRecorded, Recording, address_of, record
from newsspider.recordings.survivors import survivors, text_of
from newsspider.replica import Newsroom

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared" / "pages"
REAL = {path.parent.name: path for path in sorted(SHARED.glob("*/*/page.*"))}
OURS = {path.parent.name: path for path in sorted((ROOT / "tests/pages").glob("*/*/page.*"))}
TRIBUN = OUTLETS["tribun"]
HOSTS = ("www", "solo")


def outlets_of(url: str | None) -> list[Outlet]:
    outlet = outlet_for(url) if url else None
    return [outlet] if outlet is not None else list(OUTLETS.values())


def recorded(body: bytes, stated: str | None) -> tuple[str, Recording]:
    """A page's text, and its recording."""
    url = address_of(body, stated)
    outlets = outlets_of(url)

    def read(page: bytes, address: str | None) -> Read:
        return read_by_any(outlets, page, address)

    return decode(body), record(body, url, outlets[0] if len(outlets) == 1 else None, read)


@cache
def of_file(path: Path) -> tuple[str, Recording]:
    body = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    (label,) = path.parent.glob("*.json")
    return recorded(body, json.loads(label.read_text("utf-8"))["url"])


@cache
def newsroom() -> Newsroom:
    return Newsroom(stories=60, days=30, hosts=HOSTS, now=datetime(2026, 7, 24, 12, tzinfo=UTC))


@cache
def words_of_rules() -> frozenset[str]:
    """The words that the project itself holds, in phrases and marks."""
    sites = OUTLETS.values()
    seen = (phrase.seen for site in sites for phrase in site.phrases.phrases)
    phrases = (phrase.pattern for site in sites for phrase in site.phrases.phrases)
    marks = (
        mark.pattern
        for site in sites
        for mark in (site.marks.republished, site.marks.related, site.marks.reporter, site.marks.dateline)
    )
    found = {word for text in seen for word in re.findall(r"[^\W_]+", text.casefold())}
    return frozenset(found.union(*map(literals, (*phrases, *marks))))


def assert_nothing_survives(source: str, recording: Recording) -> None:
    """Words of rules may stand beside each other, and so may the names of the outlets."""
    brands = tuple(brand for outlet in OUTLETS.values() for brand in brands_of(outlet))
    names = {word for word in re.findall(r"[^\W_]+", source.casefold()) if word.startswith(brands)}
    assert survivors(text_of(source), text_of(recording.page), words_of_rules() | names) == []


@pytest.mark.parametrize("name", REAL)
def test_recording_of_a_real_page_has_no_run_of_its_words(name: str) -> None:
    assert_nothing_survives(*of_file(REAL[name]))


@pytest.mark.parametrize("name", [name for name in OURS if not name.startswith("bukan")])
def test_recording_of_a_recording_has_no_run_of_its_words(name: str) -> None:
    assert_nothing_survives(*of_file(OURS[name]))


def test_recordings_are_read_as_their_sources() -> None:
    """A few lines are boilerplate by words that no vocabulary has; the command names them."""
    otherwise = [name for name, path in OURS.items() if of_file(path)[1].changes]
    assert len(otherwise) <= 0.1 * len(OURS), otherwise


@pytest.mark.skipif(not REAL, reason="no real pages in ../shared/pages beside the project")
def test_recordings_of_real_pages_are_read_as_their_sources() -> None:
    otherwise = [name for name, path in REAL.items() if of_file(path)[1].changes]
    assert len(otherwise) <= 0.15 * len(REAL), otherwise


def test_recordings_of_the_replica_are_read_as_their_sources() -> None:
    for url in list(newsroom().urls())[:30]:
        page = newsroom().page(url.split("/")[2], "/" + url.split("/", 3)[3])
        source, recording = recorded(page.body, url)
        assert recording.changes == (), url
        assert_nothing_survives(source, recording)


def test_expectation_is_what_is_read_and_unconfirmed() -> None:
    _, recording = of_file(OURS["www_2021_perahu"])
    expected = recording.expected
    again = read_by_any([TRIBUN], recording.page.encode(), expected["address"])
    assert isinstance(again, Article)
    assert expected["confirmed"] is False
    assert expected["headline"] == again.headline
    assert [block["text"] for block in expected["blocks"]] == [block.text for block in again.blocks]
    assert set(json.loads((OURS["www_2021_perahu"].parent / "expected.json").read_text())) <= set(expected)


def test_recording_is_the_same_each_time() -> None:
    path = OURS["www_2021_perahu"]
    assert of_file(path)[1].page == of_file(path)[1].page


def test_scripts_comments_and_styles_are_emptied() -> None:
    body = b"""<html><head><style>.rahasia{}</style><script>var kalimat = "ini rahasia redaksi kami";</script>
    <script type="application/ld+json">{broken</script></head><body onload="rahasia()"><!-- rahasia -->
    <h1 id=arttitle>Judul Berita</h1><div class=txt-article><p>Petani memanen kopi sebelum musimnya tiba di sana.
    </p></div><svg><text>rahasia</text></svg></body></html>"""
    _, recording = recorded(body, None)
    assert "rahasia" not in recording.page.casefold()
    assert 'id="arttitle"' in recording.page
    assert '<script type="application/ld+json">{</script>' in recording.page


def test_hostile_text_is_escaped() -> None:
    body = (
        b"<html><body><h1 id=arttitle>A &lt;script&gt;alert(1)&lt;/script&gt; kopi</h1><div class=txt-article "
        b'title="&quot;&gt;x">'
        b"<p>Petani memanen kopi sebelum musimnya tiba di &amp;lt;sana&amp;gt;.</p></div></body></html>"
    )
    _, recording = recorded(body, None)
    assert recording.page.count("<script") == 0
    assert 'title="&quot;&gt;' in recording.page


def test_cut_page_stays_cut() -> None:
    body = b"<html><body><h1 id=arttitle>Judul</h1><div class=txt-article><p>Petani memanen kopi sebelum musim tiba"
    _, recording = recorded(body, None)
    assert "</html>" not in recording.page
    assert "</body>" not in recording.page


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b"<urlset><url><loc>https://www.tribunnews.com/</loc></url></urlset>", "list"),
        (b"<html>" + b"<div>" * 5000 + b"</html>", "elements"),
    ],
)
def test_list_and_unparsable_page_are_refused(body: bytes, words: str) -> None:
    with pytest.raises(NotRecorded, match=words):
        recorded(body, "https://www.tribunnews.com/sitemap.xml" if words == "list" else None)


def test_surviving_words_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever the invention lets through, the check does not."""
    monkeypatch.setattr(Inventor, "_word", lambda _self, plain, _length: plain)
    with pytest.raises(NotRecorded, match="expected no words of the source"):
        of_file.__wrapped__(OURS["www_2021_perahu"])
