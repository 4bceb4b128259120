"""Outlet Republika: the national newsroom and its regional ones.

History: in 2016 the text stood between line breaks in `.content-detail`. From 2018 to 2022: `.artikel`.
Since 2023: `.article-content`. "Rep:" is the writer, "Red:" the editor, whom JSON-LD names as the author. The
code in an address is the story's, but a story may have two. Page 2 of a story is SLUG-part1.
"""

import re
from dataclasses import replace
from typing import ClassVar

from newsspider.items import Article, LinkKind
from newsspider.outlets.boilerplate.phrases import Phrase, phrasebook
from newsspider.outlets.boilerplate.rules import CutRule
from newsspider.outlets.pages.lines import visible_text
from newsspider.outlets.press import FRONT, LISTS, PHRASES, PressOutlet, PressStory, press_marks, press_seeds
from newsspider.outlets.story.people import labelled, split_names
from newsspider.outlets.story.reading import Reading

_CHANNELS = (
    "www news nasional internasional ekonomi sharia khazanah sport bola olahraga sepakbola senggang "
    "gayahidup trendtek tekno otomotif edukasi pendidikan dunia-islam ameera rejabar rejogja repjogja visual "
    "inpicture esgnow iqra ihram retizen m"
)
_LABEL = re.compile(
    r"\b(?P<role>rep(?:orter)?|red(?:aktur)?|oleh|penulis|editor)\s?:|\bsumber\s?:", re.IGNORECASE
)
_ROLES = {"authors": ("rep", "reporter", "oleh", "penulis"), "editors": ("red", "redaktur", "editor")}
_SOURCE = re.compile(r"sumber\s*:\s*(?P<source>\S.{0,60})", re.IGNORECASE)
_BACA_JUGA = ".picked-article, .baca-juga, .baca_juga, .bacajuga"


class Republika(PressStory):
    breadcrumb: ClassVar = ("css:.breadcrumb a", "css:.breadcome a")
    furniture: ClassVar = {
        "advertisement": "ins, iframe, [id^=div-gpt-ad], [id^=bn_], .ads, .scrollToRead, .parallax",
        "loading": "#loading",
        "caption": "figure, figcaption",
        "baca_juga": _BACA_JUGA,
        "source_line": ".footnote-wrap",
    }

    def names(self, text: str, name: str) -> tuple[str, ...]:
        """The writers behind "Rep:", or the editors behind "Red:"."""
        found = labelled(_LABEL, text)
        if name == "authors" and not found:
            return super().names(text, name)
        named = (split_names(names) for role, names in found if role in _ROLES[name])
        return tuple(person for people in named for person in people)


class Republika2023(Republika):
    page_seen: ClassVar = False
    signature: ClassVar = (".max-card__title", ".article-content")
    headline: ClassVar = ("css:.max-card__title h1", "ld:headline", "meta:og:title")
    published_at: ClassVar = ("ld:datePublished", "meta:article:published_time", "css:.date-item__headline")
    authors: ClassVar = ("css:.max-card__title > div",)
    editors: ClassVar = ("css:.max-card__title > div",)
    tags: ClassVar = ("css:[class*=tag] a[href*='/tag/']", "css:#detail li a[href*='/tag/']", "meta:keywords")
    body: ClassVar = (".article-content article", ".article-content")
    figure: ClassVar = ".max-card__image > figure, .article-content figure"
    caption: ClassVar = ".caption-img"
    credit: ClassVar = ".source-img"


class Republika2018(Republika):
    page_seen: ClassVar = False
    signature: ClassVar = (".wrap_detail_set h1", ".artikel")
    headline: ClassVar = ("css:.wrap_detail_set h1",)
    published_at: ClassVar = ("css:.date_detail", "ld:datePublished", "meta:article:published_time")
    authors: ClassVar = ("css:.by",)
    editors: ClassVar = ("css:.by",)
    tags: ClassVar = ("css:.wrap_blok_tag a",)
    body: ClassVar = (".artikel [itemprop=articleBody]", ".artikel")


