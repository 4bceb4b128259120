"""How does a newsroom sign its stories?"""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Marks:
    """How an outlet signs its stories; each pattern is matched against the start or end of a block.

    `dateline` has the group `dateline`; `reporter` is a whole line with the group `name`; `signature`
    is the end of the story with the group `signature`; `related` is a line that names another story,
    with the group `title`; `republished` a note that names the first publisher, with the group `source`.
    """

    dateline: re.Pattern[str]
    reporter: re.Pattern[str]
    signature: re.Pattern[str]
    related: re.Pattern[str]
    republished: re.Pattern[str]
