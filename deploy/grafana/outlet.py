"""Grafana dashboard "One outlet and its hosts": counts by host, section and hour, and missing stories."""

from __future__ import annotations

from deploy.grafana.panels import (
    DAY,
    DAYS,
    HOST,
    OUTLET,
    OUTLETS,
    TODAY,
    board,
    table_panel,
    time_series,
    variable,
)

HOSTS = variable(
    "host",
    "Host",
    f"select distinct host from ops.host_days where {OUTLET} and day > {TODAY} - 60 order by host",
)

DASHBOARD = board(
    "outlet",
    "One outlet and its hosts",
    "now-30d",
    [OUTLETS, HOSTS],
    [
        time_series(
            "Stories by host, the day they appeared",
            f"select {DAY}, host as metric, published from ops.host_days where {HOST} and {DAYS} order by 1, 2",
            width=24,
            stacked=True,
        ),
        time_series(
            "Stories by section",
            f"select {DAY}, case when section = '' then 'none' else section end as metric, published "
            f"from ops.section_days where {OUTLET} and {DAYS} order by 1, 2",
            stacked=True,
        ),
        time_series(
            "Stories by hour",
            "select $__timeGroupAlias(hour, '1h'), sum(published)::float8 as published, sum(stored)::float8 as stored from ops.hours "
            f"where {OUTLET} and {DAYS} and $__timeFilter(hour) group by 1 order by 1",
        ),
        table_panel(
            "Completeness by host",
            "select host, sum(advertised)::bigint as advertised, sum(stored)::bigint as stored, sum(missing)::bigint as missing, "
            "sum(due)::bigint as due, (sum(stored + gone) / nullif(sum(advertised), 0))::float8 as share "
            f"from ops.completeness where {HOST} and {DAYS} group by host order by missing desc",
        ),
        table_panel(
            "Missing stories of yesterday",
            "select host, url, state, reason, status, tries, due_at from ops.missing_stories "
            f"where day = {TODAY} - 1 and host in (${{host:sqlstring}}) order by host, url limit 200",
        ),
        table_panel(
            "Most linked to by last night's stories",
            "select place, headline, url, links, hosts, stored from ops.top_stories "
            "where run = (select max(run) from ops.link_graph where spider in (${outlet:sqlstring})) order by place limit 20",
        ),
        table_panel(
            "Newest stories",
            f"select published_at, host, section, headline, url from ops.stories where {HOST} and $__timeFilter(published_at) "
            "order by published_at desc limit 50",
        ),
    ],
)
