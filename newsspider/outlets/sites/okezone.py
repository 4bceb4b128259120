"""Outlet Okezone: the newsroom of MNC, with a host for each channel.

History: in 2015 the writer stood above the text, the signature below it. From 2017 to 2023: `#contentx`,
writer and time in `.namerep`. Since 2024: `.c-detail`, writer in `.journalist`, several pages by `#paging`.
The date in an address may be the day before publication.
"""

import re
from typing import ClassVar

from newsspider.items import LinkKind
from newsspider.outlets.boilerplate.phrases import Phrase, phrasebook
from newsspider.outlets.press import FRONT, PHRASES, PressOutlet, PressStory, press_marks, press_seeds
from newsspider.outlets.story.reading import Reading
from newsspider.outlets.story.sources import Sources

_CHANNELS = (
    "www news nasional megapolitan international economy lifestyle celebrity sports bola techno ototekno "
    "otomotif autos muslim haji women health travel food edukasi kampus infografis property ramadan pemilu"
)
_ADS = (
    "ins, iframe, [class^=flying_carpet], [id^=div-gpt-ad], [id*=ScriptRoot], [id^=_popIn], "
    "[id^=dable], #metube_div, .vicon, .ads"
)
_AFTER_NAME = re.compile(r"(?<=[\w.])[\s,(–-]{1,5}(?:Jurnalis|Kontributor|Agregasi)\b")


class Okezone(PressStory):
    published_at: ClassVar[Sources] = (
        "meta:article:published_time",
        "ld:datePublished",
        "css:time.tgl",
        "css:.namerep b",
        "css:.journalist span",
    )
    breadcrumb: ClassVar[Sources] = ("crumbs:", "css:.breadcrumb a")
    tags: ClassVar[Sources] = (
        "css:.detail-tag a",
        "css:#tag .box-tag a",
        "css:.meta-bottom-content > span a",
    )
    body: ClassVar[Sources] = ("#contentx", "#article-box", ".c-detail")
    figure: ClassVar = ".detfoto, .img-article, .detail-img:has(.caption-img-ab)"
    caption: ClassVar = "span, .desc-foto, .caption-img-ab"
    furniture: ClassVar = {
        "advertisement": _ADS,
        "caption": "figure",
        "tag_list": ".detail-tag",
        "baca_juga": "#baca-juga, #bacajuga, .baca-juga, .bacajuga",
        "callout": ".box-gnews",
    }

    def names(self, text: str, name: str) -> tuple[str, ...]:
        """The writers without "Jurnalis" and the time, which stand behind them."""
        return super().names(_AFTER_NAME.split(text, maxsplit=1)[0].strip(" ,"), name)


class Okezone2024(Okezone):
    page_seen: ClassVar = False
    signature: ClassVar = (".title-article h1", ".c-detail")
    headline: ClassVar = ("css:.title-article h1",)
    authors: ClassVar = ("css:.journalist a[title]", "css:.journalist", "ld:author")
    page_count: ClassVar = ("css:#paging .nomor:last-child",)


class Okezone2017(Okezone):
    signature: ClassVar = (".title h1", ".namerep")
    headline: ClassVar = ("css:.title h1",)
    authors: ClassVar = ("css:.namerep a", "css:.namerep", "meta:dable:author", "ld:author")
    page_count: ClassVar = ("css:.second-paging",)
    links: ClassVar = {LinkKind.RECOMMENDATION: ("h2.bterkait a[href]",)}


class OkezoneCelebrity2017(Okezone):
    signature: ClassVar = (".title-detail > h1", ".ctn-desc")
    headline: ClassVar = ("css:.title-detail > h1",)
    authors: ClassVar = ("css:.title-detail > span > b",)
    published_at: ClassVar = ("ld:datePublished", "css:.title-detail > span")
    body: ClassVar = (".ctn-desc",)
    tags: ClassVar = ("css:.title-detail ~ * a[href*='/topic/']", "css:a[href*='/topic/']")
    lone_picture: ClassVar = (".ctn-images img", ".caption-img-ab", "")
    figure: ClassVar = "figure"
    furniture: ClassVar = {**Okezone.furniture, "comments": ".tbkomentar"}


class Okezone2015(Okezone):
    signature: ClassVar = ("#contentx", "h1")
    unless: ClassVar = (".namerep",)
    headline: ClassVar = ("css:.titles h1", "css:[class*=title] h1", "meta:og:title")
    authors: ClassVar = ("css:.nmreporter div", "css:.imgnews-jurnalist")
    body: ClassVar = (".detail-img:has(> #contentx)", ".detnews:has(> #contentx)", "#contentx")
    links: ClassVar = {LinkKind.RECOMMENDATION: (".berita-terkait-wrap a[href]",)}

    def read_regions(self, reading: Reading) -> None:
        """The recommendations without "read-NUMBER", which is hidden in each of them."""
        for hidden in reading.page.css(".berita-terkait-wrap i"):
            hidden.decompose()
        super().read_regions(reading)


OUTLET = PressOutlet(
    name="okezone",
    hosts=frozenset(f"{channel}.okezone.com" for channel in _CHANNELS.split()),
    page_form=(re.compile(r"([^/]+)/amp/(\d{4}/\d\d/\d\d/\d+/\d+/[^/]+)/?"), r"\1/read/\2"),
    story_path=re.compile(r"/read/\d{4}/\d\d/\d\d/\d+/\d+/[^/]+/?"),
    hub_path=re.compile(rf"{FRONT.pattern}|/indeks/\d{{4}}/\d\d/\d\d(?:/\d+)?/?"),
    title_suffix=re.compile(r"\s+(?:::?|-|\|)\s+Okezone[\w ]*$", re.IGNORECASE),
    layouts=(Okezone2024(), Okezone2017(), OkezoneCelebrity2017(), Okezone2015()),
    phrases=phrasebook(
        (
            Phrase(
                rule="callout",
                pattern=r"(?:follow|ikuti|dapatkan|telusuri) (?:.{0,60} )?"
                r"(?:okezone|whatsapp channel|google news)\b.{0,120}"
                r"|telusuri berita .{1,60} lainnya|dapatkan berita up to date .{1,160}",
                seen="Follow Berita Okezone di Google News",
            ),
        ),
        PHRASES,
    ),
    marks=press_marks(
        "okezone",
        re.compile(
            r"(?P<dateline>(?:[A-Z][A-Z'’.]{2,20}(?:[ ,/-]{1,2}[A-Z][A-Z'’.]{1,20}){0,4}|Okezone\.com)"
            r"(?:,? ?\(?okezone(?:\.com)?\)?)?(?:\s{1,3}[-–—]{1,3}|[-–—]{1,3}(?=\s|\Z)))\s*"
        ),
    ),
    seeds=press_seeds("sitemap.xml"),
    dated_index=lambda host, day, _: f"https://{host}/indeks/{day:%Y/%m/%d}",
)
