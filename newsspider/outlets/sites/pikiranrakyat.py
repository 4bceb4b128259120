"""Outlet Pikiran Rakyat: a host for the paper and many for its regions; here the best known.

No page is in reach. Addresses, lists and selectors are those of published readers of its pages of 2021 to
2026, and the generic reader has the pages of other markup. The site refuses more than a few requests a
minute.
"""

import re
from dataclasses import replace
from typing import ClassVar

from newsspider.outlets.press import LISTS, PressOutlet, press_marks, press_seeds
from newsspider.outlets.publishers.promedia import PromediaStory
from newsspider.outlets.site import day_in_query

_HOSTS = (
    "www bandungraya bekasi bogor cianjur cirebon deskjabar depok galamedia jakarta kabarbanten "
    "kabarlumajang karawangpost mantrasukabumi pangandaran priangantimur purwakarta ringtimesbali semarangku "
    "tasikmalaya utaratimes zonajakarta"
)

_SIGNATURE = re.compile(r"\s{0,4}(?P<signature>(?:\([A-Z][\w .\'/-]{2,40}\)\s?)?\*{3,4})\s{0,3}\Z")
"""Asterisks at the end of the text, sometimes behind a name."""


class PikiranRakyat2021(PromediaStory):
    page_seen: ClassVar = False


OUTLET = PressOutlet(
    name="pikiranrakyat",
    hosts=frozenset(f"{host}.pikiran-rakyat.com" for host in _HOSTS.split()),
    mirrors={"pikiran-rakyat.com": "www.pikiran-rakyat.com"},
    story_path=re.compile(r"/[\w-]+/pr-\d+(?:/[^/]+)?/?"),
    listing_path=re.compile(rf"{LISTS.pattern}|/indeks-berita/?"),
    title_suffix=re.compile(r"\s+[-|]\s+[\w.]*\s?Pikiran[- ]Rakyat(?:\.com)?(?:\s.{0,40})?$", re.IGNORECASE),
    layouts=(PikiranRakyat2021(),),
    marks=replace(
        press_marks(
            "pikiran-rakyat",
            re.compile(
                r"(?P<dateline>(?:[A-Z][A-Z .'’/-]{2,40},\s{0,3})?"
                r"(?:PIKIRAN[- ]RAKYAT(?: [A-Z]{3,20})?|PR(?:MN)? [A-Z]{3,20}|\(PR\)\.)"
                r"(?:\.COM)?\s{0,3}[-–—]{1,3}|[A-Z]{4,20}(?: [A-Z]{2,20}){0,2}\s[-–—]{1,3}(?=\s|\Z))\s*"
            ),
        ),
        signature=_SIGNATURE,
    ),
    seeds=press_seeds("sitemap-news.xml", "sitemap.xml", "indeks-berita"),
    dated_index=lambda host, day, _: f"https://{host}/indeks-berita?date={day}",
    listed_day=day_in_query("date"),
)
