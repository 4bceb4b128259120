"""May a run be called a success, and if not, why not?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

DEGRADED_SHARE = 0.2
"""Of the pages fetched, the share that may fail or be unreadable before the run is called degraded."""


def judge(finish_reason: str, counters: Mapping[str, Any]) -> tuple[str, list[str]]:
    """The verdict on a run and the reasons in words.

    Failed: it ended early, lost something on the way to the database, or not one page was read.
    Degraded: errors, refused items, or more than DEGRADED_SHARE of the pages failed or unreadable.
    """
    fetched = sum(counters.get(f"outcome/{name}", 0) for name in ("article", "listing", "rejection"))
    read = fetched - counters.get("outcome/rejection", 0)
    failed: list[str] = []
    degraded: list[str] = []
    if finish_reason != "finished":
        failed.append(f"the crawl ended early: {finish_reason}")
    if counters["unwritten"]:
        failed.append(f"{counters['unwritten']} pages were read but not stored; they stay due")
    if fetched and not read:
        failed.append(f"none of {fetched} pages could be read ({_top_reasons(counters)})")
    if counters["in_hand"]:
        degraded.append(f"{counters['in_hand']} pages were asked for and never came back; they stay due")
    if read and (fetched - read) / fetched > DEGRADED_SHARE:
        degraded.append(
            f"{fetched - read} of {fetched} pages failed or were no story ({_top_reasons(counters)})"
        )
    if counters["items_refused"]:
        degraded.append(
            f"{counters['items_refused']} items were refused by the database and kept as rejections"
        )
    if errors := counters.get("log_count/ERROR"):
        degraded.append(f"{errors} errors in the log")
    return ("failed" if failed else "degraded" if degraded else "ok"), [*failed, *degraded]


def _top_reasons(counters: Mapping[str, Any]) -> str:
    reasons = {
        key.removeprefix("rejection/"): n for key, n in counters.items() if key.startswith("rejection/")
    }
    return ", ".join(f"{n} {name}" for name, n in sorted(reasons.items(), key=lambda kept: -kept[1])[:3])
