"""Outlet Antara: the news agency, with a host for each of its bureaux.

History: in 2015-16 the text stood between line breaks in `#content_news`, without paragraphs. From 2017 to
2023: `.post-content`; bureaux keep it. Since 2023: `.wrap__article-detail`. Writer and editor close the text.
A story of two bureaux has two numbers. An address may end in any slug.
"""

import re
from typing import ClassVar

from newsspider.items import LinkKind
from newsspider.outlets.boilerplate.phrases import Phrase, Place, phrasebook
from newsspider.outlets.press import FRONT, PHRASES, PressOutlet, PressStory, press_marks, press_seeds
from newsspider.outlets.story.people import labelled, split_names

_BUREAUX = (
    "www otomotif aceh sumut sumbar riau kepri jambi sumsel babel bengkulu lampung banten megapolitan jabar "
    "jateng jogja jatim bali mataram kupang kalbar kalteng kalsel kaltim kaltara sulut sulteng "
    "sultra makassar sulsel gorontalo ambon malut papua papuabarat papuatengah"
)
_LABEL = re.compile(
    r"(?P<role>\Aoleh|pewarta|penulis|reporter|penerjemah|editor|redaktur|uploader|sumber)(?:\s?:|(?<=oleh)\s)"
    r"|copyright|©",
    re.IGNORECASE,
)
_ROLES = {
    "authors": ("oleh", "pewarta", "penulis", "reporter"),
    "editors": ("editor", "redaktur"),
}


class Antara(PressStory):
    headline: ClassVar[tuple[str, ...]] = ("css:h1", "meta:og:title")
    published_at: ClassVar = (
        "meta:article:published_time",
        "ld:datePublished",
        "css:time[itemprop=datePublished]@datetime",
        "css:meta[itemprop=datePublished]@content",
        "css:.wrap__article-detail-info .text-secondary",
        "css:.article-date",
        "css:div.date",
    )
    breadcrumb: ClassVar = ("css:.breadcrumbs__item a", "css:.breadcrumb a")
    editors: ClassVar = (
        "css:.wrap__article-detail-content .text-muted",
        "css:.wrap__article-detail-content p",
        "css:.post-content .text-muted",
        "css:.post-content p",
        "css:.post-meta .tags-wrapper",
        "css:#content_news p",
    )
    authors: ClassVar = ("css:.byline", *editors)
    tags: ClassVar = ("css:.blog-tags a", "css:.tags-widget a")
    figure: ClassVar = "#image_news, .wrap__article-detail-image, .post-header figure, .post-content figure"
    caption: ClassVar = "#caption_news, figcaption, .wp-caption-text, .caption"
    furniture: ClassVar = {
        "advertisement": "ins, iframe, [id^=div-gpt-ad], .adsbygoogle, .ads",
        "caption": "figure, #image_news",
        "baca_juga": ".baca-juga, .baca_juga",
        "credit_line": "p.mt10, p.date, .text-muted, .tags-wrapper, .alert",
        "tag_list": ".tags-widget, .blog-tags",
    }

    def names(self, text: str, name: str) -> tuple[str, ...]:
        """The people behind the labels of a credit line: "Pewarta: A Editor: B Copyright © ANTARA 2024"."""
        found = labelled(_LABEL, text) if _LABEL.match(text) else []
        named = (split_names(names) for role, names in found if role in _ROLES[name])
        return tuple(person for people in named for person in people)


class Antara2023(Antara):
    page_seen: ClassVar = False
    signature: ClassVar = (".wrap__article-detail-content",)
    headline: ClassVar = ("css:.wrap__article-detail-title h1", "css:.wrap__article-detail-title", "css:h1")
    body: ClassVar = (".wrap__article-detail-content",)


class Antara2017(Antara):
    page_seen: ClassVar = False
    signature: ClassVar = ("h1.post-title", ".post-content")
    unless: ClassVar = (".wrap__article-detail-content",)
    headline: ClassVar = ("css:h1.post-title",)
    body: ClassVar = (".post-content",)


class Antara2015(Antara):
    signature: ClassVar = ("#content_news",)
    headline: ClassVar = ("css:h1.title", "css:.bjbrt h1", "css:h1", "meta:og:title")
    body: ClassVar = ("#content_news",)
    links: ClassVar = {LinkKind.RECOMMENDATION: (".terkait_bottom .topbox > a", ".terkait_bottom h3 a")}


OUTLET = PressOutlet(
    name="antara",
    hosts=frozenset(f"{bureau}.antaranews.com" for bureau in _BUREAUX.split()),
    mirrors={"antaranews.com": "www.antaranews.com", "m.antaranews.com": "www.antaranews.com"},
    story_path=re.compile(r"/berita/\d+(?:/[^/]+)?/?"),
    hub_path=re.compile(rf"{FRONT.pattern}|/(?:terkini|indeks)(?:/[\d-]+)*/?"),
    title_suffix=re.compile(r"\s+[-|]\s+ANTARA[\w ]*$", re.IGNORECASE),
    layouts=(Antara2023(), Antara2017(), Antara2015()),
    phrases=phrasebook(
        (
            Phrase(
                rule="credit_line",
                pattern=r"(?:pewarta|penulis|reporter|penerjemah|editor|redaktur|uploader)\s?:.{2,160}",
                seen="Pewarta: Nur Imansyah Editor: Ade Marboen",
                place=Place.END,
            ),
        ),
        PHRASES,
    ),
    marks=press_marks(
        "antara",
        re.compile(
            r"(?P<dateline>(?:(?:[A-Z][^()\n]{1,70})?\((?i:antara|[\w-]{2,12}[-/]antara)[^()\n]{0,40}\)"
            r"|[A-Z][\w .'’/-]{1,40},\s{0,3}(?:ANTARA|Antara)(?:\s?[A-Z][\w.]{1,15}){0,2})"
            r"\s{0,3}[-–—]{1,3})\s*"
        ),
    ),
    seeds=press_seeds("rss/terkini.xml", "sitemap.xml", "terkini"),
    dated_index=lambda host, day, _: f"https://{host}/indeks/{day:%d-%m-%Y}",
)
