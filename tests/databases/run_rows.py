"""Rows of invented runs, written into a test's database."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

import psycopg

from newsspider.reasons.reason import Reason, ReasonCode, rows_of

FAILED = Reason.of(ReasonCode.CRAWL_ENDED_EARLY, "shutdown")


def _one(database: str, sql: str, values: Mapping[str, object]) -> int:
    with psycopg.connect(database) as connection:
        row = connection.execute(sql.encode(), values).fetchone()
    assert row is not None
    return int(row[0])


def ended(
    database: str,
    verdict: str,
    reasons: Sequence[Reason] = (),
    arguments: Mapping[str, Any] | None = None,
    *,
    hours_ago: float = 0,
    spider: str = "tribun",
    finish_reason: str = "finished",
    counters: Mapping[str, Any] | None = None,
) -> int:
    """A run that took an hour and ended so long ago; its number."""
    return _one(
        database,
        "insert into run (spider, arguments, version, started_at, finished_at, finish_reason, verdict, reasons, counters) "
        "values (%(spider)s, %(arguments)s, '0', now() - make_interval(secs => %(ago)s + 3600), "
        "now() - make_interval(secs => %(ago)s), %(finish)s, %(verdict)s, %(reasons)s, %(counters)s) returning id",
        {
            "spider": spider,
            "arguments": json.dumps(arguments or {}),
            "ago": hours_ago * 3600,
            "finish": finish_reason,
            "verdict": verdict,
            "reasons": json.dumps(rows_of(reasons)),
            "counters": json.dumps({"asked": 9, "pages_settled": 9, **(counters or {})}),
        },
    )


def going_on(
    database: str, *, hours: float = 1, silent: float = 0, arguments: Mapping[str, Any] | None = None
) -> int:
    """A run without a verdict, begun so many hours ago, whose process has been silent for so many seconds."""
    run = _one(
        database,
        "insert into run (spider, arguments, version, started_at) "
        "values ('tribun', %(arguments)s, '0', now() - make_interval(secs => %(began)s)) returning id",
        {"arguments": json.dumps(arguments or {}), "began": hours * 3600},
    )
    _one(
        database,
        "insert into worker (run, machine, process, started_at, seen_at, counters) values "
        "(%(run)s, 'm', 1, now() - make_interval(secs => %(began)s), now() - make_interval(secs => %(silent)s), "
        "%(counters)s) returning id",
        {"run": run, "began": hours * 3600, "silent": silent, "counters": json.dumps({"pages_settled": 42})},
    )
    return run
