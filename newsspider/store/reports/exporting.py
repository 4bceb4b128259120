"""Snapshot of the stories for an export: which there are, and their rows as JSON."""

from __future__ import annotations

from array import array
from collections.abc import Generator, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import NamedTuple

from psycopg import sql

from newsspider.store.calls import fetch_all, fetch_one
from newsspider.store.errors import StoreError
from newsspider.store.queries import query
from newsspider.store.reports.readonly import Reader, answering
from newsspider.store.reports.search import LONGEST_QUERY, check_words
from newsspider.store.session import SessionLimits, connect, transaction
from newsspider.text import storable

READING = SessionLimits(lock=6.0, idle=0.0, read_only=True, snapshot=True)
"""No timeout of a statement: an export may take hours."""
NUMBERS_AT_ONCE = 20_000
ROWS_AT_ONCE = 20
"""A page can have some megabytes."""
OF_STORIES = ("story", "link", "image", "revision", "removed_line", "byline", "cluster")
"""Views of the schema data whose rows belong to one story each."""
OF_OUTLETS = ("person",)
"""Those whose rows belong to an outlet."""
ORDER = {
    "story": "story",
    "link": "story, position",
    "image": "story, number",
    "revision": "story, number",
    "removed_line": "story, position",
    "byline": "story, role, position",
    "cluster": "story",
    "person": "outlet, person",
}


class UnknownView(StoreError):
    """The database has no such view, or one without columns."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ExportQuery:
    """Which stories are exported: all, or those that match every filter that is not None. Days are Jakarta's;
    `search` is as in the full-text search. With `originals` no story that is a copy of an earlier one."""

    since: date | None = None
    until: date | None = None
    outlet: str | None = None
    host: str | None = None
    section: str | None = None
    search: str | None = None
    originals: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Moment:
    """When a snapshot was taken, of which server and database, and its first transaction that was still open:
    those with smaller numbers are all in it."""

    taken_at: datetime
    source: str
    first_open: int


@dataclass(frozen=True, kw_only=True, slots=True)
class ViewColumn:
    """A column of a view: its type as PostgreSQL names it, and the comments on it and on the view."""

    name: str
    type: str
    description: str
    about: str


class Partition(NamedTuple):
    """The stories of an outlet that appeared in a month, such as 2026-11, by Jakarta's clock."""

    outlet: str
    month: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Selection:
    """Stories by partition, eight bytes each. `recent`: those that were written while a transaction was open
    at the snapshot, each with its transaction; a later export may meet them again."""

    partitions: dict[Partition, array[int]]
    recent: dict[int, int]

    @property
    def stories(self) -> int:
        return sum(map(len, self.partitions.values()))


class Snapshot:
    """One transaction in which all tables are as they were at one moment."""

    def __init__(self, connection: Reader) -> None:
        self._connection = connection
        moment = fetch_one(connection, Moment, "export_snapshot")
        assert moment is not None
        self.moment: Moment = moment

    def columns(self, view: str) -> list[ViewColumn]:
        """The columns of a view of the schema data. Raises UnknownView."""
        found = fetch_all(self._connection, ViewColumn, "export_columns", view=view)
        if not found:
            raise UnknownView(f"expected a view data.{view}, found none: run scrapy migrate")
        return found

    def select(
        self,
        wanted: ExportQuery,
        written_since: int | None = None,
        known: Mapping[int, int] | None = None,
    ) -> Selection:
        """The stories to export; with `written_since` those whose row a transaction of this number or a later
        one wrote, without the `known` ones that the same transaction wrote. Raises NoWords."""
        words = None if wanted.search is None else storable(wanted.search)[:LONGEST_QUERY]
        check_words(self._connection, words)
        values = {**asdict(wanted), "words": words, "written_since": written_since}
        partitions: dict[Partition, array[int]] = {}
        recent: dict[int, int] = {}
        with self._connection.cursor(name="stories") as cursor:
            cursor.execute(query("export_stories"), values)
            while found := cursor.fetchmany(NUMBERS_AT_ONCE):
                for outlet, month, story, written_by in found:
                    if written_by >= self.moment.first_open:
                        recent[story] = written_by
                    if known is None or known.get(story) != written_by:
                        partitions.setdefault(Partition(outlet, month), array("q")).append(story)
        return Selection(partitions=partitions, recent=recent)

    def rows_of_stories(self, view: str, stories: Sequence[int]) -> Generator[bytes]:
        """The rows of these stories in a view, by story: JSON objects in UTF-8, of which ROWS_AT_ONCE are in
        memory. Nothing else can be asked, nor the snapshot end, before the generator is closed."""
        return self._rows(view, "story = any(%(keys)s::bigint[])", list(stories))

    def rows_of_outlets(self, view: str, outlets: Sequence[str]) -> Generator[bytes]:
        """The rows of these outlets in a view, in the same form."""
        return self._rows(view, "outlet = any(%(keys)s::text[])", list(outlets))

    def _rows(self, view: str, condition: str, keys: list[int] | list[str]) -> Generator[bytes]:
        statement = sql.SQL(
            "select convert_to(row_to_json(found)::text, 'UTF8') from ("
            "select * from {} where " + condition + " order by " + ORDER[view] + ") as found"
        ).format(sql.Identifier("data", view))
        with self._connection.cursor(binary=True) as cursor:
            for (row,) in cursor.stream(statement, {"keys": keys}, size=ROWS_AT_ONCE):
                yield row


@contextmanager
def snapshot(conninfo: str) -> Iterator[Snapshot]:
    """A snapshot of the database as long as the block lasts. It holds vacuum back meanwhile.

    Raises DatabaseUnavailable, also for errors of the database in the block.
    """
    with answering(conninfo), connect(conninfo) as connection, transaction(connection, READING):
        yield Snapshot(connection)
