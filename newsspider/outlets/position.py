"""Position of each line in a story, and the boilerplate that the position gives away.

Words alone make no line boilerplate. A line stands inside a list, a quotation, a data sheet or an answer;
alone between paragraphs; or below the story's last sentence. Story that is lost weighs more than a line too
many.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from newsspider.items import Block, BlockKind
from newsspider.outlets import wording
from newsspider.outlets.calls import (
    call_rule,
    is_attributed,
    is_call,
    is_plain,
    is_sentence,
    is_short,
    is_signed,
    is_title,
    names_goods,
    points_elsewhere,
    without_brackets,
)
from newsspider.outlets.neighbours import Company, Judged
from newsspider.outlets.phrases import Phrase, Place

if TYPE_CHECKING:
    from newsspider.outlets.site import Site

NAME = 7
"""Words: a line that only names the newsroom has no more."""


def judge(blocks: Sequence[Block], outlet: Site) -> list[Judged]:
    """Every line of the blocks in order, each with its rule or None."""
    standing = Standing(blocks, outlet)
    standing.judge()
    return standing.lines


def tells_anywhere(text: str, outlet: Site) -> bool:
    """Whether a line is story wherever it stands: plain words that end a sentence or quote somebody. What it
    stands beside need not be asked."""
    marks = outlet.marks
    if outlet.phrases.phrase(text) is not None or not is_plain(text, marks):
        return False
    return is_attributed(text) or (is_sentence(text) and wording.CALL.match(text) is None)


class Standing(Company):
    """The lines of a story, each where it stands."""

    def judge(self) -> None:
        for index, line in enumerate(self.lines[: self.end + 1]):
            if line.phrase is not None or not is_plain(line.text, self.marks):
                line.rule = self._between(index)
        below = self.end >= 0 and is_signed(self.lines[self.end].text, self.marks)
        for index in range(self.end + 1, len(self.lines)):
            line = self.lines[index]
            line.rule = self._after(index) or ("below_end" if below and not line.inside else None)
            below = below or line.rule in ("signature", "callout", "tribunx_banner", "premium_box")

    @cached_property
    def end(self) -> int:
        """The last line that tells the story; -1 where none does."""
        return next((i for i in range(len(self.lines) - 1, -1, -1) if self._tells(i)), -1)

    def _tells(self, index: int) -> bool:
        line = self.lines[index]
        if line.phrase is not None and line.phrase.place is Place.ANYWHERE:
            return False
        if line.inside or is_attributed(line.text):
            return True
        if line.phrase is not None:
            return self.in_company(index) if line.phrase.place is Place.LABEL else self.in_sheet(index)
        if self.signs(line.text) or is_call(line.text, self.marks) or self._goes_with_call(index):
            return False
        return self.closes(line.text) or self.in_list(index)

    def _goes_with_call(self, index: int) -> bool:
        """Whether a sentence calls to the newsroom's own channel, to play something, or to pay for what the
        line above offers."""
        text = self.lines[index].text
        if wording.CALL.match(text) is None:
            return False
        sells = (
            index > 0 and wording.MEMBERSHIP.search(text) and is_call(self.lines[index - 1].text, self.marks)
        )
        loud = text.endswith("!") and is_short(text) and wording.MEDIA.search(text) is not None
        return bool(sells) or loud or wording.OUR_CHANNEL.search(text) is not None

    def _between(self, index: int) -> str | None:
        """The rule of a line that has story below it."""
        line = self.lines[index]
        phrase = line.phrase
        if phrase is not None and phrase.place is Place.ANYWHERE:
            return phrase.rule
        if wording.is_picture_address(line.text):
            return "picture_address"
        if line.inside or is_attributed(line.text):
            return None
        if phrase is not None:
            return phrase.rule if self._stands_alone(index, phrase) else None
        if index and self.marks.signature.match(line.text) and self._is_newsrooms(line.text):
            return "signature"
        if is_call(line.text, self.marks) and not self.in_list(index):
            return call_rule(line.text, self.marks)
        return "hashtags" if line.text.count("#") > 1 and wording.HASHTAGS.fullmatch(line.text) else None

    def _after(self, index: int) -> str | None:
        """The rule of a line below the story's last sentence."""
        line = self.lines[index]
        if wording.SOURCE.fullmatch(line.text):
            return "source_line"
        if line.phrase is not None:
            return line.phrase.rule
        if wording.is_picture_address(line.text):
            return "picture_address"
        if self.signs(line.text):
            return "page_label" if self.marks.label.fullmatch(line.text) else "signature"
        if wording.HASHTAGS.fullmatch(line.text):
            return "hashtags"
        return call_rule(line.text, self.marks) if self._calls_at_end(index) else None

    def _stands_alone(self, index: int, phrase: Phrase) -> bool:
        match phrase.place:
            case Place.END:
                return False
            case Place.LABEL:
                return not self.in_company(index)
            case _:
                return not self.in_sheet(index)

    def _is_newsrooms(self, text: str) -> bool:
        bare = not any(map(str.isalnum, text)) and not text.startswith("*")
        return bare or self.marks.newsroom.search(text) is not None

    def _calls_at_end(self, index: int) -> bool:
        """Whether a line below the story calls its reader, in whatever words: alone, for a verse of a song
        may do so as well."""
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
        """Whether a line says little more than the newsroom's name, and tells nothing of it."""
        return text.count(" ") < NAME and wording.TELLS.search(text) is None
