"""Credits of a story, and the end of its body: signature, publication note, call-outs."""

from html import escape
from random import Random
from typing import NamedTuple

from newsspider.replica.cards import Draft, slug_of
from newsspider.replica.hosts import HOSTS
from newsspider.replica.language import person
from newsspider.replica.story import Piece, PieceKind
from newsspider.replica.writing.pieces import furniture
from newsspider.replica.writing.prose import signed

_ELSEWHERE = (
    ("Kompas.com", "https://www.kompas.com"),
    ("TribunSumsel.com", "https://sumsel.tribunnews.com"),
    ("TribunWow.com", "https://wow.tribunnews.com"),
)


class Credits(NamedTuple):
    """`byline` is the name in the "Penulis:" line, `reporter` the "Laporan Wartawan ..." line."""

    authors: tuple[str, ...]
    byline: str | None
    reporter: str | None
    editors: tuple[str, ...]
    source: str | None
    source_url: str | None
    signature: str | None


def credits_of(draft: Draft) -> Credits:
    rng, host = draft.rng, draft.card.host
    chance, name = rng.random(), person(rng)
    byline = name if chance < 0.7 else None
    reporter = _reporter_line(name, draft) if 0.55 < chance < 0.85 else None
    authors = (name,) if chance < 0.85 else ()
    signature = None
    if rng.random() < 0.6:
        marks = (f"({host.signature}/{name})",) * 4 if authors else ()
        signature = rng.choice(
            (*marks, "(*)", "*", "****", f"({person(rng)[:3].lower()}/{name[:3].lower()})")
        )
    origin = rng.choice(list(HOSTS.values()))
    named = rng.random() < 0.4
    source, address = (origin.brand, f"https://{origin.domain}") if named else (None, None)
    return Credits(authors, byline, reporter, (person(rng),), source, address, signature)


def _reporter_line(name: str, draft: Draft) -> str:
    desk = draft.rng.choice(draft.card.host.desks)
    town = draft.cast["kota"]
    return draft.rng.choice(
        (
            f"Laporan Wartawan {desk}, {name}",
            f"Laporan Wartawan {desk}, {name}",
            f"Laporan Wartawan {desk} / {name}",
            f"Laporan Reporter {desk}, {name}",
            f"Laporan {name} | {town}",
            f"Laporan : {name} | {town}",
        )
    )


def reporter_piece(line: str, rng: Random) -> Piece:
    text = escape(line)
    return furniture(rng.choice((f"<p><strong>{text}</strong></p>", f"<p>{text}</p>")), PieceKind.REPORTER)


def middle_callout(draft: Draft) -> Piece:
    label = draft.rng.choice(
        (
            "Lihat videonya di sini",
            "Lihat video selengkapnya",
            "Simak video lengkapnya di sini",
            "Baca Selengkapnya",
            "BACA SELENGKAPNYA DI SINI",
            f">>> Ikuti berita selengkapnya terkait {draft.cast['hal']} di sini <<<",
        )
    )
    address = f"https://{draft.card.host.domain}/topic/{slug_of(draft.cast['hal'])}"
    return furniture(f'<p><strong><a href="{address}">{escape(label)}</a></strong></p>', PieceKind.CALLOUT)


def ending(draft: Draft, names: Credits, last: Piece) -> list[Piece]:
    """The last paragraph with the signature, and the notes that some stories have below it."""
    rng, signature = draft.rng, names.signature
    pieces = [last]
    plain = last.kind == PieceKind.PARAGRAPH
    if signature and plain and (signature == "*" or rng.random() < 0.3):
        pieces = [signed(last, signature)]
    elif signature:
        text = escape(signature)
        pieces.append(
            furniture(rng.choice((f"<p>{text}</p>", f"<p><strong>{text}</strong></p>")), PieceKind.SIGNATURE)
        )
    if rng.random() < 0.25:
        pieces.append(_published(draft, names))
    if rng.random() < 0.35:
        pieces.append(_end_callout(draft))
    return pieces


def _published(draft: Draft, names: Credits) -> Piece:
    title, rng = draft.card.headline, draft.rng
    name, address = rng.choice(_ELSEWHERE)
    if names.source and names.source_url:
        name, address = names.source, names.source_url
    if rng.random() < 0.15:
        tail = f"Penulis: {names.byline} Editor: {names.editors[0]}" if names.byline else ""
        text = f"Artikel ini telah tayang di Tribunnews.com dengan judul {title}, {draft.card.url}. {tail}"
        return furniture(f"<p>{escape(text.strip())}</p>", PieceKind.PUBLISHED)
    start = rng.choice(
        ("Artikel ini telah tayang", "Sebagian artikel ini telah tayang", "Artikel ini sebelumnya tayang")
    )
    link = f'<a href="{address}" target="_blank">{escape(name)}</a>'
    return furniture(f"<p><em>{start} di {link} dengan judul {escape(title)}</em></p>", PieceKind.PUBLISHED)


def _end_callout(draft: Draft) -> Piece:
    subject = draft.cast["hal"]
    label = draft.rng.choice(
        (
            f"Berita lain terkait {draft.cast['hal_judul']}",
            f">>> Update berita terbaru {subject}",
            f">>Ikuti Berita {draft.cast['kota']}",
            *draft.card.host.callouts,
        )
    )
    address = f"https://{draft.card.host.domain}/topic/{slug_of(subject)}"
    inner = f'<a href="{address}">{escape(label)}</a>' if draft.rng.random() < 0.7 else escape(label)
    return furniture(f"<p><strong>{inner}</strong></p>", PieceKind.CALLOUT)
