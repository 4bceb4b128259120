"""Outlet CNN Indonesia: one host, in the house of detik.

No page is in reach. Addresses, lists and selectors are those of published readers of its pages of 2020 to
2026, and the generic reader has the pages of other markup.
"""

from typing import ClassVar

from newsspider.outlets.press import PressStory
from newsspider.outlets.publishers.trans import trans_outlet

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


OUTLET = trans_outlet("CNN", CnnIndonesia2023(), _SECTIONS, "%d/%m/%Y")
