"""Grafana dashboard "Nightly overview": the last night, its counts and the runs behind them."""

from __future__ import annotations

from deploy.grafana.panels import (
    DAY,
    DAYS,
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
    "nightly",
    "Nightly overview",
    "now-30d",
    [OUTLETS],
    [
        stat_panel(
            "Hours since the last good night",
            f"select outlet, extract(epoch from now() - last_good_at)::float8 / 3600 as hours from ops.last_night where {OUTLET}",
            unit="h",
            steps=[("green", None), ("red", 26)],
        ),
        stat_panel(
            "Stories of yesterday that are missing",
            f"select outlet, missing from ops.last_night where {OUTLET}",
            steps=[("green", None), ("yellow", 10), ("red", 100)],
        ),
        stat_panel(
            "Stored last night",
            f"select outlet, stories_new from ops.last_night where {OUTLET}",
        ),
        stat_panel(
            "Open alerts",
            "select count(*) as alerts from ops.alerts where open and spider in (${outlet:sqlstring})",
            steps=RED_GREEN,
        ),
        table_panel(
            "Last night", f"select * from ops.last_night where {OUTLET} order by outlet", width=24, height=5
        ),
        time_series(
            "Stories by the day they appeared",
            f"select {DAY}, outlet as metric, published from ops.days where {OUTLET} and {DAYS} order by 1, 2",
            stacked=True,
        ),
        time_series(
            "Completeness of a day's stories",
            f"select {DAY}, outlet as metric, (sum(stored + gone) / nullif(sum(advertised), 0))::float8 as share "
            f"from ops.completeness where {OUTLET} and {DAYS} group by day, outlet order by 1, 2",
            unit="percentunit",
            about="Of the stories that lists named, those that are stored or gone.",
        ),
        time_series(
            "Duration of runs",
            f"select started_at as time, spider as metric, seconds from ops.runs where {SPIDER} and whole order by 1, 2",
            unit="s",
        ),
        time_series(
            "From publication to storage",
            f"select {DAY}, outlet || ' half' as metric, p50_minutes as minutes from ops.freshness where {OUTLET} and {DAYS} "
            f"union all select {DAY}, outlet || ' nine of ten', p90_minutes from ops.freshness where {OUTLET} and {DAYS} "
            "order by 1, 2",
            unit="m",
        ),
        table_panel(
            "Runs",
            "select run, spider, started_at, seconds, verdict, array_to_string(reasons, '; ') as reasons, pages, stories_new, "
            f"stories_changed, stories_gone, rejections, log_errors from ops.runs where {SPIDER} order by started_at desc limit 200",
            width=24,
            height=10,
        ),
        table_panel(
            "Open alerts",
            "select spider, kind, reason, since, last_seen, run from ops.alerts where open and spider in (${outlet:sqlstring}) order by since",
            width=12,
        ),
        table_panel(
            "Schedules",
            "select schedule, spider, cron, timezone, next_slot, overdue, last_slot, last_state, last_reason from ops.schedules order by schedule",
            width=12,
        ),
    ],
)
