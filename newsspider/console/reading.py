"""Explanation of an article or a listing for the terminal."""

from __future__ import annotations

from collections.abc import Iterator

from newsspider.items import Article, BlockKind, Link, LinkKind, Listing
from newsspider.text import printable

_COLOURS = {"bold": "1", "dim": "2", "red": "31", "green": "32", "yellow": "33", "blue": "34", "cyan": "36"}
_FIELDS = (
    "headline",
    "lead",
    "authors",
    "editors",
    "source",
    "published_at",
    "modified_at",
    "section",
    "breadcrumb",
    "tags",
    "topic",
    "site_id",
    "dateline",
    "signature",
    "summary",
)
_MARKS = {
    BlockKind.HEADING: "## ",
    BlockKind.LIST_ITEM: " - ",
    BlockKind.QUOTE: " > ",
    BlockKind.PARAGRAPH: "   ",
}


class Pen:
    """Writes text in a colour, or plainly."""

    def __init__(self, colour: bool) -> None:
        self.colour = colour

    def __call__(self, name: str, text: str) -> str:
        return f"\x1b[{_COLOURS[name]}m{text}\x1b[0m" if self.colour else text


def explain(article: Article, colour: bool) -> str:
    """The article as text: layout, fields with their sources, story, links, removed lines in page order."""
    pen = Pen(colour)
    return "\n".join(
        (*_head(article, pen), *_story(article, pen), *_links(article.links, pen), *_cuts(article, pen))
    )


def explain_listing(listing: Listing, colour: bool) -> str:
    """The listing as text: its layout and its links."""
    pen = Pen(colour)
    return "\n".join((pen("bold", f"{listing.layout} of {listing.outlet}"), *_links(listing.links, pen)))


def _head(article: Article, pen: Pen) -> Iterator[str]:
    yield pen("bold", printable(article.headline))
    marks = article.provenance.get("blocks", "its marks")
    yield f"layout {pen('cyan', article.layout)} of {article.outlet}; story in {printable(marks)}"
    yield f"address {printable(article.url) or '(unknown: give --url)'}"
    yield ""
    for name in _FIELDS:
        value = getattr(article, name)
        if value:
            text = ", ".join(value) if isinstance(value, tuple) else str(value)
            source = article.provenance.get(name)
            yield f"  {name:<13}{printable(text)}{pen('dim', f'  [{printable(source)}]') if source else ''}"
    for number, image in enumerate(article.images, start=1):
        credit = f" ({image.credit})" if image.credit else ""
        yield f"  {f'image {number}':<13}{printable(image.caption + credit) or '(no caption)'}"
    yield f"  {'pages':<13}{article.page_count}{', premium' if article.premium else ''}"


def _story(article: Article, pen: Pen) -> Iterator[str]:
    yield ""
    yield pen(
        "green",
        f"Story: {len(article.blocks)} blocks, {sum(len(b.text.split()) for b in article.blocks)} words",
    )
    for block in article.blocks:
        text = printable(block.text)
        yield _MARKS[block.kind] + (pen("bold", text) if block.kind is BlockKind.HEADING else text)


def _links(links: tuple[Link, ...], pen: Pen) -> Iterator[str]:
    for kind in LinkKind:
        chosen = [link for link in links if link.kind is kind]
        if chosen:
            yield ""
            yield pen("blue", f"Links, {kind.value}: {len(chosen)}")
        for link in chosen:
            yield f"   {printable(link.title or link.anchor)}"
            yield "     " + pen("dim", printable(link.url or "(no address)"))


def _cuts(article: Article, pen: Pen) -> Iterator[str]:
    yield ""
    yield pen("yellow", f"Removed: {len(article.removed)} lines")
    for cut in article.removed:
        text = printable(cut.text)
        yield f"   {cut.rule:<18}{pen('dim', text[:110] + ('…' if len(text) > 110 else ''))}"
