"""Outlet SINDOnews: a host for each channel, in the house of MNC.

No page is in reach. Addresses, lists and selectors are those of published readers of its pages of 2020 to
2026, and the generic reader has the pages of other markup. The text stands between line breaks, without
paragraphs. The ten digits at an address's end are a Unix time.
"""

import re
from typing import ClassVar

from newsspider.outlets.press import FRONT, LISTS, PressOutlet, PressStory, press_marks, press_seeds
from newsspider.outlets.site import day_in_query, page_in_query

_CHANNELS = (
    "www nasional metro daerah ekbis international sports soccer autotekno tekno otomotif sains edukasi "
    "lifestyle kalam gensindo makassar jateng jatim jabar sumut sumsel index"
)


class Sindonews2020(PressStory):
    page_seen: ClassVar = False
    signature: ClassVar = ("h1", "#detail-desc, .detail-desc, .article #content")
    headline: ClassVar = ("css:h1.detail-title", "css:.article h1", "css:h1")
    published_at: ClassVar = (
        "ld:datePublished",
        "meta:article:published_time",
        "css:.detail-date-artikel",
        "css:.article time",
    )
    authors: ClassVar = ("css:.detail-nama-redaksi a", "ld:author", "css:[rel=author]:not(:has(img))")
    tags: ClassVar = ("css:.tag-list a", "meta:keywords")
    page_count: ClassVar = ("css:.paging-artikel li:last-child a@data-ci-pagination-page",)
    body: ClassVar = ("#detail-desc", ".detail-desc", ".article #content")
    figure: ClassVar = ".detail-img"
    caption: ClassVar = "figcaption, .caption, span"
    furniture: ClassVar = {
        **PressStory.furniture,
        "advertisement": "ins, iframe, [id^=div-gpt-ad], .ads, .warp-ads-paralax, .download-sindoapps",
        "baca_juga": "[class^=baca-juga], .baca-inline, [class^=lihat-juga], [class^=related]",
        "read_more": ".paging-artikel",
    }


OUTLET = PressOutlet(
    name="sindonews",
    hosts=frozenset(f"{channel}.sindonews.com" for channel in _CHANNELS.split()),
    mirrors={"sindonews.com": "www.sindonews.com"},
    story_path=re.compile(r"/(?:news)?read/\d+/(?:\d+/)?[^/]+/?"),
    page_form=(re.compile(r"([^/]+/(?:news)?read/\d+/\d+/[^/]+)/\d{1,3}/?"), r"\1"),
    listing_path=re.compile(rf"{LISTS.pattern}|/indeks/\d+/\d+/?"),
    hub_path=re.compile(rf"{FRONT.pattern}|/(?:indeks|index)/?"),
    title_suffix=re.compile(r"\s+[-|]\s+SINDOnews(?:\.com)?\s*$", re.IGNORECASE),
    layouts=(Sindonews2020(),),
    marks=press_marks(
        "sindo",
        re.compile(
            r"(?P<dateline>[A-Z][A-Z'’.]{2,20}(?:[ ,/-]{1,2}[A-Z][A-Z'’.]{1,20}){0,4}"
            r"(?:\s{1,3}[-–—]{1,3}|[-–—]{1,3}(?=\s|\Z)))\s*"
        ),
    ),
    seeds=press_seeds("feed", "sitemap-news.xml", "indeks"),
    dated_index=lambda _, day, __: f"https://www.sindonews.com/indeks/0/0?t={day}",
    listed_day=day_in_query("t"),
    page_url=lambda story, page: f"{story}?showpage=all" if page == "all" else page_in_query(story, page),
)
