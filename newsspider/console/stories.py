"""Stories that a search found: each on a few lines, with the hits marked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from newsspider.console.days import WIDTH, cut
from newsspider.console.terminal import Line, line, safe
from newsspider.durations import JAKARTA
from newsspider.store.reports.search import RANKED, Found, Piece, SearchResult
from newsspider.text import printable

EXCERPT_LINES = 2
INDENT = "     "
Marked = list[tuple[str, bool]]
"""Characters, and whether each is part of a hit."""


def answer_lines(answer: SearchResult, query: str, offset: int, colour: bool) -> Iterator[Line]:
    """The stories for a person; hits are bold with `colour`, and between stars without."""
    words = printable(query)
    if not answer.matches:
        yield cut(f"No story matches: {words}")
        return
    yield safe(cut(f"{match_count(answer)}: {words}"), "bold")
    if not answer.found:
        yield f"  none after the first {offset:,}"
    for place, found in enumerate(answer.found, start=offset + 1):
        yield from _story(place, found, colour)
    if cut_off := left_out(answer, offset):
        yield safe(cut_off, "dim")
    if answer.more:
        yield safe(f"The newest {RANKED:,} matches were ranked; --until finds older ones.", "dim")


def left_out(answer: SearchResult, offset: int) -> str:
    """How to see the matches after those found; empty if there are none."""
    last = offset + len(answer.found)
    if not answer.found or last >= answer.matches:
        return ""
    return f"{offset + 1:,} to {last:,} are shown: --limit shows more, --offset {last} the next."


def match_count(answer: SearchResult) -> str:
    """How many stories match, in words."""
    if answer.more:
        return f"More than {answer.matches:,} stories match"
    return "1 story matches" if answer.matches == 1 else f"{answer.matches:,} stories match"


def _story(place: int, found: Found, colour: bool) -> Iterator[Line]:
    day = f"{found.published_at.astimezone(JAKARTA):%d.%m.%Y}" if found.published_at else "day unknown"
    host = printable(found.host)
    head = f"{place:>3}. {day} {host}{' (gone)' if found.gone else ''}  "
    yield line(head, safe(cut(printable(found.headline), max(20, WIDTH - len(head))), "cyan"))
    for excerpt in wrapped(marked(found.excerpt, plain=not colour), WIDTH - len(INDENT), EXCERPT_LINES):
        yield line(INDENT, *(safe(text, "bold" if hit else "") for text, hit in _runs(excerpt)))
    yield line(INDENT, safe(found.url, "dim"))


def _runs(excerpt: Marked) -> Iterator[tuple[str, bool]]:
    """Texts, and whether each is a hit."""
    for hit, group in groupby(excerpt, key=lambda one: one[1]):
        yield "".join(character for character, _ in group), hit


def marked(excerpt: Sequence[Piece], plain: bool) -> Marked:
    """The excerpt's characters, none of which can steer a terminal, on one line; with stars around hits where
    it is to be plain."""
    found: Marked = []
    for piece in excerpt:
        text = printable(piece.text).replace("\t", " ")
        for character in f"*{text}*" if piece.hit and plain else text:
            if character != " " or (found and found[-1][0] != " "):
                found.append((character, piece.hit))
    return found


def wrapped(text: Marked, width: int, most: int) -> Iterator[Marked]:
    """The text on at most so many lines; what is too long ends in "…"."""
    for number in range(1, most + 1):
        if len(text) <= width:
            if text:
                yield text
            return
        room = width if number < most else width - 2
        spaces = [at for at in range(1, room + 1) if text[at][0] == " "]
        end = spaces[-1] if spaces else room
        if number == most:
            yield [*text[:end], (" ", False), ("…", False)]
            return
        yield text[:end]
        text = text[end:] if text[end][0] != " " else text[end + 1 :]
