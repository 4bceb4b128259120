"""Credits, times, pagers and summaries of Tribun pages in forms of other years and hosts."""

from __future__ import annotations

import pytest

from newsspider.items import Article
from tests.outlets.bodies import ABOVE, article, cuts, paragraphs, rendering

URL = "https://ambon.tribunnews.com/maluku/7900001/kopi"
TITLE = "Warga Menanam Kopi di Lereng"
OPENING = f"TRIBUNAMBON.COM, AMBON - {ABOVE[0]}"


def page(head: str = "", body: str = "", below: str = "") -> Article:
    """A page with this markup above its story, at the top of its story, and below it."""
    story = (
        f'<div class="side-article txt-article multi-fontsize">{body}{paragraphs(OPENING, ABOVE[1])}</div>'
    )
    html = (
        f'<div id="article"><h1 id="arttitle">{TITLE}</h1>{head}{story}</div><div class="mb5">{below}</div>'
    )
    found = article(f"<html><head><title>{TITLE}</title></head><body>{html}</body></html>", URL)
    assert [block.text for block in found.blocks] == ABOVE
    return found


PAGERS = {
    "links": '<div class="paging"><a href="?page=2">2</a><a href="?page=3">3</a></div>',
    "total": '<div class="paging"><span class="total-page">Halaman 1/3</span></div>',
    "total in words": '<div class="paging"><span class="total-page">Halaman 1 dari 3</span></div>',
    "rel": '<div class="paging"><a rel="page-2" href="#">2</a><a rel="page-3" href="#">3</a></div>',
    "select": '<div class="paging"><select><option value="?page=2">2</option><option value="?page=3">3</option></select></div>',
    "no class": f'<p><a href="{URL}?page=2">2</a> <a href="{URL}?&amp;page=3">3</a></p>',
    "link in the head": f'<link rel="next" href="{URL}?page=3">',
}


@pytest.mark.parametrize("name", PAGERS)
def test_pager_in_every_form_states_the_pages(name: str) -> None:
    assert page(below=PAGERS[name]).page_count == 3


def test_pager_of_another_list_is_ignored() -> None:
    assert page(below='<a href="https://ambon.tribunnews.com/index-news?page=9">9</a>').page_count == 1


@pytest.mark.parametrize("line", ["Halaman 1 dari 3", "Halaman 1/3"])
def test_pager_of_a_text_states_the_pages(line: str) -> None:
    assert rendering(line, ends=True).page_count == 3


CREDITS = {
    "links": '<div id="penulis"><a href="/penulis/nia">Nia Latupono</a></div><div id="editor"><a href="/editor/o">Onco</a></div>',
    "words without colon": '<div id="penulis">Penulis Nia Latupono</div><div id="editor">Editor Onco</div>',
    "glued labels": '<div id="penulis"><span>Penulis</span><a href="/x">Nia Latupono</a></div>'
    '<div id="editor"><span>Editor</span><a href="/y">Onco</a></div>',
    "classes": '<div class="penulis">Penulis: Nia Latupono</div><div class="editor">Editor: Onco</div>',
    "reporter line": '<div id="penulis">Laporan Wartawan Tribun Ambon, Nia Latupono</div><div id="editor">Editor: Onco</div>',
}


@pytest.mark.parametrize("name", CREDITS)
def test_credit_box_without_label_names_people(name: str) -> None:
    found = page(head=CREDITS[name])
    assert (found.authors, found.editors) == (("Nia Latupono",), ("Onco",))
    assert "credit_line" in cuts(found).values()


@pytest.mark.parametrize(
    "head",
    [
        '<div><a href="/penulis/nia">Nia Latupono</a> <a href="/editor/o">Onco</a></div>',
        "<script>dataLayer.push({editor: 'Onco', penulis: 'Nia Latupono'});</script>",
    ],
)
def test_people_without_a_box_are_named(head: str) -> None:
    found = page(head=head)
    assert (found.authors, found.editors) == (("Nia Latupono",), ("Onco",))


def test_editor_in_the_writers_box_is_no_writer() -> None:
    found = page(head='<h5 id="penulis">Penulis: | Editor: <b>Onco</b></h5>')
    assert (found.authors, found.editors) == ((), ("Onco",))


@pytest.mark.parametrize(
    "markup",
    [
        '<time class="timeago" title="2026-07-24 12:40:00">3 jam lalu</time>',
        '<div class="mt10"><span class="time">Jumat, 24 Juli 2026 12:40 WIB</span></div>',
        '<div class="grey bdr3">Jumat, 24 Juli 2026 | 12.40 WIB</div>',
        '<div class="grey">Tayang: Jumat, 24 Juli 2026 12:40 WIB</div>',
        '<div>Diperbarui: <time datetime="2026-07-25T08:00+07:00">x</time></div>'
        '<div>Tayang: <time datetime="2026-07-24T12:40+07:00">y</time></div>',
        '<strong>Diperbarui:</strong> <time datetime="2026-07-25T08:00+07:00">x</time>'
        ' <strong>Tayang:</strong> <time datetime="2026-07-24T12:40+07:00">y</time>',
        "<time><strong>Diperbarui:</strong> Sabtu, 25 Juli 2026 08:00 WIB</time>"
        "<time><strong>Tayang:</strong> <span>Jumat, 24 Juli 2026 12:40 WIB</span></time>",
        '<time datetime="">Tayang: Jumat, 24 Juli 2026 12:40 WIB</time> <span>Diperbarui: Jumat, 24 Juli 2026 13:10 WIB</span>',
    ],
)
def test_time_of_other_forms_is_read(markup: str) -> None:
    assert str(page(head=markup).published_at) == "2026-07-24 12:40:00+07:00"


def test_summary_without_a_box_is_a_field() -> None:
    found = page(
        body="<p><strong>Ringkasan Berita:</strong></p><ul><li>Kopi ditanam</li><li>Longsor dicegah</li></ul>"
    )
    assert found.summary == ("Kopi ditanam", "Longsor dicegah")
    assert cuts(found)["Kopi ditanam"] == "summary"


@pytest.mark.parametrize("markup", [f"<h1>{TITLE}</h1>", f"<p><strong>{TITLE}</strong></p>"])
def test_headline_repeated_in_the_story_is_cut(markup: str) -> None:
    assert cuts(page(body=markup))[TITLE] == "headline"
