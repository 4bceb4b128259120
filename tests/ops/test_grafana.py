"""Tests of the Grafana dashboards and alert rules: valid for Grafana, each query answered by the views."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import psycopg
import pytest
import yaml  # type: ignore[import-untyped]  # its stubs are one more package
from grafana_foundation_sdk.cog.encoder import JSONEncoder
from grafana_foundation_sdk.models.alerting import Rule
from grafana_foundation_sdk.models.dashboard import Dashboard

from deploy.grafana.build import files
from tests.ops.grafana import BOARDS, FOLDER, PANELS, RULES, expand_query, read

SOURCE = {"type": "grafana-postgresql-datasource", "uid": "newsspider"}
NUMBER = (int, float, Decimal)
FIRST_NIGHT = {
    "More than 5 % of yesterday's stories are missing",
    "A tenth of the stories is stored more than a day late",
}
"""Rules that a first night may raise: it fetches older stories too, and they count for yesterday after midnight."""


def test_committed_files_equal_the_builders_output() -> None:
    made = files()
    assert {*made} >= {*BOARDS}
    assert len(BOARDS) == 4
    for path, text in made.items():
        assert path.read_text("utf-8") == text, "python -m deploy.grafana.build"


@pytest.mark.parametrize("path", BOARDS, ids=lambda path: path.stem)
def test_dashboard_keeps_every_field_in_grafanas_types(path: Path) -> None:
    """The round trip through the SDK's types drops fields that Grafana does not know."""
    board = read(path)
    through = json.loads(json.dumps(Dashboard.from_json(board), cls=JSONEncoder))
    lost = [*_lost(board, through, "")]
    assert not lost, f"Grafana knows no {', '.join(lost)}"


def _lost(before: Any, after: Any, place: str) -> Iterator[str]:
    if isinstance(before, dict):
        for key, value in before.items():
            if not isinstance(after, dict) or key not in after:
                yield f"{place}/{key}"
            else:
                yield from _lost(value, after[key], f"{place}/{key}")
    elif isinstance(before, list):
        for number, value in enumerate(before):
            yield from _lost(value, after[number], f"{place}/{number}")
    elif before != after:
        yield f"{place}: {before} ({after})"


@pytest.mark.parametrize("path", BOARDS, ids=lambda path: path.stem)
def test_panels_have_unique_ids_and_no_overlap(path: Path) -> None:
    panels = read(path)["panels"]
    assert len({panel["id"] for panel in panels}) == len(panels)
    taken: set[tuple[int, int]] = set()
    for place in (panel["gridPos"] for panel in panels):
        cells = {
            (x, y)
            for x in range(place["x"], place["x"] + place["w"])
            for y in range(place["y"], place["y"] + place["h"])
        }
        assert max(x for x, _ in cells) < 24
        assert not cells & taken
        taken |= cells


@pytest.fixture(scope="module")
def chosen(reader: str) -> dict[str, list[str]]:
    """All values of each variable, in the order in which one may depend on another."""
    values: dict[str, list[str]] = {}
    with psycopg.connect(reader) as connection:
        for name in ("outlet", "host"):
            for path in BOARDS:
                for variable in read(path)["templating"]["list"]:
                    if variable["name"] == name:
                        found = connection.execute(
                            expand_query(variable["query"], values).encode()
                        ).fetchall()
                        values[name] = [row[0] for row in found]
    assert values["outlet"] == ["tribun"]
    assert len(values["host"]) >= 3
    return values


