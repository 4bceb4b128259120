"""Page about the stories of a day by host, and which of them are missing."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from newsspider.alerting.health import night_of
from newsspider.dashboard.pages.request import PageRequest
from newsspider.store.reports.days import day_account
from newsspider.store.reports.listings import host_standing
from newsspider.store.reports.runs import run_states

MISSING_SHOWN = 200


def hosts(request: PageRequest) -> Mapping[str, Any]:
    """The stories of ?day=, else of the last night's; what waits now is shown beside the last night only."""
    last = night_of(run_states(request.connection, request.limits.lease, newest=10))
    day = request.day() or last
    account = day_account(request.connection, day, MISSING_SHOWN)
    return {
        "day": day,
        "before": day - timedelta(days=1),
        "after": day + timedelta(days=1),
        "account": account,
        "is_last": day == last,
        "standing": host_standing(request.connection) if day == last else {},
    }
