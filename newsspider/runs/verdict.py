"""May a run be called a success, and if not, why not?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

EXIT_CODES = {"ok": 0, "failed": 1, "degraded": 3}
"""Of a process that ran one crawl, by its verdict."""
DEGRADED_SHARE = 0.2
"""Of the pages fetched, the share that may fail or be unreadable before the run is called degraded."""
FEWEST_REJECTIONS = 20
"""With fewer pages rejected and no story, a run may just have tried again what failed before."""


def judge(
    finish_reason: str, counters: Mapping[str, Any], lacks: Iterable[str] = ()
) -> tuple[str, list[str]]:
    """The verdict on a run and the reasons in words; `lacks` are what it had to do without, in words.

    Failed: it ended early, lost something on the way to the database, not one page or story came or was
    read, or the lists it began with name no story.
    A run that found nothing due has nothing to answer for.
    Degraded: it had to do without something, errors, refused items, or more than DEGRADED_SHARE of the
    pages failed or unreadable.
    """
    failed = [reason for applies, reason in _failures(finish_reason, counters) if applies]
    degraded = [*lacks, *(reason for applies, reason in _flaws(counters) if applies)]
    return ("failed" if failed else "degraded" if degraded else "ok"), [*failed, *degraded]


def _failures(finish_reason: str, counters: Mapping[str, Any]) -> Iterator[tuple[bool, str]]:
    """What makes a run a failure: whether it applies, and the reason."""
    fetched, read = pages(counters)
    lists = counters.get("story_lists", 0)
    yield finish_reason != "finished", f"the crawl ended early: {finish_reason}"
    yield (
        counters["unwritten"] > 0,
        f"{counters['unwritten']} pages were read but not stored; they stay due",
    )
    yield fetched == 0 and counters.get("asked", 1) > 0, "not one page came"
    yield fetched > 0 and read == 0, f"none of {fetched} pages could be read ({_top_reasons(counters)})"
    stories, rejected = counters.get("outcome/article", 0), counters.get("outcome/rejection", 0)
    yield (
        stories == 0 and rejected >= FEWEST_REJECTIONS and read > 0,
        f"not one story could be read of {rejected} ({_top_reasons(counters)})",
    )
    yield (
        lists > 0 and counters.get("listed_stories", 0) == 0 and not counters.get("lists_unchanged"),
        f"{lists} lists were read, and none names a story",
    )


def _flaws(counters: Mapping[str, Any]) -> Iterator[tuple[bool, str]]:
    """What makes a run degraded: whether it applies, and the reason."""
    fetched, read = pages(counters)
    errors, refused, lost = counters.get("log_count/ERROR", 0), counters["items_refused"], counters["in_hand"]
    left = counters.get("backfill/lists_over", 0) - counters.get("backfill/lists_done", 0)
    yield left > 0, f"{left} lists of past days could not be walked to their end"
    yield lost > 0, f"{lost} pages were asked for and never came back; they stay due"
    yield (
        read > 0 and (fetched - read) / fetched > DEGRADED_SHARE,
        f"{fetched - read} of {fetched} pages failed or were no story ({_top_reasons(counters)})",
    )
    yield refused > 0, f"{refused} items were refused by the database and kept as rejections"
    unstorable = counters.get("items_unstorable", 0)
    yield unstorable > 0, f"{unstorable} items were of no kind that can be stored"
    yield errors > 0, f"{errors} errors in the log"


def pages(counters: Mapping[str, Any]) -> tuple[int, int]:
    """How many pages were fetched, and how many of them could be read."""
    fetched = sum(
        counters.get(f"outcome/{name}", 0)
        for name in ("article", "listing", "unchanged", "moved", "rejection")
    )
    return fetched, fetched - counters.get("outcome/rejection", 0)


def _top_reasons(counters: Mapping[str, Any]) -> str:
    reasons = {
        key.removeprefix("rejection/"): n for key, n in counters.items() if key.startswith("rejection/")
    }
    return ", ".join(f"{n} {name}" for name, n in sorted(reasons.items(), key=lambda kept: -kept[1])[:3])


def because(reasons: Iterable[str]) -> str:
    """The reasons in brackets, each once; nothing where there is none."""
    told = "; ".join(dict.fromkeys(reasons))
    return f" ({told})" if told else ""
