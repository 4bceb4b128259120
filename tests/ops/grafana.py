"""The committed Grafana files, and the macros and variables that Grafana expands in their queries.

The expansion follows pkg/tsdb/grafana-postgresql-datasource, and the variable format `sqlstring`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from tests.running.crawling import ROOT

FOLDER = ROOT / "deploy" / "grafana"
BOARDS = sorted((FOLDER / "dashboards").glob("*.json"))
_MACRO = re.compile(r"\$__([a-zA-Z]+)\(([^)]*)\)")
_VARIABLE = re.compile(r"\$\{(\w+):sqlstring\}")
_SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86_400}
AHEAD, DAYS = timedelta(minutes=5), timedelta(days=30)
"""The time range of the panels: so many days, until a little later than now."""


def read(path: Path) -> Any:
    return json.loads(path.read_text("utf-8"))


PANELS: dict[str, Any] = {
    f"{path.stem}/{panel['title']}": panel for path in BOARDS for panel in read(path)["panels"]
}
RULES: dict[str, Any] = {
    rule["title"]: rule
    for group in read(FOLDER / "provisioning" / "alerting" / "newsspider.json")["groups"]
    for rule in group["rules"]
}


def expand_query(sql: str, chosen: Mapping[str, Sequence[str]], end: datetime | None = None) -> str:
    """Expand a query as Grafana sends it to the database.

    `chosen` holds the values of each variable, `end` is the end of the panels' time range.
    """
    text = _VARIABLE.sub(lambda match: ",".join(map(_literal, chosen[match[1]])), sql)
    text = _MACRO.sub(lambda match: _expanded(match, end or datetime.now(UTC) + AHEAD), text)
    assert "$" not in text, f"unknown macro or variable: {text}"
    return text


def _literal(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"


def _expanded(match: re.Match[str], end: datetime) -> str:
    name, arguments = match[1], [part.strip() for part in match[2].split(",")]
    since, until = (f"'{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}'" for at in (end - DAYS, end))
    if name == "timeFilter":
        return f"{arguments[0]} BETWEEN {since} AND {until}"
    if name in ("timeGroup", "timeGroupAlias"):
        number, unit = int(arguments[1].strip("'")[:-1]), arguments[1].strip("'")[-1]
        seconds = number * _SECONDS[unit]
        grouped = f"floor(extract(epoch from {arguments[0]})/{seconds})*{seconds}"
        return grouped + (' AS "time"' if name.endswith("Alias") else "")
    return {"timeFrom": since, "timeTo": until}[name]
