"""Lines of a page for the inspector: what was kept, what was cut and by which rule."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from newsspider.items import Article, Block, BlockKind, Removed
from newsspider.outlets.pages.lines import MarkupLine
from newsspider.text import collapse

SHADES = 8
"""Colours for rules; a page has more rules only rarely, and then two share one."""
SHORT = 8
"""Characters: a shorter line is a part of a longer one only by chance."""
_WORDS = re.compile(r"\w")


@dataclass(frozen=True, kw_only=True, slots=True)
class Piece:
    """A part of a line: `kept` in the story, `cut` by the rule `name`, a `field` of that name, or `aside`:
    outside of what is read."""

    what: str
    text: str
    name: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """A line of the page."""

    pieces: tuple[Piece, ...]
    kind: str = "p"

    @property
    def is_aside(self) -> bool:
        return all(piece.what == "aside" for piece in self.pieces)


@dataclass(frozen=True, kw_only=True, slots=True)
class Shown:
    """The lines of a page, in groups: those outside the story fold up where many stand together. `exact` says
    that the page itself was looked at; else its lines are those of story and ledger."""

    groups: tuple[tuple[Row, ...], ...]
    exact: bool
    rules: tuple[tuple[str, int], ...] = ()
    shades: dict[str, int] = field(default_factory=dict)


def as_stored(article: Article) -> Shown:
    """What the database knows of the page: the lines of story and ledger, in page order."""
    return _shown(article, [tuple(map(_row, article.page))], exact=False)


def as_on_page(article: Article, lines: Iterable[MarkupLine]) -> Shown:
    """Every line of the page itself, as it was read into the article."""
    sorter = _Sorter(article)
    rows = [sorter.row(text, line.kind) for line in lines for text in sorter.parts(line.text)]
    return _shown(article, _groups(rows), exact=True)


def _shown(article: Article, groups: Iterable[tuple[Row, ...]], *, exact: bool) -> Shown:
    rules = Counter(cut.rule for cut in article.removed).most_common()
    shades = {rule: place % SHADES for place, (rule, _) in enumerate(rules)}
    return Shown(groups=tuple(groups), exact=exact, rules=tuple(rules), shades=shades)


def _row(line: Block | Removed) -> Row:
    if isinstance(line, Removed):
        return Row(pieces=(Piece(what="cut", text=line.text, name=line.rule),))
    return Row(pieces=(Piece(what="kept", text=line.text),), kind=line.kind.value)


def _groups(rows: Sequence[Row]) -> Iterator[tuple[Row, ...]]:
    """Stretches of lines that are all outside the story, or all not."""
    group: list[Row] = []
    for row in rows:
        if group and group[-1].is_aside != row.is_aside:
            yield tuple(group)
            group = []
        group.append(row)
    if group:
        yield tuple(group)


class _Sorter:
    """Matches each line of a page with what was kept, cut or made a field."""

    def __init__(self, article: Article) -> None:
        self._kinds = {collapse(block.text): block.kind for block in article.blocks}
        self._blocks = [collapse(block.text) for block in article.blocks]
        self._cuts = [(collapse(cut.text), cut.rule) for cut in article.removed]
        self._fields = {article.headline: "headline", article.lead or "": "lead"}
        for image in article.images:
            self._fields |= {image.caption: "images", f"{image.caption} {image.credit or ''}": "images"}
        self._fields |= dict.fromkeys(article.summary, "summary")
        self._known = {collapse(text): name for text, name in self._fields.items() if text}
        self._last = ""

    def parts(self, text: str) -> list[str]:
        """The line in one, where that is what was kept or cut; else the lines it has by soft breaks."""
        whole = collapse(text)
        alone = whole in self._blocks or any(whole == cut for cut, _ in self._cuts)
        return [whole] if alone or "\n" not in text else [collapse(part) for part in text.split("\n")]

    def row(self, text: str, kind: BlockKind) -> Row:
        pieces = tuple(self._pieces(text))
        kept = next((self._kinds[piece.text] for piece in pieces if piece.text in self._kinds), kind)
        return Row(pieces=pieces, kind=kept.value)

    def _pieces(self, text: str) -> Iterator[Piece]:
        for cut, rule in self._cuts:
            if text == cut:
                self._last = cut
                yield Piece(what="cut", text=text, name=rule)
                return
        if text in self._known:
            yield Piece(what="field", text=text, name=self._known[text])
            return
        spans = sorted(self._spans(text))
        end = 0
        for start, stop, what, name in spans:
            if text[end:start]:
                yield _between(text[end:start], bool(spans))
            yield Piece(what=what, text=text[start:stop], name=name)
            end = stop
        if text[end:]:
            yield self._part_of(text) if not spans else _between(text[end:], True)

    def _spans(self, text: str) -> list[tuple[int, int, str, str]]:
        """Where blocks and cuts stand in the line, none over another."""
        found: list[tuple[int, int, str, str]] = []
        wanted = [(block, "kept", "") for block in self._blocks]
        wanted += [(cut, "cut", rule) for cut, rule in self._cuts]
        for part, what, name in sorted(wanted, key=lambda one: -len(one[0])):
            start = _place(part, text)
            stop = start + len(part)
            if start >= 0 and all(stop <= first or start >= last for first, last, _, _ in found):
                found.append((start, stop, what, name))
        kept = [
            (start, stop, what, name)
            for start, stop, what, name in found
            if what == "kept" or stop - start >= SHORT or start == 0 or stop == len(text)
        ]
        return kept if any(span[1] - span[0] > len(text) / 3 for span in kept) else []

    def _part_of(self, text: str) -> Piece:
        """A line that is part of something longer, or outside the story."""
        if len(text) >= SHORT and any(text in block for block in self._blocks):
            return Piece(what="kept", text=text)
        for cut, rule in self._cuts:
            if text in cut and (len(text) >= SHORT or cut == self._last or cut.startswith(f"{text} ")):
                self._last = cut
                return Piece(what="cut", text=text, name=rule)
        return Piece(what="aside", text=text)


def _place(part: str, text: str) -> int:
    """Where a part stands in a line, at its end if it may; -1 for nowhere, and for marks in the midst."""
    if part and text.endswith(part):
        return len(text) - len(part)
    return text.find(part) if _WORDS.search(part) else -1


def _between(text: str, inside: bool) -> Piece:
    """Marks between what was cut and what was kept (a dash after a dateline) go with neither."""
    return Piece(what="aside" if inside and _WORDS.search(text) else "mark", text=text)
