"""Grafana builders with the project's defaults: dashboard, panels, query, variable, and shared SQL conditions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Self, TypeVar

from grafana_foundation_sdk.builders import common, dashboard, stat, table, timeseries
from grafana_foundation_sdk.cog.builder import Builder
from grafana_foundation_sdk.cog.variants import Dataquery
from grafana_foundation_sdk.models import common as common_models
from grafana_foundation_sdk.models import dashboard as models

Panel = TypeVar("Panel", stat.Panel, table.Panel, timeseries.Panel)
Steps = Sequence[tuple[str, float | None]]

SOURCE = models.DataSourceRef(type_val="grafana-postgresql-datasource", uid="newsspider")
GREEN: Steps = (("green", None),)
RED_GREEN: Steps = (("green", None), ("red", 1))
VERDICTS = {"ok": "green", "degraded": "yellow", "failed": "red", "lost": "red"}

OUTLET = "outlet in (${outlet:sqlstring})"
HOST = f"{OUTLET} and host in (${{host:sqlstring}})"
SPIDER = "spider in (${outlet:sqlstring}) and $__timeFilter(started_at)"
DAY = "(day::timestamp at time zone 'Asia/Jakarta') as time"
TODAY = "(now() at time zone 'Asia/Jakarta')::date"
DAYS = (
    "day between ($__timeFrom()::timestamptz at time zone 'Asia/Jakarta')::date "
    "and ($__timeTo()::timestamptz at time zone 'Asia/Jakarta')::date"
)
"""The days of Jakarta in the dashboard's range. $__timeFilter takes a date for midnight in the session's zone:
in UTC it leaves out the newest day until 07:00 in Jakarta."""


class PostgresQuery(Builder[Dataquery], Dataquery):
    """A query of the PostgreSQL data source, which the SDK has no builder for."""

    def __init__(self, sql: str, result_format: str = "table") -> None:
        self.ref_id, self._sql, self._format = "A", sql, result_format

    def build(self) -> Self:
        return self

    def to_json(self) -> dict[str, Any]:
        return {
            "refId": self.ref_id,
            "datasource": SOURCE,
            "editorMode": "code",
            "rawQuery": True,
            "rawSql": self._sql,
            "format": self._format,
        }


def stat_panel(title: str, sql: str, *, unit: str = "short", steps: Steps = GREEN) -> stat.Panel:
    """One number, a quarter of a row wide. Each step is a color and the value where it begins."""
    panel = stat.Panel().graph_mode(common_models.BigValueGraphMode.NONE)
    panel.reduce_options(common.ReduceDataOptions().calcs(["lastNotNull"]).values(True))
    return _complete(panel, title, PostgresQuery(sql), width=6, height=4, unit=unit).thresholds(
        _thresholds(steps)
    )


def time_series(
    title: str,
    sql: str,
    *,
    width: int = 12,
    unit: str = "short",
    about: str = "",
    stacked: bool = False,
) -> timeseries.Panel:
    """Lines or stacked bars. The query returns `time`, optionally `metric`, and numbers, ordered by time."""
    panel = (
        timeseries.Panel().line_width(1).show_points(common_models.VisibilityMode.NEVER).description(about)
    )
    panel.legend(common.VizLegendOptions().show_legend(True))
    panel.tooltip(
        common.VizTooltipOptions()
        .mode(common_models.TooltipDisplayMode.MULTI)
        .sort(common_models.SortOrder.DESCENDING)
    )
    if stacked:
        panel.draw_style(common_models.GraphDrawStyle.BARS).fill_opacity(60)
        panel.stacking(common.StackingConfig().mode(common_models.StackingMode.NORMAL).group("A"))
    else:
        panel.fill_opacity(10)
    return _complete(panel, title, PostgresQuery(sql, "time_series"), width=width, height=8, unit=unit)


def table_panel(title: str, sql: str, *, width: int = 12, height: int = 8) -> table.Panel:
    """Rows, verdicts in color. Addresses of stories stay text, no links: strangers wrote them."""
    panel = table.Panel().filterable(True).cell_height(common_models.TableCellHeight.SM)
    colors = {
        verdict: models.ValueMappingResult(color=color, index=index)
        for index, (verdict, color) in enumerate(VERDICTS.items())
    }
    panel.mappings([models.ValueMap(options=colors)])
    return _complete(panel, title, PostgresQuery(sql), width=width, height=height, unit="short")


def _complete(panel: Panel, title: str, query: PostgresQuery, *, width: int, height: int, unit: str) -> Panel:
    panel.title(title).datasource(SOURCE).with_target(query)
    return panel.span(width).height(height).unit(unit)


def _thresholds(steps: Steps) -> dashboard.ThresholdsConfig:
    thresholds = [models.Threshold(color=color, value=value) for color, value in steps]
    return dashboard.ThresholdsConfig().mode(models.ThresholdsMode.ABSOLUTE).steps(thresholds)


def variable(name: str, label: str, sql: str) -> dashboard.QueryVariable:
    """A choice of the viewer: some of the values that the query returns, or all of them."""
    return (
        dashboard.QueryVariable(name)
        .label(label)
        .datasource(SOURCE)
        .query(sql)
        .refresh(models.VariableRefresh.ON_DASHBOARD_LOAD)
        .sort(models.VariableSort.ALPHABETICAL_ASC)
        .multi(True)
        .include_all(True)
        .current(models.VariableOption(text=["All"], value=["$__all"]))
    )


OUTLETS = variable("outlet", "Outlet", "select distinct outlet from ops.days order by outlet")


def board(
    uid: str,
    title: str,
    since: str,
    variables: Sequence[dashboard.QueryVariable],
    panels: Sequence[stat.Panel | table.Panel | timeseries.Panel],
) -> dashboard.Dashboard:
    """A read-only dashboard of the panels, placed from left to right; the widths of each row sum up to 24."""
    link = dashboard.DashboardLink("newsspider").type(models.DashboardLinkType.DASHBOARDS)
    made = dashboard.Dashboard(title).uid(f"newsspider-{uid}").tags(["newsspider"]).timezone("Asia/Jakarta")
    made.readonly().refresh("5m").tooltip(models.DashboardCursorSync.CROSSHAIR).time(since, "now")
    made.link(link.tags(["newsspider"]).include_vars(True).keep_time(True))
    for one in variables:
        made.with_variable(one)
    for number, panel in enumerate(panels, start=1):
        made.with_panel(panel.id(number))
    return made
