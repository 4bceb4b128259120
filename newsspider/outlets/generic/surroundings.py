"""Surroundings of a story on a page without a layout: the visible lines above it and below it.

Newsrooms put the time, the people, the source and the signature there. They are read by their words and by
the names of their elements.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from newsspider.outlets.boilerplate.marks import Marks
from newsspider.outlets.boilerplate.wording import ROLE, SOURCE
from newsspider.outlets.generic.storyregion import bare_text
from newsspider.outlets.pages.lines import MarkupLine, lines
from newsspider.outlets.story.people import split_names
from newsspider.outlets.story.reading import Reading
from newsspider.text import collapse

MOST_LINES = 5000
"""Lines of a page that are looked at; real pages have 60 to 500."""
ABOVE, BELOW = 12, 40
"""Lines above the headline and below the story that may speak of it."""
LONGEST = 160
"""Characters of a line that names people."""
_WRITERS = re.compile(
    r"penulis|reporter|kontributor|wartawan|jurnalis|pewarta|writer|author|oleh|by|ditulis oleh",
    re.IGNORECASE,
)
_EDITORS = re.compile(r"editor|penyunting|redaktur|red", re.IGNORECASE)
_ROLE_ALONE = re.compile(rf"(?P<writer>{_WRITERS.pattern})|(?P<editor>{_EDITORS.pattern})", re.IGNORECASE)
_NAMES = r"(?P<names>[A-Z][\w.'’]{0,30}(?: [A-Z][\w.'’]{0,30}){0,4})"
_BY = re.compile(rf"(?i:\W{{0,3}}(?:ditulis )?oleh|.{{0,40}}\bby)\s?:?\s{_NAMES}")
_OLEH = re.compile(r"\A(?:oleh|by)\s?:?\s", re.IGNORECASE)
_SHORT_ROLE = re.compile(r"(?<!\w)(?P<role>Rep|Red)\s?:\s?(?P<names>[A-Z][^/:|]{1,80})")
"""Abbreviated roles of one line: "Rep: A, B/ Red: C"."""
_NAME = re.compile(r"[A-Z][\w.'’-]{0,30}(?: (?:bin|binti|van|de|[A-Z][\w.'’-]{0,30})){0,5}")
_NAMED_CLASS = re.compile(
    r"author|penulis|reporter|byline|writer|jurnalis|wartawan|kontributor|\boleh\b", re.IGNORECASE
)
_NO_NAME = re.compile(
    r"\b(?:redaksi|tim|admin|editor|penulis|reporter|jurnalis|share|komentar|berita|news|follow|baca|lihat|foto)\b",
    re.IGNORECASE,
)
_TIME = re.compile(
    r"(?:(?:Diterbitkan|Dipublikasikan|Diperbarui|Tayang|[Pp]ada):? )?"
    r"(?:(?:Senin|Selasa|Rabu|Kamis|Jum.?at|Sabtu|Minggu),?\s{0,3})?(?<!\d)\d{1,2}[ /]\w{2,9}[ /]\d{4}.*"
)
"""A date and what follows it; flexible boxes glue it to the name before it."""
_SIGNS = " ,|-–·•"
_REGION = re.compile(
    r"\b(?:jawa|sumatr?era|sumatra|kalimantan|sulawesi|papua|bali|kota|kabupaten|barat|timur|utara|selatan|tengah|raya"
    r"|nasional|internasional|dunia|daerah|ekonomi|bisnis|olahraga|sepak|bola|gaya|hidup|teknologi|hiburan|indonesia)\b",
    re.IGNORECASE,
)
"""Words of sections, which stand beside the time as well."""
_DESK = re.compile(r"(?:tim )?(?:redaksi|newsroom|admin)", re.IGNORECASE)
_CITY = re.compile(r"(?:kontributor|wartawan|reporter|jurnalis) [\w .-]{2,40}, ", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Lines above the story, the nearest to the headline first, and lines below it in page order. `lead_in`
    are those from the headline to the first line of the story, in page order."""

    headline: str
    above: tuple[MarkupLine, ...]
    below: tuple[MarkupLine, ...]
    lead_in: tuple[MarkupLine, ...]

    @classmethod
    def of(cls, reading: Reading, headline: str) -> Surroundings:
        """The surroundings of the story that the reading has transcribed."""
        body = reading.page.tree.body
        page = list(islice(lines(body, {}), MOST_LINES)) if body is not None else []
        texts = [bare_text(line.text) for line in page]
        story = {bare_text(line.text) for line in reading.lines if not line.rule and len(line.text) > ABOVE}
        places = [place for place, text in enumerate(texts) if text in story]
        first, last = min(places, default=len(page)), max(places, default=-1)
        title = bare_text(headline)
        at = max((place for place in range(first) if texts[place] == title), default=max(0, first - ABOVE))
        near = [*range(at, first), *range(at - 1, max(-1, at - ABOVE), -1)]
        return cls(
            headline=headline,
            above=tuple(page[place] for place in near),
            below=tuple(page[last + 1 : last + 1 + BELOW]),
            lead_in=tuple(page[at + 1 : first + 1]),
        )

    def __iter__(self) -> Iterator[MarkupLine]:
        yield from self.above
        yield from self.below

    def people(self, site: str = "") -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Writers and editors: of lines with a role and names, else of a role and a name on two lines, else
        of an element that is named like a byline, else beside the name of the site or the time."""
        near = (*self.above, *self.below[: 2 * ABOVE])
        parts = (part for line in near for part in line.text.split("\n") if len(part) <= LONGEST)
        texts = [text for part in parts if (text := _TIME.sub("", part).strip(_SIGNS))]
        writers, editors = credited_people(texts)
        byline = _by_class(self.above) or _by_words(self.above) or _by_company(self.above, site)
        return writers or byline, editors

    def source(self) -> str | None:
        """The first publisher, of a line "Sumber: ..."."""
        found = (SOURCE.fullmatch(collapse(line.text)) for line in self.below)
        return next((match["source"] for match in found if match is not None), None)

    def signature(self, marks: Marks) -> str | None:
        """The signature that stands alone below the story, outside its element."""
        return next((line.text for line in self.below if marks.signature.match(line.text)), None)


def credited_people(texts: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Writers and editors of lines with a role and names, else of a role and a name on two lines."""
    writers, editors = _labelled(texts)
    return (writers, editors) if writers or editors else _beside_roles(texts)


