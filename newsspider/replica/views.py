"""Which rendering of a story is asked for?"""

from datetime import datetime
from typing import NamedTuple


class View(NamedTuple):
    """`page` is a number from 1 or "all"; `now` is the moment the page's header shows."""

    page: int | str
    now: datetime
