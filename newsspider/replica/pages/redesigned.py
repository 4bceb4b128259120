"""Story page of a redesign: markup of another make, with classes that a build tool names.

It is one page for desktop, mobile and AMP addresses, and has all pages of a long story. No element has an id,
and no class says what it holds. The picture stands above the headline, the editor below the text.
"""

from __future__ import annotations

from html import escape

from newsspider.replica.dates import clock_text
from newsspider.replica.pages.markup import fill, script_json
from newsspider.replica.story import Link, Piece, PieceKind, Story

_LINE = {
    PieceKind.SUBHEAD: '<h3 class="css-e4tq9">{}</h3>',
    PieceKind.ITEM: '<p class="css-19vbd">{}</p>',
    PieceKind.LIST: '<ol class="css-u2k1a">{}</ol>',
}
_READ_ALSO = '<div class="css-p0x7m"><span>Baca juga:</span> <a class="css-a3" href="{}">{}</a></div>'
_PICTURE = '<div class="css-im8"><img src="{}" alt="{}" loading="lazy"><div class="css-k9z">{}</div></div>'
_ADVERTISEMENT = '<div class="css-q1w" data-slot="mid"><span>ADVERTISEMENT</span></div>'
_CARD = '<li class="css-l5r"><a href="{}">{}</a></li>'


def redesigned_page(story: Story) -> str:
    """The page of a story; `story` has it whole."""
    card, hero = story.card, story.hero
    return fill(
        "redesigned",
        title=escape(story.headline),
        lead=escape(story.lead),
        url=story.url,
        host=card.host.domain,
        section=escape(story.section),
        section_url=f"https://{card.host.domain}/{card.section[0]}",
        graph=script_json(_graph(story)),
        picture=_PICTURE.format(escape(hero.url), escape(hero.alt), escape(hero.printed)),
        byline=escape(story.byline or "Redaksi"),
        clock=f"{clock_text(story.published_at)} WIB",
        body="\n".join(filter(None, map(_rendered, story.pieces()))),
        editor=escape(story.editors[0]),
        source=f'<p class="css-r7n">Sumber: {escape(story.source)}</p>' if story.source else "",
        tags="".join(f'<a class="css-t4g" rel="tag" href="/tag/x">{escape(tag)}</a>' for tag in story.tags),
        related="".join(
            _CARD.format(escape(link.url or ""), escape(link.title))
            for link in (*story.related, *story.widget)
        ),
        popular="".join(_CARD.format(one.url, escape(one.headline)) for one in story.popular),
    )


def _named(story: Story) -> tuple[Link, ...]:
    """The stories below the text: JavaScript is not needed to show them."""
    return (*story.related, *story.widget)


def _graph(story: Story) -> dict[str, object]:
    return {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": story.headline,
        "description": story.lead,
        "datePublished": story.published_at.isoformat(timespec="seconds"),
        "dateModified": story.modified_at.isoformat(timespec="seconds"),
        "author": [{"@type": "Person", "name": name} for name in story.authors],
        "articleSection": story.section,
    }


def _rendered(piece: Piece) -> str:
    """A piece of the body in the new markup; a paragraph keeps what stands inside it."""
    if piece.link is not None:
        return _READ_ALSO.format(escape(piece.link.url or "#"), escape(piece.link.title))
    if piece.image is not None:
        image = piece.image
        return _PICTURE.format(escape(image.url), escape(image.alt), escape(image.printed))
    match piece.kind:
        case PieceKind.EMPTY | PieceKind.WIDGET_HEADING:
            return ""
        case PieceKind.ADVERTISEMENT:
            return _ADVERTISEMENT if "<span>" in piece.html else ""
        case PieceKind.SUBHEAD | PieceKind.ITEM:
            return _LINE[piece.kind].format(escape(piece.blocks[0].text))
        case PieceKind.LIST:
            items = "".join(f"<li>{escape(block.text)}</li>" for block in piece.blocks)
            return _LINE[piece.kind].format(items)
        case _:
            return piece.html.replace("<p>", '<p class="css-19vbd">', 1)
