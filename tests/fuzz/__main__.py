"""The long fuzz: `python -m tests.fuzz [INPUTS [PROCESSES]]`, or FUZZ_INPUTS; ends with 1 if anything was found.

Each night other inputs: the numbers begin at a place drawn from the clock, which is printed.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from itertools import islice

from tests.fuzz.running import Fault, faults
from tests.fuzz.subjects import SUBJECTS

AT_A_TIME = 5_000
MOST_FAULTS = 20


def pieces(inputs: int, first: int) -> Iterator[tuple[str, int, int]]:
    for subject, (_, share) in SUBJECTS.items():
        end = first + inputs * share // 20
        for start in range(first, end, AT_A_TIME):
            yield subject, start, min(end, start + AT_A_TIME)


def work(piece: tuple[str, int, int]) -> list[Fault]:
    subject, start, end = piece
    return list(islice(faults(subject, range(start, end)), MOST_FAULTS))


def main() -> int:
    inputs = int(sys.argv[1] if len(sys.argv) > 1 else os.environ.get("FUZZ_INPUTS", "1000000"))
    processes = int(sys.argv[2]) if len(sys.argv) > 2 else 2
    first, began, found = 10_000_000 * (int(time.time()) % 1_000_000), time.monotonic(), list[Fault]()
    print(f"{inputs:,} inputs from number {first:,}, in {processes} processes")
    with ProcessPoolExecutor(processes) as pool:
        for some in pool.map(work, pieces(inputs, first)):
            found += some
            for fault in some:
                print(fault, flush=True)
    print(f"{inputs:,} inputs, {len(found)} faults, {time.monotonic() - began:.0f} s")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
