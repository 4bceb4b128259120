"""Headline, lead, topic and first picture among the lines above a story."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from newsspider.items import BlockKind, Image, Line
from newsspider.outlets.story.captions import caption_and_credit, fuller_caption
from newsspider.outlets.story.shapes import is_caption, names_a_source, titled
from newsspider.outlets.tribun.marks import MARKS

_CREDIT_LIKE = re.compile(
    r"[^.!?]*(?:(?:\.(?:com|co\.id|co|id|net)\b|(?<=\b(?:dok|ist))\.)[^.!?]*)*", re.IGNORECASE
)
SHORTEST_ALIKE = 8
"""Characters with which an alt text and a caption of one picture begin."""
LONGEST_CREDIT = 90
"""Characters; a credit of several pictures has more."""
_KEYED = re.compile(r"[A-Z][A-Z ]{3,40} [-–] \S.{40,}|[A-Z][A-Z ]{3,40}: \S.{40,}")
"""A caption as they are since 2021: "PANEN PALA - Warga memanen pala ..."."""


@dataclass(slots=True)
class Head:
    """Fields of the lines above the story; `rules` has the rule and text of all other lines, in any order."""

    headline: str | None = None
    lead: str | None = None
    topic: str | None = None
    authors: tuple[str, ...] = ()
    editors: tuple[str, ...] = ()
    source: str | None = None
    published_at: datetime | None = None
    images: tuple[Image, ...] = ()
    summary: tuple[str, ...] = ()
    rules: list[tuple[str, str]] = field(default_factory=list)

    def furniture(self, lines: Sequence[str]) -> list[Line]:
        """The lines of the head that are no field, with their rules, in the order of the page's `lines`."""
        rules: dict[str, list[str]] = {}
        for rule, text in self.rules:
            rules.setdefault(text, []).append(rule)
        found = ((rules[text].pop(0), text) for text in lines if rules.get(text))
        return [Line(kind=BlockKind.PARAGRAPH, text=text, rule=rule) for rule, text in found]


def split_titles(head: Head, titles: list[str], glued: Sequence[bool]) -> tuple[list[str], list[str]]:
    """The titles alone, and the lines of the picture below them. Where titles stand apart, lines right below
    each other are a campaign above the headline, or a picture's credit and caption below the lead."""
    groups: list[list[str]] = []
    for title, near in zip(titles, glued, strict=True):
        if near:
            groups[-1].append(title)
        else:
            groups.append([title])
    picture: list[str] = []
    if len(groups) > 1 and _shows(groups[-1]):
        picture = groups.pop()
    if len(groups) > 2 and len(groups[0]) > 1:
        labelled = len(groups) > 3 and _is_label(groups[1][0])
        campaign = groups[0] if labelled or not _is_label(groups[0][-1]) else groups[0][:-1]
        head.rules += [("page_head", line) for line in campaign]
        groups[0] = groups[0][len(campaign) :]
    return [title for group in groups for title in group], picture


def _shows(lines: Sequence[str]) -> bool:
    """Whether these lines are a picture's credit and caption, or a caption that its key word opens."""
    if len(lines) == 1:
        return _KEYED.fullmatch(lines[0]) is not None and lines[0].endswith(".")
    below = credit_like(lines[0]) and len(lines[1]) > len(lines[0])
    return len(lines) == 2 and (below or _repeated(lines) is not None)


def assign_titles(head: Head, titles: list[str], below: list[str], zoomed: str | None) -> None:
    """Assign headline, topic and lead: "zoom-in" repeats the headline; else the headline stands below the
    last short label, and the lead below the headline."""
    if zoomed is not None and zoomed in titles:
        place = titles.index(zoomed)
    else:
        labels = [i for i, line in enumerate(titles[: -1 - _ends_in_lead(titles)]) if _is_label(line)]
        place = labels[-1] + 1 if labels and labels[-1] < 5 else 0
    if not titles:
        head.headline = zoomed
        return
    head.headline = titles[place]
    head.topic = titles[place - 1] if place else None
    for label in titles[: max(0, place - 1)]:
        head.rules.append(("page_head", label))
    after = titles[place + 1 :]
    if after:
        head.lead = after[0]
        below[:0] = after[1:]


def expected_titles(titles: list[str]) -> int:
    """Number of lines above a story without credits: headline and lead, perhaps a topic above them."""
    return 3 if len(titles) > 1 and _is_label(titles[0]) and not titles[1].endswith(".") else 2


def _ends_in_lead(titles: list[str]) -> bool:
    """Whether the last of these lines is a lead: then the line above it is no label. A lead without a full
    stop is no headline either, if the line above it is written like one."""
    if len(titles) < 2 or titled(titles[-1]):
        return False
    return titles[-1].endswith((".", "!", "?")) or (len(titles) == 2 and titled(titles[0]))


def _is_label(line: str) -> bool:
    """A topic or campaign label above the headline, not a picture's credit."""
    return len(line.split()) <= 5 and len(line) < 40 and "/" not in line


def read_picture(head: Head, below: list[str]) -> None:
    """Read the first picture: its credit, its caption, or both in this order."""
    if not below:
        return
    if (image := _repeated(below)) is not None:
        head.rules += [("caption", line) for line in below]
        head.images = (image,)
        return
    short = len(below[0]) <= LONGEST_CREDIT and not below[0].endswith((".", "!", "?"))
    above = len(below) > 1 and (short or credit_like(below[0]))
    credit = below.pop(0) if above or _is_credit(below[0]) else None
    caption = " ".join(dict.fromkeys(below))
    if credit:
        head.rules.append(("photo_credit", credit))
    head.rules += [("caption", line) for line in below]
    text, at_end = caption_and_credit(caption, credit)
    head.images = (Image(url=None, caption=text, credit=credit or at_end),)


def _repeated(lines: Sequence[str]) -> Image | None:
    """The picture of two lines: its alt text, and a caption with its credit that begins alike."""
    for alt, shown in zip(lines, reversed(lines), strict=True) if len(lines) == 2 else ():
        caption, credit = caption_and_credit(shown, None)
        start = caption.rstrip(" .")
        if credit and len(start) > SHORTEST_ALIKE and alt.startswith(start):
            return Image(url=None, caption=fuller_caption(alt, caption), credit=credit, alt=alt)
    return None


def _is_credit(line: str) -> bool:
    """Whether the only line under a picture is its credit: short alone may be "Wali Kota Solo"."""
    return credit_like(line) and names_a_source(line, MARKS)


def credit_like(line: str) -> bool:
    """Whether a line under a picture is its credit rather than its caption."""
    longest = LONGEST_CREDIT * (1 + min(2, line.count("/")))
    if len(line) > longest or line.endswith((".", "!", "?")) or _CREDIT_LIKE.fullmatch(line) is None:
        return False
    if is_caption(line, MARKS):
        return False
    return "/" in line or len(line.split()) <= 6
