"""Text of a story: paragraphs with dateline, tag links, no-break spaces and line breaks."""

from collections.abc import Iterator
from html import escape

from newsspider.replica.cards import Draft, slug_of
from newsspider.replica.language import words
from newsspider.replica.story import Block, Piece, PieceKind, Template
from newsspider.replica.writing.pieces import paragraph, steps, subhead


def dateline_of(draft: Draft) -> str | None:
    """The dateline as printed, with its trailing space if it has one."""
    rng = draft.rng
    if rng.random() < 0.07:
        return None
    return rng.choice(draft.card.host.datelines).format(kota=draft.cast["kota"].upper())


def paragraph_text(draft: Draft) -> str:
    return draft.cast.sentences(draft.rng.choice((1, 1, 2, 2, 3)))


def linked_inner(text: str, draft: Draft) -> str:
    """Escaped text with automatic links to tags and some no-break spaces."""
    inner, rng = escape(text, quote=False), draft.rng
    for word in (draft.cast["hal"], draft.cast["kota"]):
        if rng.random() < 0.4:
            address = f"https://{draft.card.host.domain}/tag/{slug_of(word)}"
            inner = inner.replace(f" {word}", f" <a href='{address}' class='blue'>{word}</a>", 1)
    if rng.random() < 0.12:
        name = draft.cast["tokoh"]
        inner = inner.replace(name, name.replace(" ", "&nbsp;"), 1)
    return inner


def opening(draft: Draft, dateline: str | None) -> Piece:
    """The first paragraph: the dateline in bold, its dash inside or outside the bold."""
    text, rng = paragraph_text(draft), draft.rng
    inner = linked_inner(text, draft)
    if dateline:
        mark = escape(dateline)
        brand = mark.rstrip(" -–")
        bold = f"<strong>{brand}</strong>{mark[len(brand) :]}"
        style = rng.random()
        if draft.card.template is not Template.WWW_2020 and style < 0.5:
            bold = f"<strong>{mark}</strong>" if style < 0.4 else mark
        inner = bold + inner
    return paragraph(_glued(draft) + inner if dateline else inner, Block(PieceKind.PARAGRAPH, text))


def _glued(draft: Draft) -> str:
    """Surabaya's label link, before the dateline without a space."""
    if draft.card.host.name != "surabaya" or draft.rng.random() > 0.15:
        return ""
    town = draft.cast["kota"]
    return f'<a href="https://surabaya.tribunnews.com/tag/berita-{slug_of(town)}">Berita {town}</a>'


def text_pieces(draft: Draft, count: int) -> Iterator[Piece]:
    """`count` pieces of text: paragraphs, sub-heads, at most one list of steps."""
    rng, cast, lexicon = draft.rng, draft.cast, words()
    list_at = rng.randrange(3, count) if count > 4 and rng.random() < 0.25 else -1
    for place in range(count):
        if place == list_at:
            yield subhead(cast.fill("Langkah Mengikuti {hal_judul}"), rng)
            chosen = rng.sample(lexicon["steps"], rng.randint(2, 4))
            yield from steps([cast.fill(step) for step in chosen], rng)
        elif place > 2 and rng.random() < 0.12:
            yield subhead(cast.fill(rng.choice(lexicon["subheads"])), rng)
        yield _plain(draft)


def _plain(draft: Draft) -> Piece:
    texts = [paragraph_text(draft)]
    if draft.rng.random() < 0.08:
        texts.append(paragraph_text(draft))
    inner = draft.rng.choice(("<br /><br />", "<br><br>")).join(linked_inner(text, draft) for text in texts)
    return paragraph(inner, *(Block(PieceKind.PARAGRAPH, text) for text in texts))


def signed(last: Piece, signature: str) -> Piece:
    """The last paragraph with the signature at its end; an asterisk follows without a space."""
    gap = "" if signature == "*" else " "
    return last._replace(html=last.html.removesuffix("</p>") + f"{gap}{escape(signature)}</p>")
