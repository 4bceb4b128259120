"""What is Tribunnews, the national site and its regional network?

History: 2012 theme with dates in h3; 2017 theme15 (`#arttitle`, `div.txt-article`), credits after the body;
2020 "Berita Rekomendasi" server-rendered on www; 2021 credits above the body, `multi-fontsize`; 2023
"Penulis | Editor" on one line on regional hosts; 2024 addresses /section/id/slug, JSON-LD @graph;
2025 "Ringkasan Berita" box; 2026 "Pilihan Untukmu" widget, tag and topic pages closed by robots.txt.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from newsspider.outlets.listings import Index, Sitemap
from newsspider.outlets.outlet import Outlet
from newsspider.outlets.tribun.amp import Amp
from newsspider.outlets.tribun.desktop import Desktop2017, Desktop2021, Desktop2024, Mobile
from newsspider.outlets.tribun.hosts import HOSTS, MAIN, MIRRORS, NOT_STORIES
from newsspider.outlets.tribun.marks import MARKS
from newsspider.outlets.tribun.phrases import PHRASES
from newsspider.outlets.tribun.rendering import TribunText

_NOT = "|".join(NOT_STORIES)
STORY_PATH = re.compile(
    rf"/(?!(?:amp/)?(?:{_NOT})/)(?:amp/)?(?:[\w-]+/){{0,3}}(?:\d{{4}}/\d{{1,2}}/\d{{1,2}}|\d{{5,}})/[^/]+/?"
)
"""/section/2020/05/04/slug, /2020/10/09/slug (regional), /section/7858656/slug (2024-26)."""


def seeds(day: date) -> tuple[str, ...]:
    """Where a night's crawl begins: the news sitemap, and the index of the day and of the day before
    (a story of 23:59 is on the next night's list)."""
    index = f"https://{MAIN}/index-news?date="
    days = (day, day - timedelta(days=1))
    return (f"https://{MAIN}/sitemap-news.xml", *(f"{index}{d.year}-{d.month}-{d.day}" for d in days))


TRIBUN = Outlet(
    name="tribun",
    hosts=HOSTS,
    mirrors=MIRRORS,
    mirror_prefix="/amp",
    story_path=STORY_PATH,
    listing_path=re.compile(r"/(?:[\w-]+/)*sitemap[\w-]*\.xml|/(?:index-news|indeks)(?:/[\w-]+)?/?"),
    title_suffix=re.compile(
        r"(?:\s*[-–|]\s*(?:Halaman (?:all|\d+)|Tribun\w*(?:[ .-][\w.-]+){0,2}|[\w-]+\.(?:com|co\.id|id)))+\s*$",
        re.IGNORECASE,
    ),
    layouts=(Amp(), Desktop2024(), Desktop2021(), Desktop2017(), Mobile()),
    text_layout=TribunText(),
    listings=(
        Sitemap(),
        Index(
            entries="ul.lsi > li.ptb15, ul.lsi > li",
            headline="h3 a[href]",
            time="time",
            pager="#paginga .paging a[href], .paging a[href]",
        ),
    ),
    phrases=PHRASES,
    marks=MARKS,
    seeds=seeds,
)
