"""Outlet detik.com: one story system for all channels, with a host for each, and regions as folders of www.

History: until 2016 addresses with the day and the channel, the text in `.text_detail` between line breaks.
By 2017 `.detail_text`, by 2019 addresses with `d-`. In 2022 `.detail__body-text` on most channels,
`.read__content` on travel and its like. By 2025 pages of several parts in one body, and a template of utility
classes. Those of 2015 and 2022 were seen, the others are known from their selectors.
"""

import re
from typing import ClassVar

from newsspider.outlets.boilerplate.presswords import PLACE_DATELINE, press_marks
from newsspider.outlets.listings.indexes import Index
from newsspider.outlets.press import LISTINGS, LISTS, PressOutlet, press_seeds
from newsspider.outlets.publishers.detikcom import DetikStory
from newsspider.outlets.site import day_in_query

_CHANNELS = "www news finance inet travel hot sport health oto food wolipop edu hikmah properti pop"
_CHANNEL_NAMES = (
    "news|finance|inet|travel|hot|sport|health|oto|food|edu|hikmah|properti|pop|jatim|jateng|jabar|bali|sulsel"
    "|sumut|sumbagsel|kalimantan|jogja|x"
)
_FRONT = re.compile(r"/[a-z0-9-]{0,40}/?")
_INDEX = re.compile(r"/(?:[a-z0-9-]{1,40}/)?(?:indeks|terkini)(?:/\d{1,3})?/?")


class Detik2025(DetikStory):
    page_seen: ClassVar = False
    signature: ClassVar = ("h1", ".itp_bodycontent, #detikdetailtext")
    unless: ClassVar = ("h1.detail__title", ".read__head h1", ".detail_text", ".text_detail")
    headline: ClassVar = ("css:article h1", "ld:headline", "meta:og:title", "css:h1")
    authors: ClassVar = ("meta:dtk:author", "meta:author", "ld:author", "css:.detail__author, .author")


class Detik2019(DetikStory):
    signature: ClassVar = ("h1.detail__title", ".detail__body-text, .itp_bodycontent")
    headline: ClassVar = ("css:h1.detail__title",)


class DetikBlog2019(DetikStory):
    signature: ClassVar = (".read__head h1", ".read__content, .itp_bodycontent")
    headline: ClassVar = ("css:.read__head h1",)


class Detik2017(DetikStory):
    page_seen: ClassVar = False
    signature: ClassVar = ("h1", ".detail_text")
    headline: ClassVar = ("css:.jdl h1", "css:article h1", "css:h1")


class Detik2015(DetikStory):
    signature: ClassVar = ("h1", ".text_detail")
    headline: ClassVar = ("css:.content_detail h1", "css:.jdl h1", "css:h1")
    tags: ClassVar = ("css:.detail_tag a",)
    body: ClassVar = (".text_detail",)


OUTLET = PressOutlet(
    name="detik",
    hosts=frozenset(f"{channel}.detik.com" for channel in _CHANNELS.split()),
    story_path=re.compile(
        r"/(?:(?!foto|video)[\w-]+/){1,3}d-\d{5,}(?:/[^/]+)?/?|/read/\d{4}/\d\d/\d\d/\d{6}/\d+/\d+/[^/]+/?"
        r"|/(?!foto|video)[\w-]+/\d{6,}/[^/]+/?"
    ),
    page_form=(re.compile(r"([^/]+/(?:[\w-]+/){1,3}d-\d+/[^/]+)(?:/(?:amp|\d{1,2})){1,2}/?"), r"\1"),
    listing_path=re.compile(rf"{LISTS.pattern}|{_INDEX.pattern}"),
    hub_path=_FRONT,
    other_pages=re.compile(
        r"20\.detik\.com/.*|[^/]+/(?:[\w-]+/)*(?:foto|video)[\w-]*/.*|[^/]+/read(?:foto|video)/.*"
    ),
    title_suffix=re.compile(r"\s+-\s+(?:detik\w*|wolipop)\s*$", re.IGNORECASE),
    layouts=(Detik2025(), Detik2019(), DetikBlog2019(), Detik2017(), Detik2015()),
    listings=(
        Index(
            path=_INDEX,
            frame=re.compile(r"list-content|media__link|indeks|article"),
            entries="article",
            headline=("h3 a[href]", "h2 a[href]", "a[href]"),
            time="[d-time]@title",
            pager=".pagination a[href]",
            most_undated=10,
        ),
        *LISTINGS,
    ),
    marks=press_marks(
        "detik",
        PLACE_DATELINE,
        names=rf"\d\ddetik|detik(?:com|\.com|{_CHANNEL_NAMES})|wolipop",
        brands=("detik", "wolipop"),
    ),
    seeds=press_seeds("sitemap_news.xml", "indeks"),
    listed_day=day_in_query("date", "%m/%d/%Y"),
    dated_index=lambda host, day, _: f"https://{host}/indeks?date={day:%m/%d/%Y}",
    page_url=lambda story, page: f"{story}?single=1" if page == "all" else f"{story}/{page}",
)
