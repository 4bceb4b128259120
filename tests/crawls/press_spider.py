"""Spider of the replica's press: Tribun, and two of its newsrooms with outlets of their own."""

from __future__ import annotations

import re
from typing import ClassVar

from newsspider.outlets import OUTLETS
from newsspider.outlets.boilerplate.marks import NO_MARKS
from newsspider.outlets.boilerplate.phrases import phrasebook
from newsspider.outlets.crawled import CrawledOutlets
from newsspider.outlets.limits import Limits
from newsspider.outlets.listings.sitemaps import RobotsFile, Sitemap
from newsspider.outlets.listings.syndication import XmlFeed
from newsspider.outlets.outlet import Outlet
from newsspider.outlets.plain import Front, PlainStory
from newsspider.spiders.allnews import AllNewsSpider

_LISTS = re.compile(r"/robots\.txt|/sitemap\.xml|/feed\.xml")


class PantaiStory(PlainStory):
    signature: ClassVar = ("h1.kp-judul", ".kp-isi")
    headline: ClassVar = ("css:h1.kp-judul",)
    authors: ClassVar = ("meta:penulis",)
    tags: ClassVar = ("css:a.kp-topik",)
    body: ClassVar = (".kp-isi",)
    furniture: ClassVar = {"advertisement": ".kp-iklan"}


class LerengStory(PlainStory):
    signature: ClassVar = ("h2.judul-berita", "#isi-berita")
    headline: ClassVar = ("css:h2.judul-berita",)
    published_at: ClassVar = ("css:.kredit .waktu",)
    authors: ClassVar = ("css:.kredit td:first-child",)
    body: ClassVar = ("#isi-berita",)


def _outlet(name: str, hosts: tuple[str, ...], story: str, layout: PlainStory, first: str) -> Outlet:
    return Outlet(
        name=name,
        hosts=frozenset(hosts),
        story_path=re.compile(story),
        listing_path=_LISTS,
        hub_path=re.compile("/"),
        story_parameters=frozenset(),
        title_suffix=re.compile(r"\s+- [\w ]+$"),
        layouts=(layout,),
        listings=(RobotsFile(), Sitemap(), XmlFeed(), Front(path=re.compile("/"))),
        phrases=phrasebook(()),
        marks=NO_MARKS,
        seeds=lambda host, _: tuple(f"https://{host}/{path}" for path in ("robots.txt", first, "")),
        dated_index=lambda host, _day, _section: f"https://{host}/",
    )


PANTAI = _outlet(
    "pantai",
    ("www.kabarpantai.example", "ekonomi.kabarpantai.example"),
    r"/berita/\d{4}/\d\d/\d\d/\d+/[\w-]+",
    PantaiStory(),
    "sitemap.xml",
)
LERENG = _outlet("lereng", ("www.wartalereng.example",), r"/baca/\d+/[\w-]+\.html", LerengStory(), "feed.xml")


class PressSpider(AllNewsSpider):
    """Crawls the replica's press; Suara Tepi has no outlet."""

    name = "press"

    @classmethod
    def known_outlets(cls, limits: Limits | None = None) -> CrawledOutlets:
        return CrawledOutlets([OUTLETS["tribun"], PANTAI, LERENG], limits, is_open=True)
