"""Outlet JPNN: a host for the country and one for each region; the country's addresses have no number.

Written from a page of July 2021, whose text stands in `[itemprop=articleBody]`. Addresses, lists and the
other selectors are those of published readers of its pages of 2026.
"""

import re
from dataclasses import replace
from typing import ClassVar

from newsspider.outlets.boilerplate.phrases import Phrase, Place, phrasebook
from newsspider.outlets.press import FRONT, LISTS, PHRASES, PressOutlet, PressStory, press_marks, press_seeds
from newsspider.outlets.story.people import split_names

_HOSTS = "www jatim jateng jabar jogja bali banten lampung sumbar sumut sultra kaltim kalbar papua ntb"

_SIGNATURE = re.compile(
    r"(?<!\s)\s{0,4}(?P<signature>\((?:[a-z]{2,6}\d{0,3}|\*)(?:\s?[/,]\s?[a-z]{2,6}\d{0,3}){0,3}\))\s{0,3}\Z"
)
"""The initials at the end of the text: "(mcr5/jpnn)"."""

_CREDIT = re.compile(
    r"(?P<roles>(?:redaktur|reporter)(?:\s?&\s?(?:redaktur|reporter))?)\s?:\s?(?P<names>\S.{1,80})",
    re.IGNORECASE,
)


class Jpnn2021(PressStory):
    signature: ClassVar = ("h1", "div[itemprop=articleBody], .page-content")
    headline: ClassVar = ("css:h1.judul", "css:h1")
    published_at: ClassVar = (
        "meta:jpnncom_news_pubdate",
        "ld:datePublished",
        "meta:article:published_time",
        "css:.date-publish",
    )
    breadcrumb: ClassVar = ("css:.breadcrumb a", "crumbs:")
    authors: ClassVar = ("css:p.waktu:not(.text-center)", "meta:jpnncom_news_author", "ld:author")
    editors: ClassVar = ("css:p.waktu:not(.text-center)",)
    tags: ClassVar = ("css:.tags a[href*='/tag/']", "css:a[href*='/tag/']")
    lone_picture: ClassVar = (".page-content > img", ".page-content > .caption", "")
    page_count: ClassVar = ("css:.pagination li:has(+ :last-child)",)
    body: ClassVar = ("div[itemprop=articleBody]", ".page-content")
    furniture: ClassVar = {
        **PressStory.furniture,
        "advertisement": "ins, iframe, div[class^=ans-], [id^=div-gpt-ad], .download_apps",
        "baca_juga": ".baca-juga, .bacajuga",
        "read_more": ".pagination",
    }

    def names(self, text: str, name: str) -> tuple[str, ...]:
        """The people behind the role, or behind both: "Redaktur & Reporter : A"."""
        found = _CREDIT.fullmatch(text)
        if found is None:
            return () if name == "editors" else super().names(text, name)
        role = "redaktur" if name == "editors" else "reporter"
        return split_names(found["names"]) if role in found["roles"].lower() else ()


OUTLET = PressOutlet(
    name="jpnn",
    hosts=frozenset(f"{host}.jpnn.com" for host in _HOSTS.split()),
    mirrors={"jpnn.com": "www.jpnn.com", "m.jpnn.com": "www.jpnn.com"},
    story_path=re.compile(r"/news/[\w-]+/?|/(?!tag/)[\w-]+/\d+/[^/]+/?"),
    listing_path=re.compile(rf"{LISTS.pattern}|/index\.php"),
    hub_path=re.compile(rf"{FRONT.pattern}|/indeks/?"),
    title_suffix=re.compile(r"\s+[-|]\s+(?:\w+ )?JPNN(?:\.com)?[\w .]*$", re.IGNORECASE),
    layouts=(Jpnn2021(),),
    phrases=phrasebook(
        (
            Phrase(
                rule="credit_line",
                pattern=r"(?:redaktur|reporter|editor)(?: & (?:redaktur|reporter))?\s?:\s?.{2,80}",
                seen="Redaktur & Reporter : Ratna Kumala",
                place=Place.END,
            ),
            Phrase(
                rule="video",
                pattern=r"(?:simak! )?video terpopuler hari ini\s?:?|jpnn\.com whatsapp.{0,80}",
                seen="Video Terpopuler Hari ini:",
            ),
        ),
        PHRASES,
    ),
    marks=replace(
        press_marks(
            "jpnn",
            re.compile(
                r"(?P<dateline>(?:[a-z]{2,10}\.)?(?i:jpnn(?:\.com)?)(?:\s?,\s{0,3}[A-Z][\w .'’()/-]{1,40}?)?"
                r"\s{0,3}[-–—]{1,3})\s*"
            ),
        ),
        signature=_SIGNATURE,
    ),
    seeds=press_seeds("index.php?mib=rss", "sitemap.xml", "indeks"),
    dated_index=lambda host, day, _: f"https://{host}/indeks?id=&d={day:%d}&m={day:%m}&y={day:%Y}&page=1",
)
