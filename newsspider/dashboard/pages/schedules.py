"""Page about schedules, their fires, the leading scheduler, webhooks, and alerts with who was notified."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from newsspider.dashboard.pages.request import PageRequest
from newsspider.store.leader import NAME
from newsspider.store.reports.operations import alert_list, fire_list, schedule_list, schedulers
from newsspider.store.webhooks import webhook_list

FIRES_SHOWN = 30
PAST_ALERTS_SHOWN = 30
UNKNOWN_LENGTH = 6
"""Characters of the id of a receiver that no setting names."""


def schedules(request: PageRequest) -> Mapping[str, Any]:
    troubles = request.text("only") == "troubles"
    connection, names = request.connection, request.machine.receivers
    return {
        "schedules": schedule_list(connection),
        "schedulers": [(_process(name), leads) for name, leads in schedulers(connection)],
        "fires": fire_list(connection, FIRES_SHOWN, troubles),
        "troubles": troubles,
        "open": _named(alert_list(connection, PAST_ALERTS_SHOWN, is_open=True), names),
        "webhooks": webhook_list(connection),
        "past": _named(alert_list(connection, PAST_ALERTS_SHOWN, is_open=False), names),
    }


def _process(session: str) -> str:
    """A scheduler by its session's name: process and machine."""
    process, _, machine = session.removeprefix(NAME).strip().partition(" ")
    return f"{machine} ({process})" if machine else session


def _named(alerts: Iterable[dict[str, Any]], names: Mapping[str, str]) -> list[dict[str, Any]]:
    """The alerts with the names of their receivers."""
    return [
        {
            **alert,
            "notified": [_name(one, names) for one in alert["notified"]],
            "recovery_notified": [_name(one, names) for one in alert["recovery_notified"]],
        }
        for alert in alerts
    ]


def _name(receiver: str, names: Mapping[str, str]) -> str:
    return names.get(receiver, receiver[:UNKNOWN_LENGTH])
