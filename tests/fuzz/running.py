"""Fuzz runs: inputs by number, so that each can be made again."""

from __future__ import annotations

import random
import time
import traceback
from collections.abc import Iterator
from dataclasses import dataclass

from tests.fuzz.subjects import SUBJECTS

MOST_SECONDS = 1.0
"""CPU-seconds for one input, all of which are smaller than a megabyte; what takes longer is tried again."""


@dataclass(frozen=True, kw_only=True)
class Fault:
    """An input that broke a promise: `subject` and `number` make it again."""

    subject: str
    number: int
    said: str

    def __str__(self) -> str:
        return f"{self.subject} {self.number}: {self.said}"


def faults(subject: str, numbers: range) -> Iterator[Fault]:
    """What is found wrong with the inputs of these numbers."""
    for number in numbers:
        took = _seconds(subject, number)
        if isinstance(took, str):
            yield Fault(subject=subject, number=number, said=took)
        elif (
            took > MOST_SECONDS
            and isinstance(again := _seconds(subject, number), float)
            and again > MOST_SECONDS
        ):
            yield Fault(subject=subject, number=number, said=f"takes {again:.2f} s")


def _seconds(subject: str, number: int) -> float | str:
    """The CPU-seconds of one input, or what escaped."""
    draw = random.Random(f"{subject} {number}")
    began = time.thread_time()
    try:
        SUBJECTS[subject][0](draw)
    except Exception:  # noqa: BLE001 - whatever escapes is what is looked for
        return traceback.format_exc(limit=-4)
    return time.thread_time() - began
