"""Suspects: lines in many stories that should perhaps be cut, and how sure that is.

Honest newspapers repeat themselves: one story under several hosts, a spokesman's title, sub-headings. So a
line counts by its authors and headlines, by its share of the stories since it came, and by whether it keeps
its place.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields, replace
from datetime import datetime
from typing import Any

from newsspider.text import common_prefix

FEWEST = 5
"""Stories, and as many headlines, with the line, at least."""
FEWEST_AUTHORS = 3
FEWEST_RARE = 8
"""Stories of a line that most stories do not have, or that only begins or ends like others: a few may keep
their place by chance."""
COMMON = 0.3
"""The share above which a whole line is suspect wherever it stands."""
RARE = {"line": 0.01, "frame": 0.02, "beginning": 0.05, "ending": 0.05}
"""The share below which it is not, by kind, even where it keeps its place."""
STEADY = 2
"""Places by which a line's places may differ, from the top or from the end, but for a tenth each."""
ONE_TOPIC = 0.6
"""Share of headlines with one word in common above which the line is about one event and no banner."""
SURE_STORIES, SURE_SHARE, SURE_OLDER = 10, 0.2, 200
"""Least stories and share of the run, and older stories without the line, for a verdict."""
_PREFERENCE = {"line": 1.25, "frame": 1.15, "beginning": 1.05, "ending": 1.0}
_WORD = re.compile(r"[^\W\d_]{4,}")
_NUMBERS = re.compile(r"[\d.,]+")


@dataclass(frozen=True, kw_only=True, slots=True)
class RepeatedLine:
    """A line that stands in several stories: the newest of its `texts`, of a `kind`: the same "line" but for
    numbers, or alike in its "frame" (beginning and ending), its "beginning" or its "ending".

    `stories` have it of the `possible` that came since it first did; `looked_at` is all that was looked at.
    `depth` is where it stands, from 0 (top) to 1.
    """

    outlet: str
    kind: str
    text: str
    texts: list[str]
    examples: list[str]
    stories: int
    possible: int
    looked_at: int
    authors: int
    hosts: list[str]
    sections: list[str]
    first_seen: datetime
    last_seen: datetime
    depth: float


@dataclass(frozen=True, kw_only=True, slots=True)
class Suspect(RepeatedLine):
    """A line of many authors: `topic` is the word that most of its headlines share, if most do; `before` of
    the `looked_before` stories of the weeks before have it too."""

    topic: str | None = None
    before: int = 0
    looked_before: int = 0

    @property
    def share(self) -> float:
        """Of the stories that came to its hosts since it did."""
        return self.stories / max(self.possible, self.stories)

    @property
    def strength(self) -> float:
        """The least share that so many stories leave likely: the lower end of Wilson's interval of 95 %."""
        of, share, z = max(self.possible, self.stories), self.share, 1.96
        room = z * math.sqrt(share * (1 - share) / of + z * z / (4 * of * of))
        return (share + z * z / (2 * of) - room) / (1 + z * z / of)

    @property
    def is_new(self) -> bool:
        """Whether the weeks before know nothing of it, and there are enough of them to say so."""
        return self.before == 0 and self.looked_before >= SURE_OLDER

    @property
    def is_sure(self) -> bool:
        """Whether a verdict may rest on it: it stands in many of all stories looked at, and never did."""
        return (
            self.stories >= SURE_STORIES
            and self.stories >= SURE_SHARE * self.looked_at
            and self.authors >= FEWEST_AUTHORS
            and self.topic is None
            and self.is_new
        )

    @property
    def excerpt(self) -> str:
        """The line, or what its texts share, in at most 100 characters: the same on the next night."""
        fixed = self.text if self.kind == "line" else f"… {self.piece} …"
        return fixed if len(fixed) <= 100 else fixed[:99] + "…"

    @property
    def piece(self) -> str:
        """The longest run without a number that all its texts share; what to look for in other stories."""
        texts = [_NUMBERS.sub("\0", text) for text in self.texts or [self.text]]
        whole = texts[0]
        head = min(common_prefix(whole, other) for other in texts)
        tail = min(common_prefix(whole[::-1], other[::-1]) for other in texts)
        fixed = [whole] if head == len(whole) else [whole[:head], whole[len(whole) - tail :]]
        return max((piece.strip() for part in fixed for piece in part.split("\0")), key=len)


@dataclass(frozen=True, kw_only=True, slots=True)
class Candidate(RepeatedLine):
    """What the database counts of a line, before it is judged. `spots` are where it stands (story and place),
    `wanders` by how many places all but the outermost of these differ; what stood in stories `before` then is
    not new."""

    headlines: list[str]
    spots: list[int]
    wanders: int
    before: datetime

    @property
    def suspect(self) -> Suspect:
        row: dict[str, Any] = {shared.name: getattr(self, shared.name) for shared in fields(RepeatedLine)}
        return Suspect(**row, topic=topic_of(self.headlines))

    @property
    def is_suspect(self) -> bool:
        """Whether it is none of what honest newspapers repeat."""
        found = self.suspect
        steady = self.wanders <= STEADY and found.share >= RARE[self.kind] and found.topic is None
        return (steady and self.stories >= FEWEST_RARE) or (self.kind == "line" and found.share >= COMMON)


def suspects_of(candidates: Iterable[Candidate]) -> list[Suspect]:
    """The suspects, ranked. Of several forms of the same lines the one that covers most counts, of two that
    cover about as much the more exact one."""
    return ranked(one.suspect for one in _apart([one for one in candidates if one.is_suspect]))


def ranked(suspects: Iterable[Suspect]) -> list[Suspect]:
    """The strongest first; lines about one event last."""
    return sorted(suspects, key=lambda one: (one.topic is not None, -one.strength, -one.stories, one.text))


def _apart(candidates: Sequence[Candidate]) -> Iterator[Candidate]:
    covered: set[int] = set()
    for one in sorted(candidates, key=lambda one: -one.stories * _PREFERENCE[one.kind]):
        spots = set(one.spots)
        if len(spots & covered) * 2 < len(spots):
            covered |= spots
            yield one


def topic_of(headlines: Sequence[str]) -> str | None:
    """The word that most of the headlines share, if they are about one event."""
    words = Counter(word for headline in headlines for word in {*_WORD.findall(headline.lower())})
    word, times = max(words.items(), key=lambda pair: pair[1], default=("", 0))
    return word if times > ONE_TOPIC * len(headlines) else None


def with_history(suspect: Suspect, before: int, looked_before: int, since: datetime | None) -> Suspect:
    """The suspect, with what the stories of the weeks before say of it."""
    first_seen = min(suspect.first_seen, since) if since else suspect.first_seen
    return replace(suspect, before=before, looked_before=looked_before, first_seen=first_seen)
