"""Outlet kumparan: one host; the first folder of an address is an account, not a section.

No page is in reach. Addresses, lists and selectors are those of published readers of its pages of 2026, and
the generic reader has the pages of other markup. Class names are hashes; `data-qa-id` stays. The code at an
address's end counts its capitals. Fronts are drawn by scripts, so the sitemaps are the only lists.
"""

import re
from typing import ClassVar

from newsspider.outlets.boilerplate.phrases import Phrase, phrasebook
from newsspider.outlets.press import PHRASES, PressOutlet, PressStory, press_marks, press_seeds

_CHANNELS = "news entertainment mom food-travel tekno-sains otomotif woman bola-sports bisnis buzz"


class Kumparan2026(PressStory):
    page_seen: ClassVar = False
    signature: ClassVar = ("[data-qa-id=story-title]", "[data-qa-id=story-paragraph]")
    headline: ClassVar = ("css:[data-qa-id=story-title]",)
    published_at: ClassVar = (
        "ld:datePublished",
        "meta:article:published_time",
        "css:[data-qa-id=publish-date]",
    )
    authors: ClassVar = ("css:[data-qa-id=author-name]", "ld:author")
    tags: ClassVar = ("css:[data-qa-id=label-tag-topic]",)
    body: ClassVar = (
        "[data-qa-id=story-content]",
        "article:has([data-qa-id=story-paragraph])",
        "[data-qa-id=story-paragraph]",
    )
    figure: ClassVar = "figure:has([data-qa-id=image-caption])"
    caption: ClassVar = "[data-qa-id=image-caption]"
    furniture: ClassVar = {
        **PressStory.furniture,
        "headline": "header, [data-qa-id=story-title], [data-qa-id=story-author]",
        "advertisement": "aside, ins, iframe, [data-qa-id^=desktop-article-page]",
        "tag_list": "footer, [data-qa-id=story-footer]",
    }


OUTLET = PressOutlet(
    name="kumparan",
    hosts=frozenset({"kumparan.com"}),
    mirrors={"www.kumparan.com": "kumparan.com"},
    story_path=re.compile(r"/(?!channel/|topic/|story/|trending/)[\w.-]+/[\w-]+-[0-9A-Za-z]{11}(?:/full)?/?"),
    title_suffix=re.compile(r"\s+[-|]\s+kumparan(?:\.com)?\s*$", re.IGNORECASE),
    layouts=(Kumparan2026(),),
    phrases=phrasebook(
        (Phrase(rule="reading_time", pattern=r"waktu baca \d+ menit", seen="waktu baca 2 menit"),), PHRASES
    ),
    marks=press_marks("kumparan", re.compile(r"(?!)(?P<dateline>)")),
    seeds=press_seeds("sitemap.xml", *(f"sitemap_channel_{channel}.xml" for channel in _CHANNELS.split())),
    dated_index=lambda host, *_: f"https://{host}/sitemap.xml",
)
