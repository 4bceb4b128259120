"""Layouts and marks that the newsrooms of KapanLagi Youniverse have in common.

History: by 2016 a page of `read-page--header__` classes, the text between line breaks. From 2017 on a desktop
page of `read-page--header--` classes; its sections are `article-content-body__item-page`. In 2020-22 a mobile
page of `article-header__` classes, whose links lead to the host m. of the same number. The first and the last
were seen, the desktop page is known from its selectors.
"""

from collections.abc import Mapping
from typing import ClassVar

from newsspider.items import LinkKind
from newsspider.outlets.boilerplate.marks import Marks
from newsspider.outlets.boilerplate.phrases import Phrase, Place, phrasebook
from newsspider.outlets.boilerplate.presswords import PHRASES, brand_dateline, press_marks
from newsspider.outlets.press import PressStory
from newsspider.outlets.story.reading import Reading
from newsspider.outlets.story.sources import Sources

_SISTERS = (
    r"(?i:(?:liputan6|fimela|merdeka|bola|otosia|dream)\.(?:com|co\.id)|kapanlagi(?:\.com)?®?|brilio\.net)"
)
_NAMES = r"(?:liputan6|kapanlagi|fimela)(?:\.com)?®?|merdeka\.com|bola\.(?:com|net)|klovers|sahabat fimela"
_BRANDS = ("liputan6", "kapanlagi", "fimela", "merdeka.com", "bola.", "klovers")


KLY_PHRASES = phrasebook(
    (
        Phrase(
            rule="fact_check",
            pattern=r"\W{0,4}fakta atau hoaks\b.{0,400}",
            seen="* Fakta atau Hoaks? Untuk mengetahui kebenaran informasi, kirim pesan ke nomor kami",
            place=Place.ANYWHERE,
        ),
        Phrase(
            rule="channel",
            pattern=r"\W{0,4}follow official whatsapp channel\b.{0,40} untuk mendapatkan .{0,120}",
            seen="* Follow Official WhatsApp Channel Liputan6.com untuk mendapatkan berita-berita terkini.",
            place=Place.ANYWHERE,
        ),
        Phrase(
            rule="channel",
            pattern=rf"\W{{0,8}}(?:yuk,? )?(?:ikuti|follow|simak|gabung|klik)\b(?=.{{0,300}}(?:{_NAMES})).{{0,200}}\bwhatsapp\b.{{0,300}}",
            seen="* Follow Official WhatsApp Channel Liputan6.com untuk mendapatkan berita terkini dengan mengklik tautan ini",
        ),
        Phrase(
            rule="hashtags", pattern=r"#\w{3,40} (?:with|by|bersama) fimela", seen="#GrowFearless with Fimela"
        ),
        Phrase(
            rule="page_label",
            pattern=r"\d{1,2} dari \d{1,2} halaman",
            seen="2 dari 3 halaman",
            place=Place.ANYWHERE,
        ),
        Phrase(
            rule="caption",
            pattern=r"[^.!?\"“]{0,200}(?:©\s?[^.!?©]{3,60}(?:\.(?:com|co\.id|net)[^.!?©]{0,40})?|\((?:credit\s?:|c\))[^()]{2,80}\)?)",
            seen="Sekar Ayu di panggung bambu (credit: instagram.com/sekarayu)",
        ),
        Phrase(
            rule="promotion",
            pattern=rf"\*{{1,3}}\)?\s?(?=.{{0,300}}(?:{_NAMES})).{{10,400}}",
            seen="**Liputan6.com bersama BAZNAS mengajak pembaca bersedekah",
            place=Place.ANYWHERE,
        ),
        Phrase(
            rule="promotion",
            pattern=r"\([^()]{10,250}[!?]\)",
            seen="(Ramai dibicarakan, panen padi merah di desa itu!)",
            place=Place.END,
        ),
        Phrase(
            rule="fact_check",
            pattern=r"tentang cek fakta .{0,30}|(?:melawan hoaks sama saja melawan pembodohan|kami,? (?:juga )?bekerja ?sama dengan \d+ media"
            r"|jika anda memiliki informasi seputar hoaks|ingin lebih cepat mendapatkan jawaban|(?:sejak .{0,20}, )?cek fakta liputan6\.com"
            r" (?:bergabung|merupakan|menjadi))\b.{0,600}",
            seen="Tentang Cek Fakta Liputan6.com",
            place=Place.ANYWHERE,
        ),
        Phrase(
            rule="promotion", pattern=r"infografis\b.{0,150}", seen="Infografis Musim Panen", place=Place.END
        ),
        Phrase(
            rule="widget_heading",
            pattern=r"(?:baca|simak|lihat)(?: (?:ini|artikel|berita))?(?: juga| lainnya)?,? (?:yuk|dong|nih)?,? ?klovers\W{0,4}|topik berita terkait\W{0,3}",
            seen="Baca Ini Juga Yuk KLovers!",
        ),
        Phrase(
            rule="credit_line", pattern=r"reporter magang\s?:.{2,60}", seen="Reporter Magang: Laras Wening"
        ),
    ),
    PHRASES,
)
"""Phrases of the house, and those of any newsroom."""


