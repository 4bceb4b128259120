"""Grafana dashboard "Crawl health": frontier, statuses, latencies, errors and storage."""

from __future__ import annotations

from deploy.grafana.panels import (
    OUTLET,
    OUTLETS,
    RED_GREEN,
    SPIDER,
    board,
    stat_panel,
    table_panel,
    time_series,
)

DASHBOARD = board(
    "health",
    "Crawl health",
    "now-7d",
    [OUTLETS],
    [
        stat_panel(
            "Pages due",
            f"select sum(new_due + again_due)::float8 as due from ops.frontier where {OUTLET}",
        ),
        stat_panel(
            "Age of the oldest due page",
            f"select coalesce(max(oldest_seconds), 0) as seconds from ops.frontier where {OUTLET}",
            unit="s",
            steps=[("green", None), ("yellow", 86_400), ("red", 259_200)],
        ),
        stat_panel(
            "Database",
            "select bytes from ops.storage where relation = 'database' order by run desc limit 1",
            unit="bytes",
        ),
        stat_panel(
            "Schedules overdue",
            "select count(*) as overdue from ops.schedules where overdue",
            steps=RED_GREEN,
        ),
        time_series(
            "Answers by status",
            "select started_at as time, status::text as metric, sum(fetches)::float8 as answers from ops.fetches "
            "where outlet in (${outlet:sqlstring}) and $__timeFilter(started_at) group by started_at, status order by 1, 2",
            stacked=True,
        ),
        time_series(
            "Latency of the slowest hosts",
            "select started_at as time, host as metric, p90_ms as p90 from ops.latencies "
            "where outlet in (${outlet:sqlstring}) and $__timeFilter(started_at) and p90_ms > 1000 order by 1, 2",
            unit="ms",
            about="Hosts whose slowest tenth of answers takes more than a second.",
        ),
        time_series(
            "Bytes fetched",
            f"select started_at as time, spider as metric, bytes from ops.runs where {SPIDER} order by 1, 2",
            unit="bytes",
        ),
        time_series(
            "Errors, refused items, lost pages",
            "select started_at as time, log_errors, items_refused, unwritten, never_came_back, no_answers "
            f"from ops.runs where {SPIDER} order by 1",
        ),
        table_panel(
            "Frontier by host",
            f"select host, new_due, new_later, again_due, again_later, oldest_due_at, next_due_at from ops.frontier where {OUTLET} order by new_due desc",
        ),
        table_panel(
            "Fires",
            "select schedule, slot, state, reason, seconds, attempt, exit_code, run from ops.fires where $__timeFilter(slot) order by slot desc limit 100",
        ),
        time_series(
            "Storage",
            "select at as time, relation as metric, bytes from ops.storage where at is not null and $__timeFilter(at) order by 1, 2",
            width=24,
            unit="bytes",
        ),
    ],
)
