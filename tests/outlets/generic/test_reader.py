"""Generic reader: pages that no layout recognises, against labels and recordings."""

from __future__ import annotations

import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

from newsspider.items import Article, Rejection
from newsspider.outlets import OUTLETS
from newsspider.outlets.boilerplate.genericrules import DATELINE, PHRASES, SIGNATURE
from newsspider.outlets.boilerplate.phrases import Phrase
from newsspider.outlets.dates import parse_iso
from newsspider.outlets.generic import storyregion
from newsspider.outlets.generic.reader import GENERIC
from newsspider.outlets.generic.statedtimes import agreed, parse_visible
from newsspider.outlets.pages.page import Page, decode
from newsspider.outlets.story.reading import NoBody
from newsspider.outlets.unknown import unknown_outlet
from newsspider.visits import ReadingKind
from pipelines.cleaning import clean
from tests.outlets import truth as truths

ROOT = Path(__file__).resolve().parents[3]
SHARED = ROOT.parent / "shared" / "pages"
REAL = {path.parent.name: path.parent for path in sorted(SHARED.glob("*/*/gold.json"))}
RECORDED = sorted(path.parent for path in (ROOT / "tests" / "pages").glob("*/*/expected.json"))
TRIBUN = OUTLETS["tribun"]
STORY = "https://www.tribunnews.com/news/7858656/warga-menanam-kopi-di-lereng-gunung"
PARAGRAPHS = (
    "Warga desa di lereng gunung menanam ribuan bibit kopi bersama para pelajar pada Sabtu pagi.",
    "Kegiatan itu diulang setiap tahun sejak longsor besar menutup jalan menuju pasar.",
    "Kepala desa berharap panen pertama datang tiga tahun lagi, sebelum musim hujan.",
)
HEAD = '<meta property="og:type" content="article"><meta property="og:title" content="Warga Menanam Kopi">'
PAGE = (
    "<html><head><title>Warga Menanam Kopi - Kabar</title>{head}</head><body><nav><a href='/'>Depan</a></nav>"
    "<div class='kepala'><h1>Warga Menanam Kopi</h1><span>Senin, 6 Juli 2026 10:15 WIB</span>"
    "<div>Penulis: Kirana Lestari</div></div><div class='isi'>{body}</div>"
    "<footer>© 2026 Kabar</footer></body></html>"
)


class Score(NamedTuple):
    """Blocks that are right, labelled and found."""

    right: int
    labelled: int
    found: int

    @property
    def f1(self) -> float:
        return 2 * self.right / (self.labelled + self.found)


def page(*paragraphs: str, head: str = HEAD) -> bytes:
    body = "".join(f"<p>{text}</p>" for text in paragraphs)
    return PAGE.format(head=head, body=body).encode()


def read(body: bytes, url: str | None = STORY) -> Article:
    found = TRIBUN.read(body, url)
    assert isinstance(found, Article), found
    return clean(found, TRIBUN)


@cache
def real(name: str) -> Article:
    """A labelled page, read as one of no outlet."""
    folder = REAL[name]
    url = truths.truth_of(folder, "gold.json")["url"]
    outlet = unknown_outlet(url)
    return clean(GENERIC.read(Page(decode(truths.page_of(folder)), url), outlet), outlet)


def score(truth: truths.Truth, article: Article) -> Score:
    labelled = Counter(block["text"] for block in truth["blocks"])
    found = Counter(block.text for block in article.blocks)
    return Score((labelled & found).total(), labelled.total(), found.total())


def total(scores: Iterator[Score]) -> Score:
    return Score(*map(sum, zip(*scores, strict=True)))


HTML = [name for name, folder in REAL.items() if next(folder.glob("page.*")).name.startswith("page.html")]
real_pages = pytest.mark.skipif(not HTML, reason="no labelled real pages in ../shared/pages")


