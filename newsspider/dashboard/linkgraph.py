"""Who leads to whom: where do a story and its neighbours stand in a picture of the links?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from newsspider.store.reports.story import Neighbour, StoredStory

WIDTH, ROW, NODE_WIDTH, NODE_HEIGHT = 940, 46, 300, 36
MOST = 10
"""Neighbours drawn on either side; the lists below the picture have all."""
KINDS = ("baca_juga", "recommendation", "related", "story", "pagination")


@dataclass(frozen=True, kw_only=True, slots=True)
class Node:
    """A neighbour in the picture: its box and the curve between it and the story in the midst."""

    x: float
    y: float
    curve: str
    kind: str
    text: str
    story: int | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Drawing:
    """The picture: neighbours at the left lead to the story, it leads to those at the right."""

    width: int
    height: float
    nodes: tuple[Node, ...]
    middle: tuple[float, float]
    kinds: tuple[str, ...]
    left_out: int


def drawn(story: StoredStory) -> Drawing:
    """The picture of a story's neighbours; links within the pages of the story itself are left out."""
    incoming = _chosen(story.incoming)
    outgoing = _chosen([link for link in story.outgoing if link.story != story.id])
    height = max(len(incoming[:MOST]), len(outgoing[:MOST]), 2) * ROW + 8
    nodes = (*_side(incoming, 0, height), *_side(outgoing, WIDTH - NODE_WIDTH, height))
    return Drawing(
        width=WIDTH,
        height=height,
        nodes=nodes,
        middle=(WIDTH / 2, height / 2),
        kinds=tuple(kind for kind in KINDS if any(node.kind == kind for node in nodes)),
        left_out=len(incoming) + len(outgoing) - len(nodes),
    )


def _chosen(links: Sequence[Neighbour]) -> list[Neighbour]:
    """Each neighbour once, by its strongest link: a "Baca juga" says more than a recommendation."""
    best: dict[object, Neighbour] = {}
    for link in sorted(links, key=lambda one: KINDS.index(one.kind) if one.kind in KINDS else len(KINDS)):
        if link.kind != "pagination":
            best.setdefault(link.story or link.url or link.anchor, link)
    return list(best.values())


def _side(links: Sequence[Neighbour], x: float, height: float) -> list[Node]:
    shown = links[:MOST]
    top = (height - len(shown) * ROW) / 2
    edge = x + NODE_WIDTH if x == 0 else x
    middle = WIDTH / 2 + (-26 if x == 0 else 26)
    nodes = []
    for place, link in enumerate(shown):
        y = top + place * ROW + (ROW - NODE_HEIGHT) / 2
        line, bend = y + NODE_HEIGHT / 2, (edge + middle) / 2
        curve = f"M{edge} {line} C{bend} {line} {bend} {height / 2} {middle} {height / 2}"
        text = link.headline or link.title or link.anchor
        nodes.append(Node(x=x, y=y, curve=curve, kind=link.kind, text=text, story=link.story))
    return nodes