def _labelled(texts: Iterable[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    writers: list[str] = []
    editors: list[str] = []

    for text in texts:
        for found in ROLE.finditer(text):
            names = [name for name in split_names(_CITY.sub("", found["names"])) if not _DESK.fullmatch(name)]
            if _WRITERS.fullmatch(found["role"]):
                writers += names
            elif _EDITORS.fullmatch(found["role"]):
                editors += names
        for found in _SHORT_ROLE.finditer(text):
            (writers if found["role"] == "Rep" else editors).extend(split_names(found["names"]))
        if writers and editors:
            break
    return tuple(dict.fromkeys(writers)), tuple(dict.fromkeys(editors))


def _beside_roles(texts: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """People whose role stands on the line below their name, or on the line above it."""
    places = [place for place, text in enumerate(texts) if _ROLE_ALONE.fullmatch(text.strip(" :"))]
    found: dict[str, list[str]] = {"writer": [], "editor": []}
    below = bool(places) and places[0] > 0 and is_name(texts[places[0] - 1])
    for place in places:
        at = place - 1 if below else place + 1
        role = _ROLE_ALONE.fullmatch(texts[place].strip(" :"))
        if role is not None and at < len(texts) and is_name(texts[at]):
            found[role.lastgroup or "writer"].append(texts[at].strip(" ,"))
    return tuple(dict.fromkeys(found["writer"])), tuple(dict.fromkeys(found["editor"]))


def _by_class(page: Iterable[MarkupLine]) -> tuple[str, ...]:
    """The people in the first element that is named like a byline; a brand behind a dash is none of them."""
    for line in page:
        text = _OLEH.sub("", collapse(line.text).partition(" - ")[0])
        if _NAMED_CLASS.search(line.holder_names) and is_name(text):
            return (text.strip(" ,"),)
    return ()


def _by_words(page: Iterable[MarkupLine]) -> tuple[str, ...]:
    """The person behind "Oleh" or "by" near the headline."""
    found = (_BY.match(line.text) for line in page)
    return next(((match["names"],) for match in found if match is not None), ())


def _by_company(page: Iterable[MarkupLine], site: str) -> tuple[str, ...]:
    """The person on one line with the time, or with the name of the site: "Name | 9 Januari 2026, 17:25"."""
    for part in (part for line in page for part in line.text.split("\n") if len(part) <= LONGEST):
        rest = _TIME.sub("", part).strip(_SIGNS)
        name, _, other = rest.partition(",")
        if other and bare_text(other) == bare_text(site):
            rest = name
        if rest != part.strip(_SIGNS) and " " in rest and is_name(rest) and not _REGION.search(rest):
            return (rest,)
    return ()


def is_name(text: str) -> bool:
    """Whether a text is written like a person's name."""
    bare = text.strip(" ,")
    return len(bare) <= 60 and _NAME.fullmatch(bare) is not None and _NO_NAME.search(bare) is None
