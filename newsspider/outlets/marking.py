"""Patterns by which a newsroom opens, signs and cross-refers its stories."""

from __future__ import annotations

import re
from dataclasses import dataclass

_NEVER = re.compile(r"(?!)")


@dataclass(frozen=True, kw_only=True)
class Marks:
    """How an outlet signs its stories; each pattern is matched against the start or end of a block.

    `dateline` has the group `dateline`; `reporter` is a whole line with the group `name`; `signature`
    is the end of the story with the group `signature`; `label` is a whole line in brackets that labels the
    page and signs nothing; `related` is a line that names another story, with the group `title`;
    `republished` a note that names the first publisher, with the group `source`; `topic` a call-out that
    names the page's topic, with the group `topic`. `newsroom` is found where a line names this outlet or one
    of its brands, `product` where it names what the outlet sells or gives away: an app, a membership.
    """

    dateline: re.Pattern[str]
    reporter: re.Pattern[str]
    signature: re.Pattern[str]
    related: re.Pattern[str]
    republished: re.Pattern[str]
    label: re.Pattern[str] = _NEVER
    topic: re.Pattern[str] = _NEVER
    newsroom: re.Pattern[str] = _NEVER
    product: re.Pattern[str] = _NEVER
