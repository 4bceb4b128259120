"""Outlet CNN Indonesia: one host, in the house of detik.

No page is in reach. Addresses, lists and selectors are those of published readers of its pages of 2020 to
2026, and the generic reader has the pages of other markup. The 14 digits of an address are the time of
creation.
"""

import re
from typing import ClassVar

from newsspider.outlets.outlet import Outlet
from newsspider.outlets.phrases import phrasebook
from newsspider.outlets.press import FRONT, LISTINGS, LISTS, PHRASES, PressStory, press_marks, press_seeds
from newsspider.outlets.site import page_in_query

_SECTIONS = "nasional internasional ekonomi olahraga teknologi otomotif hiburan gaya-hidup"


class CnnIndonesia2023(PressStory):
    page_seen: ClassVar = False
    signature: ClassVar = ("h1", ".detail-text, .detail_text, #detikdetailtext")
    headline: ClassVar = ("css:h1", "meta:og:title")
    published_at: ClassVar = ("ld:datePublished", "meta:dtk:publishdate", "css:.text-cnn_grey", "css:.date")
    breadcrumb: ClassVar = ("css:[class*=gtm_breadcrumb_]", "crumbs:")
    authors: ClassVar = ("ld:author",)
    tags: ClassVar = ("css:aside .flex-wrap a[href*='/tag/']", "css:.flex-wrap.gap-3 a[href*='/tag/']")
    page_count: ClassVar = ("css:select[name=multipage] option:last-child",)
    body: ClassVar = (".detail-text", ".detail_text", "#detikdetailtext")
    figure: ClassVar = ".detail-image, .media_artikel, figure"
    caption: ClassVar = "figcaption, .text-cnn_grey, span"
    furniture: ClassVar = {
        **PressStory.furniture,
        "advertisement": ".paradetail, .para_caption, .ads-slot, .detail_ads, [id^=div-gpt-ad], ins, iframe",
        "baca_juga": "table.linksisip, .lihatjg",
        "call_box": ".newstag, a.border",
        "read_more": "a[dtr-evt=halaman]",
    }


OUTLET = Outlet(
    name="cnnindonesia",
    hosts=frozenset({"www.cnnindonesia.com"}),
    mirrors={"cnnindonesia.com": "www.cnnindonesia.com"},
    story_path=re.compile(r"/(?!video/|foto/)[\w-]+/\d{14}-\d+-\d+(?:/[^/]+)?/?"),
    page_path=re.compile(r"(?P<story>/[\w-]+/\d{14}-\d+-\d+/[^/]+)/\d{1,2}/?"),
    listing_path=LISTS,
    hub_path=re.compile(rf"{FRONT.pattern}|(?:/[\w-]+)?/indeks(?:/\d+)?/?"),
    other_pages=re.compile(r"[^/]+(?:/[\w-]+)*/(?:video|foto)/.*"),
    story_parameters=frozenset(),
    title_suffix=re.compile(r"\s+-\s+CNN Indonesia\s*$", re.IGNORECASE),
    layouts=(CnnIndonesia2023(),),
    listings=LISTINGS,
    phrases=phrasebook(PHRASES),
    marks=press_marks(
        "cnn",
        re.compile(r"(?P<dateline>(?:[A-Z][\w .'’()/-]{1,40}?,\s{0,3})?CNN\s?Indonesia\s{0,3}[-–—]{1,3})\s*"),
    ),
    seeds=press_seeds("rss", *(f"{section}/rss" for section in _SECTIONS.split()), "indeks"),
    dated_index=lambda host, day, _: f"https://{host}/indeks?date={day:%d/%m/%Y}",
    page_url=lambda story, page: page_in_query(story, page) if page == "all" else f"{story}/{page}",
)
