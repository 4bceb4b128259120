"""Draft of an article while it is cleaned: the lines of its page, and the fields that its cut lines state."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import accumulate
from typing import Any

from newsspider.items import Article, Block, Image, Line, Removed


class Draft:
    """An article that cleaning changes stage by stage; `article` builds it once, at the end.

    `page` has all lines in page order, `blocks` those of the story, `fields` the new values of fields.
    `transcribed` says that the reader has left all cutting of lines to cleaning. `picture_places` are the
    places of the pictures on the page, None outside its lines; empty if none stands between them.
    """

    def __init__(self, article: Article) -> None:
        self.original = article
        self.page: list[Block | Removed] = article.page
        self.blocks: list[Block] = list(article.blocks)
        self.fields: dict[str, Any] = {}
        self.picture_places: list[int | None] = []
        self.transcribed = any(isinstance(line, Line) for line in self.blocks)

    def __getitem__(self, name: str) -> Any:
        """The value of a field."""
        return self.fields[name] if name in self.fields else getattr(self.original, name)

    def __setitem__(self, name: str, value: object) -> None:
        self.fields[name] = value

    def fill(self, name: str, value: object, source: str) -> None:
        """Give an empty field a value, with its provenance."""
        if value and not self[name]:
            self.fields[name] = value
            self.fields["provenance"] = {**self["provenance"], name: f"line:{source}"}

    def rewrite(self, page: Sequence[Block | Removed]) -> None:
        """Give the page these lines."""
        self.page = list(page)
        self.blocks = [line for line in self.page if isinstance(line, Block)]

    def change(self, changes: Mapping[int, Sequence[Block | Removed]]) -> None:
        """Put these blocks and cuts in the place of each block whose index is in `changes`."""
        if not changes:
            return
        page: list[Block | Removed] = []
        places: list[int] = []
        index = 0
        for line in self.page:
            places.append(len(page))
            if isinstance(line, Removed):
                page.append(line)
                continue
            if index in changes:
                page += changes[index]
            else:
                page.append(line)
            index += 1
        self.rewrite(page)
        moved = dict(enumerate([*places, len(page)]))
        self.picture_places = [None if place is None else moved[place] for place in self.picture_places]

    @property
    def article(self) -> Article:
        """The article with the draft's lines and fields."""
        fields = {**self.fields, "removed": tuple(_ledger(self.page))}
        if self.picture_places:
            fields["images"] = tuple(self._pictures())
        return replace(self.original, blocks=tuple(self.blocks), **fields)

    def _pictures(self) -> Iterable[Image]:
        """The pictures, each with the number of the story's blocks above it."""
        above = list(accumulate((isinstance(line, Block) for line in self.page), initial=0))
        for image, place in zip(self["images"], self.picture_places, strict=True):
            yield replace(image, position=None if place is None else above[place])


def _ledger(page: Iterable[Block | Removed]) -> Iterable[Removed]:
    """The cut lines of a page, each at its position."""
    for place, line in enumerate(page):
        if isinstance(line, Removed):
            at_place = line.position == place
            yield line if at_place else Removed(rule=line.rule, text=line.text, position=place)
