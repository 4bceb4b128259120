"""Writer of a whole story from its serial number."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

from newsspider.replica.cards import CardIndex, Draft, slug_of
from newsspider.replica.language import words
from newsspider.replica.story import Card, Link, Piece, Story, WidgetKind
from newsspider.replica.writing import closing, images, pieces, prose
from newsspider.replica.writing.links import Links, choose_links


@dataclass(frozen=True, slots=True)
class Writer:
    """Writes the stories of one newsroom; `first` is the oldest serial number that links may go to."""

    index: CardIndex
    first: int
    now: datetime

    def write(self, serial: int, popular: tuple[Card, ...]) -> Story:
        draft = self.index.draft(serial)
        rng, cast = draft.rng, draft.cast
        links = choose_links(self.index, self.first, serial, cast, rng)
        lead = cast.fill(rng.choice(words()["leads"]))
        names = closing.credits_of(draft)
        dateline = prose.dateline_of(draft)
        year = draft.card.template.year
        return Story(
            card=draft.card,
            lead=lead,
            authors=names.authors,
            byline=names.byline,
            editors=names.editors,
            source=names.source,
            source_url=names.source_url,
            signature=names.signature,
            dateline=dateline.strip() if dateline else None,
            modified_at=self._modified(draft),
            topic=f"Kabar {cast['hal_judul']}" if rng.random() < 0.3 else None,
            tags=_tags(draft),
            hero=images.hero(draft),
            premium=year == 2024 and rng.random() < 0.03,
            summary=_summary(draft) if year == 2024 and rng.random() < 0.7 else (),
            body=_body(draft, dateline, names, links),
            related=tuple(dict.fromkeys(links.related)),
            related_rows=links.related_rows,
            recommendation=links.recommendation,
            widget=links.widget,
            widget_kind=_widget_kind(draft) if links.widget else None,
            video=video_link(draft),
            popular=popular,
        )

    def _modified(self, draft: Draft) -> datetime:
        published = draft.card.published_at
        if draft.card.template.year < 2024 or draft.rng.random() > 0.3:
            return published
        return max(published, min(self.now, published + timedelta(minutes=draft.rng.randint(5, 180))))


def video_link(draft: Draft) -> Link:
    title = draft.cast.fill("Detik-detik {hal_judul} di {desa}, {kota}")
    return Link(f"https://video.tribunnews.com/view/{draft.card.serial}/{slug_of(title)}", title, title)


def _widget_kind(draft: Draft) -> WidgetKind:
    if draft.card.template.year < 2024:
        return WidgetKind.JIXIE
    return WidgetKind.PILIHAN if draft.card.serial % 2 else WidgetKind.JIXIE


def _tags(draft: Draft) -> tuple[str, ...]:
    own = draft.rng.sample(draft.theme["tags"], draft.rng.randint(1, 3))
    return tuple(dict.fromkeys((*own, draft.cast["hal"], draft.cast["kota"])))


def _summary(draft: Draft) -> tuple[str, ...]:
    return tuple(draft.cast.fill(line) for line in draft.rng.sample(words()["summaries"], 3))


def _body(
    draft: Draft, dateline: str | None, names: closing.Credits, links: Links
) -> tuple[tuple[Piece, ...], ...]:
    """The pieces of the body by page: four in five stories have one page, the others two to four."""
    rng = draft.rng
    pages = 1 if rng.random() < 0.8 else rng.randint(2, 4)
    head = [prose.opening(draft, dateline)]
    if names.reporter:
        head.insert(0, closing.reporter_piece(names.reporter, rng))
    *text, last = prose.text_pieces(draft, rng.randint(8, 15) + 6 * (pages - 1))
    middle = _with_furniture(text, draft, links)
    whole = [*head, *middle, *closing.ending(draft, names, last)]
    edges = [page * len(whole) // pages for page in range(pages + 1)]
    return tuple(tuple(whole[start:end]) for start, end in pairwise(edges))


def _with_furniture(text: list[Piece], draft: Draft, links: Links) -> list[Piece]:
    rng, template = draft.rng, draft.card.template
    extras = [pieces.baca(link, template, rng) for link in links.baca_juga]
    extras += [images.figure(draft, place) for place in range(rng.choice((0, 0, 1, 1, 2)))]
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
