"""Position of each line in a story, and the boilerplate that the position gives away.

Words alone make no line boilerplate. A line stands inside a list, a quotation, a data sheet or an answer; alone
between paragraphs; or below the story's last sentence. Story that is lost weighs more than a line too many.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from newsspider.items import Block, BlockKind
from newsspider.outlets import wording
from newsspider.outlets.phrases import Phrase, Place

if TYPE_CHECKING:
    from newsspider.outlets.outlet import Outlet

REACH = 80
"""Lines: the line that opens a list is looked for so far above an entry of it; songs have 40 to 60 lines."""
SHORT = 9
"""Words: a label or an entry has no more."""
_ENDS = (".", "!", "?", "…", "”", '"', "’", "'")
_QUOTES = ('"', "“", "”", "‘", "«", "'")
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


def judge(blocks: Sequence[Block], outlet: Outlet) -> list[Judged]:
    """Every line of the blocks in order, each with its rule or None."""
    standing = Standing(blocks, outlet)
    standing.judge()
    return standing.lines


def is_sentence(text: str) -> bool:
    """Whether the text ends like a sentence of at least three words."""
    return text.endswith(_ENDS) and text.count(" ") >= 2


def is_field(text: str) -> bool:
    """Whether the text is an entry of a data sheet, such as "Judul: Angin Barat"."""
    return wording.FIELD.fullmatch(text) is not None


def is_attributed(text: str) -> bool:
    """Whether somebody is quoted."""
    return text.startswith(_QUOTES) or wording.SAID.search(text) is not None


class Standing:
    """The lines of a story, each where it stands."""

    def __init__(self, blocks: Sequence[Block], outlet: Outlet) -> None:
        self.marks = outlet.marks
        self.closing: dict[str, bool] = {}
        self.lines = [
            Judged(block=index, kind=block.kind, text=text, phrase=outlet.phrases.phrase(text))
            for index, block in enumerate(blocks)
            for text in block.text.split("\n")
        ]

    def judge(self) -> None:
        for index in range(self.end + 1):
            self.lines[index].rule = self._between(index)
        below = self.end >= 0 and self._is_signed(self.lines[self.end].text)
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
            return self._in_company(index) if line.phrase.place is Place.LABEL else self._in_sheet(index)
        if self._signs(line.text) or self._is_call(line.text) or self._goes_with_call(index):
            return False
        return self._closes(line.text) or self._in_list(index)

    def _closes(self, text: str) -> bool:
        """Whether the text ends like a sentence, or like a signed one."""
        if text not in self.closing:
            self.closing[text] = is_sentence(text) or self._is_signed(text)
        return self.closing[text]

    def _goes_with_call(self, index: int) -> bool:
        """Whether a sentence calls to the newsroom's own channel, to play something, or to pay for what the line
        above offers."""
        text = self.lines[index].text
        if wording.CALL.match(text) is None:
            return False
        sells = index > 0 and wording.MEMBERSHIP.search(text) and self._is_call(self.lines[index - 1].text)
        loud = text.endswith("!") and _is_short(text) and wording.MEDIA.search(text) is not None
        return bool(sells) or loud or wording.OUR_CHANNEL.search(text) is not None

    def _between(self, index: int) -> str | None:
        """The rule of a line that has story below it."""
        line = self.lines[index]
        phrase = line.phrase
        if phrase is not None and phrase.place is Place.ANYWHERE:
            return phrase.rule
        if wording.ADDRESS.fullmatch(line.text):
            return "picture_address"
        if line.inside or is_attributed(line.text):
            return None
        if phrase is not None:
            return phrase.rule if self._stands_alone(index, phrase) else None
        if index and self.marks.signature.match(line.text) and self._is_newsrooms(line.text):
            return "signature"
        if self._is_call(line.text) and not self._in_list(index):
            return self._call_rule(line.text)
        return "hashtags" if line.text.count("#") > 1 and wording.HASHTAGS.fullmatch(line.text) else None

    def _after(self, index: int) -> str | None:
        """The rule of a line below the story's last sentence."""
        line = self.lines[index]
        if line.phrase is not None:
            return line.phrase.rule
        if wording.ADDRESS.fullmatch(line.text):
            return "picture_address"
        if self._signs(line.text):
            return "page_label" if self.marks.label.fullmatch(line.text) else "signature"
        if wording.HASHTAGS.fullmatch(line.text):
            return "hashtags"
        return self._call_rule(line.text) if self._calls_at_end(index) else None

    def _stands_alone(self, index: int, phrase: Phrase) -> bool:
        match phrase.place:
            case Place.END:
                return False
            case Place.LABEL:
                return not self._in_company(index)
            case _:
                return not self._in_sheet(index)

    def _in_company(self, index: int) -> bool:
        """Whether a label is an entry among others: an entry of a list, or beside a label that no page has."""
        return self._in_list(index) or any(self._is_entry(near) for near in self._neighbours(index))

    def opened(self, index: int) -> bool:
        """Whether a line stands in a list that words open, such as "Tulis rubrik koran sekolah:", or in a data
        sheet."""
        return self._in_sheet(index) or self._in_list(index, entries=False)

    def _in_list(self, index: int, entries: bool = True) -> bool:
        """Whether the short lines above lead up to a line that opens a list, to a question, or to an entry."""
        for above in range(index - 1, max(-1, index - REACH), -1):
            line = self.lines[above]
            if line.inside and entries:
                return True
            if line.text.endswith((":", "?")) and line.phrase is None:
                return True
            if self._closes(line.text) or not _is_short(line.text):
                return False
        return False

    def _in_sheet(self, index: int) -> bool:
        """Whether a credit is an entry of a data sheet: of lines "label: value", not all of them credits."""
        line = self.lines[index]
        if line.phrase is None or line.phrase.rule not in ("credit_line", "publication_line"):
            return False
        return self._in_list(index) or any(self._is_field(near) for near in self._run(index))

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

    def _neighbours(self, index: int) -> Iterator[Judged]:
        for at in (index - 1, index + 1):
            if 0 <= at < len(self.lines):
                yield self.lines[at]

    def _is_entry(self, line: Judged) -> bool:
        return (
            line.phrase is None
            and line.kind is not BlockKind.HEADING
            and _is_short(line.text)
            and not self._closes(line.text)
            and not self._signs(line.text)
            and not self._is_call(line.text)
            and line.text[:1].isalnum()
            and not (_is_title(line.text) and line.text.count(" ") > 2)
        )

    def _signs(self, text: str) -> bool:
        """Whether the line is nothing but a signature, or a label in brackets."""
        return self.marks.signature.match(text) is not None or self.marks.label.fullmatch(text) is not None

    def _is_signed(self, text: str) -> bool:
        return self.marks.signature.search(text[-200:]) is not None

    def _is_newsrooms(self, text: str) -> bool:
        return self.marks.newsroom.search(text) is not None or not any(map(str.isalnum, text))

    def _is_call(self, text: str) -> bool:
        """Whether the newsroom calls by its name or its product's, wherever the line stands."""
        if len(text) > 300 or is_attributed(text):
            return False
        ours = self.marks.newsroom.search(text) is not None
        sold = self.marks.product.search(text) is not None
        if not (ours or sold):
            return False
        more = wording.MORE.search(text) is not None
        if wording.CALL.match(text):
            plain = not _is_title(text) and (_is_short(text) or not self._closes(text))
            return more or plain or wording.CHANNEL.search(text) is not None
        if self._closes(text):
            return False
        if sold and not _is_title(text):
            return True
        return wording.GOODS.match(text) is not None and (more or not _is_title(text))

    def _calls_at_end(self, index: int) -> bool:
        """Whether a line below the story calls its reader, in whatever words: alone, for a verse of a song may do
        so as well."""
        text = self.lines[index].text
        if self._is_call(text):
            return True
        if len(text) > 300 or is_attributed(text):
            return False
        called = wording.CALL.match(text) is not None
        if is_sentence(text):
            return called and (text.endswith("!") or wording.OUR_CHANNEL.search(text) is not None)
        if self.marks.newsroom.search(text):
            return True
        headed = self.lines[index].kind is BlockKind.HEADING and _is_title(text)
        calls = called or (wording.GOODS.match(text) is not None and not headed)
        verse = any(self._is_verse(near) for near in self._neighbours(index))
        return calls and _is_short(text) and not verse

    def _is_verse(self, line: Judged) -> bool:
        """Whether a line is short, ends no sentence, and nobody knows its words."""
        plain = line.phrase is None and line.rule is None and _is_short(line.text)
        return plain and not self._closes(line.text) and not self._is_call(line.text)

    def _call_rule(self, text: str) -> str:
        if self.marks.topic.fullmatch(text):
            return "topic_callout"
        if self.marks.product.search(text):
            walled = wording.MEMBERSHIP.search(text) and wording.WALL.search(text)
            return "premium_box" if walled else "tribunx_banner"
        return "callout"


def _is_short(text: str) -> bool:
    return text.count(" ") < SHORT and len(text) < 90


def _is_title(text: str) -> bool:
    """Whether most words are capitalised, as in a headline."""
    words = [word for word in text.split() if word[:1].isalpha()]
    return len(words) >= 3 and sum(word[0].isupper() for word in words) >= 0.75 * len(words)
