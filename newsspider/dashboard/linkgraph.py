"""Layout of a link graph: stories one below the other, and an arc for each link between two of them.

Each story has a line of its own, so its title is as long as the page is wide, however many there are.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from newsspider.store.reports.story import Neighbour, StoredStory
from newsspider.store.reports.topics import StoryLink, TopicStory

ROW, WIDTH, EDGE = 28, 132, 6
"""Height of a line, width of the arcs, and the space right of their ends, in CSS pixels."""
MAX_NODES = 100
"""Stories of a graph; of a story's neighbours half on each side."""
KINDS = ("baca_juga", "related", "recommendation", "story")
"""The strongest first."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Node:
    """A line: a story, or an address that is not stored (`story` is None). `links` is the number of its arcs,
    `is_dim` whether it has none with the story in focus."""

    text: str
    story: int | None
    kind: str = ""
    host: str = ""
    at: datetime | None = None
    is_middle: bool = False
    links: int = 0
    is_dim: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Arc:
    """A link: its curve, from the line that has it to the line with the dot at `y`."""

    curve: str
    y: float
    kind: str
    text: str
    is_dim: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class LinkGraph:
    """Lines from the top, and arcs, the longest first, so that short ones lie above."""

    nodes: tuple[Node, ...]
    arcs: tuple[Arc, ...]
    kinds: tuple[str, ...]
    left_out: int = 0

    @property
    def height(self) -> int:
        return ROW * len(self.nodes)

    @property
    def width(self) -> int:
        return WIDTH


def neighbour_graph(story: StoredStory) -> LinkGraph:
    """The story in the middle, above it those that link to it, below it those that it links to; its own pages
    are left out."""
    incoming = _strongest(story.incoming)
    outgoing = _strongest([link for link in story.outgoing if link.story != story.id])
    half = MAX_NODES // 2
    above, below = incoming[:half], outgoing[:half]
    middle = Node(text=story.article.headline, story=story.id, is_middle=True)
    nodes = [*map(_node, above), middle, *map(_node, below)]
    place = len(above)
    links = [(number, place, link.kind) for number, link in enumerate(above)]
    links += [(place, place + 1 + number, link.kind) for number, link in enumerate(below)]
    left_out = len(incoming) + len(outgoing) - len(above) - len(below)
    return _graph(nodes if links else [], links, left_out=left_out)


def topic_graph(stories: Sequence[TopicStory], links: Iterable[StoryLink], focus: int | None) -> LinkGraph:
    """The stories of a topic, the newest above, and the links among them; with a story in focus, whatever has
    no link with it is dim."""
    places = {one.story: place for place, one in enumerate(stories)}
    nodes = [Node(text=one.headline, story=one.story, host=one.host, at=one.at) for one in stories]
    pairs = [(places[one.source], places[one.target], one.kind) for one in links]
    return _graph(nodes, pairs, focus=places.get(focus) if focus is not None else None)


def _graph(
    nodes: Sequence[Node],
    links: Sequence[tuple[int, int, str]],
    *,
    focus: int | None = None,
    left_out: int = 0,
) -> LinkGraph:
    """`links` are places among the nodes, with their kinds."""
    longest = max((abs(source - target) for source, target, _ in links), default=1)
    near: list[set[int]] = [set() for _ in nodes]
    for source, target, _ in links:
        near[source].add(target)
        near[target].add(source)
    seen = {*range(len(nodes))} if focus is None else near[focus] | {focus}
    arcs = [
        Arc(
            curve=_curve(source, target, longest),
            y=_middle(target),
            kind=kind,
            text=f"{nodes[source].text} → {nodes[target].text}",
            is_dim=focus is not None and focus not in (source, target),
        )
        for source, target, kind in sorted(links, key=lambda link: -abs(link[0] - link[1]))
    ]
    return LinkGraph(
        nodes=tuple(
            replace(node, links=len(near[place]), is_dim=place not in seen)
            for place, node in enumerate(nodes)
        ),
        arcs=tuple(arcs),
        kinds=tuple(kind for kind in KINDS if any(one == kind for _, _, one in links)),
        left_out=left_out,
    )


def _curve(source: int, target: int, longest: int) -> str:
    """From line to line, the farther to the left the longer; upwards and downwards arcs do not coincide."""
    reach = (WIDTH - EDGE) * (0.18 + 0.8 * abs(source - target) / longest) * 4 / 3
    right, bend = WIDTH - EDGE, round(WIDTH - EDGE - min(reach, (WIDTH - EDGE - 2) * 4 / 3), 1)
    start, end = _middle(source), _middle(target)
    return f"M{right} {start}C{bend} {start} {bend} {end} {right} {end}"


def _middle(place: int) -> float:
    return place * ROW + ROW / 2


def _strongest(links: Sequence[Neighbour]) -> list[Neighbour]:
    """Each neighbour once, by its strongest link: a "Baca juga" is stronger than a recommendation."""
    best: dict[object, Neighbour] = {}
    for link in sorted(links, key=lambda one: KINDS.index(one.kind) if one.kind in KINDS else len(KINDS)):
        if link.kind != "pagination":
            best.setdefault(link.story or link.url or link.anchor, link)
    return list(best.values())


def _node(link: Neighbour) -> Node:
    text = link.headline or link.title or link.anchor or link.url or "–"
    return Node(text=text, story=link.story, kind=link.kind)
