"""What do Grafana's dashboards and alert rules show? `python deploy/grafana/build.py` writes them as JSON.

Every question is asked of the views of the schema ops (docs/ops.md) by the role newsspider_reader.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

Json = dict[str, Any]

HERE = Path(__file__).parent
SOURCE = {"type": "grafana-postgresql-datasource", "uid": "newsspider"}
SCHEMA_VERSION = 41
"""The newest classic model that grafana-foundation-sdk knows; Grafana 11 to 13 read it."""
WIDTH = 24
RED_GREEN = [("green", None), ("red", 1)]
OUTLET = "outlet in (${outlet:sqlstring})"
HOST = f"{OUTLET} and host in (${{host:sqlstring}})"
DAY = "(day::timestamp at time zone 'Asia/Jakarta') as time"
TODAY = "(now() at time zone 'Asia/Jakarta')::date"
DAYS = (
    "day between ($__timeFrom()::timestamptz at time zone 'Asia/Jakarta')::date "
    "and ($__timeTo()::timestamptz at time zone 'Asia/Jakarta')::date"
)
"""The days of Jakarta in the dashboard's range. $__timeFilter takes a date for midnight in the session's zone: in
UTC it leaves out the newest day until 07:00 in Jakarta."""
SPIDER = "spider in (${outlet:sqlstring}) and $__timeFilter(started_at)"
VERDICTS = {"ok": "green", "degraded": "yellow", "failed": "red", "lost": "red"}


def panel(
    kind: str,
    title: str,
    sql: str,
    *,
    width: int = 12,
    height: int = 8,
    unit: str = "short",
    about: str = "",
    steps: Sequence[tuple[str, float | None]] = (("green", None),),
    stacked: bool = False,
) -> Json:
    """A panel with one question. A time series has a column `time`, perhaps `metric`, and numbers. Addresses
    of stories are text, no links: strangers wrote them."""
    defaults: Json = {
        "unit": unit,
        "thresholds": {
            "mode": "absolute", "steps": [{"color": color, "value": value} for color, value in steps]
        },
    }  # fmt: skip
    if kind == "timeseries":
        defaults["custom"] = {
            "drawStyle": "bars" if stacked else "line", "fillOpacity": 60 if stacked else 10, "lineWidth": 1,
            "showPoints": "never", "spanNulls": False,
            "stacking": {"mode": "normal" if stacked else "none", "group": "A"},
        }  # fmt: skip
    if kind == "table":
        defaults["custom"] = {"align": "auto", "filterable": True}
        defaults["mappings"] = [
            {"type": "value",
             "options": {word: {"color": color, "index": place} for place, (word, color) in enumerate(VERDICTS.items())}}
        ]  # fmt: skip
    return {
        "type": kind, "title": title, "description": about, "datasource": SOURCE,
        "gridPos": {"h": height, "w": width, "x": 0, "y": 0},
        "targets": [{
            "refId": "A", "datasource": SOURCE, "editorMode": "code", "rawQuery": True, "rawSql": sql,
            "format": "time_series" if kind == "timeseries" else "table",
        }],
        "fieldConfig": {"defaults": defaults, "overrides": []},
        "options": _options(kind),
    }  # fmt: skip


def _options(kind: str) -> Json:
    if kind == "timeseries":
        return {
            "legend": {"displayMode": "list", "placement": "bottom", "showLegend": True, "calcs": []},
            "tooltip": {"mode": "multi", "sort": "desc"},
        }
    if kind == "stat":
        return {
            "colorMode": "value", "graphMode": "none", "justifyMode": "auto", "orientation": "auto",
            "textMode": "auto", "wideLayout": True, "showPercentChange": False, "percentChangeColorMode": "standard",
            "reduceOptions": {"calcs": ["lastNotNull"], "fields": "", "values": True},
        }  # fmt: skip
    return {"showHeader": True, "cellHeight": "sm",
            "footer": {"show": False, "reducer": ["sum"], "countRows": False, "fields": ""}}  # fmt: skip


def dashboard(uid: str, title: str, since: str, variables: Iterable[Json], panels: Sequence[Json]) -> Json:
    """Panels from left to right, as many in a row as there is room for."""
    x = y = tallest = 0
    for number, one in enumerate(panels, start=1):
        place = one["gridPos"]
        if x + place["w"] > WIDTH:
            x, y, tallest = 0, y + tallest, 0
        one["id"], place["x"], place["y"] = number, x, y
        x, tallest = x + place["w"], max(tallest, place["h"])
    return {
        "uid": uid, "title": title, "tags": ["newsspider"], "timezone": "Asia/Jakarta", "editable": False,
        "schemaVersion": SCHEMA_VERSION, "refresh": "5m", "graphTooltip": 1, "panels": list(panels),
        "time": {"from": since, "to": "now"}, "templating": {"list": list(variables)},
        "annotations": {"list": []}, "links": [
            {"type": "dashboards", "title": "newsspider", "tags": ["newsspider"], "asDropdown": False, "icon": "",
             "includeVars": True, "keepTime": True, "targetBlank": False, "tooltip": "", "url": ""},
        ],
    }  # fmt: skip


def variable(name: str, label: str, sql: str) -> Json:
    """What a viewer may choose: some of the values that a question gives, or all."""
    return {
        "type": "query", "name": name, "label": label, "datasource": SOURCE, "query": sql,
        "refresh": 1, "sort": 1, "multi": True, "includeAll": True, "hide": 0, "skipUrlSync": False,
        "regex": "", "current": {"text": ["All"], "value": ["$__all"]}, "options": [],
    }  # fmt: skip


OUTLETS = variable("outlet", "Outlet", "select distinct outlet from ops.days order by outlet")
HOSTS = variable(
    "host", "Host",
    f"select distinct host from ops.host_days where {OUTLET} and day > {TODAY} - 60 order by host",
)  # fmt: skip

NIGHTLY = dashboard("newsspider-nightly", "Nightly overview", "now-30d", [OUTLETS], [
    panel("stat", "Hours since the last good night",
          f"select outlet, extract(epoch from now() - last_good_at)::float8 / 3600 as hours from ops.last_night where {OUTLET}",
          width=6, height=4, unit="h", steps=[("green", None), ("red", 26)]),
    panel("stat", "Stories of yesterday that are missing",
          f"select outlet, missing from ops.last_night where {OUTLET}",
          width=6, height=4, steps=[("green", None), ("yellow", 10), ("red", 100)]),
    panel("stat", "Stored last night", f"select outlet, stories_new from ops.last_night where {OUTLET}",
          width=6, height=4),
    panel("stat", "Open alerts", "select count(*) as alerts from ops.alerts where open and spider in (${outlet:sqlstring})",
          width=6, height=4, steps=RED_GREEN),
    panel("table", "Last night", f"select * from ops.last_night where {OUTLET} order by outlet", width=24, height=5),
    panel("timeseries", "Stories by the day they appeared",
          f"select {DAY}, outlet as metric, published from ops.days where {OUTLET} and {DAYS} order by 1, 2",
          stacked=True),
    panel("timeseries", "Completeness of a day's stories",
          f"select {DAY}, outlet as metric, (sum(stored + gone) / nullif(sum(advertised), 0))::float8 as share "
          f"from ops.completeness where {OUTLET} and {DAYS} group by day, outlet order by 1, 2",
          unit="percentunit", about="Of the stories that lists named, those that are stored or gone."),
    panel("timeseries", "How long runs took",
          f"select started_at as time, spider as metric, seconds from ops.runs where {SPIDER} and whole order by 1, 2",
          unit="s"),
    panel("timeseries", "From publication to storage",
          f"select {DAY}, outlet || ' half' as metric, p50_minutes as minutes from ops.freshness where {OUTLET} and {DAYS} "
          f"union all select {DAY}, outlet || ' nine of ten', p90_minutes from ops.freshness where {OUTLET} and {DAYS} "
          "order by 1, 2", unit="m"),
    panel("table", "Runs",
          "select run, spider, started_at, seconds, verdict, array_to_string(reasons, '; ') as reasons, pages, stories_new, "
          f"stories_changed, stories_gone, rejections, log_errors from ops.runs where {SPIDER} order by started_at desc limit 200",
          width=24, height=10),
    panel("table", "Open alerts",
          "select spider, kind, reason, since, last_seen, run from ops.alerts where open and spider in (${outlet:sqlstring}) order by since",
          width=12),
    panel("table", "Schedules",
          "select schedule, spider, cron, timezone, next_slot, overdue, last_slot, last_state, last_reason from ops.schedules order by schedule",
          width=12),
])  # fmt: skip

PER_OUTLET = dashboard("newsspider-outlet", "One outlet and its hosts", "now-30d", [OUTLETS, HOSTS], [
    panel("timeseries", "Stories by host, the day they appeared",
          f"select {DAY}, host as metric, published from ops.host_days where {HOST} and {DAYS} order by 1, 2",
          width=24, stacked=True),
    panel("timeseries", "Stories by section",
          f"select {DAY}, case when section = '' then 'none' else section end as metric, published "
          f"from ops.section_days where {OUTLET} and {DAYS} order by 1, 2", stacked=True),
    panel("timeseries", "Stories by hour",
          "select $__timeGroupAlias(hour, '1h'), sum(published)::float8 as published, sum(stored)::float8 as stored from ops.hours "
          f"where {OUTLET} and {DAYS} and $__timeFilter(hour) group by 1 order by 1"),
    panel("table", "Completeness by host",
          "select host, sum(advertised)::bigint as advertised, sum(stored)::bigint as stored, sum(missing)::bigint as missing, "
          "sum(due)::bigint as due, (sum(stored + gone) / nullif(sum(advertised), 0))::float8 as share "
          f"from ops.completeness where {HOST} and {DAYS} group by host order by missing desc"),
    panel("table", "Missing stories of yesterday",
          "select host, url, state, reason, status, tries, due_at from ops.missing_stories "
          f"where day = {TODAY} - 1 and host in (${{host:sqlstring}}) order by host, url limit 200"),
    panel("table", "Most linked to by last night's stories",
          "select place, headline, url, links, hosts, stored from ops.top_stories "
          "where run = (select max(run) from ops.link_graph where spider in (${outlet:sqlstring})) order by place limit 20"),
    panel("table", "Newest stories",
          f"select published_at, host, section, headline, url from ops.stories where {HOST} and $__timeFilter(published_at) "
          "order by published_at desc limit 50"),
])  # fmt: skip

QUALITY = dashboard("newsspider-quality", "Data quality", "now-60d", [OUTLETS], [
    panel("timeseries", "Fill rates",
          f"select {DAY}, field as metric, (sum(filled) / sum(stories))::float8 as share from ops.fill_rates "
          f"where {OUTLET} and {DAYS} group by day, field order by 1, 2", unit="percentunit"),
    panel("timeseries", "Layouts",
          f"select {DAY}, layout as metric, sum(stored)::float8 as stories from ops.layouts where {OUTLET} and {DAYS} "
          "group by day, layout order by 1, 2", stacked=True),
    panel("timeseries", "Rejections by reason",
          f"select {DAY}, reason as metric, sum(pages)::float8 as pages from ops.rejections where {OUTLET} and {DAYS} "
          "group by day, reason order by 1, 2", stacked=True),
    panel("timeseries", "Incomplete, edited and gone stories",
          f"select {DAY}, sum(incomplete)::float8 as incomplete, sum(edited)::float8 as edited, sum(gone)::float8 as gone "
          f"from ops.days where {OUTLET} and {DAYS} group by day order by 1"),
    panel("table", "Suspect lines",
          f"select place, kind, text, stories, possible, share, authors, topic, is_new, first_seen, looked_at from ops.suspects where {OUTLET} order by place",
          width=24),
    panel("table", "Rules that no longer match",
          f"select rule, stories, of_stories, expected, silent_for, last_seen from ops.dead_rules where {OUTLET} order by expected desc"),
    panel("table", "Rules",
          f"select rule, hits, first_hit, last_hit, dead from ops.rules where {OUTLET} order by last_hit, rule"),
    panel("table", "Forms of rejected pages",
          f"select place, skeleton, pages, array_to_string(reasons, ', ') as reasons, first_seen, last_seen from ops.page_forms where {OUTLET} order by place"),
    panel("table", "Links", "select kind, links, resolved, share from ops.links order by kind"),
    panel("timeseries", "Links of a story",
          f"select started_at as time, spider as metric, out_median from ops.link_graph where {SPIDER} order by 1, 2"),
    panel("timeseries", "Lines cut by rule",
          f"select {DAY}, rule as metric, hits from ops.rule_days where {OUTLET} and {DAYS} order by 1, 2"),
])  # fmt: skip

HEALTH = dashboard("newsspider-health", "Crawl health", "now-7d", [OUTLETS], [
    panel("stat", "Pages due", f"select sum(new_due + again_due)::float8 as due from ops.frontier where {OUTLET}",
          width=6, height=4),
    panel("stat", "The oldest of them waits", f"select coalesce(max(oldest_seconds), 0) as seconds from ops.frontier where {OUTLET}",
          width=6, height=4, unit="s", steps=[("green", None), ("yellow", 86_400), ("red", 259_200)]),
    panel("stat", "Database",
          "select bytes from ops.storage where relation = 'database' order by run desc limit 1", width=6, height=4, unit="bytes"),
    panel("stat", "Schedules overdue", "select count(*) as overdue from ops.schedules where overdue",
          width=6, height=4, steps=RED_GREEN),
    panel("timeseries", "Answers by status",
          "select started_at as time, status::text as metric, sum(fetches)::float8 as answers from ops.fetches "
          "where outlet in (${outlet:sqlstring}) and $__timeFilter(started_at) group by started_at, status order by 1, 2",
          stacked=True),
    panel("timeseries", "Latency of the slowest hosts",
          "select started_at as time, host as metric, p90_ms as p90 from ops.latencies "
          "where outlet in (${outlet:sqlstring}) and $__timeFilter(started_at) and p90_ms > 1000 order by 1, 2",
          unit="ms", about="Hosts whose slowest tenth of answers takes more than a second."),
    panel("timeseries", "Bytes fetched",
          f"select started_at as time, spider as metric, bytes from ops.runs where {SPIDER} order by 1, 2", unit="bytes"),
    panel("timeseries", "Errors, refused items, pages lost on the way",
          "select started_at as time, log_errors, items_refused, unwritten, never_came_back, no_answers "
          f"from ops.runs where {SPIDER} order by 1"),
    panel("table", "Frontier by host",
          f"select host, new_due, new_later, again_due, again_later, oldest_due_at, next_due_at from ops.frontier where {OUTLET} order by new_due desc"),
    panel("table", "Fires",
          "select schedule, slot, state, reason, seconds, attempt, exit_code, run from ops.fires where $__timeFilter(slot) order by slot desc limit 100"),
    panel("timeseries", "Storage",
          "select at as time, relation as metric, bytes from ops.storage where at is not null and $__timeFilter(at) order by 1, 2",
          width=24, unit="bytes"),
])  # fmt: skip

DASHBOARDS = {"nightly": NIGHTLY, "outlet": PER_OUTLET, "quality": QUALITY, "health": HEALTH}


def rule(uid: str, title: str, sql: str, above: float, wait: str, summary: str) -> Json:
    """An alert while a number is above a bound; its question gives a row for each thing that may be wrong."""
    asked = {"refId": "A", "datasource": SOURCE, "editorMode": "code", "rawQuery": True, "rawSql": sql,
             "format": "table"}  # fmt: skip
    judged: Json = {
        "refId": "B", "type": "threshold", "expression": "A", "datasource": {"type": "__expr__", "uid": "__expr__"},
        "conditions": [{"evaluator": {"type": "gt", "params": [above]}}],
    }  # fmt: skip
    window = {"from": 3600, "to": 0}
    return {
        "uid": f"newsspider-{uid}", "title": title, "condition": "B", "for": wait, "noDataState": "OK",
        "execErrState": "Error", "isPaused": False, "labels": {"service": "newsspider"},
        "annotations": {"summary": summary},
        "data": [
            {"refId": "A", "datasourceUid": SOURCE["uid"], "queryType": "", "relativeTimeRange": window, "model": asked},
            {"refId": "B", "datasourceUid": "__expr__", "queryType": "", "relativeTimeRange": window, "model": judged},
        ],
    }  # fmt: skip


RULES = [
    rule("late", "No good night for 26 hours",
         "select outlet, extract(epoch from now() - coalesce(last_good_at, started_at))::float8 / 3600 as hours from ops.last_night",
         26, "0s", "{{ $labels.outlet }}: the last good nightly crawl ended {{ $values.A.Value }} hours ago"),
    rule("bad", "The last night failed or was lost",
         "select outlet, (verdict in ('failed', 'lost'))::integer as bad from ops.last_night where verdict is not null",
         0, "0s", "{{ $labels.outlet }}: see the dashboard Nightly overview for the reasons"),
    rule("missing", "More than 5 % of yesterday's stories are missing",
         "select outlet, (missing::float8 / advertised) as share from ops.last_night where advertised > 0",
         0.05, "3h", "{{ $labels.outlet }}: a share of {{ $values.A.Value }} of yesterday's stories is missing"),
    rule("overdue", "A schedule is overdue",
         "select schedule, overdue::integer as overdue from ops.schedules", 0, "10m",
         "{{ $labels.schedule }}: no scheduler is at work"),
    rule("stale", "A tenth of the stories takes more than a day to come",
         f"select outlet, p90_minutes / 60 as hours from ops.freshness where day = {TODAY} - 1",
         24, "0s", "{{ $labels.outlet }}: a tenth of yesterday's stories took more than {{ $values.A.Value }} hours"),
    rule("fill", "A field is missing in stories that used to have it",
         "select now.outlet, now.field, before.share - now.share as fall "
         f"from (select outlet, field, share from ops.fill_rates where day = {TODAY} - 1 and stories >= 50) as now "
         "inner join (select outlet, field, percentile_cont(0.5) within group (order by share) as share from ops.fill_rates "
         f"where day between {TODAY} - 30 and {TODAY} - 3 and stories >= 50 group by outlet, field) as before using (outlet, field)",
         0.3, "0s", "{{ $labels.outlet }}: {{ $labels.field }} is filled in fewer stories than before"),
    rule("backlog", "Pages wait for more than three days",
         "select outlet, max(oldest_seconds) / 86400 as days from ops.frontier where oldest_seconds is not null group by outlet",
         3, "1h", "{{ $labels.outlet }}: the oldest page that is due waits for {{ $values.A.Value }} days"),
]  # fmt: skip
ALERTING: Json = {
    "apiVersion": 1,
    "groups": [{"orgId": 1, "name": "newsspider", "folder": "newsspider", "interval": "5m", "rules": RULES}],
}


def files() -> dict[Path, str]:
    """What belongs into which file."""
    told: dict[Path, Json] = {
        HERE / "dashboards" / f"{name}.json": board for name, board in DASHBOARDS.items()
    }
    told[HERE / "provisioning" / "alerting" / "newsspider.json"] = ALERTING
    return {path: json.dumps(content, indent=1) + "\n" for path, content in told.items()}


def main() -> None:
    for path, text in files().items():
        path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
