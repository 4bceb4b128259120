"""Pages of words: what the reasons mean and what to do about them, and what the numbers mean."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from newsspider.dashboard.pages.request import PageRequest
from newsspider.dashboard.terms import TERMS
from newsspider.reasons.reason import ReasonCode
from newsspider.reasons.rejections import rejection_reasons


def reasons(_: PageRequest) -> Mapping[str, Any]:
    return {"codes": [code.value for code in ReasonCode], "rejections": rejection_reasons()}


def numbers(_: PageRequest) -> Mapping[str, Any]:
    return {"terms": list(TERMS)}
