"""Table of readers on labelled pages: `python -m bench.quality`.

It reads the recordings of the tests, and the labelled real pages in ../shared/pages if there are any, with
our readers and with others. `--raise-floors` raises the floors of tests/quality_floors.json instead.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path

from bench.quality.cases import RECORDINGS, SHARED, Case, cases
from bench.quality.environment import python
from bench.quality.floors import raise_floors
from bench.quality.readers import OTHERS, by_ours, read_with
from bench.quality.scoring import Found, Tally

HEAD = (
    "| reader | words P | R | F1 | paragraphs F1 | boilerplate left | headline | authors | time | tags "
    "| CPU ms a page |"
)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.quality", description=__doc__)
    parser.add_argument("--raise-floors", action="store_true", help="raise the floors, and do nothing else")
    options = parser.parse_args()
    if options.raise_floors:
        raise_floors()
        return
    others = python()
    for name, folder in (("real pages", SHARED), ("recordings", RECORDINGS)):
        given = cases(folder)
        if not given:
            print(f"\nno {name}: expected labelled pages in {folder.parent.name}/{folder.name}, found none")
            continue
        print(f"\n{len(given)} {name} of {len({case.outlet for case in given})} outlets\n\n{HEAD}")
        failed: list[str] = []
        print("|---" * (HEAD.count("|") - 1) + "|")
        for reader, found in readings(given, others):
            tally = tallied(given, found)
            print(row(reader, tally), flush=True)
            failed += (
                [f"{reader} failed on {len(tally.errors)} pages: {tally.errors[0]}"] if tally.errors else []
            )
        print("\n".join(["", *failed]), end="")


def readings(given: Sequence[Case], others: Path) -> Iterator[tuple[str, list[Found]]]:
    """Each reader with what it found of each page."""
    by_ours(given[:1])  # what is made once is not counted
    yield "newsspider, layouts", by_ours(given)
    yield "newsspider, generic", by_ours(given, generic=True)
    for extractor in OTHERS:
        yield extractor, read_with(extractor, others, given)


def tallied(given: Sequence[Case], found: Sequence[Found]) -> Tally:
    """The sums of a reader over all pages."""
    tally = Tally()
    for case, one in zip(given, found, strict=True):
        tally.add(case.label, one)
    return tally


def row(reader: str, tally: Tally) -> str:
    """A row of the table."""
    figures = tally.figures
    shares = [
        tally.share("words right", "words found"),
        tally.share("words right", "words there"),
        figures["words"],
        figures["paragraphs"],
    ]
    fields = (
        f"{figures[name]:.2f}" if tally.sums[f"{name} given"] else "-"
        for name in ("headline", "authors", "time", "tags")
    )
    left = f"{tally.sums['left']} of {tally.sums['boilerplate']}"
    cells = [*(f"{share:.3f}" for share in shares), left, *fields, f"{tally.ms / tally.pages:.1f}"]
    return f"| {reader} | {' | '.join(cells)} |"


if __name__ == "__main__":
    main()
