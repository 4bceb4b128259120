"""Verdict on one outlet of a run, and the worst of several."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from newsspider.reasons.reason import Reason, rows_of
from newsspider.reasons.verdict import Verdict

_BY_HARM = (Verdict.OK, Verdict.DEGRADED, Verdict.FAILED, Verdict.LOST)


@dataclass(frozen=True, slots=True)
class OutletVerdict:
    """The verdict on an outlet, with its reasons."""

    outlet: str
    verdict: Verdict
    reasons: list[Reason]

    @property
    def row(self) -> dict[str, Any]:
        """The JSON object that the database takes."""
        return {"outlet": self.outlet, "verdict": self.verdict, "reasons": rows_of(self.reasons)}

    @property
    def reasons_of_run(self) -> list[Reason]:
        """The reasons as those of a run of several outlets: each names the outlet."""
        return [reason.of_outlet(self.outlet) for reason in self.reasons]


def worst(verdicts: Iterable[Verdict]) -> Verdict:
    """The worst of these verdicts; ok if there is none."""
    return max(verdicts, key=_BY_HARM.index, default=Verdict.OK)
