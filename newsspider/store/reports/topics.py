"""Topics: the newest stories with a tag, and the links among them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from psycopg import Connection
from psycopg.rows import TupleRow

from newsspider.store.calls import fetch_all
from newsspider.text import storable

MONTHS = 24
"""Months before the newest story in which a tag is looked for."""


@dataclass(frozen=True, kw_only=True, slots=True)
class TopicStory:
    """A story with the tag; `at` is when it appeared, else when it was stored."""

    story: int
    headline: str
    host: str
    at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class StoryLink:
    """A link from one story to another, by its strongest kind."""

    source: int
    target: int
    kind: str


def stories_of_tag(connection: Connection[TupleRow], tag: str, most: int) -> list[TopicStory]:
    """The newest stories with a tag, newest first; upper case does not matter."""
    return fetch_all(connection, TopicStory, "stories_of_tag", tag=storable(tag), most=most, months=MONTHS)


def links_between(connection: Connection[TupleRow], stories: Sequence[int]) -> list[StoryLink]:
    """The links among stories."""
    return fetch_all(connection, StoryLink, "links_between", stories=list(stories))
