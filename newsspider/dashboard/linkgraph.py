"""Layout of the link graph of a story: its neighbours, and a curve for each link."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from newsspider.store.reports.story import Neighbour, StoredStory

WIDTH, ROW, NODE_WIDTH, NODE_HEIGHT = 940, 46, 300, 36
MAX_NODES = 10
"""Neighbours on either side of the graph; the lists below it have all."""
KINDS = ("baca_juga", "recommendation", "related", "story", "pagination")


@dataclass(frozen=True, kw_only=True, slots=True)
class Node:
    """A neighbour: its box, and the curve between it and the story in the middle."""

    x: float
    y: float
    curve: str
    kind: str
    text: str
    story: int | None


@dataclass(frozen=True, kw_only=True, slots=True)
class LinkGraph:
    """Neighbours on the left link to the story, and the story links to those on the right."""

    width: int
    height: float
    nodes: tuple[Node, ...]
    middle: tuple[float, float]
    kinds: tuple[str, ...]
    left_out: int


def link_graph(story: StoredStory) -> LinkGraph:
    """The link graph of a story, without links between its own pages."""
    incoming = _strongest(story.incoming)
    outgoing = _strongest([link for link in story.outgoing if link.story != story.id])
    height = max(len(incoming[:MAX_NODES]), len(outgoing[:MAX_NODES]), 2) * ROW + 8
    nodes = (*_nodes(incoming, 0, height), *_nodes(outgoing, WIDTH - NODE_WIDTH, height))
    return LinkGraph(
        width=WIDTH,
        height=height,
        nodes=nodes,
        middle=(WIDTH / 2, height / 2),
        kinds=tuple(kind for kind in KINDS if any(node.kind == kind for node in nodes)),
        left_out=len(incoming) + len(outgoing) - len(nodes),
    )


def _strongest(links: Sequence[Neighbour]) -> list[Neighbour]:
    """Each neighbour once, by its strongest link: a "Baca juga" is stronger than a recommendation."""
    best: dict[object, Neighbour] = {}
    for link in sorted(links, key=lambda one: KINDS.index(one.kind) if one.kind in KINDS else len(KINDS)):
        if link.kind != "pagination":
            best.setdefault(link.story or link.url or link.anchor, link)
    return list(best.values())


def _nodes(links: Sequence[Neighbour], x: float, height: float) -> list[Node]:
    links = links[:MAX_NODES]
    top = (height - len(links) * ROW) / 2
    edge = x + NODE_WIDTH if x == 0 else x
    middle = WIDTH / 2 + (-26 if x == 0 else 26)
    nodes = []
    for place, link in enumerate(links):
        y = top + place * ROW + (ROW - NODE_HEIGHT) / 2
        line, bend = y + NODE_HEIGHT / 2, (edge + middle) / 2
        curve = f"M{edge} {line} C{bend} {line} {bend} {height / 2} {middle} {height / 2}"
        text = link.headline or link.title or link.anchor
        nodes.append(Node(x=x, y=y, curve=curve, kind=link.kind, text=text, story=link.story))
    return nodes
