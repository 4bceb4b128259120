"""Verdicts and finish reasons of runs."""

from __future__ import annotations

from enum import StrEnum


class Verdict(StrEnum):
    """What a run may be called. `LOST`: every process died before it could judge itself."""

    OK = "ok"
    DEGRADED = "degraded"
    FAILED = "failed"
    LOST = "lost"


class FinishReason(StrEnum):
    """Why a run ended, as far as we compare it; Scrapy has more of them."""

    FINISHED = "finished"
    SHUTDOWN = "shutdown"
    CANNOT_BEGIN = "cannot_begin"
    DATABASE_LOST = "database_lost"
    REFUSED = "refused"
    LOST = "lost"
    CLOSED = "closed"


EXIT_CODES = {Verdict.OK: 0, Verdict.FAILED: 1, Verdict.LOST: 1, Verdict.DEGRADED: 3}
"""Of a process that ran one crawl, by its verdict."""
GOOD = (Verdict.OK, Verdict.DEGRADED)
"""Verdicts of a run that came far enough to show that a trouble is over."""


class AlertKind(StrEnum):
    """What an alert is about: a run that ended badly, one that was lost, or one that did not come."""

    LOST = "lost"
    FAILED = "failed"
    LATE = "late"
    DEGRADED = "degraded"
