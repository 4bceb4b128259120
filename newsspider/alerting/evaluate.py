"""Evaluation of runs for the alerts: which reasons are open, since which run, and which are over."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from scrapy.settings import BaseSettings

from newsspider.alerting.backup import SPIDER, backup_reason, last_backup
from newsspider.alerting.health import HealthAlert, troubles
from newsspider.alerting.newstories import SPIDER as WEBHOOKS
from newsspider.alerting.newstories import webhook_reason
from newsspider.durations import wib
from newsspider.reasons.reason import NOTICES, Reason, ReasonCode, code_of, reasons_of
from newsspider.reasons.verdict import GOOD, AlertKind, FinishReason, Verdict
from newsspider.store.alerts import AlertStore, BadFire, EndedRun, Finding, open_alerts
from newsspider.store.reports.runs import run_states
from newsspider.store.webhooks import webhook_list

EXPIRE_AFTER = timedelta(days=7)
"""A reason that no run has shown for so long, and no run could, is over: a crawl by hand is not run again."""
KINDS = {
    Verdict.FAILED: AlertKind.FAILED,
    Verdict.DEGRADED: AlertKind.DEGRADED,
    Verdict.LOST: AlertKind.LOST,
}


def evaluate(log: AlertStore, settings: BaseSettings) -> None:
    """Bring the alerts in line with the runs that have ended since the last time, and those that should have.

    Raises DatabaseUnavailable.
    """
    with log.turn():
        for run in log.unevaluated():
            findings = findings_of(run)
            log.open(run.spider, run.arguments, run.id, run.finished_at, findings)
            if run.verdict in GOOD and run.asked:
                log.clear(run, findings)
            log.mark_evaluated(run)
        runs = run_states(log.connection, settings.getfloat("HOST_LEASE"))
        found = troubles(runs, limit_of(settings, "RUN_MAX_AGE"), limit_of(settings, "RUN_MAX_LENGTH"))
        late = [*_raise_troubles(log, found), *_raise_fires(log), *_raise_backup(log, settings)]
        log.clear_late([*late, *_raise_webhooks(log)])
        log.expire(EXPIRE_AFTER)


def limit_of(settings: BaseSettings, name: str) -> timedelta:
    """RUN_MAX_AGE (how old the last good run may be) or RUN_MAX_LENGTH (how long a run may take); 0 is no
    limit."""
    return timedelta(seconds=settings.getfloat(name)) or timedelta.max


def findings_of(run: EndedRun) -> list[Finding]:
    """What a run that has ended shows; nothing if all was well."""
    verdict = Verdict(run.verdict)
    if verdict is Verdict.OK:
        return []
    if run.finish_reason == FinishReason.LOST:
        return [Finding(kind=AlertKind.LOST, reason=Reason.of(ReasonCode.RUN_LOST))]
    shown: dict[tuple[str, str], Reason] = {}
    for reason in reasons_of(run.reasons):
        if reason.code not in NOTICES:
            shown.setdefault(reason.identity, reason)
    reasons = list(shown.values()) or [Reason.of(ReasonCode.NO_REASON, verdict=verdict.value)]
    return [Finding(kind=KINDS[verdict], reason=reason) for reason in reasons]


def _raise_troubles(log: AlertStore, found: list[HealthAlert]) -> list[tuple[str, Reason]]:
    """Raise alerts of what is wrong; what of it is late, with its spider."""
    late = []
    for trouble in found:
        run, arguments = trouble.run, {}
        if trouble.kind is AlertKind.LATE:
            late.append((trouble.spider, trouble.reason))
        elif run is None or run.now - trouble.at > EXPIRE_AFTER:
            continue
        else:
            arguments = run.arguments
        finding = Finding(kind=trouble.kind, reason=trouble.reason)
        log.open(trouble.spider, arguments, run.id if run else None, trouble.at, [finding])
    return late


def _raise_fires(log: AlertStore) -> list[tuple[str, Reason]]:
    """Raise alerts of slots that have no run: missed ones, and crawls that never began. What is late, with
    its spider."""
    late = []
    for fire in log.fires_without_run(EXPIRE_AFTER):
        finding = _finding_of(fire)
        arguments = fire.arguments
        if finding.kind is AlertKind.LATE:
            arguments = {}
            late.append((fire.spider, finding.reason))
        log.open(fire.spider, arguments, None, fire.ended_at, [finding])
    return late


def _raise_backup(log: AlertStore, settings: BaseSettings) -> list[tuple[str, Reason]]:
    """Raise an alert of a backup that is too old or unknown. What is late, with what stands for its spider. A
    process whose settings name no backup leaves the alerts of others open."""
    backup = last_backup(settings)
    if backup is None:
        return [
            (alert.spider, Reason(code=code_of(alert.code), subject=alert.subject, text=alert.reason))
            for alert in open_alerts(log.connection)
            if alert.spider == SPIDER
        ]
    reason = backup_reason(backup, settings)
    if reason is None:
        return []
    log.open(SPIDER, {}, None, datetime.now(UTC), [Finding(kind=AlertKind.LATE, reason=reason)])
    return [(SPIDER, reason)]


def _raise_webhooks(log: AlertStore) -> list[tuple[str, Reason]]:
    """Raise alerts of webhooks whose stories were given up. What is late, with what stands for its spider."""
    late = []
    for row in webhook_list(log.connection):
        if reason := webhook_reason(row):
            finding = Finding(kind=AlertKind.LATE, reason=reason)
            log.open(WEBHOOKS, {}, None, row.given_up_at or datetime.now(UTC), [finding])
            late.append((WEBHOOKS, reason))
    return late


def _finding_of(fire: BadFire) -> Finding:
    numbers = {"slot": wib(fire.slot), "error": fire.reason}
    if fire.state == "missed":
        return Finding(
            kind=AlertKind.LATE, reason=Reason.of(ReasonCode.SLOT_MISSED, fire.schedule, **numbers)
        )
    reason = Reason.of(ReasonCode.CRAWL_NOT_BEGUN, fire.schedule, state=fire.state, **numbers)
    return Finding(kind=AlertKind(fire.state), reason=reason)
