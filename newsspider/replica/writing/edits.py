"""Edits of stories: another headline, one changed paragraph and one new one."""

from collections import Counter
from dataclasses import replace
from datetime import datetime

from newsspider.replica.cards import CardIndex, Draft
from newsspider.replica.story import Block, Card, Image, Piece, PieceKind, Story
from newsspider.replica.writing.pieces import paragraph
from newsspider.replica.writing.prose import linked_inner, paragraph_text


def edited_card(index: CardIndex, serial: int) -> Card:
    """The card with its new headline; the path keeps the words of the old one."""
    return _draft(index, serial).card


def edit(story: Story, index: CardIndex, now: datetime) -> Story:
    """The second edition of a story, with the time `now`."""
    draft = _draft(index, story.card.serial)
    return replace(
        story,
        card=draft.card,
        modified_at=now,
        hero=_retitled(story.hero, story.headline, draft.card.headline),
        body=_rewritten(story, draft),
    )


def _draft(index: CardIndex, serial: int) -> Draft:
    """The story's cast with a random generator of its own: the first edition does not change."""
    draft = index.draft(serial)
    draft.rng.seed(f"{index.seed}:{serial}:edited")
    return draft._replace(card=draft.card._replace(headline=_headline(draft)))


def _headline(draft: Draft) -> str:
    headlines = draft.theme["headlines"]
    candidates = (draft.cast.fill(text) for text in draft.rng.sample(headlines, len(headlines)))
    return next(text for text in candidates if text != draft.card.headline)


def _retitled(hero: Image, old: str, new: str) -> Image:
    """The hero image; captions that repeat the headline get the new one."""
    if hero.caption != old:
        return hero._replace(alt=new)
    return hero._replace(alt=new, caption=new, printed=new + hero.printed.removeprefix(old))


def _rewritten(story: Story, draft: Draft) -> tuple[tuple[Piece, ...], ...]:
    """The body with one plain paragraph changed and a new one below it."""
    chosen = draft.rng.choice(_plain_paragraphs(story))
    texts = {block.text for block in story.blocks}
    added = (_paragraph(draft, texts), _paragraph(draft, texts))
    return tuple(
        tuple(new for piece in page for new in (added if piece is chosen else (piece,)))
        for page in story.body
    )


def _plain_paragraphs(story: Story) -> list[Piece]:
    """Paragraphs of one unique block, except the first and last, which have dateline and signature."""
    counts = Counter(block.text for block in story.blocks)
    paragraphs = [piece for piece in story.pieces() if piece.kind == PieceKind.PARAGRAPH][1:-1]
    return [p for p in paragraphs if len(p.blocks) == 1 and counts[p.blocks[0].text] == 1]


def _paragraph(draft: Draft, known: set[str]) -> Piece:
    """A paragraph with a text that is not in `known`; its text is added to `known`."""
    text = paragraph_text(draft)
    while text in known:
        text = paragraph_text(draft)
    known.add(text)
    return paragraph(linked_inner(text, draft), Block(PieceKind.PARAGRAPH, text))
