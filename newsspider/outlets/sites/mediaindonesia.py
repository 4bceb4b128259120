"""Outlet Media Indonesia: one host.

Written from a page of January 2026. There JSON-LD names the editor as author, and
the writer stands in `.author-2` alone. The time of change may be before that of publication.
"""

import re
from dataclasses import replace
from typing import ClassVar

from newsspider.outlets.boilerplate.phrases import Phrase, phrasebook
from newsspider.outlets.press import FRONT, PHRASES, PressOutlet, PressStory, press_marks, press_seeds

_SIGNATURE = re.compile(
    r"(?<!\s)\s{0,4}(?P<signature>[(\[](?:[A-Z]{1,3}-\d{1,2}|[A-Z][A-Za-z]{0,11}(?:/[A-Z]{1,3}-\d{1,2}){1,2})[)\]])\s{0,3}\Z"
)
"""The desk and the page at the end of the text: "(Z-2)", "(Ant/Z-2)"."""


class MediaIndonesia2026(PressStory):
    signature: ClassVar = ("h1", "div.article")
    headline: ClassVar = ("css:.post-header h1", "css:h1")
    published_at: ClassVar = (
        "ld:datePublished",
        "meta:article:published_time",
        "css:span.datetime",
        "css:span.date",
    )
    breadcrumb: ClassVar = ("css:.mi-breadcrumb a", "crumbs:", "css:.breadcrumb a")
    authors: ClassVar = ("css:.info .author-2", "css:.author-2", "css:.date-author .author")
    editors: ClassVar = ("css:.info-author", "css:.editor-name", "ld:author")
    tags: ClassVar = ("css:.tag-list a", "css:p > a[href*='/tag/']")
    body: ClassVar = ("div.article",)
    figure: ClassVar = "figure.main-img, figure.article-image, figure:has(figcaption)"
    credit: ClassVar = "figcaption .credit"
    furniture: ClassVar = {
        **PressStory.furniture,
        "advertisement": "ins, iframe, .flying-carpet, ._ap_apex_ad, [id^=div-gpt-ad]",
        "baca_juga": ".related-news, .baca-juga",
        "callout": ".ext-channel, .follow-cta",
    }


OUTLET = PressOutlet(
    name="mediaindonesia",
    hosts=frozenset({"mediaindonesia.com"}),
    mirrors={"www.mediaindonesia.com": "mediaindonesia.com", "m.mediaindonesia.com": "mediaindonesia.com"},
    story_path=re.compile(r"/(?!tag/|search/|galleries/|videos/)[\w-]+/\d+/[^/]*[a-z][^/]*/?"),
    hub_path=re.compile(rf"{FRONT.pattern}|/indeks(?:/[\w-]+)*/?"),
    title_suffix=re.compile(r"\s+[-|]\s+Media Indonesia\s*$", re.IGNORECASE),
    layouts=(MediaIndonesia2026(),),
    phrases=phrasebook(
        (
            Phrase(
                rule="callout",
                pattern=r"cek berita dan artikel (?:yg|yang) lain di google news\b.{0,120}",
                seen="Cek berita dan artikel yg lain di Google News dan dan ikuti WhatsApp channel",
            ),
        ),
        PHRASES,
    ),
    marks=replace(press_marks("mediaindonesia", re.compile(r"(?!)(?P<dateline>)")), signature=_SIGNATURE),
    seeds=press_seeds("sitemap.xml", "feed", "indeks"),
    dated_index=lambda host, day, _: f"https://{host}/indeks?date={day}",
)
