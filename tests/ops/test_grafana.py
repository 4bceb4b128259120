"""Would Grafana take our dashboards and alert rules, and does each of their questions have an answer?"""

from __future__ import annotations

import json
import runpy
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

from tests.crawling import ROOT
from tests.ops.grafana import asked

FOLDER = ROOT / "deploy" / "grafana"
BOARDS = sorted((FOLDER / "dashboards").glob("*.json"))
SOURCE = {"type": "grafana-postgresql-datasource", "uid": "newsspider"}
NUMBER = (int, float, Decimal)
FIRST_NIGHT = {
    "More than 5 % of yesterday's stories are missing",
    "A tenth of the stories takes more than a day to come",
}
"""What a first night may raise: it asks for older stories too. Yesterday is its day once midnight has passed."""


def read(path: Path) -> Any:
    return json.loads(path.read_text("utf-8"))


def boards() -> Iterator[tuple[str, dict[str, Any]]]:
    for path in BOARDS:
        for panel in read(path)["panels"]:
            yield f"{path.stem}/{panel['title']}", panel


PANELS = dict(boards())
ALERTING = read(FOLDER / "provisioning" / "alerting" / "newsspider.json")
RULES = {rule["title"]: rule for group in ALERTING["groups"] for rule in group["rules"]}


def test_the_files_are_what_the_builder_makes() -> None:
    made: dict[Path, str] = runpy.run_path(str(FOLDER / "build.py"))["files"]()
    assert {*made} >= {*BOARDS}
    assert len(BOARDS) == 4
    for path, text in made.items():
        assert path.read_text("utf-8") == text, "python deploy/grafana/build.py"


@pytest.mark.parametrize("path", BOARDS, ids=lambda path: path.stem)
def test_a_dashboard_has_grafanas_own_types(path: Path) -> None:
    """What the types do not know is lost on the way through them."""
    board = read(path)
    through = json.loads(json.dumps(Dashboard.from_json(board), cls=JSONEncoder))
    lost = [*_lost(board, through, "")]
    assert not lost, f"Grafana knows no {', '.join(lost)}"


def _lost(told: Any, kept: Any, place: str) -> Iterator[str]:
    if isinstance(told, dict):
        for key, value in told.items():
            if not isinstance(kept, dict) or key not in kept:
                yield f"{place}/{key}"
            else:
                yield from _lost(value, kept[key], f"{place}/{key}")
    elif isinstance(told, list):
        for number, value in enumerate(told):
            yield from _lost(value, kept[number], f"{place}/{number}")
    elif told != kept:
        yield f"{place}: {told} ({kept})"


@pytest.mark.parametrize("path", BOARDS, ids=lambda path: path.stem)
def test_panels_have_numbers_of_their_own_and_do_not_overlap(path: Path) -> None:
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
                        found = connection.execute(asked(variable["query"], values).encode()).fetchall()
                        values[name] = [row[0] for row in found]
    assert values["outlet"] == ["tribun"]
    assert len(values["host"]) >= 3
    return values


@pytest.mark.parametrize("name", PANELS)
def test_a_panels_question_has_the_columns_it_needs(
    name: str, reader: str, chosen: dict[str, list[str]]
) -> None:
    panel = PANELS[name]
    assert panel["datasource"] == SOURCE
    (target,) = panel["targets"]
    with psycopg.connect(reader) as connection:
        cursor = connection.execute(asked(target["rawSql"], chosen).encode())
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
        assert not any(isinstance(value, (date, bytes)) and not isinstance(value, datetime) and name == "time"
                       for row in rows for name, value in zip(columns, row, strict=True))  # fmt: skip


def test_most_panels_show_something_after_a_night(reader: str, chosen: dict[str, list[str]]) -> None:
    """Those that may be empty: nothing is scheduled, no alert is open, nothing drifts."""
    empty = set()
    with psycopg.connect(reader) as connection:
        for name, panel in PANELS.items():
            if not connection.execute(asked(panel["targets"][0]["rawSql"], chosen).encode()).fetchall():
                empty.add(name.split("/")[1])
    assert empty <= {
        "Open alerts", "Schedules", "Fires", "Suspect lines", "Rules that no longer match", "Forms of rejected pages",
        "Missing stories of yesterday", "Latency of the slowest hosts", "Rejections by reason",
    }  # fmt: skip


@pytest.mark.parametrize("title", RULES)
def test_an_alert_rule_asks_what_the_reader_may_know(title: str, reader: str) -> None:
    rule = RULES[title]
    question, threshold = rule["data"]
    with psycopg.connect(reader) as connection:
        cursor = connection.execute(asked(question["model"]["rawSql"], {}).encode())
        rows = cursor.fetchall()
        kinds = [column.type_code for column in cursor.description or ()]
    numbers = [kind for kind in kinds if kind in (20, 21, 23, 700, 701)]  # integers and floats, by pg_type
    assert len(numbers) == 1, "one number, and texts that become labels"
    assert all(kind in (*numbers, 25) for kind in kinds)
    assert question["datasourceUid"] == SOURCE["uid"]
    assert (rule["condition"], threshold["model"]["expression"]) == (threshold["refId"], question["refId"])
    (bound,) = threshold["model"]["conditions"][0]["evaluator"]["params"]
    for row in rows:
        (value,) = (value for value in row if isinstance(value, NUMBER))
        assert value <= bound or title in FIRST_NIGHT, f"a good night raises {title}: {row}"


@pytest.mark.parametrize("title", RULES)
def test_an_alert_rule_has_grafanas_own_types(title: str) -> None:
    """A provisioned file says `interval` and `folder` for the group, and the rest for each rule. A dollar sign
    outside of annotations would be taken for a variable of the environment."""
    rule = RULES[title]
    group = {"folderUID": "x", "orgID": 1, "ruleGroup": "x"}
    through = json.loads(json.dumps(Rule.from_json({**rule, **group}), cls=JSONEncoder))
    assert not [*_lost(rule, through, "")]
    assert "$" not in json.dumps({key: value for key, value in rule.items() if key != "annotations"})
    assert len(rule["uid"]) <= 40


def test_data_source_and_provider_say_what_the_dashboards_need() -> None:
    told = yaml.safe_load((FOLDER / "provisioning" / "datasources" / "newsspider.yaml").read_text("utf-8"))
    (source,) = told["datasources"]
    assert (source["type"], source["uid"]) == (SOURCE["type"], SOURCE["uid"])
    assert source["user"] == "newsspider_reader"
    assert source["secureJsonData"]["password"].startswith("$"), "no password in a file"
    told = yaml.safe_load((FOLDER / "provisioning" / "dashboards" / "newsspider.yaml").read_text("utf-8"))
    (provider,) = told["providers"]
    assert provider["type"] == "file"
    assert provider["options"]["path"]