@pytest.mark.parametrize("name", PANELS)
def test_panel_query_returns_the_needed_columns(name: str, reader: str, chosen: dict[str, list[str]]) -> None:
    panel = PANELS[name]
    assert panel["datasource"] == SOURCE
    (target,) = panel["targets"]
    with psycopg.connect(reader) as connection:
        cursor = connection.execute(expand_query(target["rawSql"], chosen).encode())
        columns, rows = [column.name for column in cursor.description or ()], cursor.fetchall()
    assert len({*columns}) == len(columns)
    if panel["type"] == "timeseries":
        assert target["format"] == "time_series"
        assert columns[0] == "time"
        times = [row[0] for row in rows]
        assert all(isinstance(time, (datetime, *NUMBER)) for time in times)
        assert times == sorted(times)
        for row in rows:
            assert all(isinstance(value, (str, *NUMBER)) or value is None for value in row[1:])
        texts = [
            name
            for name, kind in zip(columns, zip(*rows, strict=True), strict=False)
            if isinstance(kind[0], str)
        ]
        assert texts in ([], ["metric"])
        assert len(columns) > 1 + len(texts)
    elif panel["type"] == "stat":
        assert sum(isinstance(value, NUMBER) for value in rows[0]) == 1
    else:
        times = [row[columns.index("time")] for row in rows] if "time" in columns else []
        assert all(isinstance(time, datetime) or not isinstance(time, (date, bytes)) for time in times)


def test_most_panels_have_rows_after_a_night(reader: str, chosen: dict[str, list[str]]) -> None:
    """Panels that may be empty: no schedule, no open alert, no drift."""
    empty = set()
    with psycopg.connect(reader) as connection:
        for name, panel in PANELS.items():
            if not connection.execute(
                expand_query(panel["targets"][0]["rawSql"], chosen).encode()
            ).fetchall():
                empty.add(name.split("/")[1])
    assert empty <= {
        "Open alerts",
        "Schedules",
        "Fires",
        "Suspect lines",
        "Rules that no longer match",
        "Forms of rejected pages",
        "Missing stories of yesterday",
        "Latency of the slowest hosts",
        "Rejections by reason",
    }


@pytest.mark.parametrize("title", RULES)
def test_alert_query_runs_as_the_reader_role(title: str, reader: str) -> None:
    rule = RULES[title]
    query, threshold = rule["data"]
    with psycopg.connect(reader) as connection:
        cursor = connection.execute(expand_query(query["model"]["rawSql"], {}).encode())
        rows = cursor.fetchall()
        kinds = [column.type_code for column in cursor.description or ()]
    numbers = [kind for kind in kinds if kind in (20, 21, 23, 700, 701)]  # integers and floats, by pg_type
    assert len(numbers) == 1, "one number, and texts that become labels"
    assert all(kind in (*numbers, 25) for kind in kinds)
    assert query["datasourceUid"] == SOURCE["uid"]
    assert (rule["condition"], threshold["model"]["expression"]) == (threshold["refId"], query["refId"])
    (bound,) = threshold["model"]["conditions"][0]["evaluator"]["params"]
    for row in rows:
        (value,) = (value for value in row if isinstance(value, NUMBER))
        assert value <= bound or title in FIRST_NIGHT, f"a good night raises {title}: {row}"


@pytest.mark.parametrize("title", RULES)
def test_alert_rule_keeps_every_field_in_grafanas_types(title: str) -> None:
    """A provisioning file has the rule's folder on its group. Grafana expands a dollar sign outside of annotations
    as an environment variable."""
    rule = RULES[title]
    group = {"folderUID": "x", "orgID": 1, "ruleGroup": "x"}
    through = json.loads(json.dumps(Rule.from_json({**rule, **group}), cls=JSONEncoder))
    assert not [*_lost(rule, through, "")]
    assert "$" not in json.dumps({key: value for key, value in rule.items() if key != "annotations"})
    assert len(rule["uid"]) <= 40


def test_provisioned_source_and_provider_fit_the_dashboards() -> None:
    datasources = yaml.safe_load(
        (FOLDER / "provisioning" / "datasources" / "newsspider.yaml").read_text("utf-8")
    )
    (source,) = datasources["datasources"]
    assert (source["type"], source["uid"]) == (SOURCE["type"], SOURCE["uid"])
    assert source["user"] == "newsspider_reader"
    assert source["secureJsonData"]["password"].startswith("$"), "no password in a file"
    dashboards = yaml.safe_load(
        (FOLDER / "provisioning" / "dashboards" / "newsspider.yaml").read_text("utf-8")
    )
    (provider,) = dashboards["providers"]
    assert provider["type"] == "file"
    assert provider["options"]["path"]
