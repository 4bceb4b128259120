"""What became of a day's stories, newsroom by newsroom?"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from newsspider.alerting.health import night_of
from newsspider.dashboard.pages.look import Look
from newsspider.store.reports.days import day_account
from newsspider.store.reports.listings import host_standing
from newsspider.store.reports.runs import run_states

MISSING_SHOWN = 200


def hosts(look: Look) -> Mapping[str, Any]:
    day = look.day() or night_of(run_states(look.connection, look.lease, newest=10))
    account = day_account(look.connection, day, MISSING_SHOWN)
    return {
        "day": day,
        "before": day - timedelta(days=1),
        "after": day + timedelta(days=1),
        "account": account,
        "standing": host_standing(look.connection),
    }
