"""Story layout that the newsrooms of detikcom have in common: detik itself, CNN Indonesia, CNBC Indonesia.

Seen on pages of detik of 2015 and 2022. Boxes in the text are tables of the class `linksisip`, later in a `div`
of the class `noncontent`; videos are called `aevp`.
"""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import ClassVar

from newsspider.items import LinkKind
from newsspider.outlets.press import PressStory
from newsspider.outlets.story.reading import Reading
from newsspider.outlets.story.sources import Sources

_CHANNEL = re.compile(
    r"(?<!\s)\s{0,3}[-–|]\s{0,3}(?:\d{0,2}detik\w{0,20}|wolipop|CNN\b.{0,30}|CNBC\b.{0,30}|Haibunda|Insertlive)\W{0,3}\Z",
    re.IGNORECASE,
)

_VIDEO = re.compile(r"\[gambas\s?:\s?video", re.IGNORECASE)
_TITLE = re.compile(
    r"\W{0,4}(?:(?:video|simak|saksikan|tonton|lihat|live)\b[^.]{2,200}|[^.]{2,200}:)", re.IGNORECASE
)


class DetikStory(PressStory):
    """What the generations have in common: the container of the text, and what stands in it."""

    published_at: ClassVar[Sources] = (
        "ld:datePublished",
        "css:.detail__date, .read__head .date, .jdl .date, .author + .date, article time",
        "meta:dtk:publishdate",
        "meta:publishdate",
        "css:.date",
    )
    authors: ClassVar[Sources] = (
        "css:.detail__author",
        "css:.ugc__block__name a",
        "css:.author",
        "meta:dtk:author",
        "meta:author",
        "ld:author",
    )
    breadcrumb: ClassVar[Sources] = (
        "css:.page__breadcrumb a",
        "css:.breadcrumb a:not(.active)",
        "css:ul.breadcrumb a",
        "crumbs:",
    )
    tags: ClassVar[Sources] = (
        "css:.detail__body-tag a",
        "css:.detail_tag a",
        "css:a[dtr-evt='tag']",
        "meta:keywords",
    )
    body: ClassVar[Sources] = ("#detikdetailtext", ".detail__body-text", ".itp_bodycontent", ".detail_text")
    page_count: ClassVar[Sources] = ("css:a.detail__anchor-numb:last-of-type",)
    figure: ClassVar[str] = (
        ".detail__media figure, .read__photo figure, .pic_artikel, .itp_bodycontent figure,"
        " .pic_artikel_sisip"
    )
    caption: ClassVar[str] = ""
    furniture: ClassVar[Mapping[str, str]] = {
        "baca_juga": "table.linksisip, .lihatjg, table.topiksisip, .noncontent:has(.lihatjg)",
        "caption": "figure, .pic_artikel_sisip_table, .pic_artikel_sisip, .pic_artikel, .detail__media",
        "video": ".aevp, .pip-vid, .sisip_video_ds, a.embed, strong:has(#aevp_title), b:has(#aevp_title)",
        "tags": ".detail__body-tag, .detail_tag",
        "advertisement": (
            ".paradetail, #adv-caption-lead, [id^=para_caption], .para_caption, .parallaxindetail,"
            " .skybanner, ins,"
            " [class*=staticdetail_ads], [id^=div-gpt-ad], .ads-slot, .advertisement, [class*=parallax]"
        ),
        "paging": (
            "[class*=detail__anchor], [class*=detail__multiple], [class*=long-nav], [class*=detail__long],"
            " .paging"
        ),
        "related_table": (
            ".cb-berita-terkait, .cb-artikel-lainnya, .koleksi-wrap, .box-sisip, [class^=sisip_]"
        ),
        "table_of_contents": ".collapsible, #collapsible, .toc, [class*=itp__toc]",
        "comments": ".share-box, [class*=share-box], #komentar, .clearfix.komentar",
    }
    links: ClassVar[Mapping[LinkKind, Sources]] = {
        LinkKind.BACA_JUGA: ("#bacajugabox .baca_juga2 a[href]",),
        LinkKind.RECOMMENDATION: (
            "#bacajugabox .list_fotovideo a[href]",
            ".cb-berita-terkait a[href]",
            "a.gtm_beritaterkait_artikel[href]",
            "a.gtm_bacajuga_artikel[href]",
        ),
    }

    def read_body(self, reading: Reading) -> None:
        """The lines of the body. The line above a video that speaks of it is its title."""
        super().read_body(reading)
        for place, line in enumerate(reading.lines[1:]):
            above = reading.lines[place]
            if _VIDEO.match(line.text) and not above.rule and _TITLE.fullmatch(above.text):
                reading.lines[place] = replace(above, rule="video")

    def names(self, text: str, name: str) -> tuple[str, ...]:
        """The people without the channel that stands behind them ("Name - detikInet")."""
        return super().names(_CHANNEL.sub("", text), name)
