"""Position of each line in a story, and the boilerplate that its position identifies.

Words alone make no line boilerplate. What counts is whether the line stands inside a list, a quotation, a
data sheet or an answer; alone between paragraphs; or below the story's last sentence. Lost story weighs more
than an extra line.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from newsspider.items import Block, BlockKind
from newsspider.outlets.boilerplate import wording
from newsspider.outlets.boilerplate.calls import (
    call_rule,
    is_attributed,
    is_call,
    is_plain,
    is_sentence,
    is_short,
    is_signed,
    is_title,
    names_goods,
    names_membership,
    points_elsewhere,
    without_brackets,
)
from newsspider.outlets.boilerplate.phrases import Phrase, Place
from newsspider.outlets.boilerplate.rules import CutRule
from newsspider.outlets.story.neighbours import Judged, Neighbours

if TYPE_CHECKING:
    from newsspider.outlets.site import Site

LONGEST_NAME = 7
"""Words: a line that only names the newsroom has fewer."""
OPENING = 4
"""Blocks: a reporter line is one of the first."""
_ENDINGS = frozenset((CutRule.SIGNATURE, CutRule.CALLOUT, CutRule.TRIBUNX_BANNER, CutRule.PREMIUM_BOX))
"""Rules of lines below which nothing is story."""


def judge(blocks: Sequence[Block], outlet: Site) -> list[Judged]:
    """Every line of the blocks in order, each with its rule or None."""
    positions = Positions(blocks, outlet)
    positions.judge()
    return positions.lines


class Positions(Neighbours):
    """The lines of a story, and the rule of each that is boilerplate where it stands."""

    def judge(self) -> None:
        for index, line in enumerate(self.lines[: self.end + 1]):
            if line.phrase is not None or not is_plain(line.text, self.marks):
                line.rule = self._between(index)
        below = self.end >= 0 and is_signed(self.lines[self.end].text, self.marks)
        for index in range(self.end + 1, len(self.lines)):
            line = self.lines[index]
            line.rule = self._after(index) or (CutRule.BELOW_END if below and not line.inside else None)
            below = below or (line.rule in _ENDINGS and not _may_stand_between(line.phrase))

    @cached_property
    def end(self) -> int:
        """Index of the story's last line; -1 if there is no story."""
        return next((i for i in range(len(self.lines) - 1, -1, -1) if self._is_story(i)), -1)

    def _is_story(self, index: int) -> bool:
        """Whether a line belongs to the story's sentences, lists and quotations."""
        line = self.lines[index]
        if line.phrase is not None and line.phrase.place is Place.ANYWHERE:
            return False
        if line.inside or is_attributed(line.text):
            return True
        if line.phrase is not None:
            return self.is_listed(index) if line.phrase.place is Place.LABEL else self.in_sheet(index)
        if self.signs(line.text) or is_call(line.text, self.marks) or self._goes_with_call(index):
            return False
        return self.closes(line.text) or self.in_list(index) or self.is_datum(index)

    def _goes_with_call(self, index: int) -> bool:
        """Whether a sentence calls the reader to the newsroom's own channel, to a video, or to pay for the
        offer of the line above."""
        text = self.lines[index].text
        if wording.CALL.match(text) is None:
            return False
        above = self.lines[index - 1].text if index else ""
        sells = names_membership(text, self.marks) and is_call(above, self.marks)
        loud = text.endswith("!") and is_short(text) and wording.MEDIA.search(text) is not None
        return sells or loud or wording.OUR_CHANNEL.search(text) is not None

    def _between(self, index: int) -> str | None:
        """The rule of a line that has story below it."""
        line = self.lines[index]
        phrase = line.phrase
        if phrase is not None and phrase.place is Place.ANYWHERE:
            return phrase.rule
        if wording.is_picture_address(line.text):
            return CutRule.PICTURE_ADDRESS
        if line.inside or is_attributed(line.text):
            return None
        if line.block < OPENING and self.marks.reporter_of(line.text):
            return None  # a field, not a call
        if phrase is not None:
            return phrase.rule if self._stands_alone(index, phrase) else None
        if index and self.marks.signature.match(line.text) and self._is_newsrooms(line.text):
            return CutRule.SIGNATURE
        if is_call(line.text, self.marks) and not self.in_list(index):
            return call_rule(line.text, self.marks)
        tagged = line.text.count("#") > 1 and wording.HASHTAGS.fullmatch(line.text)
        return CutRule.HASHTAGS if tagged else None

    def _after(self, index: int) -> str | None:
        """The rule of a line below the story's last sentence."""
        line = self.lines[index]
        if wording.SOURCE.fullmatch(line.text):
            return CutRule.SOURCE_LINE
        if line.phrase is not None:
            return line.phrase.rule
        if wording.is_picture_address(line.text):
            return CutRule.PICTURE_ADDRESS
        if self.signs(line.text):
            return CutRule.PAGE_LABEL if self.marks.label.fullmatch(line.text) else CutRule.SIGNATURE
        if wording.HASHTAGS.fullmatch(line.text):
            return CutRule.HASHTAGS
        return call_rule(line.text, self.marks) if self._calls_at_end(index) else None

    def _stands_alone(self, index: int, phrase: Phrase) -> bool:
        match phrase.place:
            case Place.END:
                return False
            case Place.LABEL:
                return not self.is_listed(index)
            case _:
                return not self.in_sheet(index)

    def _is_newsrooms(self, text: str) -> bool:
        bare = not any(map(str.isalnum, text)) and not text.startswith("*")
        return bare or self.marks.newsroom.search(text) is not None

    def _calls_at_end(self, index: int) -> bool:
        """Whether a line below the story calls its reader, in any words. It must stand alone, because a verse
        of a song may also be a call."""
        text = self.lines[index].text
        if is_call(text, self.marks):
            return True
        if len(text) > 300 or is_attributed(text) or points_elsewhere(text, self.marks):
            return False
        called = wording.CALL.match(text) is not None and wording.OURS.search(text) is not None
        if is_sentence(text) or is_sentence(without_brackets(text)):
            return called and (text.endswith("!") or wording.OUR_CHANNEL.search(text) is not None)
        if self.marks.newsroom.search(text):
            more = wording.GOODS.match(text) is not None and wording.MORE.search(text) is not None
            return more or wording.CALL.match(text) is not None or self._names_newsroom(text)
        headed = self.lines[index].kind is BlockKind.HEADING and is_title(text)
        calls = called or (names_goods(text) and not headed)
        verse = any(self.is_verse(near) for near in self.neighbours(index))
        return calls and is_short(text) and not verse

    def _names_newsroom(self, text: str) -> bool:
        """Whether a line is little more than the newsroom's name, without a predicate."""
        return text.count(" ") < LONGEST_NAME and wording.PREDICATE.search(text) is None


def _may_stand_between(phrase: Phrase | None) -> bool:
    """Whether a line of these words also stands between paragraphs, so that story may follow."""
    return phrase is not None and phrase.place is not Place.END
