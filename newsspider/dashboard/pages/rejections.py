"""Pages about rejections: by day and reason, and one rejected page with its kept source."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from newsspider.alerting.health import night_of
from newsspider.dashboard.charts import FULL_WIDTH, Bar, Chart, chart
from newsspider.dashboard.pages.captures import captured_pages
from newsspider.dashboard.pages.request import NotFound, PageRequest, paginate
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
REASONS_SHOWN, STYLES = 6, 7
DAYS = 14
CHARACTERS = 200_000
"""The most of a kept page that is displayed."""


def rejections(request: PageRequest) -> Mapping[str, Any]:
    days, reason, page = request.integer("days", DAYS, 1, 3650), request.text("reason"), request.page()
    rows = rejection_list(request.connection, days, reason, ROWS + 1, (page - 1) * ROWS)
    reasons = rejection_reasons(request.connection, days)
    today = night_of([])
    by_reason = by_day(
        parts_of_days(request.connection, "rejections", today, min(days, MOST_DAYS)), today, days
    )
    most = max([*(one["pages"] for one in reasons), 1])
    return {
        "days": days,
        "reason": reason,
        "reasons": reasons,
        "most": most,
        "chart": by_reason,
        **paginate(rows, page, ROWS),
    }


def by_day(parts: Iterable[Part], last: date, days: int) -> Chart:
    """The rejections of each day, by the most frequent reasons and the rest."""
    totals: Counter[str] = Counter()
    counts: dict[date, Counter[str]] = defaultdict(Counter)
    for part in parts:
        totals[part.part] += part.stories
        counts[part.day][part.part] += part.stories
    styles = {name: f"s{place % STYLES}" for place, (name, _) in enumerate(totals.most_common(REASONS_SHOWN))}
    days_shown = (last - timedelta(days=ago) for ago in range(min(days, MOST_DAYS), -1, -1))
    bars = []
    for day in days_shown:
        values = {name: float(counts[day][name]) for name in styles}
        rest = counts[day].total() - sum(values.values())
        bars.append(Bar(label=f"{day:%d.%m.}", values={**values, "…": rest}))
    rest_style = {"…": "s7"} if len(totals) > REASONS_SHOWN else {}
    return chart(bars, width=FULL_WIDTH, styles={**styles, **rest_style})


def rejected(request: PageRequest) -> Mapping[str, Any]:
    found = rejection(request.connection, request.id())
    if found is None:
        raise NotFound
    body = found["body"]
    text = decode(body) if body else ""
    form = skeleton_of(body) if body else None
    return {
        "page": found,
        "captures": captured_pages(request, found["id"]),
        "text": text[:CHARACTERS],
        "left": max(0, len(text) - CHARACTERS),
        "bytes": len(body or b""),
        "form": {"headline": form.headline, "text": form.text, "time": form.time} if form else {},
    }