@real_pages
def test_paragraphs_of_real_pages_are_found() -> None:
    """The floor may be raised; trafilatura alone gets 0.78 on the same pages."""
    found = total(score(truths.truth_of(REAL[name], "gold.json"), real(name)) for name in HTML)
    assert found.f1 >= 0.97, found


@real_pages
def test_boilerplate_of_real_pages_is_cut() -> None:
    truth = {name: truths.truth_of(REAL[name], "gold.json") for name in HTML}
    standing = [line for name in HTML for line in truths.standing_boilerplate(truth[name], real(name))]
    assert len(standing) <= 0.02 * sum(len(one["boilerplate"]) for one in truth.values()), standing


@real_pages
@pytest.mark.parametrize(
    ("field", "least"),
    [
        ("headline", 1.0),
        ("published_at", 0.95),
        ("authors", 0.9),
        ("editors", 0.85),
        ("tags", 0.9),
        ("section", 0.75),
        ("dateline", 0.9),
        ("signature", 0.95),
    ],
)
def test_fields_of_real_pages_are_found(field: str, least: float) -> None:
    wrong = [line for name in HTML for line in truths.differences(_truth(name), real(name), (field,))]
    assert len(wrong) <= (1 - least) * len(HTML), wrong


def _truth(name: str) -> truths.Truth:
    """The label, with a day alone as no time."""
    truth = dict(truths.truth_of(REAL[name], "gold.json"))
    stated = truth["published_at"]
    return truth | {"published_at": stated if stated and "T" in stated else None}


def recordings() -> Iterator[Score]:
    """The scores of the recorded stories of all outlets, read as pages of no outlet."""
    for folder in RECORDED:
        truth = truths.truth_of(folder, "expected.json")
        if truth.get("blocks") and (folder / "page.html").exists():
            outlet = unknown_outlet(truth["url"])
            try:
                found = GENERIC.read(Page(decode(truths.page_of(folder)), truth["url"]), outlet)
            except NoBody:
                yield Score(0, len(truth["blocks"]), 0)
            else:
                yield score(truth, clean(found, outlet))


def test_paragraphs_of_recordings_are_found() -> None:
    """Their stories are shorter than real ones, and so harder to find."""
    found = total(recordings())
    assert found.labelled > 100
    assert found.f1 >= 0.93, found


def test_page_without_layout_is_read_generically() -> None:
    article = read(page(*PARAGRAPHS, "Baca juga: Harga Kopi Naik Lagi"))
    assert (article.reading, article.layout, article.outlet) == (ReadingKind.GENERIC, "Generic", "tribun")
    assert article.text.split("\n") == list(PARAGRAPHS)
    assert article.headline == "Warga Menanam Kopi"
    assert article.authors == ("Kirana Lestari",)
    assert article.published_at == datetime.fromisoformat("2026-07-06T10:15+07:00")
    assert "Baca juga: Harga Kopi Naik Lagi" in [cut.text for cut in article.removed]
    assert article.rules_digest is not None


KNOWN = (
    "<html><head>{head}</head><body><div class='title'><h1>Warga Menanam Kopi</h1></div>"
    "<div class='namerep'><a>Kirana Lestari</a>, Jurnalis</div>{body}</body></html>"
)
"""A page with the marks of the layout Okezone2017."""
OKEZONE = "https://news.okezone.com/read/2020/07/06/320/2243366/warga-menanam-kopi-di-lereng-gunung"
TEXT = "".join(f"<p>{text}</p>" for text in PARAGRAPHS)
CARD = "<li><a href='/read/2020/07/06/320/224000{}/kabar-{}'>Kabar {} dari Dusun di Lereng Gunung</a></li>"
MENU = f"<h4>Terpopuler</h4><ul>{''.join(CARD.format(n, n, n) for n in range(9))}</ul>"


def test_layout_without_its_body_is_read_generically() -> None:
    found = OUTLETS["okezone"].read(KNOWN.format(head=HEAD, body=f"<div class='isi'>{TEXT}</div>"), OKEZONE)
    assert isinstance(found, Article), found
    assert (found.reading, found.url) == (ReadingKind.GENERIC, OKEZONE)
    assert clean(found, OUTLETS["okezone"]).text.split("\n") == list(PARAGRAPHS)


