"""How is a whole story written from its serial number?"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from newsspider.replica import closing, pieces, prose
from newsspider.replica.cards import CardIndex, Draft, slugged
from newsspider.replica.language import words
from newsspider.replica.links import Links, choose
from newsspider.replica.story import Card, Image, Link, Piece, Story


@dataclass(frozen=True, slots=True)
class Writer:
    """Stories of one newsroom; `first` is the oldest serial number that may be linked to."""

    index: CardIndex
    first: int
    now: datetime

    def write(self, serial: int, popular: tuple[Card, ...]) -> Story:
        draft = self.index.draft(serial)
        rng, cast = draft.rng, draft.cast
        links = choose(self.index, self.first, serial, cast, rng)
        lead = cast.say(rng.choice(words()["leads"]))
        credit_lines = closing.credits_of(draft)
        dateline = prose.dateline_of(draft)
        year = draft.card.template.year
        return Story(
            card=draft.card, lead=lead, authors=credit_lines.authors, byline=credit_lines.byline, editors=credit_lines.editors,
            source=credit_lines.source, source_url=credit_lines.source_url, signature=credit_lines.signature,
            dateline=dateline.strip() if dateline else None, modified_at=self._modified(draft),
            topic=f"Kabar {cast['hal_judul']}" if rng.random() < 0.3 else None, tags=_tags(draft),
            hero=_hero(draft), summary=_summary(draft) if year == 2024 and rng.random() < 0.7 else (),
            premium=year == 2024 and rng.random() < 0.03, body=_body(draft, dateline, credit_lines, links),
            baca_juga=links.baca_juga, related=tuple(dict.fromkeys(links.related)),
            related_rows=links.related_rows, recommendation=links.recommendation, widget=links.widget,
            widget_kind=_widget_kind(draft) if links.widget else None, video=video_link(draft), popular=popular,
        )  # fmt: skip

    def _modified(self, draft: Draft) -> datetime:
        published = draft.card.published_at
        if draft.card.template.year < 2024 or draft.rng.random() > 0.3:
            return published
        return max(published, min(self.now, published + timedelta(minutes=draft.rng.randint(5, 180))))


def video_link(draft: Draft) -> Link:
    title = draft.cast.say("Detik-detik {hal_judul} di {desa}, {kota}")
    return Link(f"https://video.tribunnews.com/view/{draft.card.serial}/{slugged(title)}", title, title)


def _widget_kind(draft: Draft) -> str:
    if draft.card.template.year < 2024:
        return "jixie"
    return "pilihan" if draft.card.serial % 2 else "jixie"


def _tags(draft: Draft) -> tuple[str, ...]:
    own = draft.rng.sample(draft.theme["tags"], draft.rng.randint(1, 3))
    return tuple(dict.fromkeys((*own, draft.cast["hal"], draft.cast["kota"])))


def _summary(draft: Draft) -> tuple[str, ...]:
    return tuple(draft.cast.say(line) for line in draft.rng.sample(words()["summaries"], 3))


def _credit(rng: Random, draft: Draft) -> str | None:
    if rng.random() < 0.15:
        return None
    name = rng.choice(words()["photographers"])
    return rng.choice(
        (f"{draft.card.host.signature}/{name}", f"TRIBUNNEWS/{name.upper()}", f"Dokumentasi {name}")
    )


def _hero(draft: Draft) -> Image:
    """The lead picture: its caption may be missing, equal the headline, or repeat the credit."""
    rng, title = draft.rng, draft.card.headline
    credit = _credit(rng, draft)
    caption, style = draft.cast.say(rng.choice(words()["captions"])), rng.random()
    if style < 0.35:
        caption = ("", title, f"{rng.choice(words()['keys'])} - {caption}")[int(style * 8.5)]
    printed = f"{caption} {credit}" if credit and caption.endswith(".") and rng.random() < 0.12 else caption
    name = f"{slugged(title)[:60].strip('-')}-{draft.card.serial}.jpg"
    return Image(f"https://{_assets(draft)}/foto/bank/images/{name}", title, caption, credit, printed)


def _assets(draft: Draft) -> str:
    if draft.card.template.year == 2024:
        return f"asset-{1 + draft.card.serial % 2}.tribunnews.com/{draft.card.host.name}"
    return "cdn2.tstatic.net/" + draft.card.host.name.replace("www", "tribunnews")


def _figure(draft: Draft, place: int) -> Piece:
    rng = draft.rng
    caption, credit = draft.cast.say(rng.choice(words()["captions"])), _credit(rng, draft)
    alt = rng.choice(
        (caption.rstrip("."), caption, f"{caption} {draft.cast.say('Warga {desa_lain} ikut hadir.')}")
    )
    printed = f"{caption} ({credit})" if credit else caption
    name = f"foto-{draft.card.serial}-{place}.jpg"
    return pieces.figure(
        Image(f"https://{_assets(draft)}/foto/bank/images/{name}", alt, caption, credit, printed)
    )


def _body(
    draft: Draft, dateline: str | None, credit_lines: closing.Credits, links: Links
) -> tuple[tuple[Piece, ...], ...]:
    """The body's pieces by page: four in five stories have one page, the others two to four."""
    rng = draft.rng
    pages = 1 if rng.random() < 0.8 else rng.randint(2, 4)
    head = [prose.opening(draft, dateline)]
    if credit_lines.reporter:
        head.insert(0, closing.reporter_piece(credit_lines.reporter, rng))
    *text, last = prose.text_pieces(draft, rng.randint(8, 15) + 6 * (pages - 1))
    middle = _with_furniture(text, draft, links)
    whole = [*head, *middle, *closing.closing(draft, credit_lines, last)]
    size = -(-len(whole) // pages)
    return tuple(tuple(whole[start : start + size]) for start in range(0, len(whole), size))


def _with_furniture(text: list[Piece], draft: Draft, links: Links) -> list[Piece]:
    rng, template = draft.rng, draft.card.template
    extras = [pieces.baca(link, template, rng) for link in links.baca_juga]
    extras += [_figure(draft, place) for place in range(rng.choice((0, 0, 1, 1, 2)))]
    if template.year >= 2021 and links.widget:
        extras.append(pieces.recommendation_heading(rng))
    if rng.random() < 0.15:
        extras.append(closing.middle_callout(draft))
    if rng.random() < 0.1:
        extras.append(pieces.EMPTY)
    result = [*text[:2], *pieces.ads(template, rng)[:1], *text[2:], *pieces.ads(template, rng)[1:]]
    for extra in extras:
        result.insert(rng.randint(2, len(result)), extra)
    return result
