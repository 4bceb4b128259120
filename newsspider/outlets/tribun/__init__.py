"""Outlet Tribunnews: the national site and its regional network.

History: 2012 theme with dates in h3; 2017 theme15 (`#arttitle`, `div.txt-article`), credits after the body;
2020 "Berita Rekomendasi" server-rendered on www; 2021 credits above the body, `multi-fontsize`; 2023
"Penulis | Editor" on one line on regional hosts; 2024 addresses /section/id/slug, JSON-LD @graph;
2025 "Ringkasan Berita" box; 2026 "Pilihan Untukmu" widget, tag and topic pages closed by robots.txt.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from newsspider.outlets.listings.indexes import Hub, Index, framed
from newsspider.outlets.listings.sitemaps import RobotsFile, Sitemap
from newsspider.outlets.outlet import Outlet
from newsspider.outlets.site import day_in_query
from newsspider.outlets.tribun.amp import Amp
from newsspider.outlets.tribun.desktop import Desktop2017, Desktop2021, Desktop2024, Mobile
from newsspider.outlets.tribun.hosts import HOSTS, MAIN, MIRRORS, NOT_STORIES, SCRIPT_HOSTS, WIDGET_HOSTS
from newsspider.outlets.tribun.marks import MARKS
from newsspider.outlets.tribun.phrases import PHRASES
from newsspider.outlets.tribun.rendering import TribunText
from newsspider.outlets.widgets import Widgets, item_links

_NOT = "|".join(NOT_STORIES)
STORY_PATH = re.compile(
    rf"/(?!(?:amp/)?(?:{_NOT})/)(?:amp/)?(?:[\w-]+/){{0,3}}(?:\d{{4}}/\d{{1,2}}/\d{{1,2}}|\d{{5,}})/[^/]+/?"
)
"""/section/2020/05/04/slug, /2020/10/09/slug (regional), /section/7858656/slug (2024-26)."""


INDEX_PATH = re.compile(r"/(?:index-news|indeks)(?:/[\w-]+)?/?")
HUB_PATH = re.compile(rf"/|/(?!(?:amp|{_NOT})/?$)[a-z][a-z0-9-]{{1,40}}/?")
"""The home page, and /section: both list the newest stories on one page (docs/tribunnews.md, Lists)."""


def dated_index(host: str, day: date, section: str | None = None) -> str:
    """The first page of the list of a day's stories (docs/tribunnews.md, Lists; month and day need no zeros)."""
    folder = f"/{section}" if section else ""
    return f"https://{host}/index-news{folder}?date={day.year}-{day.month}-{day.day}"


def seeds(host: str, day: date) -> tuple[str, ...]:
    """The addresses at which a night's crawl of a host begins: robots.txt, known sitemaps, the index of the
    day and of the day before (a story of 23:59 is on the next night's list), and the home page."""
    national = (f"https://{host}/sitemap-news.xml",) if host == MAIN else ()
    lists = (dated_index(host, day), dated_index(host, day - timedelta(days=1)))
    return (
        f"https://{host}/robots.txt",
        f"https://{host}/sitemap.xml",
        *national,
        *lists,
        f"https://{host}/",
    )


TRIBUN = Outlet(
    name="tribun",
    hosts=HOSTS,
    mirrors=MIRRORS,
    mirror_prefix="/amp",
    story_parameters=frozenset(),
    other_pages=re.compile(
        rf"(?:video|shopping|booking)\.tribunnews\.com/.*|[^/]+/(?:amp/)?(?:{_NOT})(?:/.*)?"
    ),
    story_path=STORY_PATH,
    listing_path=re.compile(
        rf"/robots\.txt|/(?:[\w-]+/)*(?![\w-]*images?)[\w-]*sitemap[\w-]*\.xml(?:\.gz)?|{INDEX_PATH.pattern}"
    ),
    hub_path=HUB_PATH,
    title_suffix=re.compile(
        r"(?:\s*[-–|]\s*(?:Halaman (?:all|\d+)|Tribun\w*+(?:[ .-]\w[\w.-]*+){0,2}+|[\w-]+\.(?:com|co\.id|id)))+\s*$",
        re.IGNORECASE,
    ),
    layouts=(Amp(), Desktop2024(), Desktop2021(), Desktop2017(), Mobile()),
    text_layout=TribunText(),
    listings=(
        RobotsFile(),
        Sitemap(),
        Hub(
            path=HUB_PATH,
            frame=framed("latestul", "art-list", "lsi"),
            entries="ul#latestul > li, .populer li.art-list, ul.lsi > li",
            headline=("h3 a[href]", "a[href]"),
            time="time.timeago[title]@title",
        ),
        Index(
            path=INDEX_PATH,
            entries="ul.lsi > li.ptb15, ul.lsi > li",
            headline=("h3 a[href]",),
            time="time",
            pager="#paginga .paging a[href], .paging a[href]",
            frame=framed("lsi", "paginga", "dayindex", "monthindex", "sectionpil"),
            most_undated=10,
        ),
    ),
    phrases=PHRASES,
    marks=MARKS,
    seeds=seeds,
    dated_index=dated_index,
    listed_day=day_in_query("date"),
    widgets=Widgets(hosts=WIDGET_HOSTS, script_hosts=SCRIPT_HOSTS, links=item_links),
)
