"""Verdicts on outlets: the worst of several, and reasons that name their outlet."""

from __future__ import annotations

import pytest

from newsspider.reasons.outlets import OutletVerdict, worst
from newsspider.reasons.reason import Reason, ReasonCode, translated
from newsspider.reasons.verdict import Verdict

OK, DEGRADED, FAILED = Verdict.OK, Verdict.DEGRADED, Verdict.FAILED
HOST = Reason.of(ReasonCode.HOST_LISTS_NOWHERE, "www.kompas.com", lists=3)
LISTS = Reason.of(ReasonCode.LISTS_WITHOUT_STORIES, lists=7)
LINE = Reason.of(ReasonCode.NEW_LINE, "Unduh aplikasi", stories=9, of_stories=10)


@pytest.mark.parametrize(
    ("verdicts", "found"),
    [([], OK), ([OK, OK], OK), ([OK, DEGRADED], DEGRADED), ([DEGRADED, FAILED, OK], FAILED)],
)
def test_worst_verdict_is_the_runs(verdicts: list[Verdict], found: Verdict) -> None:
    assert worst(verdicts) is found


@pytest.mark.parametrize(
    ("reason", "subject"),
    [(HOST, "www.kompas.com"), (LISTS, "kompas"), (LINE, "kompas: Unduh aplikasi")],
)
def test_reason_names_its_outlet_in_both_languages(reason: Reason, subject: str) -> None:
    """In another outlet the same trouble is another one; a host names itself."""
    named = reason.of_outlet("kompas")
    assert named.identity == (reason.code, subject)
    for language in ("en", "id"):
        assert translated(named.row, language) == f"kompas: {translated(reason.row, language)}"
    assert Reason.from_row(named.row) == named


def test_row_of_an_outlet_has_its_own_reasons_without_its_name() -> None:
    verdict = OutletVerdict("kompas", FAILED, [LISTS, LISTS])
    assert verdict.row == {"outlet": "kompas", "verdict": "failed", "reasons": [LISTS.row]}
    assert {reason.text for reason in verdict.reasons_of_run} == {f"kompas: {LISTS.text}"}
