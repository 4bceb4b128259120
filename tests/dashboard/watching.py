"""Runs under way in a database, and readers of their server-sent events."""

from __future__ import annotations

import http.client
import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

import psycopg

HOSTILE = "<img src=x onerror=alert(1)>\u202egnp.exe"
"""A reason or address that would run, or turn the text around, if it were not escaped."""


def under_way(database: str, *, log: str = "", arguments: dict[str, Any] | None = None) -> int:
    """A run with a heartbeat that stays young: a crawling, a paused, a refusing and a finished host, due pages
    and a rejection. Its number."""
    with psycopg.connect(database) as connection:
        (run,) = _row(
            connection,
            b"insert into run (spider, arguments, version, started_at, settings) values "
            b"('tribun', %s, '0', now() - interval '10 minutes', %s) returning id",
            [json.dumps(arguments or {}), json.dumps({"LOG_FILE": log} if log else {})],
        )
        counters = {
            "pages_settled": 300,
            "articles_new": 200,
            "in_flight": 7,
            "outcome/rejection": 1,
            "rejection/NoBody": 1,
            "log_count/ERROR": 2,
            "render/pages": 12,
            "render/over_budget": 3,
        }
        (worker,) = _row(
            connection,
            b"insert into worker (run, machine, process, started_at, seen_at, leased_until, counters) values "
            b"(%s, 'm', 1, now(), now() + interval '1 hour', now() + interval '1 hour', %s) returning id",
            [run, json.dumps(counters)],
        )
        for host, leased, paused, refused, pages, due in (
            ("www", True, False, False, 200, 30),
            ("solo", False, True, False, 60, 12),
            ("jogja", False, True, True, 5, 4),
            ("surabaya", False, False, False, 35, 0),
        ):
            name = f"{host}.tribunnews.com"
            connection.execute(
                b"insert into host (outlet, name, worker, not_before, refused_at) values ('tribun', "
                b"%(name)s, case when %(leased)s then %(worker)s::bigint end, "
                b"case when %(paused)s then now() + interval '1 hour' else '-infinity' end, "
                b"case when %(refused)s then now() end) on conflict (outlet, name) do update set "
                b"worker = excluded.worker, not_before = excluded.not_before, refused_at = excluded.refused_at",
                {"name": name, "worker": worker, "leased": leased, "paused": paused, "refused": refused},
            )
            connection.execute(
                b"insert into host_outcome (run, outlet, host, what, pages) values (%s, 'tribun', %s, 'story', %s)",
                [run, name, pages],
            )
            connection.execute(
                b"insert into page (outlet, url, host, kind, depth, found_how, due_at, due_by) "
                b"select 'tribun', 'https://' || %(name)s || '/due/' || %(run)s || '/' || n, %(name)s, 'story', 0, "
                b"'given', now() - interval '1 minute', %(run)s from generate_series(1, %(due)s) as n",
                {"name": name, "run": run, "due": due},
            )
        (page,) = _row(
            connection,
            b"insert into page (outlet, url, host, kind, depth, found_how, outcome, reason) values ('tribun', "
            b"'https://www.tribunnews.com/rejected/' || %s, 'www.tribunnews.com', 'story', 0, 'given', 'rejected', "
            b"'NoBody') returning id",
            [run],
        )
        connection.execute(
            b"insert into rejection (page_id, outlet, url, reason, detail, status, rejected_by) values "
            b"(%s, 'tribun', %s, 'NoBody', %s, 200, %s)",
            [page, f"https://www.tribunnews.com/{HOSTILE}", HOSTILE, run],
        )
    return int(run)


def end(database: str, run: int) -> None:
    """Close the run as ok."""
    with psycopg.connect(database) as connection:
        connection.execute(b"update run set verdict = 'ok', finished_at = now() where id = %s", [run])
        connection.execute(b"update worker set ended_at = now(), seen_at = now() where run = %s", [run])


def _row(connection: psycopg.Connection[Any], sql: bytes, values: list[Any]) -> tuple[Any, ...]:
    row = connection.execute(sql, values).fetchone()
    assert row is not None
    return tuple(row)


@contextmanager
def watching(
    address: str, run: int, language: str = "en", **headers: str
) -> Iterator[Iterator[tuple[str, dict[str, Any]]]]:
    """The events of a run, as pairs of name and data. The address may have a prefix."""
    connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=30)
    path = f"{urlsplit(address).path}/live/{run}/events?lang={language}"
    connection.request("GET", path, headers=headers)
    answer = connection.getresponse()
    assert answer.status == 200
    assert answer.headers["content-type"].startswith("text/event-stream")
    try:
        yield _events(answer)
    finally:
        answer.close()
        connection.close()


def _events(answer: http.client.HTTPResponse) -> Iterator[tuple[str, dict[str, Any]]]:
    name = ""
    for line in answer:
        key, _, value = line.decode().rstrip("\n").partition(": ")
        if key == "event":
            name = value
        elif key == "data":
            yield name, json.loads(value)
