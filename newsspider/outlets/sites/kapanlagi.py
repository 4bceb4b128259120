"""Outlet KapanLagi.com: news of entertainers, of KapanLagi Youniverse.

History: in 2015 the text stood in `#v6-revb-detailnews`, its first paragraph bare; a star's name stands where
others have the writer's. From about 2017 `.body-paragraph` with the writer above it, from about 2024
`.main-content`: both are known from their selectors. Times have no zone and are WIB.
"""

import re
from collections.abc import Mapping
from typing import ClassVar

from newsspider.items import LinkKind
from newsspider.outlets.press import PressOutlet, PressStory, press_seeds
from newsspider.outlets.publishers.kly import KLY_PHRASES, kly_marks
from newsspider.outlets.story.sources import Sources

_FRONT = re.compile(r"/(?:[a-z0-9-]{1,40}/){0,2}(?:[a-z0-9-]{1,40}/?)?")


class KapanLagiStory(PressStory):
    """What the generations have in common."""

    section: ClassVar[Sources] = (
        "css:a.newsdetail-categorylink",
        "ld:articleSection",
        "meta:article:section",
    )
    caption: ClassVar[str] = ""
    furniture: ClassVar[Mapping[str, str]] = {
        "headline": "h1, .newsdetail-schedule-new",
        "caption": (
            "figure, .entertainment-newsdetail-image-caption, .entertainment-newsdetail-headlineimg,"
            " .detail-head-img,"
            " .copyright-dp, .photo-caption"
        ),
        "baca_juga": (
            ".baca-juga, .baca-juga-collections, .baca-juga-collections__detail, .lifestyle-in-content"
        ),
        "related_table": (
            ".box-detail, .paging-related, .other-related, .related-box, [class*=relatedtag],"
            " [class*=terkait]"
        ),
        "video": ".video-wrapper, .videoWrapper, [class*=vidio]",
        "paging": ".link-pagging-warper, .pg-pagging, .pull-right, [class*=paging]",
        "advertisement": "[id^=div-gpt], .ads, .article-ad, ins, [class*=advertisement], [id*=ScriptRoot]",
        "comments": "[id^=kl-social], [class*=share]",
    }


class KapanLagi2024(KapanLagiStory):
    page_seen: ClassVar = False
    signature: ClassVar = (
        "h1.detail__header_title, h1[class*=header_title]",
        ".main-content, .body-paragraph",
    )
    headline: ClassVar = ("css:h1.detail__header_title", "css:h1[class*=header_title]")
    published_at: ClassVar = (
        "ld:datePublished",
        "meta:article:published_time",
        "css:time[class*=datetime]@datetime",
        "css:time[class*=datetime]",
    )
    authors: ClassVar = ("css:[class*=metabox-author-name]", "ld:author", "meta:author")
    editors: ClassVar = ("css:[class*=metabox-editor-name]", "ld:editor")
    tags: ClassVar = ("css:[class*=relatedtag] a", "css:.box--topic a", "ld:keywords", "meta:keywords")
    breadcrumb: ClassVar = ("css:[class*=breadcrumb] a", "crumbs:")
    body: ClassVar = (".main-content .body-paragraph", ".body-paragraph", ".main-content")
    figure: ClassVar = ".main-content figure, [class*=detail__header] figure, [class*=headline] figure"


class KapanLagi2017(KapanLagiStory):
    page_seen: ClassVar = False
    signature: ClassVar = ("h1", ".body-paragraph")
    headline: ClassVar = ("css:.content-detail h1", "css:.klTop-post h1", "css:h1")
    published_at: ClassVar = (
        "ld:datePublished",
        "css:.date-post .value-title@title",
        "css:.klTop-post time",
        "css:.date-post",
        "meta:article:published_time",
    )
    authors: ClassVar = ("css:.reporter a", "css:.reporter span", "css:.reporter", "ld:author", "meta:author")
    tags: ClassVar = ("css:.box-content a", "css:[class*=relatedtag] a", "css:.tag-terkait a", "ld:keywords")
    breadcrumb: ClassVar = ("css:.breadcrumb a", "crumbs:")
    body: ClassVar = (".body-paragraph",)
    page_count: ClassVar = (
        "css:.pg-pagging li:last-child a",
        "css:.pg-pagging li:has(+ :last-child) a",
    )
    figure: ClassVar = ".detail-head-img, .entertainment-newsdetail-image-caption"


class KapanLagi2015(KapanLagiStory):
    signature: ClassVar = ("h1[class*=newsdetail-title]", ".entertainment-detail-news")
    unless: ClassVar = (".body-paragraph",)
    headline: ClassVar = ("css:h1[class*=newsdetail-title]",)
    published_at: ClassVar[Sources] = (
        "css:.newsdetail-schedule-new",
        "css:.newsdetail-schedule-new .value-title@title",
        "ld:datePublished",
    )
    authors: ClassVar = ("css:.vcard .newsdetail-schedule-new a", "css:.reporter a", "ld:author")
    tags: ClassVar = ("css:.v7-tags-terkait-warper .box-content a", "css:.box-content a")
    body: ClassVar = (".entertainment-detail-news",)
    figure: ClassVar = ".entertainment-newsdetail-headlineimg, .entertainment-newsdetail-image-caption"
    links: ClassVar = {LinkKind.RECOMMENDATION: (".warper-berita-terkait .title a[href]",)}


class KapanLagiMusic2016(KapanLagi2015):
    signature: ClassVar = ("h1.v7-music-newsdetail-title", ".v7-music-detail-news")
    headline: ClassVar = ("css:h1.v7-music-newsdetail-title",)
    published_at: ClassVar = ("css:.v7-music-newsdetail-schedule",)
    body: ClassVar = (".v7-music-detail-news",)
    figure: ClassVar = "#v7-music-newsdetail-image-headline, .music-newsdetail-image-caption"
    furniture: ClassVar = {
        **KapanLagi2015.furniture,
        "caption": "figure, .music-newsdetail-image-caption",
    }


OUTLET = PressOutlet(
    name="kapanlagi",
    hosts=frozenset(f"{host}.kapanlagi.com" for host in "www m musik plus".split()),
    mirrors={"m.kapanlagi.com": "www.kapanlagi.com"},
    story_path=re.compile(r"/(?!foto/|video/)(?:[\w-]+/){1,4}[^/]+-[0-9a-f]{6,8}\.html"),
    hub_path=_FRONT,
    other_pages=re.compile(r"[^/]+/(?:foto|video)/.*|video\.kapanlagi\.com/.*"),
    title_suffix=re.compile(r"\s+-\s+KapanLagi\.com\s*$", re.IGNORECASE),
    layouts=(KapanLagi2024(), KapanLagi2017(), KapanLagiMusic2016(), KapanLagi2015()),
    phrases=KLY_PHRASES,
    marks=kly_marks("kapanlagi"),
    seeds=press_seeds("sitemap.xml", "showbiz/"),
    dated_index=lambda host, _, section: f"https://{host}/{section or 'showbiz'}/",
)
