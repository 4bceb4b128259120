"""Outlet CNBC Indonesia: one host, in the house of detik.

No page is in reach. Addresses, lists and selectors are those of published readers of its pages of 2021 to
2026, and the generic reader has the pages of other markup.
"""

from typing import ClassVar

from newsspider.outlets.press import PressStory
from newsspider.outlets.publishers.trans import trans_outlet

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


OUTLET = trans_outlet("CNBC", CnbcIndonesia2021(), _SECTIONS, "%Y/%m/%d")
