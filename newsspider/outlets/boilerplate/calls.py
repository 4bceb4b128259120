"""Calls of a newsroom to its readers, and the shapes of lines that are no call.

A call names the newsroom or its product. A sentence that quotes somebody is no call, whatever its words.
"""

from __future__ import annotations

import re

from newsspider.outlets.boilerplate import wording
from newsspider.outlets.boilerplate.linecache import line_cache
from newsspider.outlets.boilerplate.marks import Marks
from newsspider.outlets.boilerplate.rules import CutRule

SHORT = 9
"""Words: a label, an entry or a verse has no more."""
LONGEST = 300
"""Characters: a call has no more."""
_ENDS = (".", "!", "?", "…", "”", '"', "’", "'")
_BRACKETS = re.compile(r"(?:\s{0,4}[(\[][^()\[\]]{1,120}[)\]]){1,4}\W{0,6}\Z")
_QUOTES = ('"', "“", "”", "‘", "«", "'")

_TAGGED = re.compile(r"(?:https?://[^/?#]{1,80})?/?(?:tag|tags|topic|topics|topik)/", re.IGNORECASE)


def is_sentence(text: str) -> bool:
    """Whether the text ends like a sentence of at least three words."""
    return text.endswith(_ENDS) and text.count(" ") >= 2


def without_brackets(text: str) -> str:
    """The text without the brackets at its end, in which a signature or a note stands."""
    return _BRACKETS.sub("", text)


def is_signed(text: str, marks: Marks) -> bool:
    """Whether a signature stands at the end of the text."""
    return marks.signature_of(text[-200:]) is not None


def is_short(text: str) -> bool:
    """Whether the text is as long as a label or an entry of a list."""
    return text.count(" ") < SHORT and len(text) < 90


def is_title(text: str) -> bool:
    """Whether most words are capitalised, as in a headline."""
    words = [word for word in text.split() if word[:1].isalpha()]
    return len(words) >= 3 and sum(word[0].isupper() for word in words) >= 0.75 * len(words)


def is_field(text: str) -> bool:
    """Whether the text is an entry of a data sheet, such as "Judul: Angin Barat"."""
    return wording.FIELD.fullmatch(text) is not None


@line_cache(4096)
def is_attributed(text: str) -> bool:
    """Whether somebody is quoted. Cached, because each line is asked about several times."""
    return text.startswith(_QUOTES) or wording.is_said(text)


@line_cache(4096)
def is_call(text: str, marks: Marks) -> bool:
    """Whether the line is a call with the newsroom's or its product's name, wherever it stands."""
    if len(text) > LONGEST or not marks.may_name_us(text) or is_attributed(text):
        return False
    sold = marks.product.search(text) is not None
    if not sold and marks.newsroom.search(text) is None:
        return False
    more = wording.MORE.search(text) is not None
    closes = is_sentence(text) or is_sentence(without_brackets(text)) or is_signed(text, marks)
    if wording.CALL.match(text):
        plain = not is_title(text) and (is_short(text) or not closes)
        return more or plain or wording.CHANNEL.search(text) is not None
    titled = is_title(text)
    if closes:
        return sold and text.endswith("?") and is_short(text) and not titled
    walled = sold and is_short(text) and is_wall(text, marks)
    on_channel = not titled and is_short(text) and wording.CHANNEL.search(text) is not None
    return (sold and not titled) or walled or on_channel or (names_goods(text) and (more or not titled))


def is_wall(text: str, marks: Marks) -> bool:
    """Whether the text keeps content back for members."""
    return wording.WALL.search(text) is not None and names_membership(text, marks)


def names_membership(text: str, marks: Marks) -> bool:
    """Whether the text speaks of members or subscribers, or names the newsroom's own membership."""
    return wording.MEMBERSHIP.search(text) is not None or marks.membership.search(text) is not None


def names_goods(text: str) -> bool:
    """Whether the line only names a newsroom's output: "Kabar lain dari Pulau Seram"."""
    names = wording.GOODS.match(text) is not None and not text.endswith(":")
    return names and wording.PREDICATE.search(text) is None


def points_elsewhere(text: str, marks: Marks) -> bool:
    """Whether the line has an address, account or telephone number that is not the newsroom's."""
    return wording.ELSEWHERE.search(text) is not None and marks.newsroom.search(text) is None


@line_cache(4096)
def is_plain(text: str, marks: Marks) -> bool:
    """Whether a line that is no phrase is story anywhere above the story's end."""
    signs = wording.is_picture_address(text) or marks.signature.match(text) is not None
    return not signs and text.count("#") <= 1 and not is_call(text, marks)


def call_rule(text: str, marks: Marks) -> str:
    """The rule that cuts a call."""
    if marks.topic.fullmatch(text):
        return CutRule.TOPIC_CALLOUT
    if marks.product.search(text):
        return CutRule.PREMIUM_BOX if is_wall(text, marks) else CutRule.TRIBUNX_BANNER
    return CutRule.CALLOUT


def leads_to_tag(href: str) -> bool:
    """Whether an address, as written in a link, is that of a tag or topic: of no story of its own."""
    return _TAGGED.match(href) is not None
