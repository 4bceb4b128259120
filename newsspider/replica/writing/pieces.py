"""Desktop markup of each kind of piece of a body."""

from html import escape
from random import Random

from newsspider.replica.story import Block, Image, Link, Piece, PieceKind, Template

_AD_2020 = (
    "<div id='div-Inside-MediumRectangle' style='text-align:center;margin:auto'>"
    "<script type='text/javascript'>"
    "googletag.cmd.push(function() { googletag.display('div-Inside-MediumRectangle'); });</script></div>"
)
_TEADS = "<script src='//a.teads.tv/page/{site}/tag' async='true'></script>"
_UNRULY = (
    "<script>var unruly = window.unruly || {};unruly.native = unruly.native || {};"
    "unruly.native.siteId = 1082418;</script>"
)
_AD_2024 = '<div class="ads-placeholder" id="div-Inside-MediumRectangle"><span>ADVERTISEMENT</span></div>'
_REC_HEADING = '<div class="jixie-slot mb20" id="jx-inline"><h2 class="f20 fbo2">{label}</h2></div>'
_BACA = {
    1: '<p class="baca"><strong>Baca: {anchor}</strong></p>',
    2: '<p class="baca"><strong> &bull; {anchor}</strong></p>',
    3: '<p class="baca"><strong><span class="more">Baca juga: </span> {anchor}</strong></p>',
    4: "<p><strong>Baca juga: {anchor}</strong></p>",
    5: "<p>Baca : {anchor}</p>",
}
_VARIANTS = {
    Template.WWW_2020: (1, 1, 1, 4, 5),
    Template.REGIONAL_2020: (2, 2, 2, 4),
    Template.WWW_2021: (3, 3, 4),
    Template.REGIONAL_2021: (3, 3, 4),
    Template.WWW_2024: (3, 3, 3, 4),
    Template.REGIONAL_2024: (3, 3, 3, 4),
}


def paragraph(inner: str, *blocks: Block) -> Piece:
    return Piece(PieceKind.PARAGRAPH, f"<p>{inner}</p>", blocks)


def subhead(text: str, rng: Random) -> Piece:
    tag = rng.choice(("strong", "h2", "h3"))
    html = f"<p><strong>{escape(text)}</strong></p>" if tag == "strong" else f"<{tag}>{escape(text)}</{tag}>"
    return Piece(PieceKind.SUBHEAD, html, (Block(PieceKind.SUBHEAD, text),))


def steps(texts: list[str], rng: Random) -> list[Piece]:
    """Numbered items: mostly paragraphs that begin with a number, sometimes an <ol>."""
    if rng.random() < 0.3:
        items = "".join(f"<li>{escape(text)}</li>" for text in texts)
        return [
            Piece(PieceKind.LIST, f"<ol>{items}</ol>", tuple(Block(PieceKind.ITEM, text) for text in texts))
        ]
    numbered = [f"{place}. {text}" for place, text in enumerate(texts, 1)]
    return [
        Piece(PieceKind.ITEM, f"<p>{escape(text)}</p>", (Block(PieceKind.ITEM, text),)) for text in numbered
    ]


def baca(link: Link, template: Template, rng: Random) -> Piece:
    variant = rng.choice(_VARIANTS[template])
    title = escape(link.title)
    if link.url is None:
        return Piece(PieceKind.BACA_JUGA, f"<p>Baca juga: {title}</p>", link=link)
    anchor = f'<a title="{title}" href="{escape(link.url)}">{title}</a>'
    return Piece(PieceKind.BACA_JUGA, _BACA[variant].format(anchor=anchor), link=link)


def figure(image: Image) -> Piece:
    html = (
        f'<figure class="image"><img src="{escape(image.url)}" alt="{escape(image.alt)}" />'
        f"<figcaption>{escape(image.printed)}</figcaption></figure>"
    )
    return Piece(PieceKind.FIGURE, html, (), image)


def furniture(html: str, kind: PieceKind) -> Piece:
    return Piece(kind, html)


def ads(template: Template, rng: Random) -> list[Piece]:
    """Two advertisements, siblings of the paragraphs."""
    if template.year == 2024:
        return [
            Piece(PieceKind.ADVERTISEMENT, _AD_2024),
            Piece(PieceKind.ADVERTISEMENT, _TEADS.format(site=rng.randint(70000, 79999))),
        ]
    second = _UNRULY if template.year == 2021 else _TEADS.format(site=rng.randint(70000, 79999))
    return [Piece(PieceKind.ADVERTISEMENT, _AD_2020), Piece(PieceKind.ADVERTISEMENT, second)]


def recommendation_heading(rng: Random) -> Piece:
    """The heading of the widget that JavaScript fills, on desktop and mobile."""
    label = rng.choice(("Berita Rekomendasi", "BERITA REKOMENDASI"))
    return Piece(PieceKind.WIDGET_HEADING, _REC_HEADING.format(label=label))


EMPTY = Piece(PieceKind.EMPTY, "<p >&nbsp;</p>")
