"""20,000 inputs made by chance: no exception escapes, none takes long (`make fuzz` tries a million others)."""

from __future__ import annotations

from itertools import islice

import pytest

from tests.fuzz.running import faults
from tests.fuzz.subjects import SUBJECTS

INPUTS = 20_000


def test_all_of_them_are_shared_out() -> None:
    assert sum(share for _, share in SUBJECTS.values()) == 20


@pytest.mark.parametrize("subject", SUBJECTS)
def test_nothing_escapes(subject: str) -> None:
    """Case I4, and item 2 of the limits: reading never raises and is bounded."""
    share = SUBJECTS[subject][1]
    found = list(islice(faults(subject, range(INPUTS * share // 20)), 3))
    assert not found, "\n".join(map(str, found))
