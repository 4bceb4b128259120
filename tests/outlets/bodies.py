"""Stories around a few odd lines, as an HTML page and as a text rendering, read and cleaned."""

from __future__ import annotations

from newsspider.items import Article, Rejection
from newsspider.outlets import OUTLETS
from pipelines.cleaning import clean
from tests.running.oddsite import story

TRIBUN = OUTLETS["tribun"]
URL = "https://ambon.tribunnews.com/maluku/7900001/kopi"
OTHER = "https://www.tribunnews.com/nasional/7900002/perahu-kayu"
ABOVE = [
    "Warga sebuah desa menanam bibit kopi di lereng yang gundul bersama para pelajar pada Sabtu pagi.",
    "Kegiatan itu diulang setiap tahun sejak longsor besar.",
]
"""What `tests.running.oddsite.story` says, and the renderings below."""
BELOW = "Warga berharap jalan desa itu segera diperbaiki oleh pemerintah kabupaten."
DATELINE = "TRIBUNNEWS.COM, SURYALAYA -"
CHROME = ["Ikuti kami di", "© 2025 TRIBUNnews.com Network,a subsidiary of KG Media.", "All Right Reserved"]


def paragraphs(*lines: str) -> str:
    """Each line in a paragraph of its own."""
    return "".join(f"<p>{line}</p>" for line in lines)


def page(extra: str, *, ends: bool = False) -> Article:
    """The HTML page of a story with this markup in it; `ends` says that nothing stands below."""
    body = story(URL, extra=extra + ("" if ends else paragraphs(BELOW)))[2]
    return article(body)


def rendering(*lines: str, ends: bool = False, chrome: bool = True) -> Article:
    """The text rendering of the same story with these lines in it."""
    head = ["Warga Menanam Kopi di Lereng", "", "Warga menanam kopi di lereng yang gundul.", ""]
    head += [
        "Penulis: Ruth Siahaan | Editor: Ferry Sahertian",
        "",
        f"{DATELINE} {ABOVE[0]}",
        "",
        ABOVE[1],
        "",
    ]
    tail = ([] if ends else ["", BELOW]) + (["", *CHROME] if chrome else [])
    return article("\n".join([*head, *lines, *tail]))


def article(body: str | bytes, url: str | None = URL) -> Article:
    """The page, read and cleaned; it must be a story."""
    outcome = TRIBUN.read(body, url)
    assert isinstance(outcome, Article), f"expected an article, found {outcome!r}"
    return clean(outcome, TRIBUN)


def rejection(body: str | bytes, url: str | None = URL) -> Rejection:
    """The page, which must be no story."""
    outcome = TRIBUN.read(body, url)
    assert isinstance(outcome, Rejection), f"expected a rejection, found {outcome!r}"
    return outcome


def between(found: Article) -> list[str]:
    """The blocks of the story that the odd lines gave; what stands around them must be whole."""
    texts = [block.text for block in found.blocks]
    assert texts[:2] == ABOVE
    return [text for text in texts[2:] if text != BELOW]


def cuts(found: Article) -> dict[str, str]:
    """The lines that were cut, with their rules."""
    return {cut.text: cut.rule for cut in found.removed}