@pytest.mark.parametrize(
    ("body", "asked"),
    [
        pytest.param(MENU, True, id="a menu alone"),
        pytest.param("<video src='a.mp4'></video>" + MENU, True, id="a video"),
        pytest.param(f"<p>{PARAGRAPHS[0]}</p>", True, id="a lead alone"),
        pytest.param(f"<div id='contentx'></div><div class='isi'>{TEXT}</div>", False, id="an empty body"),
    ],
)
def test_story_without_text_is_no_body(body: str, asked: bool) -> None:
    found = OUTLETS["okezone"].read(KNOWN.format(head=HEAD, body=body), OKEZONE)
    assert isinstance(found, Rejection)
    assert (found.reason, "the generic reader: expected" in found.detail) == ("NoBody", asked), found.detail
    assert found.detail.startswith("expected story text in #contentx")


def test_layout_comes_before_generic_reader() -> None:
    folder = ROOT / "tests" / "pages" / "tribun" / "solo_2020_jamu"
    found = truths.read_page(folder, truths.truth_of(folder, "expected.json")["url"])
    assert isinstance(found, Article)
    assert (found.reading, found.layout) == (ReadingKind.EXACT, "Desktop2017")


def test_story_and_ledger_are_the_region_again() -> None:
    lines = (*PARAGRAPHS[:2], "ADVERTISEMENT", PARAGRAPHS[2], "(kir/tes)")
    article = read(page(*lines))
    assert [line.text for line in article.page if line.text in lines] == list(lines)


@pytest.mark.parametrize(
    ("body", "url", "reason"),
    [
        pytest.param(page(*PARAGRAPHS), "https://www.tribunnews.com/nasional/", "NoLayout", id="a front"),
        pytest.param(page(*PARAGRAPHS), "https://www.tribunnews.com/tag/kopi", "NoLayout", id="a tag"),
        pytest.param(page("Satu kalimat saja."), STORY, "NoLayout", id="too short"),
        pytest.param(
            page(*PARAGRAPHS, head="").replace(b"<h1>Warga", b"<h1>Halo"), STORY, "NoLayout", id="no sign"
        ),
        pytest.param(
            page("Situs ini sedang dalam perbaikan, silakan kembali lagi nanti. " * 3),
            STORY,
            "MaintenanceNotice",
            id="notice",
        ),
        pytest.param(page(*PARAGRAPHS), "https://contoh.example/kopi/1", "NoLayout", id="another site"),
        pytest.param(b"", STORY, "EmptyPage", id="empty"),
        pytest.param(
            page(
                *["Pedoman ini disusun agar media bekerja menurut hukum dan kode etik yang berlaku."] * 4
            ).replace(b"Warga Menanam Kopi", b"Pedoman Media Siber"),
            STORY,
            "NoLayout",
            id="a page of the site that is no story",
        ),
    ],
)
def test_doubtful_page_stays_a_rejection(body: bytes, url: str, reason: str) -> None:
    found = TRIBUN.read(body, url)
    assert isinstance(found, Rejection), found
    assert found.reason == reason


CARD = (
    '<li class="row"><div class="text"><h3><a href="https://solo.tribunnews.com/2026/07/0{n}/kopi-{n}">'
    "Warga Desa Nomor {n} Menanam Kopi di Lereng Bukit</a></h3><p>{lead}</p></div></li>"
)


