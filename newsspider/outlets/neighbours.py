"""Company of a line: the lists, data sheets, questions and verses that it stands in or beside."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from newsspider.items import Block, BlockKind
from newsspider.outlets import wording
from newsspider.outlets.calls import (
    is_attributed,
    is_call,
    is_field,
    is_sentence,
    is_short,
    is_signed,
    is_title,
    points_elsewhere,
)
from newsspider.outlets.phrases import Phrase

if TYPE_CHECKING:
    from newsspider.outlets.site import Site

REACH = 80
"""Lines: the line that opens a list is looked for so far above an entry of it; songs have 40 to 60 lines."""
_INSIDE = frozenset((BlockKind.LIST_ITEM, BlockKind.QUOTE))


@dataclass(slots=True)
class Judged:
    """A line of a block, and the rule that makes it boilerplate, if one does."""

    block: int
    kind: BlockKind
    text: str
    phrase: Phrase | None
    rule: str | None = None

    @property
    def inside(self) -> bool:
        return self.kind in _INSIDE


def _phrase(text: str, outlet: Site) -> Phrase | None:
    """The phrase that the line is; none where it calls to an office or an account of somebody else."""
    phrase = outlet.phrases.phrase(text)
    if phrase is None or phrase.rule not in ("topic_callout", "read_more"):
        return phrase
    return None if wording.OFFICE.search(text) and points_elsewhere(text, outlet.marks) else phrase


class Company:
    """The lines of a story, and what each of them stands beside."""

    def __init__(self, blocks: Sequence[Block], outlet: Site) -> None:
        self.marks = outlet.marks
        self.closing: dict[str, bool] = {}
        self.lines = [
            Judged(block=index, kind=block.kind, text=text, phrase=_phrase(text, outlet))
            for index, block in enumerate(blocks)
            for text in block.text.split("\n")
        ]

    def opened(self, index: int) -> bool:
        """Whether a line stands in a list that words open, such as "Tulis rubrik koran sekolah:", or in a
        data sheet."""
        return self.in_sheet(index) or self.in_list(index, entries=False)

    def in_company(self, index: int) -> bool:
        """Whether a label is an entry of a list, or stands beside a label that no page has."""
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

    def in_sheet(self, index: int) -> bool:
        """Whether a credit is an entry of a data sheet: of lines "label: value", not all of them credits."""
        line = self.lines[index]
        if line.phrase is None or line.phrase.rule not in ("credit_line", "publication_line"):
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
        """Whether a line is short, ends no sentence, and nobody knows its words."""
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
