"""Output of `scrapy read --text FOLDER`: what the text renderings of a folder are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from rich.console import RenderableType

from newsspider.console.terminal import grid, safe
from newsspider.items import Article, Listing, Read

REASONS_SHOWN = 10


@dataclass(slots=True)
class Renderings:
    """Counts of what was read: stories by outlet and layout, rejections by reason, files that are no text."""

    stories: Counter[tuple[str, str]] = field(default_factory=Counter)
    cuts: Counter[str] = field(default_factory=Counter)
    rejections: Counter[str] = field(default_factory=Counter)
    problems: list[str] = field(default_factory=list)

    def add(self, outcome: Read) -> None:
        """Count what a file was read as."""
        if isinstance(outcome, Article):
            self.stories[outcome.outlet, outcome.layout] += 1
            self.cuts.update(cut.rule for cut in outcome.removed)
        else:
            self.rejections["a list" if isinstance(outcome, Listing) else outcome.reason] += 1

    @property
    def files(self) -> int:
        """Files that were read."""
        return self.stories.total() + self.rejections.total() + len(self.problems)


def renderings_lines(found: Renderings) -> Iterator[RenderableType]:
    """A table of stories by layout, and of texts that are none by reason."""
    yield safe(
        f"{found.files:,} files: {found.stories.total():,} stories, {found.cuts.total():,} lines cut", "bold"
    )
    table = grid(18, 9, 0, numbers=(1,))
    for (outlet, layout), number in found.stories.most_common():
        table.add_row(safe(f"  {outlet}"), f"{number:,}", safe(layout))
    for reason, number in found.rejections.most_common(REASONS_SHOWN):
        table.add_row("  no story", f"{number:,}", safe(reason))
    yield table
