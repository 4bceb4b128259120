"""What does Grafana's PostgreSQL data source make of a question before it asks it?

As its macros do (pkg/tsdb/grafana-postgresql-datasource), and its variables with the format `sqlstring`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta

_MACRO = re.compile(r"\$__([a-zA-Z]+)\(([^)]*)\)")
_VARIABLE = re.compile(r"\$\{(\w+):sqlstring\}")
_SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86_400}
AHEAD, DAYS = timedelta(minutes=5), timedelta(days=30)
"""The panels show so many days, until a little later than now."""


def asked(sql: str, chosen: Mapping[str, Sequence[str]], end: datetime | None = None) -> str:
    """The question as the database gets it; `chosen` are the values of the variables, `end` is the end of the
    panels' time range."""
    text = _VARIABLE.sub(lambda match: ",".join(map(_literal, chosen[match[1]])), sql)
    text = _MACRO.sub(lambda match: _expanded(match, end or datetime.now(UTC) + AHEAD), text)
    assert "$" not in text, f"Grafana does not know this: {text}"
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
