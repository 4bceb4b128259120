"""How does a story read after its newsroom went over it: another headline, one paragraph changed, one new?"""

from collections import Counter
from dataclasses import replace
from datetime import datetime

from newsspider.replica.cards import CardIndex, Draft
from newsspider.replica.pieces import paragraph
from newsspider.replica.prose import linked_inner, paragraph_text
from newsspider.replica.story import Block, Card, Image, Piece, Story


def edited_card(index: CardIndex, serial: int) -> Card:
    """The card with its new headline; the path keeps the words of the old one, as addresses do."""
    return _draft(index, serial).card


def edited(story: Story, index: CardIndex, now: datetime) -> Story:
    """The second edition of a story, of the moment `now`."""
    draft = _draft(index, story.card.serial)
    return replace(
        story,
        card=draft.card,
        modified_at=now,
        hero=_retitled(story.hero, story.headline, draft.card.headline),
        body=_rewritten(story, draft),
    )


def _draft(index: CardIndex, serial: int) -> Draft:
    """The story's cast with dice of their own, so that the first edition stays as it is."""
    draft = index.draft(serial)
    draft.rng.seed(f"{index.seed}:{serial}:edited")
    return draft._replace(card=draft.card._replace(headline=_headline(draft)))


def _headline(draft: Draft) -> str:
    headlines = draft.theme["headlines"]
    proposals = (draft.cast.say(text) for text in draft.rng.sample(headlines, len(headlines)))
    return next(text for text in proposals if text != draft.card.headline)


def _retitled(hero: Image, old: str, new: str) -> Image:
    """Some captions repeat the headline, maybe with the credit after it."""
    if hero.caption != old:
        return hero._replace(alt=new)
    return hero._replace(alt=new, caption=new, printed=new + hero.printed.removeprefix(old))


def _rewritten(story: Story, draft: Draft) -> tuple[tuple[Piece, ...], ...]:
    """The body with one plain paragraph changed, and a new one below it."""
    chosen = draft.rng.choice(_plain_paragraphs(story))
    texts = {block.text for block in story.blocks}
    fresh = (_paragraph(draft, texts), _paragraph(draft, texts))
    return tuple(
        tuple(new for piece in page for new in (fresh if piece is chosen else (piece,)))
        for page in story.body
    )


def _plain_paragraphs(story: Story) -> list[Piece]:
    """Paragraphs of one text, which says it once, without the first and the last: dateline and signature."""
    counts = Counter(block.text for block in story.blocks)
    paragraphs = [piece for piece in story.pieces() if piece.kind == "p"][1:-1]
    return [p for p in paragraphs if len(p.blocks) == 1 and counts[p.blocks[0].text] == 1]


def _paragraph(draft: Draft, known: set[str]) -> Piece:
    """A paragraph that the story does not have; it is known from now on."""
    text = paragraph_text(draft)
    while text in known:
        text = paragraph_text(draft)
    known.add(text)
    return paragraph(linked_inner(text, draft), Block("p", text))
