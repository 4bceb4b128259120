"""Outlet VIVA: one host, before 2017 a host for each section.

History: in 2016 the text stood in elements between line breaks below `[itemprop=articleBody]`. The selectors
of later pages are those of published readers, and the generic reader has the pages of other markup. The index
is by page, not by day.
"""

import re
from typing import ClassVar

from newsspider.items import LinkKind
from newsspider.outlets.press import FRONT, LISTS, PressOutlet, PressStory, press_marks, press_seeds

_OLD_HOSTS = "m beta life bola sport.news nasional.news metro.news dunia.news"


class Viva2018(PressStory):
    page_seen: ClassVar = False
    signature: ClassVar = ("h1", ".main-content-detail, .detail-content, #article-detail-content")
    headline: ClassVar = ("css:h1.main-content-title", "css:h1.title-big-detail", "css:h1")
    published_at: ClassVar = (*PressStory.published_at, "css:.main-content-date", "css:.date")
    breadcrumb: ClassVar = ("css:a.breadcrumb-step", "crumbs:")
    authors: ClassVar = ("ld:author", "css:.main-content-author a", "css:.author", "meta:author")
    tags: ClassVar = ("css:.tag-list a", "css:a[href*='/tag/']")
    page_count: ClassVar = ("css:.pagination-detail@data-total-pages",)
    body: ClassVar = (".main-content-detail", "#article-detail-content", ".detail-content")
    figure: ClassVar = ".main-content-image, figure"
    furniture: ClassVar = {
        **PressStory.furniture,
        "advertisement": "ins, iframe, .ads, [class*=slotiklan-], [id^=div-gpt-ad], #bottomframe-ad",
        "baca_juga": ".recommended-article",
        "related_table": ".widget-other-article",
        "paging": ".pagination-detail",
    }


class Viva2016(PressStory):
    signature: ClassVar = (".article-detail h1", "#article-content [itemprop=articleBody]")
    headline: ClassVar = ("css:.article-detail h1",)
    published_at: ClassVar = ("meta:article:published_time", "css:.smalldesc .date")
    section: ClassVar = ("css:.upperdeck-kanal", "meta:article:section")
    authors: ClassVar = ("css:.smalldesc .author",)
    tags: ClassVar = ("css:a[rel=tag]",)
    body: ClassVar = ("#article-content [itemprop=articleBody]",)
    lone_picture: ClassVar = (".article-detail > .thumbcontainer img", ".photodesc", "")
    links: ClassVar = {LinkKind.RECOMMENDATION: (".artikel-terkait .list a[href]",)}


OUTLET = PressOutlet(
    name="viva",
    hosts=frozenset({"www.viva.co.id"}),
    mirrors=dict.fromkeys(
        ("viva.co.id", *(f"{host}.viva.co.id" for host in _OLD_HOSTS.split())), "www.viva.co.id"
    ),
    mirror_prefix="/amp",
    story_path=re.compile(r"/(?!tag/|indeks/|foto/|video/)[\w-]+(?:/[\w-]+)*/\d{5,}-[^/]+/?"),
    listing_path=re.compile(rf"{LISTS.pattern}|/get/all"),
    hub_path=re.compile(rf"{FRONT.pattern}|/indeks(?:/[\w-]+)*/?"),
    title_suffix=re.compile(r"\s+[-|–]\s+VIVA(?:\.co\.id)?\s*$", re.IGNORECASE),
    layouts=(Viva2018(), Viva2016()),
    marks=press_marks(
        "viva",
        re.compile(
            r"(?P<dateline>(?:[A-Z][\w .'’()/-]{1,40}?,\s{0,3})?VIVA(?:\.co\.id|news)?"
            r"(?: \w{4,12})?\s{0,3}[-–—]{1,3})\s*"
        ),
    ),
    seeds=press_seeds("sitemap.xml", "get/all", "indeks"),
    dated_index=lambda host, *_: f"https://{host}/indeks",
)