def kly_marks(address_word: str) -> Marks:
    """Marks of a newsroom of the house. Its stories also open with the name of a sister."""
    return press_marks(address_word, brand_dateline(_SISTERS), names=_NAMES, brands=_BRANDS)


class KlyStory(PressStory):
    """What the pages of Liputan6 and its sisters have in common since 2017."""

    modified_at: ClassVar[Sources] = (
        "css:.article-header__modified-time",
        "ld:dateModified",
        "meta:article:modified_time",
    )
    section: ClassVar[Sources] = ("meta:article:section3", "meta:article:section2", "meta:article:section")
    tags: ClassVar[Sources] = (
        "css:[class*=tags--topics--item__link]",
        "css:[class*=tags--snippet__name]",
        "css:[class*=tags--snippet] a",
        "meta:keywords",
    )
    body: ClassVar[Sources] = (
        "[itemprop=articleBody]",
        ".article-content-body",
        ".article-content-body__item-content",
    )
    figure: ClassVar[str] = ".article-photo-gallery--item, .read-page--photo-gallery--item"
    caption: ClassVar[str] = (
        ".article-photo-gallery--item__description, [class*=photo-gallery--item__caption], figcaption"
    )
    furniture: ClassVar[Mapping[str, str]] = {
        "baca_juga": ".baca-juga, .baca-juga-collections, .baca-juga-collections__detail",
        "caption": ".article-photo-gallery--item, [class*=photo-gallery--item], figure",
        "video": "[class*=video-gallery--item], .vidio-embed, .article-content-body__item-video",
        "advertisement": (
            ".article-ad, .advertisement-text, [id^=div-gpt], [id^=gpt-ad], .seamless-ads,"
            " [id^=taboola], ins,"
            " [id^=dablewidget], [id*=ScriptRoot], .advertisement-placeholder, [class*=onesignal]"
        ),
        "read_more": (
            ".article-content-body__item-break, .article-content-body__item-index, .article-content-body__load-more,"
            " [class*=loading-animation],"
            " .article-content-body__break"
        ),
        "promotion": ".enamplus-wrapper, .gateway__mobile-app, [class*=trending-tags]",
    }
    links: ClassVar[Mapping[LinkKind, Sources]] = {
        LinkKind.RECOMMENDATION: (
            "a[class*=related--new-style__title-link]",
            "a[class*=article-snippet--related__title]",
            ".fimela--related-articles a[class*=snippet__text-link]",
            "[class*=related-articles] a[class*=title-link]",
        )
    }


class KlyDesktop(KlyStory):
    """2017 to 2026, the hosts www."""

    page_seen: ClassVar = False
    signature: ClassVar = ("h1", ".article-content-body, .article-content-body__item-content")
    unless: ClassVar = ("h1.article-header__title",)
    headline: ClassVar = (
        "css:h1[class*='read-page']",
        "css:h1.entry-title, h1[itemprop=headline]",
        "css:article h1",
        "ld:headline",
        "css:h1",
    )
    published_at: ClassVar = (
        "ld:datePublished",
        "meta:article:published_time",
        "css:time[class*='author__datetime']@datetime",
        "css:time[class*='author__datetime']",
    )
    breadcrumb: ClassVar = ("css:[class*='breadcrumb--item'] span", "css:[class*=breadcrumb] a", "crumbs:")
    authors: ClassVar = (
        "css:header [class*='author__name'], .read-page--header [class*='author__name']",
        "css:[class*='author__name']",
        "css:[class*='header--author'] .fn",
        "ld:author",
    )
    editors: ClassVar = ("css:[class*='credits_editor'] + li [class*='name']", "ld:editor")


class KlyMobile(KlyStory):
    """2020 to 2022, the hosts m."""

    signature: ClassVar = ("h1.article-header__title", ".article-content-body")
    headline: ClassVar = ("css:h1.article-header__title",)
    published_at: ClassVar = (
        "ld:datePublished",
        "meta:article:published_time",
        "css:.article-header__datetime",
    )
    breadcrumb: ClassVar = ("css:#breadcrumb a",)
    authors: ClassVar = ("css:a.article-header__author-link", "css:.article-header__authors a", "ld:author")
    editors: ClassVar = ("css:.article-credits__item:has([class*=role])",)

    def people(self, reading: Reading, name: str) -> tuple[str, ...]:
        """The people of the role: in the list of credits it stands behind the name ("NameEditor")."""
        found = super().people(reading, name)
        if name != "editors":
            return found
        return tuple(who.removesuffix("Editor").strip() for who in found if who.endswith("Editor"))
