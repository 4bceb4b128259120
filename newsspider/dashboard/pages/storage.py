"""Page about storage: growth of the database, disks, backlog of the frontier, age of the last backup."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from functools import partial
from typing import Any

from newsspider.dashboard.charts import FULL_WIDTH, Bar, Chart, chart
from newsspider.dashboard.language import Labels
from newsspider.dashboard.machine import Disk
from newsspider.dashboard.pages.request import PageRequest
from newsspider.store.reports.operations import DayBacklog, backlog_of_days, database_sizes, table_growth

DAYS = 60
FEWEST_DAYS = 3
"""Days between two sizes that say something of the growth."""
TREND_DAYS = 30
MEGABYTE = 1_000_000


def storage(request: PageRequest) -> Mapping[str, Any]:
    connection = request.connection
    sizes, backlog = database_sizes(connection, DAYS), backlog_of_days(connection, DAYS)
    growth, disks = daily_growth(sizes), request.machine.disks()
    backup, reason = request.machine.backup()
    return {
        "sizes": chart(
            [
                Bar(label=f"{day:%d.%m.}", values={"": round(total / MEGABYTE, 1)})
                for day, total in sizes.items()
            ],
            width=FULL_WIDTH,
        ),
        "size_now": next(reversed(sizes.values()), None),
        "growth": growth,
        "tables": [row for row in table_growth(connection) if row["relation"] != "database"],
        "disks": [(disk, days_left(disk, growth)) for disk in disks],
        "backlog": partial(backlog_chart, backlog),
        "last": backlog[-1] if backlog else None,
        "backup": backup,
        "backup_reason": reason,
    }


def backlog_chart(backlog: Sequence[DayBacklog], labels: Labels) -> Chart:
    """Pages at each day's end: new ones that were due, revisits that were due, and those that waited."""
    new_due, again_due = labels("storage.new_due"), labels("storage.again_due")
    later = labels("storage.later")
    bars = [
        Bar(
            label=f"{one.day:%d.%m.}",
            values={new_due: one.new_due, again_due: one.again_due, later: one.later},
        )
        for one in backlog
    ]
    return chart(bars, {new_due: "s0", again_due: "s3", later: "s7"}, width=FULL_WIDTH)


def daily_growth(sizes: Mapping[date, int]) -> float | None:
    """Bytes by which the database grew each day of the last TREND_DAYS; None if too few days are known."""
    if not sizes:
        return None
    last = max(sizes)
    first = min(day for day in sizes if last - day <= timedelta(days=TREND_DAYS))
    days = (last - first).days
    return (sizes[last] - sizes[first]) / days if days >= FEWEST_DAYS else None


def days_left(disk: Disk, growth: float | None) -> int | None:
    """Days until the disk of the database is full at that growth; None if that is not known."""
    if "database" not in disk.names or growth is None or growth <= 0:
        return None
    return int(disk.free / growth)
