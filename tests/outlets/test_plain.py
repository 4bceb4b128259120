"""Tests of the generic story layout, and of a site's layout that only states selectors."""

from dataclasses import replace
from typing import ClassVar

from newsspider.items import Article, Image
from newsspider.outlets import OUTLETS
from newsspider.outlets.outlet import Outlet
from newsspider.outlets.plain import PlainStory

URL = "https://www.tribunnews.com/news/7858656/panen-kopi"
HEAD = (
    '<meta property="og:type" content="article"><meta name="writer" content="Kirana, S.Pd dan Bagas">'
    '<meta name="pages" content="3"><script type="application/ld+json">{"@type": "NewsArticle",'
    '"author": [{"name": "Kirana, S.Pd"}, {"name": "Bagas dan Kawan"}], "editor": "Laras"}</script>'
)
BODY = (
    "<article><h1>Panen Kopi</h1><figure><img src=/kopi.jpg><figcaption>Kebun kopi.<i>(Tribun/Laras)</i></figcaption>"
    "</figure><div class=photo><img src=/teh.jpg><b>Bagas</b> Kebun teh.</div>"
    "<p>Petani memanen kopi sebelum musimnya karena hujan datang lebih cepat.</p></article>"
)


class Site(PlainStory):
    """A layout that states its own sources."""

    authors: ClassVar[tuple[str, ...]] = ("meta:writer",)
    editors: ClassVar[tuple[str, ...]] = ("ld:editor",)
    page_count: ClassVar[tuple[str, ...]] = ("meta:pages",)
    figure: ClassVar[str] = "figure, .photo"
    caption: ClassVar[str] = ""
    credit: ClassVar[str] = "i, b"


def outlet(layout: PlainStory) -> Outlet:
    return replace(OUTLETS["tribun"], layouts=(layout,))


def article(layout: PlainStory) -> Article:
    found = outlet(layout).read(f"<html><head>{HEAD}</head><body>{BODY}</body></html>", URL)
    assert isinstance(found, Article)
    return found


def picture(name: str, caption: str, credit: str | None) -> Image:
    return Image(url=f"https://www.tribunnews.com/{name}.jpg", caption=caption, credit=credit)


def test_plain_story_reads_common_markup() -> None:
    found = article(PlainStory())
    assert (found.headline, found.layout, found.page_count) == ("Panen Kopi", "PlainStory", 1)
    assert found.authors == ("Kirana, S.Pd", "Bagas dan Kawan")
    assert found.editors == ()
    assert found.images == (picture("kopi", "Kebun kopi.", "Tribun/Laras"),)


def test_layout_of_a_site_only_states_sources() -> None:
    found = article(Site())
    assert found.authors == ("Kirana, S.Pd", "Bagas")
    assert (found.editors, found.page_count) == (("Laras",), 3)
    assert found.images == (
        picture("kopi", "Kebun kopi.", "Tribun/Laras"),
        picture("teh", "Kebun teh.", "Bagas"),
    )
