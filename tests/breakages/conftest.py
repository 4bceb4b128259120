"""Database that has seen two weeks of nights in good order, before the night on which something breaks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import timedelta
from random import Random
from typing import Any

import psycopg
import pytest
from psycopg.conninfo import conninfo_to_dict

from newsspider.replica import Newsroom
from tests.conftest import a_database
from tests.running.nights import crawled, last_run, rows, this_hour

HOSTS = ("www", "solo", "jogja", "surabaya", "makassar")
STORIES = 240
"""Of one night."""
NIGHTS = 12
AGED = """
delete from measure;
update article set stored_at = stored_at - interval '5 days', changed_at = changed_at - interval '5 days';
update run set verdict = 'failed', started_at = started_at - interval '5 days', finished_at = finished_at - interval '5 days';
-- Tomorrow's dated lists have other addresses than today's: the same ones are new here.
update page set fingerprint = null, etag = null, last_modified = null where kind = 'listing';
update page set visited_at = visited_at - interval '1 day', due_at = due_at - interval '1 day', found_at = found_at - interval '1 day'
"""
NIGHT = """
insert into run (spider, arguments, version, started_at, finished_at, finish_reason, verdict)
select spider, arguments, version, now() - %(ago)s, now() - %(ago)s, 'finished', 'ok' from run order by id limit 1
returning id
"""


def tonight(kind: type[Newsroom] = Newsroom, nights: int = 2) -> Newsroom:
    """The newsroom two days later, with as many stories again as it had; or as it was, for one night."""
    return kind(
        stories=nights * STORIES,
        days=2 * nights,
        hosts=HOSTS,
        now=this_hour() - timedelta(days=4 - 2 * nights),
    )


@pytest.fixture(scope="session")
def good(server: str, migrated: str) -> Iterator[str]:
    """The name of a database in which a real crawl of the good newsroom is one of many nights."""
    with a_database(server, like=migrated) as database:
        newsroom = Newsroom(stories=STORIES, days=2, hosts=HOSTS, now=this_hour() - timedelta(days=2))
        # A day before the newsroom's own lists say "today": its sitemaps name the stories.
        done = crawled(newsroom, database)
        assert done.returncode == 0, done.stderr[-2000:]
        with psycopg.connect(database) as inside:
            inside.execute(AGED.encode())
        name = str(conninfo_to_dict(database)["dbname"])
        _remember(database, _measured(server, name))
        yield name


@pytest.fixture
def night(server: str, good: str) -> Iterator[str]:
    """The conninfo of a database of the test's own, with those nights in it."""
    with a_database(server, like=good) as database:
        yield database


def _measured(server: str, good: str) -> list[dict[str, Any]]:
    """What a crawl of tonight's newsroom in good order measures, in a copy that is thrown away."""
    with a_database(server, like=good) as database:
        crawled(tonight(), database)
        last = last_run(database)["id"]
        return rows(database, "select name, value, sample, outlet from measure where run = %s", last)


def _remember(database: str, measures: Iterable[dict[str, Any]]) -> None:
    """The measures as those of many nights, each a little different."""
    rng = Random(1)
    with psycopg.connect(database) as connection:
        for days in range(4, 4 + NIGHTS):
            (run,) = connection.execute(NIGHT.encode(), {"ago": timedelta(days=days)}).fetchone() or (0,)
            for measure in measures:
                varied = measure["value"] * rng.uniform(0.9, 1.1)
                connection.execute(
                    b"insert into measure values (%s, %s, %s, %s, %s)",
                    [run, measure["name"], varied, measure["sample"], measure["outlet"]],
                )