class Republika2016(Republika):
    signature: ClassVar = (".content-detail",)
    headline: ClassVar = ("css:.jdl-detail h2", "css:.wrap-head h2", "meta:og:title")
    published_at: ClassVar = ("css:.date-detail", "css:.wrap-head .date", "css:.wrap-head span")
    authors: ClassVar = ("css:.red",)
    editors: ClassVar = ("css:.red",)
    tags: ClassVar = ("css:.tagging a",)
    body: ClassVar = (".content-detail",)
    lone_picture: ClassVar = (".img-detail img", ".wp-cap .caption", ".cap-foto")
    links: ClassVar = {LinkKind.RECOMMENDATION: (".detail-terkait a[href]",)}

    def finish(self, reading: Reading, article: Article) -> Article:
        """The article with its source, which stands below the text."""
        article = super().finish(reading, article)
        for node in reading.page.css(".content-detail ~ div"):
            text = visible_text(node)
            if found := _SOURCE.fullmatch(text):
                reading.note(node, (CutRule.SOURCE_LINE, text))
                return replace(article, source=found["source"], blocks=reading.page_lines)
        return article


class RepublikaIhram2017(Republika):
    signature: ClassVar = (".wrap-title .h5", ".teaser.global-detail")
    headline: ClassVar = ("css:.wrap-title .h5",)
    published_at: ClassVar = ("css:.wrap-title .h5 ~ .date-detail",)
    authors: ClassVar = ("css:.red td",)
    editors: ClassVar = ("css:.red td",)
    source: ClassVar = ("css:.red td:has(strong:lexbor-contains('Sumber'))",)
    tags: ClassVar = ("css:.tagging a",)
    body: ClassVar = (".teaser.global-detail",)
    lone_picture: ClassVar = (".img-detail img", ".img-detail .caption", ".img-set .def")
    links: ClassVar = {LinkKind.RECOMMENDATION: (".terkait a[href]",)}

    def finish(self, reading: Reading, article: Article) -> Article:
        """The article with its source without the label."""
        article = super().finish(reading, article)
        found = _SOURCE.fullmatch(article.source or "")
        return replace(article, source=found["source"]) if found else article


OUTLET = PressOutlet(
    name="republika",
    hosts=frozenset(f"{channel}.republika.co.id" for channel in _CHANNELS.split()) | {"republika.co.id"},
    story_path=re.compile(r"/berita/+(?:[\w-]+/)*(?:\d\d/\d\d/\d\d/)?[a-z0-9]{6,14}[-/][^/]+/?"),
    page_form=(re.compile(r"([^/]+/berita/[^?]+)-part\d{1,2}/?"), r"\1"),
    listing_path=re.compile(rf"{LISTS.pattern}|/index/\d+/\d{{4}}/\d\d/\d\d/?"),
    hub_path=re.compile(rf"{FRONT.pattern}|/index(?:/[\w-]+)*/?|/kanal/[\w/-]+"),
    title_suffix=re.compile(r"\s*[|-]\s*Republika (?:Online|Indonesia)\W*$", re.IGNORECASE),
    layouts=(Republika2023(), Republika2018(), RepublikaIhram2017(), Republika2016()),
    phrases=phrasebook(
        (Phrase(rule="reporter_line", pattern=r"oleh\s?:\s?.{3,90}", seen="Oleh: Azyumardi Azra"),), PHRASES
    ),
    marks=press_marks(
        "republika",
        re.compile(
            r"(?P<dateline>(?:REPUBLIKA|RE[PJ]?(?:JABAR|JOGJA)|IHRAM|KURUSETRA|RETIZEN)(?:\.CO\.ID|\.COM)?"
            r"(?:(?:[,.]?\s{0,3}[A-Z][\w .,'’()/-]{1,60}?)?[ ,]{0,3}[-–—]{1,3}|,(?=\s?Oleh\b))"
            r"|[A-Z]{3,20}(?:[ ,]{1,2}[A-Z]{2,20}){0,3}\s{0,3}(?:--|—))\s*"
        ),
    ),
    seeds=press_seeds("files/xml/sitemap.xml", "rss", "indeks"),
    dated_index=lambda _, day, __: f"https://www.republika.co.id/index/0/{day:%Y/%m/%d}",
)
