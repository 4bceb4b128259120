"""AMP page of a story: the whole story on one page, without scripts."""

import re
from html import escape
from typing import Any

from newsspider.replica.dates import clock_text
from newsspider.replica.pages import elements
from newsspider.replica.pages.chrome import menu
from newsspider.replica.pages.head import credited, page_title
from newsspider.replica.pages.markup import fill, script_json
from newsspider.replica.pages.paging import View
from newsspider.replica.story import Piece, PieceKind, Story

_AD = (
    '<div class="ad-container"><amp-ad width="300" height="250" type="doubleclick" '
    'data-slot="/1/replika/amp"></amp-ad></div>'
)
_IMAGE = (
    '<p><amp-img layout="responsive" src="{url}" width="700" height="393" alt="{alt}"></amp-img>{caption}</p>'
)


def amp_page(story: Story, view: View) -> str:
    host, hero = story.card.host, story.hero
    caption = f"{hero.caption} ({hero.credit})" if hero.credit else hero.caption
    return fill(
        "amp",
        page_title=escape(page_title(story)),
        url=story.url,
        lead=escape(story.lead),
        domain=host.domain,
        article_json=script_json(_article(story)),
        menu=menu(host),
        section=story.section,
        section_slug=story.card.section[0],
        headline=escape(story.headline),
        clock=clock_text(story.published_at),
        credits=elements.credits_2024(story),
        image=hero.url,
        sources=elements.sources(story),
        tags=elements.tags(story),
        figcaption=f"<figcaption>{escape(caption)}</figcaption>" if hero.caption else "",
        body="\n".join([elements.summary(story), *map(_amp_piece, story.pieces())]),
        this_year=view.now.year,
        network_word=" Network" if host.regional else "",
    )


def _amp_piece(piece: Piece) -> str:
    if piece.kind == PieceKind.ADVERTISEMENT:
        return _AD
    if piece.kind == PieceKind.WIDGET_HEADING:
        return ""
    if piece.kind == PieceKind.SUBHEAD:
        return f"<div>{re.sub('<[^>]+>', '', piece.html)}</div>"
    if piece.image:
        url, alt, caption = (escape(text) for text in (piece.image.url, piece.image.alt, piece.image.printed))
        return _IMAGE.format(url=url, alt=alt, caption=caption)
    return piece.html


def _article(story: Story) -> dict[str, Any]:
    return {
        "@context": "http://schema.org",
        "@type": "NewsArticle",
        "mainEntityOfPage": story.url,
        "headline": story.headline,
        "description": story.lead,
        "datePublished": story.published_at.isoformat(timespec="seconds"),
        "dateModified": story.modified_at.isoformat(timespec="seconds"),
        "image": {"@type": "ImageObject", "url": story.hero.url},
        "author": {"@type": "Person", "name": credited(story)},
        "publisher": {"@type": "Organization", "name": story.card.host.title},
    }