def front(cards: int, lead: str, head: str = "") -> bytes:
    """A front page: one card a story."""
    rows = "".join(CARD.format(n=n, lead=lead) for n in range(cards))
    return f"<html><head><title>Kabar Desa</title>{head}</head><body><h1>Kabar Desa</h1><ul>{rows}</ul></body></html>".encode()


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(front(20, PARAGRAPHS[0]), id="long leads"),
        pytest.param(front(6, "Satu kalimat saja."), id="short leads"),
        pytest.param(front(2, "Satu kalimat saja."), id="two cards"),
        pytest.param(
            front(9, PARAGRAPHS[1], '<meta property="og:type" content="article">'), id="says it is one"
        ),
        pytest.param(
            front(2, " ".join(PARAGRAPHS), '<link rel="canonical" href="https://solo.tribunnews.com/">'),
            id="front's own address",
        ),
    ],
)
def test_front_at_a_storys_address_is_no_story(body: bytes) -> None:
    """A host that has lost a story may answer with its front, and 200."""
    found = TRIBUN.read(body, STORY)
    assert isinstance(found, Rejection), found
    assert found.reason == "NoLayout"


PLAIN_CARD = "<div class='card' onclick='go({n})'><h3>{title}</h3>{time}<p>{lead}</p></div>"
TITLES = ("Warga Menanam Kopi di Lereng Gunung", "Harga Beras Turun", "Jembatan Desa Putus", "Nelayan Pulang")
"""The first is the story at STORY."""
ITS_OWN = f'<title>{TITLES[0]}</title><meta property="og:type" content="article">'
ANY = ITS_OWN.replace(TITLES[0], "Kabar Terkini")
PUBLISHED = '<meta property="article:published_time" content="2026-07-06T10:00:00+07:00">'
DATED = "<time>Senin, 6 Juli 2026 10:15 WIB</time>"


@pytest.mark.parametrize(
    "card", [PLAIN_CARD, PLAIN_CARD.replace("h3", "h2"), "<h3>{title}</h3><p>{lead}</p>"]
)
@pytest.mark.parametrize("cards", [3, 4, 12])
@pytest.mark.parametrize("time", ["", DATED])
@pytest.mark.parametrize("head", [ITS_OWN, ANY, ANY + PUBLISHED, ""], ids=["story's", "any", "dated", "none"])
def test_list_without_links_is_no_story(card: str, cards: int, time: str, head: str) -> None:
    """The title of a card is no headline of the page, and its words are in no headline of the site."""
    rows = "".join(
        card.format(n=n, title=TITLES[n % 4], time=time, lead=PARAGRAPHS[n % 3]) for n in range(cards)
    )
    body = f"<html><head>{head}</head><body><nav><a href='/'>Depan</a></nav><div>{rows}</div></body></html>"
    found = TRIBUN.read(body.encode(), STORY)
    assert isinstance(found, Rejection), found
    assert found.reason == "NoLayout"


@pytest.mark.parametrize("tag", ["h1", "h2"])
def test_story_with_headings_like_its_headline_is_one(tag: str) -> None:
    sections = "".join(f"<{tag}>Bagian {n}</{tag}><p>{text} {n}</p>" for n in range(4) for text in PARAGRAPHS)
    head = f"<{tag}>{TITLES[0]}</{tag}><div>Penulis: Kirana Lestari</div>{DATED}"
    body = f"<html><head>{ITS_OWN}</head><body><article>{head}{sections}</article></body></html>"
    assert read(body.encode()).headline == TITLES[0]


STATIC = (
    "<html><head><title>{title}</title>{head}</head><body><nav><a href='/'>Depan</a></nav><h1>{title}</h1>"
    "<div>{text}</div></body></html>"
)
ABOUT = "".join(f"<p>{text}</p>" for text in PARAGRAPHS).replace("kopi", "pala").replace("Warga", "Redaksi")


