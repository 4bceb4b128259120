"""Outlet CNBC Indonesia: one host, in the house of detik.

No page is in reach. Addresses, lists and selectors are those of published readers of its pages of 2021 to
2026, and the generic reader has the pages of other markup. The 14 digits of an address are the time of
creation.
"""

import re
from typing import ClassVar

from newsspider.outlets.outlet import Outlet
from newsspider.outlets.phrases import phrasebook
from newsspider.outlets.press import FRONT, LISTINGS, LISTS, PHRASES, PressStory, press_marks, press_seeds
from newsspider.outlets.site import page_in_query

_SECTIONS = "market news tech investment entrepreneur syariah lifestyle mymoney opini research"


class CnbcIndonesia2021(PressStory):
    page_seen: ClassVar = False
    signature: ClassVar = ("h1", ".detail-text, .detail_text")
    headline: ClassVar = ("css:h1", "meta:og:title")
    published_at: ClassVar = (
        "ld:datePublished",
        "meta:dtk:publishdate",
        "css:.text-cm.text-gray",
        "css:.date",
    )
    authors: ClassVar = (
        "ld:author",
        "meta:dtk:author",
        "css:.author",
        "css:div.mb-1.text-base.font-semibold ~ div.mb-1.text-base.font-semibold",
    )
    tags: ClassVar = ("css:a[href*='/tag/']",)
    body: ClassVar = (".detail-text", ".detail_text")
    figure: ClassVar = ".media_artikel, figure"
    furniture: ClassVar = {
        **PressStory.furniture,
        "advertisement": ".paradetail, .para_caption, .ads-slot, .detail_ads, [id^=div-gpt-ad], ins, iframe",
        "baca_juga": "[class^=sisip_], [class*=' sisip_'], [class^=link_sisip], [class*=' link_sisip']",
    }


OUTLET = Outlet(
    name="cnbcindonesia",
    hosts=frozenset({"www.cnbcindonesia.com"}),
    mirrors={"cnbcindonesia.com": "www.cnbcindonesia.com"},
    story_path=re.compile(r"/(?!video/|foto/)[\w-]+/\d{14}-\d+-\d+(?:/[^/]+)?/?"),
    page_path=re.compile(r"(?P<story>/[\w-]+/\d{14}-\d+-\d+/[^/]+)/\d{1,2}/?"),
    listing_path=LISTS,
    hub_path=re.compile(rf"{FRONT.pattern}|(?:/[\w-]+)?/indeks(?:/\d+)?/?"),
    other_pages=re.compile(r"[^/]+(?:/[\w-]+)*/(?:video|foto)/.*"),
    story_parameters=frozenset(),
    title_suffix=re.compile(r"\s+-\s+CNBC Indonesia\s*$", re.IGNORECASE),
    layouts=(CnbcIndonesia2021(),),
    listings=LISTINGS,
    phrases=phrasebook(PHRASES),
    marks=press_marks(
        "cnbc",
        re.compile(
            r"(?P<dateline>(?:[A-Z][\w .'’()/-]{1,40}?,\s{0,3})?CNBC\s?Indonesia\s{0,3}[-–—]{1,3})\s*"
        ),
    ),
    seeds=press_seeds("rss", *(f"{section}/rss" for section in _SECTIONS.split()), "indeks"),
    dated_index=lambda host, day, _: f"https://{host}/indeks?date={day:%Y/%m/%d}",
    page_url=lambda story, page: page_in_query(story, page) if page == "all" else f"{story}/{page}",
)
