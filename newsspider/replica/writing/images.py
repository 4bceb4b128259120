"""Images of a story with captions and credits."""

from newsspider.replica.cards import Draft, slug_of
from newsspider.replica.language import words
from newsspider.replica.story import Image, Piece
from newsspider.replica.writing import pieces


def _credit(draft: Draft) -> str | None:
    rng = draft.rng
    if rng.random() < 0.15:
        return None
    name = rng.choice(words()["photographers"])
    return rng.choice(
        (f"{draft.card.host.signature}/{name}", f"TRIBUNNEWS/{name.upper()}", f"Dokumentasi {name}")
    )


def hero(draft: Draft) -> Image:
    """The lead image: its caption may be empty, equal the headline, or repeat the credit."""
    rng, title = draft.rng, draft.card.headline
    credit = _credit(draft)
    caption, style = draft.cast.fill(rng.choice(words()["captions"])), rng.random()
    if style < 0.35:
        caption = ("", title, f"{rng.choice(words()['keys'])} - {caption}")[int(style * 8.5)]
    printed = f"{caption} {credit}" if credit and caption.endswith(".") and rng.random() < 0.12 else caption
    name = f"{slug_of(title)[:60].strip('-')}-{draft.card.serial}.jpg"
    return Image(f"https://{_assets(draft)}/foto/bank/images/{name}", title, caption, credit, printed)


def _assets(draft: Draft) -> str:
    if draft.card.template.year == 2024:
        return f"asset-{1 + draft.card.serial % 2}.tribunnews.com/{draft.card.host.name}"
    return "cdn2.tstatic.net/" + draft.card.host.name.replace("www", "tribunnews")


def figure(draft: Draft, place: int) -> Piece:
    rng = draft.rng
    caption, credit = draft.cast.fill(rng.choice(words()["captions"])), _credit(draft)
    alt = rng.choice(
        (caption.rstrip("."), caption, f"{caption} {draft.cast.fill('Warga {desa_lain} ikut hadir.')}")
    )
    printed = f"{caption} ({credit})" if credit else caption
    name = f"foto-{draft.card.serial}-{place}.jpg"
    return pieces.figure(
        Image(f"https://{_assets(draft)}/foto/bank/images/{name}", alt, caption, credit, printed)
    )