@pytest.mark.parametrize("slug", ["kopi", "harga-kopi", "harga-kopi.html", "12", "a-b-c"])
@pytest.mark.parametrize("title", ["Tentang Kami", "Hasil Pencarian: Harga Kopi", "Nia Latupono"])
@pytest.mark.parametrize("head", ["", HEAD])
def test_page_at_a_short_slug_names_writer_or_time(slug: str, title: str, head: str) -> None:
    """Such a slug tells too little."""
    url = f"https://www.tribunnews.com/news/7858656/{slug}"
    bare = STATIC.format(title=title, head=head.replace("Warga Menanam Kopi", title), text=ABOUT)
    found = TRIBUN.read(bare.encode(), url)
    assert isinstance(found, Rejection), found
    assert found.reason == "NoLayout"
    story = STATIC.format(
        title="Harga Kopi", head=HEAD, text="<span>Senin, 6 Juli 2026 10:15 WIB</span>" + ABOUT
    )
    assert isinstance(TRIBUN.read(story.encode(), url), Article)


def test_story_with_many_related_links_is_no_list() -> None:
    related = '<a href="https://solo.tribunnews.com/2026/07/0{n}/kopi-{n}">Warga Desa Nomor {n} Menanam Kopi Lagi</a>'
    mixed = [
        text for n in range(8) for text in (PARAGRAPHS[n % 3] + f" {n}", "Baca juga: " + related.format(n=n))
    ]
    assert len(read(page(*mixed)).text.split("\n")) == 8


def test_rejection_says_what_generic_reader_found() -> None:
    found = TRIBUN.read(page("Satu kalimat saja."), STORY)
    assert isinstance(found, Rejection)
    assert re.search(
        r"expected the marks of one of Amp, .*; the generic reader: expected .*found", found.detail
    )


def test_page_without_address_must_state_ours() -> None:
    ours = HEAD + f'<link rel="canonical" href="{STORY}">'
    assert isinstance(TRIBUN.read(page(*PARAGRAPHS, head=ours), None), Article)
    assert isinstance(TRIBUN.read(page(*PARAGRAPHS), None), Rejection)


def test_large_page_is_not_given_to_trafilatura(monkeypatch: pytest.MonkeyPatch) -> None:
    """lxml cannot be interrupted."""
    monkeypatch.setattr(storyregion, "MAX_CHARACTERS", 500)
    found = TRIBUN.read(page(*PARAGRAPHS), STORY)
    assert isinstance(found, Rejection)


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_slow_page_is_too_slow() -> None:
    """Ten thousand dated lines; the time limit holds for the generic reader too."""
    hurried = replace(TRIBUN, limits=replace(TRIBUN.limits, read_seconds=0.05))
    found = hurried.read(page(*["Senin, 6 Juli 2026 10:15 WIB"] * 10_000, *PARAGRAPHS), STORY)
    assert isinstance(found, Rejection)
    assert found.reason == "TooSlow"


