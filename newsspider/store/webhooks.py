"""Webhooks in the database: the stories that wait for each, and what became of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from psycopg import Connection
from psycopg.rows import TupleRow

from newsspider.store.calls import fetch_all, fetch_one
from newsspider.store.crawl.documents import json_text
from newsspider.store.queries import query
from newsspider.store.reports.readonly import answering
from newsspider.store.reports.search import check_words
from newsspider.store.session import SessionLimits, connect, transaction

LIMITS = SessionLimits(statement=20.0, lock=5.0)


@dataclass(frozen=True, kw_only=True, slots=True)
class NewStory:
    """A story as a webhook gets it, without its text."""

    number: int
    url: str
    outlet: str
    host: str
    headline: str
    lead: str | None
    section: str | None
    authors: list[str]
    tags: list[str]
    language: str
    published_at: datetime | None
    stored_at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class WebhookRow:
    """A row of the table `webhook`, with the stories that wait for it."""

    name: str
    filters: dict[str, str]
    failures: int
    failing_since: datetime | None
    next_try_at: datetime
    error: str
    delivered: int
    delivered_at: datetime | None
    given_up: int
    given_up_at: datetime | None
    waiting: int
    waiting_since: datetime | None

    @property
    def has_given_up(self) -> bool:
        """Whether stories were given up, and none was taken since."""
        return self.given_up_at is not None and (
            self.delivered_at is None or self.delivered_at < self.given_up_at
        )


class WebhookStore:
    """The tables `webhook` and `webhook_story`. Who sends to a webhook locks its row; no other process waits
    for the lock."""

    def __init__(self, connection: Connection[TupleRow]) -> None:
        self._connection = connection

    def declare(self, name: str, filters: Mapping[str, str]) -> None:
        """Note that a file has this webhook, with these filters."""
        with self._transaction():
            self._do("begin_webhook", webhook=name)
            self._do("declare_webhook", webhook=name, filters=json_text(dict(filters)))

    def queue(self, name: str, filters: Mapping[str, str]) -> None:
        """Queue the stories that are new to a declared webhook. Raises NoWords."""
        words = filters.get("search")
        values = {each: filters.get(each) for each in ("outlet", "host", "section")}
        with self._transaction():
            check_words(self._connection, words)
            self._do("queue_stories", webhook=name, words=words, **values)

    @contextmanager
    def next_story(self, name: str) -> Iterator[NewStory | None]:
        """The next story to send. No other process sends this webhook one until the end of the block, which
        commits what was marked. None while there is none, it is too early, or another process sends one."""
        with self._transaction():
            locked = fetch_one(self._connection, tuple, "lock_webhook", webhook=name) is not None
            yield (
                fetch_one(self._connection, NewStory, "next_story_of_webhook", webhook=name)
                if locked
                else None
            )

    def mark_delivered(self, name: str, story: int) -> None:
        self._do("mark_delivered", webhook=name, story=story)

    def mark_undelivered(self, name: str, story: int, error: str) -> None:
        """Note a delivery that failed; the intervals of the next ones grow."""
        self._do("mark_undelivered", webhook=name, story=story, error=error)

    def give_up(self, name: str, after: timedelta) -> int:
        """Give up the stories that nobody has taken for so long. Returns their number."""
        with self._transaction():
            row = fetch_one(self._connection, tuple, "give_up_stories", webhook=name, after=after)
        return int(row[0]) if row else 0

    def forget(self) -> None:
        """Remove deliveries of days ago, and webhooks that no file has had for a month."""
        with self._transaction():
            self._do("forget_deliveries")

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        with transaction(self._connection, LIMITS):
            yield

    def _do(self, name: str, **values: Any) -> None:
        self._connection.execute(query(name), values)


@contextmanager
def open_webhook_store(conninfo: str) -> Iterator[WebhookStore]:
    """The webhooks of a database. Raises DatabaseUnavailable."""
    with answering(conninfo), connect(conninfo) as connection:
        yield WebhookStore(connection)


def webhook_list(connection: Connection[TupleRow]) -> list[WebhookRow]:
    """The webhooks that are in use, by name."""
    return fetch_all(connection, WebhookRow, "webhook_list")
