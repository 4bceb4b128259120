"""Layout of a plain text rendering of a Tribun page.

Corpora often keep only the text: page chrome first, one line a paragraph, footer last. Shapes seen (2013 to
2026): m. pages with banner and "zoom-in"; regional pages with one credit line and a bare photo credit; AMP with
a navigation list and text sizes; renderings without chrome. Every part is optional.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from newsspider.items import Article, Link, LinkKind
from newsspider.outlets.story.reading import NoBody, NoHeadline, NoMarks
from newsspider.outlets.story.textlines import text_lines, transcribed
from newsspider.outlets.tribun.evidence import LOOKED_FOR, marks_in
from newsspider.outlets.tribun.head import REACH, read_head
from newsspider.outlets.tribun.headlines import Head
from newsspider.outlets.tribun.tail import read_tail

if TYPE_CHECKING:
    from newsspider.outlets.site import Site

_LABEL = re.compile(r"(?:penulis|reporter|editor)\s?:", re.IGNORECASE)
_NAME = re.compile(r"[^\W\d_][^:!?]{1,60}")


class TribunText:
    """The plain text of any Tribun page."""

    name = "TribunText"

    def read(self, text: str, url: str | None, outlet: Site) -> Article:
        """The article as the rendering has it, before cleaning. Raises NotAStory."""
        lines = _joined(text_lines(text))
        if not marks_in(lines, outlet):
            raise NoMarks(f"expected {LOOKED_FOR}; found none of them in {len(lines)} lines")
        above, tail = read_tail(lines, outlet)
        head, body = read_head(above, outlet)
        if not head.headline:
            raise NoHeadline("expected a headline above the story, found none")
        if not any(body):
            raise NoBody("expected lines of story, found none")
        return Article(
            outlet=outlet.name,
            layout=self.name,
            url=outlet.address(url).identity,
            headline=outlet.without_suffix(head.headline),
            lead=head.lead,
            blocks=(*head.furniture(above), *transcribed(body, outlet), *tail.furniture),
            authors=head.authors or tail.authors,
            editors=head.editors or tail.editors,
            source=tail.source or head.source,
            published_at=head.published_at,
            topic=head.topic,
            images=head.images,
            summary=head.summary,
            tags=tail.tags,
            page_count=tail.page_count,
            links=_links(tail.titles),
            provenance=_provenance(head),
        )


def _links(titles: Sequence[str]) -> tuple[Link, ...]:
    """One link for each story named, in order."""
    names = enumerate(dict.fromkeys(titles))
    return tuple(
        Link(kind=LinkKind.BACA_JUGA, url=None, anchor=title, position=place) for place, title in names
    )


def _provenance(head: Head) -> dict[str, str]:
    stated = [name for name in ("headline", "lead", "authors", "editors") if getattr(head, name)]
    return dict.fromkeys(stated, "text:head") | {"blocks": "text:body"}


def _joined(lines: list[str]) -> list[str]:
    """The lines with each label of a credit and the name below it, and with each "Halaman" and its numbers, as
    the one line that a reader sees."""
    found: list[str] = []
    for line in lines:
        labelled = found and _LABEL.fullmatch(found[-1]) and len(found) <= REACH
        paged = found and found[-1].lower() == "halaman" and line.isdecimal()
        if paged or (labelled and _NAME.fullmatch(line) and not line.endswith(".")):
            found[-1] = f"{found[-1]} {line}"
        else:
            found.append(line)
    return found
