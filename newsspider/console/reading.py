"""Article or listing of one page, for a person: fields with their sources, story, links, removed lines."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from newsspider.console.terminal import Line, line, safe
from newsspider.durations import wib
from newsspider.items import Article, BlockKind, Link, LinkKind, Listing
from newsspider.text import printable

_FIELDS = (
    "headline lead authors editors source published_at modified_at section breadcrumb tags topic site_id "
    "dateline signature summary"
).split()
_MARKS = {
    BlockKind.HEADING: "## ",
    BlockKind.LIST_ITEM: " - ",
    BlockKind.QUOTE: " > ",
    BlockKind.PARAGRAPH: "   ",
}


def explain(article: Article) -> Iterator[Line]:
    """The article's layout, fields with their sources, story, links and removed lines."""
    yield from _head(article)
    yield from _story(article)
    yield from _links(article.links)
    yield from _removed(article)


def explain_listing(listing: Listing) -> Iterator[Line]:
    """The listing's layout and the links that it has."""
    yield safe(f"{listing.layout} of {listing.outlet}", "bold")
    yield from _links(listing.links)


def _head(article: Article) -> Iterator[Line]:
    yield safe(article.headline, "bold")
    marks = article.provenance.get("blocks", "its marks")
    yield line("layout ", safe(article.layout, "cyan"), printable(f" of {article.outlet}; story in {marks}"))
    yield line(
        "reading ", safe(article.reading, "cyan"), safe(f" by newsspider {article.program_version}", "dim")
    )
    yield f"address {printable(article.url) or '(unknown: give --url)'}"
    yield ""
    for name in _FIELDS:
        if value := getattr(article, name):
            source = article.provenance.get(name)
            yield line(f"  {name:<13}", safe(_text(value)), safe(f"  [{source}]" if source else "", "dim"))
    for number, image in enumerate(article.images, start=1):
        credit = f" ({image.credit})" if image.credit else ""
        yield f"  {f'image {number}':<13}{printable(image.caption + credit) or '(no caption)'}"
        if image.alt and image.alt != image.caption:
            yield safe(f"  {'':<13}alt: {image.alt}", "dim")
        if image.position is not None:
            yield safe(f"  {'':<13}below block {image.position} of the story", "dim")
    yield f"  {'pages':<13}{article.page_count}{', premium' if article.premium else ''}"


def _text(value: str | datetime | tuple[str, ...]) -> str:
    if isinstance(value, datetime):
        return wib(value)
    return ", ".join(value) if isinstance(value, tuple) else value


def _story(article: Article) -> Iterator[Line]:
    words = sum(len(block.text.split()) for block in article.blocks)
    yield ""
    yield safe(f"Story: {len(article.blocks)} blocks, {words} words", "green")
    for block in article.blocks:
        yield line(_MARKS[block.kind], safe(block.text, "bold" if block.kind is BlockKind.HEADING else ""))


def _links(links: tuple[Link, ...]) -> Iterator[Line]:
    for kind in LinkKind:
        chosen = [link for link in links if link.kind is kind]
        if chosen:
            yield ""
            yield safe(f"Links, {kind.value}: {len(chosen)}", "blue")
        for link in chosen:
            yield f"   {printable(link.title or link.anchor)}"
            yield safe(f"     {link.url or '(no address)'}", "dim")


def _removed(article: Article) -> Iterator[Line]:
    yield ""
    yield safe(f"Removed: {len(article.removed)} lines", "yellow")
    for cut in article.removed:
        text = cut.text[:110] + ("…" if len(cut.text) > 110 else "")
        yield line(f"   {cut.rule:<18}", safe(text, "dim"))
