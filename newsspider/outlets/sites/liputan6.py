"""Outlet Liputan6.com: the newsroom of KapanLagi Youniverse, with its sections as folders of www.

History: see `publishers.kly`. Until about 2017 sections had hosts of their own. In 2020-22 links in the text
led to the mobile host: one story, two hosts, one number.
"""

import re
from typing import ClassVar

from newsspider.items import LinkKind
from newsspider.outlets.press import PressOutlet, press_seeds
from newsspider.outlets.publishers.kly import KLY_PHRASES, KlyDesktop, KlyMobile, KlyStory, kly_marks

_HOSTS = (
    "www m hot bola tekno health kesehatan surabaya news bisnis showbiz global regional lifestyle otomotif"
    " citizen6"
)
_FRONT = re.compile(r"/[a-z0-9-]{0,40}/?")


class Liputan62016(KlyStory):
    signature: ClassVar = ("h1", ".text-detail")
    headline: ClassVar = ("css:h1[class*='header__title']", "css:h1[itemprop=headline]", "css:h1")
    published_at: ClassVar = ("ld:datePublished", "css:time[class*='header__datetime']@datetime")
    breadcrumb: ClassVar = ("css:.read-page--breadcrumb--item a",)
    authors: ClassVar = (
        "css:[class*='header__author'] [itemprop=author]",
        "css:[class*='header__author'] a",
        "css:[rel=author]",
        "ld:author",
    )
    editors: ClassVar = ("css:#credits_editor + li .read-page--credits__name",)
    tags: ClassVar = ("css:.read-page--tags__list a", "meta:news_keywords")
    body: ClassVar = (".text-detail",)
    figure: ClassVar = "figure.read-page--photo-gallery--item"
    links: ClassVar = {
        LinkKind.RECOMMENDATION: (
            "a.relateds--grid--item__box-link[href]",
            "a.relateds--list--item__link[href]",
        )
    }


OUTLET = PressOutlet(
    name="liputan6",
    hosts=frozenset(f"{host}.liputan6.com" for host in _HOSTS.split()),
    mirrors={"m.liputan6.com": "www.liputan6.com"},
    page_form=(re.compile(r"([^/]+)/amp/(\d{5,}(?:/[^/]+)?)/?"), r"\1/read/\2"),
    story_path=re.compile(r"/(?:(?!photo|foto|video)[\w-]+/)?read/\d{5,}(?:/[^/]+)?/?"),
    hub_path=_FRONT,
    other_pages=re.compile(r"[^/]+/(?:photo|foto|video)/.*|(?:enamplus|video)\.liputan6\.com/.*"),
    title_suffix=re.compile(r"\s+-\s+(?:[\w ]+ )?Liputan6\.com\s*$", re.IGNORECASE),
    layouts=(KlyDesktop(), KlyMobile(), Liputan62016()),
    phrases=KLY_PHRASES,
    marks=kly_marks("liputan6"),
    seeds=press_seeds("sitemap.xml", "news"),
    dated_index=lambda host, day, section: f"https://{host}/{section or 'news'}/indeks/{day:%Y/%m/%d}",
)
