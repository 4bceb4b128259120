"""Outlet tvOnenews: one host, in the house of VIVA.

No page is in reach. Addresses, lists and selectors are those of published readers of its pages of 2026, and
the generic reader has the pages of other markup. No index by day is known.
"""

import re
from typing import ClassVar

from newsspider.outlets.boilerplate.phrases import Phrase, Place, phrasebook
from newsspider.outlets.press import FRONT, PHRASES, PressOutlet, PressStory, press_marks, press_seeds


class TvOne2026(PressStory):
    page_seen: ClassVar = False
    signature: ClassVar = ("h1", ".detail-content")
    headline: ClassVar = ("css:h1",)
    published_at: ClassVar = ("ld:datePublished", "meta:article:published_time", "css:.detail-date")
    breadcrumb: ClassVar = ("css:.breadcrumb a", "crumbs:")
    authors: ClassVar = ("css:.detail-author", "ld:author")
    tags: ClassVar = ("css:a[href*='/tag/']",)
    body: ClassVar = (".detail-content",)
    furniture: ClassVar = {
        **PressStory.furniture,
        "advertisement": "ins, iframe, .ads, [class*=slotiklan-], .giant-banner-container",
        "baca_juga": "[class^=baca-juga]",
        "related_table": "[class^=related]",
        "embed": "div[class^=video]",
    }


OUTLET = PressOutlet(
    name="tvonenews",
    hosts=frozenset({"www.tvonenews.com"}),
    mirrors={"tvonenews.com": "www.tvonenews.com"},
    story_path=re.compile(r"/(?!tag/|foto/|video/)[\w-]+(?:/[\w-]+)*/\d{4,}-[^/]+/?"),
    hub_path=re.compile(rf"{FRONT.pattern}|/indeks(?:/[\w-]+)*/?"),
    title_suffix=re.compile(r"\s+[-|–]\s+tvOne(?:news)?(?:\.com)?\s*$", re.IGNORECASE),
    layouts=(TvOne2026(),),
    phrases=phrasebook(
        (
            Phrase(
                rule="channel",
                pattern=r"jangan lupa nonton dan subscribe .{1,80}",
                seen="Jangan lupa nonton dan subscribe YouTube tvOnenews.com",
                place=Place.END,
            ),
        ),
        PHRASES,
    ),
    marks=press_marks(
        "tvone",
        re.compile(
            r"(?P<dateline>(?:[A-Z][\w .'’()/-]{1,40}?,\s{0,3})?(?i:tvOnenews)(?:\.com)?\s{0,3}[-–—]{1,3})\s*"
        ),
    ),
    seeds=press_seeds("sitemap.xml", "rss", "indeks"),
    dated_index=lambda host, *_: f"https://{host}/indeks",
)
