"""Outlet Merdeka.com: general news of KapanLagi Youniverse.

History: 2014 to 2020 a desktop page, whose text stands in `.mdk-body-paragpraph`, from about 2017 without the
slip of the pen. In 2021 a mobile page with all pages of a story, the later ones hidden. In 2023 the site was
rebuilt: `h1.article-title`. The page of 2021 was seen, the others are known from their selectors. The head
states clock times of WIB with a wrong zone ("-07:00", "GMT").
"""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import ClassVar

from selectolax.lexbor import LexborNode

from newsspider.items import Image, LinkKind
from newsspider.outlets.dates import WIB
from newsspider.outlets.press import PressOutlet, PressStory, press_seeds
from newsspider.outlets.publishers.kly import KLY_PHRASES, kly_marks
from newsspider.outlets.story.reading import Reading
from newsspider.outlets.story.sources import Sources

_FRONT = re.compile(r"/(?:[a-z0-9-]{1,40}/?){0,2}")


class MerdekaStory(PressStory):
    """What the generations have in common."""

    body: ClassVar[Sources] = (".mdk-body-paragraph", ".mdk-body-paragpraph")
    caption: ClassVar[str] = ""
    furniture: ClassVar[Mapping[str, str]] = {
        "byline": ".mdk-date-reporter, .reporter, .date-post, .mdk-dt-headline, .mdk-news-head",
        "baca_juga": ".dont-display, .baca-juga, .baca-juga-collections, .baca-juga-collections__detail",
        "caption": "figure, .imagecontent, .imageinfo, .mdk-news-img, .mdk-dt-img",
        "read_more": ".read-too",
        "page_label": ".page-number",
        "embed": "blockquote.instagram-media, .fb-post, .fb-video, blockquote.tiktok-embed",
        "advertisement": (
            "[id^=div-gpt], [id^=div-revive], .article-ad, ins, [class*=ads-placeholder], [id^=dnative]"
        ),
        "related_table": (
            ".mdk-dt-box, .mdk-list-terkait, .box-list--related, [class*=picturefirst], #gplus_recommendation"
        ),
        "comments": "[id^=kl-social], .fb-comments, .disclaimer-comment, .read-comment, [class*=share]",
    }
    links: ClassVar[Mapping[LinkKind, Sources]] = {
        LinkKind.RECOMMENDATION: ("li.widereadpage-item .article-description p a[href]",)
    }

    def time(self, reading: Reading, name: str) -> datetime | None:
        """A time of the clock of WIB, whatever zone the page states."""
        found = super().time(reading, name)
        return found.replace(tzinfo=WIB) if found is not None else None


class Merdeka2023(PressStory):
    page_seen: ClassVar = False
    signature: ClassVar = ("h1", "h1.article-title, .article--version2, .mdk-body-paragraph")
    unless: ClassVar = (".mdk-dt-headline h1", ".mdk-news-head h1")
    headline: ClassVar = ("css:h1.article-title", "css:article h1", "css:h1")
    published_at: ClassVar = (
        "ld:datePublished",
        "css:article time",
        "css:time",
        "meta:article:published_time",
    )
    authors: ClassVar = ("css:.dt--postcredit-editor-desc a", "ld:author", "meta:author")
    tags: ClassVar = ("css:.dt--postcredit-tag a", "css:.box-list--related .box-list-item a", "ld:keywords")
    breadcrumb: ClassVar = ("css:[class*=breadcrumb] a", "crumbs:")
    body: ClassVar = (*MerdekaStory.body, "[itemprop=articleBody]", ".article--version2", "article")
    furniture: ClassVar = {
        **MerdekaStory.furniture,
        "headline": "h1, time",
        "credit_line": ".section--postcredit, [class*=postcredit]",
        "navigation": "nav, header, footer, aside, [class*=breadcrumb]",
    }


class Merdeka2021(MerdekaStory):
    signature: ClassVar = (".mdk-news-head h1", ".mdk-news-body")
    headline: ClassVar = ("css:.mdk-news-head h1",)
    published_at: ClassVar = ("css:.mdk-date-reporter", "meta:article:published_time")
    section: ClassVar = ("css:.mdk-date-reporter a",)
    authors: ClassVar = ("css:.mdk-date-reporter a[href*=reporter]", "meta:author")
    tags: ClassVar = ("css:ul.tag__list a",)
    body: ClassVar = (".mdk-news-body", *MerdekaStory.body)
    page_count: ClassVar = ("css:.page-number li:last-child a",)
    holds_all_pages: ClassVar = True
    figure: ClassVar = ".mdk-news-img, .imagecontent"

    def image(self, reading: Reading, figure: LexborNode, image: LexborNode) -> Image:
        """A picture; inside the text its words stand in the element below it."""
        below = figure.next
        while below is not None and below.tag == "-text":
            below = below.next
        is_info = below is not None and "imageinfo" in (below.attributes.get("class") or "")
        return super().image(reading, below if is_info and below is not None else figure, image)


class Merdeka2014(MerdekaStory):
    page_seen: ClassVar = False
    signature: ClassVar = (".mdk-dt-headline h1", ".mdk-body-paragraph, .mdk-body-paragpraph")
    headline: ClassVar = ("css:.mdk-dt-headline h1",)
    published_at: ClassVar = ("css:.date-post", "meta:article:published_time")
    section: ClassVar = ("meta:article:section",)
    breadcrumb: ClassVar = ("css:.mdk-breadcrumb a", "css:.breadcrumb a")
    authors: ClassVar = ("css:.reporter a", "meta:author")
    tags: ClassVar = (
        "css:.mdk-body-detail a[href*='/tag/']",
        "css:.mdk-dt-box a[href*='/tag/']",
        "css:ul.tag__list a",
    )
    page_count: ClassVar = ("css:.page-number li:last-child a",)
    figure: ClassVar = ".mdk-dt-img, .mdk-body-paragraph figure"


OUTLET = PressOutlet(
    name="merdeka",
    hosts=frozenset({"www.merdeka.com", "m.merdeka.com"}),
    mirrors={"m.merdeka.com": "www.merdeka.com"},
    story_path=re.compile(r"/(?!foto/|video/|tag/|reporter/|company/)(?:[\w-]+/){1,2}[^/]+\.html"),
    hub_path=_FRONT,
    other_pages=re.compile(r"[^/]+/(?:foto|video)/.*"),
    title_suffix=re.compile(r"\s+[-|]\s+merdeka\.com\s*$", re.IGNORECASE),
    layouts=(Merdeka2023(), Merdeka2021(), Merdeka2014()),
    phrases=KLY_PHRASES,
    marks=kly_marks("merdeka.com"),
    seeds=press_seeds("sitemap.xml", "indeks-berita/"),
    dated_index=lambda host, day, _: f"https://{host}/indeks-berita/?date={day}",
)
