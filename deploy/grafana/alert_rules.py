"""Grafana alert rules, as a provisioning file."""

from __future__ import annotations

import json
from typing import Any

from grafana_foundation_sdk.builders import alerting, expr
from grafana_foundation_sdk.cog.encoder import JSONEncoder
from grafana_foundation_sdk.models.alerting import RelativeTimeRange
from grafana_foundation_sdk.models.dashboard import DataSourceRef

from deploy.grafana.panels import SOURCE, TODAY, PostgresQuery

_EXPRESSION = DataSourceRef(type_val="__expr__", uid="__expr__")
_WINDOW = RelativeTimeRange(from_val=3600, to=0)
_OF_THE_GROUP = ("folderUID", "orgID", "ruleGroup")
"""Fields of a rule in Grafana's API that a provisioning file has on the rule's group."""


def rule(uid: str, title: str, sql: str, above: float, wait: str, summary: str) -> alerting.Rule:
    """An alert that fires when a number stays above a bound for `wait`; each row of the query is one instance."""
    evaluator = expr.ExprTypeThresholdConditionsEvaluator().type("gt").params([above])
    threshold = expr.TypeThreshold().ref_id("B").expression("A").datasource(_EXPRESSION)
    threshold.conditions([expr.ExprTypeThresholdConditions().evaluator(evaluator)])
    return (
        alerting.Rule(title)
        .uid(f"newsspider-{uid}")
        .condition("B")
        .for_val(wait)
        .no_data_state("OK")
        .exec_err_state("Error")
        .is_paused(False)
        .labels({"service": "newsspider"})
        .annotations({"summary": summary})
        .with_query(_query("A", str(SOURCE.uid)).model(PostgresQuery(sql)))
        .with_query(_query("B", "__expr__").model(threshold))
    )


def _query(ref_id: str, source: str) -> alerting.Query:
    return alerting.Query(ref_id).datasource_uid(source).query_type("").relative_time_range(_WINDOW)


RULES = [
    rule(
        "late",
        "No good night for 26 hours",
        "select outlet, extract(epoch from now() - coalesce(last_good_at, started_at))::float8 / 3600 as hours from ops.last_night",
        26,
        "0s",
        "{{ $labels.outlet }}: the last good nightly crawl ended {{ $values.A.Value }} hours ago",
    ),
    rule(
        "bad",
        "The last night failed or was lost",
        "select outlet, (verdict in ('failed', 'lost'))::integer as bad from ops.last_night where verdict is not null",
        0,
        "0s",
        "{{ $labels.outlet }}: see the dashboard Nightly overview for the reasons",
    ),
    rule(
        "missing",
        "More than 5 % of yesterday's stories are missing",
        "select outlet, (missing::float8 / advertised) as share from ops.last_night where advertised > 0",
        0.05,
        "3h",
        "{{ $labels.outlet }}: a share of {{ $values.A.Value }} of yesterday's stories is missing",
    ),
    rule(
        "overdue",
        "A schedule is overdue",
        "select schedule, overdue::integer as overdue from ops.schedules",
        0,
        "10m",
        "{{ $labels.schedule }}: no scheduler is running",
    ),
    rule(
        "stale",
        "A tenth of the stories is stored more than a day late",
        f"select outlet, p90_minutes / 60 as hours from ops.freshness where day = {TODAY} - 1",
        24,
        "0s",
        "{{ $labels.outlet }}: a tenth of yesterday's stories took more than {{ $values.A.Value }} hours",
    ),
    rule(
        "fill",
        "A field is missing in stories that used to have it",
        "select now.outlet, now.field, before.share - now.share as fall "
        f"from (select outlet, field, share from ops.fill_rates where day = {TODAY} - 1 and stories >= 50) as now "
        "inner join (select outlet, field, percentile_cont(0.5) within group (order by share) as share from ops.fill_rates "
        f"where day between {TODAY} - 30 and {TODAY} - 3 and stories >= 50 group by outlet, field) as before using (outlet, field)",
        0.3,
        "0s",
        "{{ $labels.outlet }}: {{ $labels.field }} is filled in fewer stories than before",
    ),
    rule(
        "backlog",
        "Pages wait for more than three days",
        "select outlet, max(oldest_seconds) / 86400 as days from ops.frontier where oldest_seconds is not null group by outlet",
        3,
        "1h",
        "{{ $labels.outlet }}: the oldest page that is due waits for {{ $values.A.Value }} days",
    ),
]


def provisioning() -> dict[str, Any]:
    """The content of Grafana's provisioning file: one group of all rules, evaluated every five minutes."""
    rules = [json.loads(json.dumps(one.build(), cls=JSONEncoder)) for one in RULES]
    for one in rules:
        for name in _OF_THE_GROUP:
            del one[name]
    group = {"orgId": 1, "name": "newsspider", "folder": "newsspider", "interval": "5m", "rules": rules}
    return {"apiVersion": 1, "groups": [group]}
