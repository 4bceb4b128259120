"""Cut of a story that stands on its page a second time: the page, or the story's element, was sent twice."""

from __future__ import annotations

from newsspider.items import Block, Line, Removed
from newsspider.outlets.boilerplate.rules import CutRule
from pipelines.draft import Draft

OPENING = 2
"""Lines that must come again, and the page's first ones: a refrain repeats others."""
FEWEST_CHARACTERS = 60
"""Of these lines. A table repeats shorter ones."""


def cut_repeated(draft: Draft) -> None:
    """Cut the lines from where the story begins again, as far as they stand above. Each part must have most
    of the other's lines."""
    places = [place for place, line in enumerate(draft.page) if _is_story(line)]
    texts = [draft.page[place].text for place in places]
    if (start := _begins_again(texts)) is None:
        return
    above = set(texts[:start])
    again = {place for place, text in zip(places[start:], texts[start:], strict=True) if text in above}
    draft.rewrite(
        [
            Removed(rule=CutRule.REPEATED, text=line.text) if place in again else line
            for place, line in enumerate(draft.page)
        ]
    )


def _is_story(line: Block | Removed) -> bool:
    return isinstance(line, Block) and bool(line.text) and not (isinstance(line, Line) and line.rule)


def _begins_again(texts: list[str]) -> int | None:
    """The place of the line at which the story begins again; None for none."""
    if not texts or texts.count(texts[0]) < 2:  # nearly every story
        return None
    start = texts.index(texts[0], 1)
    opening = (texts[:start] * OPENING)[:OPENING]
    same = all(line == first for line, first in zip(texts[start:], opening, strict=False))
    above, again = set(texts[:start]), set(texts[start:])
    most = 2 * len(above & again) > max(len(above), len(again))
    return start if same and most and sum(map(len, opening)) >= FEWEST_CHARACTERS else None
