"""Outlet Suara: a host for the country and one for each region.

No page is in reach. Addresses, lists and selectors are those of published readers of its pages of 2019 to
2026, and the generic reader has the pages of other markup. The six digits of an address are a time of day.
The index has years only, no days.
"""

import re
from typing import ClassVar

from newsspider.outlets.press import FRONT, PressOutlet, PressStory, press_marks, press_seeds

_HOSTS = (
    "www jakarta bogor bekaci banten jabar jateng jogja jatim malang surakarta bali sumut sumbar riau batam "
    "sumsel lampung kalbar kaltim sulsel"
)


class Suara2019(PressStory):
    page_seen: ClassVar = False
    signature: ClassVar = ("h1", ".article-content, article.detail-content, div.detail-content")
    headline: ClassVar = ("css:.article-image h1", "css:h1", "meta:og:title")
    published_at: ClassVar = (
        "ld:datePublished",
        "meta:article:published_time",
        "css:.article-image span",
        "css:.date",
        "css:h1 ~ span",
    )
    authors: ClassVar = ("ld:author", "css:.author-trigger", "css:.author", "meta:author")
    tags: ClassVar = ("css:.article-tags a", "css:.tag-header a", "css:a[href*='/tag/']")
    page_count: ClassVar = ("css:.pagination-custom li:has(+ :last-child)",)
    body: ClassVar = (".article-content", "article.detail-content", "div.detail-content")
    figure: ClassVar = ".article-image figure, .img-cover, figure"
    furniture: ClassVar = {
        **PressStory.furniture,
        "headline": ".article-image h1, .article-profile",
        "advertisement": "[class^=placeholder_], [id^=pariwara_], [id^=div-ad], ins, iframe",
        "summary": ".ten-second",
        "baca_juga": ".article-read, [class^=baca-juga], .item--baca-juga-inner, [id^=berita-terkait-]",
        "paging": ".wrap-pagination, .pagination-custom",
        "tag_list": ".article-tags, .tag-header",
        "related_table": "#next-article, #recWidgetRecommendation",
    }


OUTLET = PressOutlet(
    name="suara",
    hosts=frozenset(f"{host}.suara.com" for host in _HOSTS.split()),
    mirrors={f"{host}suara.com": "www.suara.com" for host in ("", "m.", "amp.")},
    story_path=re.compile(r"/[\w-]+/\d{4}/\d\d/\d\d/\d{6}/[^/]+/?"),
    hub_path=re.compile(rf"{FRONT.pattern}|/indeks(?:/[\w-]+)*/?"),
    title_suffix=re.compile(r"\s+[-|]\s+Suara\w*(?:\.com|\.id)?\s*$", re.IGNORECASE),
    layouts=(Suara2019(),),
    marks=press_marks(
        "suara",
        re.compile(
            r"(?P<dateline>Suara[A-Z]?[a-z]{0,12}\.(?:com|id)(?:,?\s{1,3}[A-Z][\w .'’()/-]{1,40}?)?"
            r"\s{0,3}[-–—]{1,3})\s*"
        ),
    ),
    seeds=press_seeds("sitemap.xml", "rss", "indeks"),
    dated_index=lambda host, day, _: f"https://{host}/indeks/terkini/all/{day:%Y}",
)
