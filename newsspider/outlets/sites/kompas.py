"""Outlet Kompas.com: the national newsroom, with a host for each section.

History: in 2015-16 the text stood between line breaks in `.kcm-read-text`, the credits in a table below.
Sports and motoring had other elements around the same parts. By 2023: paragraphs in `.read__content`, people
and page count in `meta`, the editor as author in JSON-LD. The index has never been seen: a backfill reads the
first page of each day.
"""

import re
from typing import ClassVar

from newsspider.items import LinkKind
from newsspider.outlets.boilerplate.phrases import Phrase, Place, phrasebook
from newsspider.outlets.listings.sitemaps import RobotsFile, Sitemap
from newsspider.outlets.listings.syndication import JsonFeed, XmlFeed
from newsspider.outlets.outlet import Outlet
from newsspider.outlets.plain import Front
from newsspider.outlets.press import PHRASES, PressStory, press_marks, press_seeds

_SECTIONS = (
    "www nasional regional megapolitan money tekno otomotif bola entertainment hype lifestyle properti "
    "health edukasi travel food sains internasional jogja bandung surabaya medan makassar denpasar biz indeks"
)
_FRONT = re.compile(r"/[a-z0-9-]{0,40}/?")


def _credit(role: str) -> str:
    """The source of a row of the table of credits."""
    return f"css:td:lexbor-contains('{role}') + td"


def _modal(role: str) -> str:
    """The source of the people with a role in the window of credits."""
    return f"css:.credit-author-title:has(h6:lexbor-contains('{role}')) .credit-author-name"


class Kompas2015(PressStory):
    signature: ClassVar = (".kcm-read-top h2", ".kcm-read-text")
    headline: ClassVar = ("css:.kcm-read-top h2",)
    published_at: ClassVar = ("css:.kcm-read-top .msmall",)
    breadcrumb: ClassVar = ("css:.kcm-breadcrumb a",)
    authors: ClassVar = (_credit("Penulis"),)
    editors: ClassVar = (_credit("Editor"),)
    source: ClassVar = (_credit("Sumber"),)
    body: ClassVar = (".kcm-read-text",)
    figure: ClassVar = ".kcm-read .photo"
    caption: ClassVar = ""
    credit: ClassVar = ".author"
    furniture: ClassVar = {**PressStory.furniture, "caption": "figure, figcaption, .photo"}
    links: ClassVar = {LinkKind.RECOMMENDATION: (".kcm-read-terkait a[href]",)}


class KompasSports2016(Kompas2015):
    signature: ClassVar = (".kcm-read-content-top h2", ".kcmread1114")
    headline: ClassVar = ("css:.kcm-read-content-top h2",)
    published_at: ClassVar = ("css:.kcm-read-content-top .kcm-date",)
    breadcrumb: ClassVar = ("css:.kcm-read-content-top .breadcrump a",)
    body: ClassVar = (".kcmread1114",)


class KompasMotoring2016(Kompas2015):
    signature: ClassVar = (".baca-content h1", ".div-read")
    headline: ClassVar = ("css:.baca-content h1",)
    published_at: ClassVar = ("css:.baca-content .kcm-date",)
    breadcrumb: ClassVar = ("css:.bread-c a",)
    body: ClassVar = (".div-read",)
    figure: ClassVar = ".big-img-content .photo"
    links: ClassVar = {LinkKind.RECOMMENDATION: (".berita-terkait-content a[href]",)}


class Kompas2023(PressStory):
    signature: ClassVar = ("h1.read__title", ".read__content")
    headline: ClassVar = ("css:h1.read__title",)
    published_at: ClassVar = (*PressStory.published_at, "meta:content_PublishedDate", "css:.read__time")
    breadcrumb: ClassVar = ("css:.breadcrumb__wrap [itemprop=name]",)
    authors: ClassVar = ("meta:content_author", _modal("Penulis"))
    editors: ClassVar = ("meta:content_editor", _modal("Editor"))
    tags: ClassVar = ("css:a.tag__article__link",)
    page_count: ClassVar = ("meta:content_total_pages",)
    body: ClassVar = (".read__content",)
    figure: ClassVar = ".cover-photo, .photo:has(.photo__caption)"
    caption: ClassVar = ".photo__caption"
    credit: ClassVar = ".photo__author"
    furniture: ClassVar = {
        "caption": "figure, figcaption, .photo, .photo__caption",
        "advertisement": PressStory.furniture["advertisement"]
        + ", .ads-on-body, .pushdown-banner, [class^=kgnw-], [class^=kompasidRec]",
        "baca_juga": "p:has(a.inner-link-baca-juga), [class^=inject-baca-juga]",
        "embed": ".video, .fb-quote",
    }
    links: ClassVar = {
        LinkKind.RECOMMENDATION: (".aTerkait a[href]", ".related__inline a[href]", "#rekomendasi a[href]")
    }


OUTLET = Outlet(
    name="kompas",
    hosts=frozenset(f"{section}.kompas.com" for section in _SECTIONS.split()),
    mirrors={"amp.kompas.com": "www.kompas.com"},
    page_form=(
        re.compile(rf"amp\.kompas\.com/({'|'.join(_SECTIONS.split()[1:])})(/read/.+)"),
        r"\1.kompas.com\2",
    ),
    story_path=re.compile(r"/(?:[\w-]+/)?read/\d{4}/\d\d/\d\d/\d+/[^/]+/?"),
    listing_path=re.compile(r"/robots\.txt|/(?:[\w-]+/)*[\w-]*sitemap[\w-]*\.xml(?:\.gz)?"),
    hub_path=_FRONT,
    story_parameters=frozenset(),
    title_suffix=re.compile(r"\s+-\s+Kompas\.com.*$", re.IGNORECASE),
    layouts=(Kompas2023(), KompasSports2016(), KompasMotoring2016(), Kompas2015()),
    listings=(RobotsFile(), Sitemap(), XmlFeed(), JsonFeed(), Front(path=_FRONT)),
    phrases=phrasebook(
        (
            Phrase(
                rule="channel",
                pattern=r"(?:simak|dapatkan)\b.{0,40}\b(?:breaking news|berita pilihan)\b"
                r"(?=.{0,300}\b(?:whatsapp|telegram)\b).{0,400}",
                seen="Simak breaking news dan berita pilihan kami di ponselmu lewat WhatsApp Channel",
            ),
            Phrase(
                rule="callout",
                pattern=r"#?jernih ?(?:ber|me)\w{5,9}|periksa kembali dan lengkapi data dirimu.{0,300}"
                r"|lihat (?!video)\w{3,15}(?: \w{3,15})? selengkapnya",
                seen="#JernihBerkomentar",
                place=Place.END,
            ),
        ),
        PHRASES,
    ),
    marks=press_marks(
        "kompas",
        re.compile(
            r"(?P<dateline>(?:[A-Z][\w .'’/-]{1,40},\s{0,3})?(?:(?i:kompas\.?(?:com|id|tv)|bolasport\.com)"
            r"|Kompas[A-Z][a-z]{2,12}|KOMPAS)\s{0,3}(?:[-–—]{1,3}|:(?=\s|\Z))"
            r"|[A-Z][A-Z .'’/-]{1,40},\s{0,3}KOMPAS\.com(?=\s[A-Z\"“]))\s*"
        ),
        names=r"kompas\.(?:com|id|tv)|kompasiana|kompas ?tv",
    ),
    seeds=press_seeds("sitemap.xml"),
    dated_index=lambda host, day, _: f"https://indeks.kompas.com/?site={host.split('.')[0]}&date={day}",
)
