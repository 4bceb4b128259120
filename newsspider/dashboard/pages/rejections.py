"""Which pages are no stories, why, and what did they look like?"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from newsspider.alerting.health import night_of
from newsspider.dashboard.charts import WHOLE, Bar, Chart, chart
from newsspider.dashboard.pages.look import Look, NotThere, paged
from newsspider.outlets.page import decode
from newsspider.outlets.skeleton import skeleton_of
from newsspider.store.reports.listings import (
    Part,
    parts_of_days,
    rejection,
    rejection_list,
    rejection_reasons,
)

ROWS = 40
MOST_DAYS = 60
REASONS_DRAWN, STYLES = 6, 7
DAYS = 14
CHARACTERS = 200_000
"""Of a kept page that are shown."""


def rejections(look: Look) -> Mapping[str, Any]:
    days, reason, page = look.whole("days", DAYS, 1, 3650), look.word("reason"), look.page()
    rows = rejection_list(look.connection, days, reason, ROWS + 1, (page - 1) * ROWS)
    reasons = rejection_reasons(look.connection, days)
    today = night_of([])
    drawn = by_day(parts_of_days(look.connection, "rejections", today, min(days, MOST_DAYS)), today, days)
    most = max([*(one["pages"] for one in reasons), 1])
    return {
        "days": days,
        "reason": reason,
        "reasons": reasons,
        "most": most,
        "chart": drawn,
        **paged(rows, page, ROWS),
    }


def by_day(parts: Iterable[Part], last: date, days: int) -> Chart:
    """The rejections of each day, those of the most frequent reasons apart."""
    totals: Counter[str] = Counter()
    counts: dict[date, Counter[str]] = defaultdict(Counter)
    for part in parts:
        totals[part.part] += part.stories
        counts[part.day][part.part] += part.stories
    styles = {name: f"s{place % STYLES}" for place, (name, _) in enumerate(totals.most_common(REASONS_DRAWN))}
    every = (last - timedelta(days=ago) for ago in range(min(days, MOST_DAYS), -1, -1))
    bars = []
    for day in every:
        told = {name: float(counts[day][name]) for name in styles}
        rest = counts[day].total() - sum(told.values())
        bars.append(Bar(label=f"{day:%d.%m.}", parts={**told, "…": rest}))
    return chart(bars, width=WHOLE, styles={**styles, **({"…": "s7"} if len(totals) > REASONS_DRAWN else {})})


def rejected(look: Look) -> Mapping[str, Any]:
    found = rejection(look.connection, look.id())
    if found is None:
        raise NotThere
    body = found["body"]
    text = decode(body) if body else ""
    form = skeleton_of(body) if body else None
    return {
        "page": found,
        "text": text[:CHARACTERS],
        "left": max(0, len(text) - CHARACTERS),
        "bytes": len(body or b""),
        "form": {"headline": form.headline, "text": form.text, "time": form.time} if form else {},
    }
