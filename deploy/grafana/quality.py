"""Grafana dashboard "Data quality": fill rates, layouts, rejections, suspect lines and rules."""

from __future__ import annotations

from deploy.grafana.panels import (
    DAY,
    DAYS,
    OUTLET,
    OUTLETS,
    SPIDER,
    board,
    table_panel,
    time_series,
)

DASHBOARD = board(
    "quality",
    "Data quality",
    "now-60d",
    [OUTLETS],
    [
        time_series(
            "Fill rates",
            f"select {DAY}, field as metric, (sum(filled) / sum(stories))::float8 as share from ops.fill_rates "
            f"where {OUTLET} and {DAYS} group by day, field order by 1, 2",
            unit="percentunit",
        ),
        time_series(
            "Layouts",
            f"select {DAY}, layout as metric, sum(stored)::float8 as stories from ops.layouts where {OUTLET} and {DAYS} "
            "group by day, layout order by 1, 2",
            stacked=True,
        ),
        time_series(
            "Rejections by reason",
            f"select {DAY}, reason as metric, sum(pages)::float8 as pages from ops.rejections where {OUTLET} and {DAYS} "
            "group by day, reason order by 1, 2",
            stacked=True,
        ),
        time_series(
            "Incomplete, edited and gone stories",
            f"select {DAY}, sum(incomplete)::float8 as incomplete, sum(edited)::float8 as edited, sum(gone)::float8 as gone "
            f"from ops.days where {OUTLET} and {DAYS} group by day order by 1",
        ),
        table_panel(
            "Suspect lines",
            f"select place, kind, text, stories, possible, share, authors, topic, is_new, first_seen, looked_at from ops.suspects where {OUTLET} order by place",
            width=24,
        ),
        table_panel(
            "Rules that no longer match",
            f"select rule, stories, of_stories, expected, silent_for, last_seen from ops.dead_rules where {OUTLET} order by expected desc",
        ),
        table_panel(
            "Rules",
            f"select rule, hits, first_hit, last_hit, dead from ops.rules where {OUTLET} order by last_hit, rule",
        ),
        table_panel(
            "Forms of rejected pages",
            f"select place, skeleton, pages, array_to_string(reasons, ', ') as reasons, first_seen, last_seen from ops.page_forms where {OUTLET} order by place",
        ),
        table_panel("Links", "select kind, links, resolved, share from ops.links order by kind"),
        time_series(
            "Links of a story",
            f"select started_at as time, spider as metric, out_median from ops.link_graph where {SPIDER} order by 1, 2",
        ),
        time_series(
            "Lines cut by rule",
            f"select {DAY}, rule as metric, hits from ops.rule_days where {OUTLET} and {DAYS} order by 1, 2",
        ),
    ],
)