def test_trafilatura_is_loaded_on_first_use() -> None:
    """It takes as long as the rest of a command's start."""
    code = (
        "import sys, newsspider.commands.read, newsspider.spiders.tribun, pipelines.storing;"
        "sys.exit('trafilatura' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0


@pytest.mark.parametrize("phrase", PHRASES.phrases, ids=lambda phrase: phrase.seen[:40])
def test_generic_phrase_matches_what_was_seen(phrase: Phrase) -> None:
    assert phrase.compiled.fullmatch(phrase.seen)


@pytest.mark.parametrize(
    ("text", "dateline"),
    [
        ("Kabar.com, Jakarta - Warga desa menanam kopi.", "Kabar.com, Jakarta -"),
        ("JAKARTA, KABAR.com – Warga desa menanam kopi.", "JAKARTA, KABAR.com –"),
        ("Mataram, NTB (KABAR News) - Warga desa menanam kopi.", "Mataram, NTB (KABAR News) -"),
        ("Kabar.com, Jakarta Warga desa menanam kopi.", "Kabar.com, Jakarta"),
        ("jateng.kabar.com, BLORA - Warga desa menanam kopi.", "jateng.kabar.com, BLORA -"),
        ("JAKARTA -- Warga desa menanam kopi.", "JAKARTA --"),
        ("Warga desa menanam kopi - dan teh.", None),
        ("Kopi itu pahit, kata Kirana - tetapi harum.", None),
        ("Tiga puluh warga menanam kopi di desa.com pada Senin.", None),
    ],
)
def test_dateline_of_any_newsroom(text: str, dateline: str | None) -> None:
    found = DATELINE.match(text)
    assert (found["dateline"].strip() if found else None) == dateline


@pytest.mark.parametrize(
    ("text", "signature"),
    [
        ("Panen dimulai. (fyk/fay)", "(fyk/fay)"),
        ("Panen dimulai. (fbn)", "(fbn)"),
        ("Panen dimulai. (Z-2)", "(Z-2)"),
        ("8. Pintu keluar desa (mdk/yan)", "(mdk/yan)"),
        ("Beratnya tiga kilogram (kg)", None),
        ("Warga membaca koran (lihat foto)", None),
    ],
)
def test_signature_of_any_newsroom(text: str, signature: str | None) -> None:
    found = SIGNATURE.search(text)
    assert (found["signature"].strip() if found else None) == signature


@pytest.mark.parametrize(
    ("data", "visible", "expected"),
    [
        ("2026-07-06T10:15:30-07:00", "Senin, 6 Juli 2026 10:15 WIB", "2026-07-06T10:15:30+07:00"),
        ("2026-07-06T10:15:30Z", "Senin, 06/07/2026 10:15 WIB", "2026-07-06T10:15:30+07:00"),
        ("2026-07-06T03:15:30Z", "on 6 Jul 2026 at 10:15 WIB", "2026-07-06T10:15:30+07:00"),
        ("2026-07-06T03:15:30Z", None, "2026-07-06T10:15:30+07:00"),
        ("2026-07-06T10:15:30-07:00", None, "2026-07-06T10:15:30+07:00"),
        (None, "6 Juli 2026 10.15 WITA", "2026-07-06T10:15+08:00"),
        ("2026-07-06T09:00:00+07:00", "Kamis, 1 Januari 2015 10:00 WIB", "2026-07-06T09:00:00+07:00"),
    ],
)
def test_times_that_a_page_states_agree(data: str | None, visible: str | None, expected: str) -> None:
    """Templates write offsets that no clock in the newsroom has."""
    stated = parse_iso(data) if data else None
    found = agreed(stated, parse_visible(visible) if visible else None)
    assert found == datetime.fromisoformat(expected)


def test_domain_behind_the_title_is_no_headline() -> None:
    head = HEAD.replace('"Warga Menanam Kopi"', '"Warga Menanam Kopi di Lereng Gunung Tinggi | kabar.co.id"')
    body = page(*PARAGRAPHS, head=head).replace(b"<h1>Warga Menanam Kopi</h1>", b"")
    found = OUTLETS["republika"].read(body, "https://www.republika.co.id/berita/q3kfbp415/warga-menanam-kopi")
    assert isinstance(found, Article)
    assert found.headline == "Warga Menanam Kopi di Lereng Gunung Tinggi"


def test_day_beside_the_breadcrumb_is_no_section() -> None:
    crumbs = b"<div class='jalur'><a href='/'>Depan</a> &gt; <a href='/b'>Ekonomi</a></div><div>Kabar &gt; 17 July 2026</div>"
    body = page(*PARAGRAPHS).replace(b"<div class='kepala'>", crumbs + b"<div class='kepala'>")
    assert read(body).section == "Ekonomi"


def test_the_word_of_a_byline_is_no_name() -> None:
    body = page(*PARAGRAPHS).replace(
        b"<div>Penulis: Kirana Lestari</div>", b"<div class='byline'>Oleh <b>Kirana Lestari</b></div>"
    )
    assert read(body).authors == ("Kirana Lestari",)


def test_label_of_the_tags_is_no_tag() -> None:
    tags = "<a rel='tag' href='/tags'>TAGS</a><a rel='tag' href='/tag/kopi'>Kopi</a>"
    assert read(
        page(*PARAGRAPHS).replace(b"<footer>", f"<div class='tags'>{tags}</div><footer>".encode())
    ).tags == ("Kopi",)
