"""Lines of cleaned stories that look like boilerplate, although no rule cuts them.

Two signs: the same line stands in another story; or a short line calls the reader, as newsrooms do.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from newsspider.items import Article, BlockKind
from newsspider.outlets.boilerplate import wording
from newsspider.outlets.boilerplate.calls import is_attributed, is_sentence, is_short

FEWEST_LETTERS = 6
"""Letters of a line that is worth showing."""
MOST = 5
"""Lines of a story that are shown."""


def suspect_lines(stories: Sequence[Article]) -> list[tuple[str, ...]]:
    """The suspect lines of each story, at most MOST, in its order."""
    counts = Counter(line for story in _distinct(stories) for line in set(_lines(story)))
    return [
        tuple(dict.fromkeys(line for line in _lines(story) if counts[line] > 1 or _is_call(line)))[:MOST]
        for story in stories
    ]


def _distinct(stories: Iterable[Article]) -> list[Article]:
    """The stories, one of each headline: newsrooms publish a story under several hosts."""
    return list({story.headline: story for story in stories}.values())


def _lines(story: Article) -> list[str]:
    """The paragraphs and quotations: headings and lists repeat in honest stories."""
    kinds = (BlockKind.PARAGRAPH, BlockKind.QUOTE)
    texts = (block.text for block in story.blocks if block.kind in kinds)
    return [text for text in texts if sum(map(str.isalpha, text)) >= FEWEST_LETTERS]


def _is_call(line: str) -> bool:
    """Whether a short line calls the reader to the newsroom's own channels or pages."""
    if is_attributed(line) or not (is_short(line) and not is_sentence(line)):
        return False
    return wording.CALL.match(line) is not None and wording.OURS.search(line) is not None
