"""Lines of a story with their neighbours: entries of lists, data sheets and verses."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from newsspider.items import Block, BlockKind
from newsspider.outlets.boilerplate import wording
from newsspider.outlets.boilerplate.calls import (
    is_attributed,
    is_call,
    is_field,
    is_sentence,
    is_short,
    is_signed,
    is_title,
    points_elsewhere,
)
from newsspider.outlets.boilerplate.phrases import Phrase
from newsspider.outlets.boilerplate.rules import CutRule

if TYPE_CHECKING:
    from newsspider.outlets.site import Site

LONGEST_DATUM = 160
"""Characters of a datum: "Belakang: ..." with five players."""
REACH = 80
"""Lines above an entry in which the line that opens its list is looked for; songs have 40 to 60 lines."""
_INSIDE = frozenset((BlockKind.LIST_ITEM, BlockKind.QUOTE))
_FIELDS = frozenset((CutRule.CREDIT_LINE, CutRule.PUBLICATION_LINE, CutRule.TAGS))
"""Rules of lines "label: value"."""


@dataclass(slots=True)
class Judged:
    """A line of a block, and the rule that makes it boilerplate, or None."""

    block: int
    kind: BlockKind
    text: str
    phrase: Phrase | None
    rule: str | None = None

    @property
    def inside(self) -> bool:
        return self.kind in _INSIDE


class Neighbours:
    """The lines of a story, and what each is among its neighbours. A line is named by its index."""

    def __init__(self, blocks: Sequence[Block], outlet: Site) -> None:
        self.marks = outlet.marks
        self.closing: dict[str, bool] = {}
        self.lines = [
            Judged(block=index, kind=block.kind, text=text, phrase=_phrase(text, outlet))
            for index, block in enumerate(blocks)
            for text in block.text.split("\n")
        ]

    def opened(self, index: int) -> bool:
        """Whether a line stands in a data sheet, or in a list that a line like "Rubrik sekolah:" opens."""
        return self.in_sheet(index) or self.in_list(index, entries=False)

    def is_listed(self, index: int) -> bool:
        """Whether a label is an entry of a list, or stands beside an entry."""
        return self.in_list(index) or any(self._is_entry(near) for near in self.neighbours(index))

    def in_list(self, index: int, entries: bool = True) -> bool:
        """Whether short lines lead up to a line that opens a list, to a question, or to an entry."""
        for above in range(index - 1, max(-1, index - REACH), -1):
            line = self.lines[above]
            if line.inside and entries:
                return True
            if line.text.endswith((":", "?")) and line.phrase is None:
                return True
            if self.closes(line.text) or not is_short(line.text):
                return False
        return False

    def is_datum(self, index: int) -> bool:
        """Whether a line is one of at least three data in a row: a team's positions, results, a timetable."""
        start = index
        while start > index - 2 and self._is_bare_datum(start - 1):
            start -= 1
        return self._is_bare_datum(index) and all(self._is_bare_datum(at) for at in range(start, start + 3))

    def _is_bare_datum(self, index: int) -> bool:
        """Whether a line is a datum, and no credit, channel or address of anybody."""
        if not 0 <= index < len(self.lines):
            return False
        line = self.lines[index]
        if line.phrase is not None or len(line.text) > LONGEST_DATUM:
            return False
        if not wording.DATUM.fullmatch(line.text):
            return False
        named = self.marks.newsroom.search(line.text) or self.marks.related.fullmatch(line.text)
        return not named and not wording.CHANNEL.search(line.text) and not wording.ELSEWHERE.search(line.text)

    def in_sheet(self, index: int) -> bool:
        """Whether a credit is an entry of a data sheet: of lines "label: value", not all of them credits."""
        line = self.lines[index]
        if line.phrase is None or line.phrase.rule not in _FIELDS:
            return False
        return self.in_list(index) or any(self._is_field(near) for near in self._run(index))

    def _run(self, index: int) -> Iterator[Judged]:
        """The lines "label: value" right above and below this one."""
        for step in (-1, 1):
            at = index + step
            while 0 <= at < len(self.lines) and is_field(self.lines[at].text):
                yield self.lines[at]
                at += step

    def _is_field(self, line: Judged) -> bool:
        known = line.phrase is not None or self.marks.related.fullmatch(line.text) is not None
        return not known and not is_sentence(line.text) and not is_attributed(line.text)

    def neighbours(self, index: int) -> Iterator[Judged]:
        for at in (index - 1, index + 1):
            if 0 <= at < len(self.lines):
                yield self.lines[at]

    def _is_entry(self, line: Judged) -> bool:
        return (
            line.phrase is None
            and line.kind is not BlockKind.HEADING
            and is_short(line.text)
            and not self.closes(line.text)
            and not self.signs(line.text)
            and not is_call(line.text, self.marks)
            and line.text[:1].isalnum()
            and not (is_title(line.text) and line.text.count(" ") > 2)
        )

    def is_verse(self, line: Judged) -> bool:
        """Whether a line is short, ends no sentence, and is no known phrase."""
        plain = line.phrase is None and line.rule is None and is_short(line.text)
        return plain and not self.closes(line.text) and not is_call(line.text, self.marks)

    def closes(self, text: str) -> bool:
        """Whether the text ends like a sentence, or like a signed one."""
        if text not in self.closing:
            self.closing[text] = is_sentence(text) or is_signed(text, self.marks)
        return self.closing[text]

    def signs(self, text: str) -> bool:
        """Whether the line is nothing but a signature, or a label in brackets."""
        return self.marks.signature.match(text) is not None or self.marks.label.fullmatch(text) is not None


def _phrase(text: str, outlet: Site) -> Phrase | None:
    """The phrase that the line is; None for a call to an office or an account of somebody else."""
    phrase = outlet.phrases.phrase(text)
    if phrase is None or phrase.rule not in (CutRule.TOPIC_CALLOUT, CutRule.READ_MORE):
        return phrase
    return None if wording.OFFICE.search(text) and points_elsewhere(text, outlet.marks) else phrase
