"""Items: the values that newsspider reads from a page.

Every value is frozen, keyword-only and changed by `dataclasses.replace`. This room and `visits` import
nothing else of the project; everything else imports them.
"""

from newsspider.items.article import Article
from newsspider.items.listing import DropReason, Listing
from newsspider.items.parts import (
    Anchor,
    Block,
    BlockKind,
    Image,
    Line,
    Link,
    LinkKind,
    Media,
    Removed,
    numbered,
)
from newsspider.items.rejection import Rejection, rejected
from newsspider.visits import Moved, Unchanged

__all__ = [
    "Anchor",
    "Article",
    "Block",
    "BlockKind",
    "DropReason",
    "Image",
    "Line",
    "Link",
    "LinkKind",
    "Listing",
    "Media",
    "Outcome",
    "Read",
    "Rejection",
    "Removed",
    "numbered",
    "rejected",
]

Read = Article | Listing | Rejection
"""The outcome of reading a page."""
Outcome = Read | Unchanged | Moved
"""The outcome of a visit to a page."""
