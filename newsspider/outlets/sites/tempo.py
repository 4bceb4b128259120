"""Outlet Tempo: since 2024 one host, before a host for each section; free stories of tempo.co.

History: in 2015 the text stood between line breaks in one paragraph of `.artikel`. Addresses, lists and
selectors of 2018 to 2026 are those of published readers, and the generic reader has the pages of other
markup. Since 2024 the text stands in several elements of one id, with advertisements between them. Fronts are
drawn by scripts, so lists are the sitemaps and the index.
"""

import re
from dataclasses import replace
from datetime import date, timedelta
from typing import ClassVar

from newsspider.outlets.boilerplate.phrases import Phrase, Place, phrasebook
from newsspider.outlets.press import FRONT, PHRASES, PressOutlet, PressStory, press_marks, press_seeds
from newsspider.outlets.story.sources import Sources

_CHANNELS = (
    "www nasional bisnis metro dunia gaya bola tekno otomotif sport seleb travel cantik ramadan pemilu fokus "
    "investigasi hukum difabel kolom newsletter interaktif cekfakta"
)

_SIGNATURE = re.compile(
    r"(?P<signature>\A(?:[A-Z][A-Z.\'’-]{1,20}[ ,|]{1,3}){1,7}[A-Z][A-Z.\'’-]{1,20}"
    r"|(?:\A|(?<=[.!?”\"])\s?)\((?:(?:[a-z]{2,6}/?){1,3}|\*)\))\s{0,3}\Z"
)
"""The names of the writers in capitals, on a line below the text."""


class Tempo(PressStory):
    page_seen: ClassVar = False
    published_at: ClassVar[Sources] = (
        "ld:datePublished",
        "meta:article:published_time",
        "css:.date",
        "css:h1 ~ p",
    )
    breadcrumb: ClassVar[Sources] = ("crumbs:", "css:.breadcrumb a")
    authors: ClassVar[Sources] = ("ld:author", "meta:author", "css:a[href*='/penulis/']:not(:has(img))")
    furniture: ClassVar = {
        **PressStory.furniture,
        "advertisement": ".parallax-box, .remp-banner, [id^=ads], .ads, [id^=div-gpt-ad], ins, iframe",
        "baca_juga": ".bacajuga, .baca-juga",
    }


class Tempo2024(Tempo):
    signature: ClassVar = ("h1", "#content-wrapper")
    headline: ClassVar = ("css:h1",)
    tags: ClassVar = ("css:#article-tags a", "css:article .flex-wrap a[href^='/tag/']")
    body: ClassVar = ("#content-wrapper",)


class Tempo2018(Tempo):
    signature: ClassVar = ("h1", "#isi, .detail-in, .detail-konten")
    unless: ClassVar = ("#content-wrapper",)
    headline: ClassVar = ("css:h1.title", "css:h1[itemprop=headline]", "css:h1")
    tags: ClassVar = ("css:.list-tag a", "css:.box-tag-detail a", "css:a[href*='/tag/']")
    body: ClassVar = ("#isi", ".detail-in", ".detail-konten")


class Tempo2015(Tempo):
    page_seen: ClassVar = True
    signature: ClassVar = (".artikel h1", ".artikel .block-tanggal")
    headline: ClassVar = ("css:.artikel h1",)
    published_at: ClassVar = ("css:.block-tanggal",)
    breadcrumb: ClassVar = ("css:.block-kanal-map a",)
    authors: ClassVar = ("ld:author",)
    tags: ClassVar = ("css:.artikel a[rel=tag]",)
    body: ClassVar = (".artikel",)
    furniture: ClassVar = {
        **Tempo.furniture,
        "page_head": "h1, .block-kanal-map, .block-tanggal",
        "caption": "figure, .block-display",
    }
    lone_picture: ClassVar = (".single-img > img", ".block-display .deskripsi", "")


def dated_index(_: str, day: date, __: str | None) -> str:
    """The first page of a day's stories."""
    until = day + timedelta(days=1)
    return f"https://www.tempo.co/indeks?category=date&start_date={day}&end_date={until}&page=1"


OUTLET = PressOutlet(
    name="tempo",
    hosts=frozenset(f"{channel}.tempo.co" for channel in _CHANNELS.split()),
    mirrors={"tempo.co": "www.tempo.co", "m.tempo.co": "www.tempo.co"},
    story_path=re.compile(r"/read/\d+(?:/[^/]+)?/?|/(?!penulis|tag|video|foto)[\w-]+/(?:\w+-)+\d{5,}/?"),
    hub_path=re.compile(rf"{FRONT.pattern}|/indeks(?:/[\d-]+)*/?"),
    title_suffix=re.compile(r"\s+[-|]\s+(?:\w+ )?tempo(?:\.co)?\s*$", re.IGNORECASE),
    layouts=(Tempo2024(), Tempo2018(), Tempo2015()),
    phrases=phrasebook(
        (
            Phrase(
                rule="advertisement",
                pattern=r"scroll ke bawah untuk melanjutkan membaca|iklan",
                seen="Scroll ke bawah untuk melanjutkan membaca",
            ),
            Phrase(
                rule="form",
                pattern=r"lupa kata sandi\? klik di sini|atau (?:masuk|daftar) melalui|konfirmasi email"
                r"|(?:belum|sudah) memiliki akun (?:daftar|masuk) di sini|kirimkan lagi sekarang"
                r"|jika anda tidak menerima email,|klik link aktivasi dan dapatkan akses membaca\b.{0,80}"
                r"|kami telah mengirimkan link aktivasi melalui email\b.{0,80}"
                r"|baca berita dengan sedikit iklan, klik di sini",
                seen="Baca berita dengan sedikit iklan, klik di sini",
                place=Place.ANYWHERE,
            ),
            Phrase(
                rule="author_note",
                pattern=r"[^\"“”]{3,120} (?:ikut )?berkontribusi (?:dalam|pada) .{0,40}artikel ini\.?",
                seen="Budi Santoso berkontribusi dalam penulisan artikel ini.",
                place=Place.END,
            ),
        ),
        PHRASES,
    ),
    marks=replace(
        press_marks(
            "tempo",
            re.compile(
                r"(?P<dateline>TEMPO(?:\.CO)?\s?,\s{0,3}[A-Z][\w .'’()/-]{1,40}?\s{0,3}[-–—]{1,3})\s*"
            ),
        ),
        signature=_SIGNATURE,
    ),
    seeds=press_seeds("sitemap.xml", "rss", "indeks"),
    dated_index=dated_index,
)
