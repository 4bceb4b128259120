"""Page of the reasons' codes: what each means, and what to do."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from newsspider.dashboard.pages.request import PageRequest
from newsspider.reasons.reason import ReasonCode


def reasons(_: PageRequest) -> Mapping[str, Any]:
    return {"codes": [code.value for code in ReasonCode]}
