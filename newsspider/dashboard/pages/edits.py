"""Page about the edits of a day, each with its words that were deleted and inserted."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from typing import Any

from newsspider.dashboard.diff import Edit, edits_between
from newsspider.dashboard.pages.request import PageRequest, paginate
from newsspider.durations import JAKARTA
from newsspider.store.reports.operations import FoundEdit, found_edits, story_versions

EDITS_PER_PAGE = 15
LONGEST = 600
"""Characters of a deleted or inserted text that are shown; the story's own page shows all."""


def edits(request: PageRequest) -> Mapping[str, Any]:
    day = request.day() or datetime.now(JAKARTA).date()
    page = request.page()
    since = datetime.combine(day, time(), JAKARTA)
    skip = (page - 1) * EDITS_PER_PAGE
    found = found_edits(request.connection, since, since + timedelta(days=1), EDITS_PER_PAGE + 1, skip)
    result = paginate(found, page, EDITS_PER_PAGE)
    return {
        **result,
        "rows": [(one, _edit(request, one)) for one in result["rows"]],
        "longest": LONGEST,
        "day": day,
        "before": day - timedelta(days=1),
        "after": day + timedelta(days=1),
    }


def _edit(request: PageRequest, found: FoundEdit) -> Edit | None:
    """The differences of an edit; None for one of the oldest of a story with very many."""
    versions = story_versions(request.connection, found.page_id)
    if versions is None:
        return None
    return next((edit for edit in edits_between(*versions) if edit.number == found.number), None)
