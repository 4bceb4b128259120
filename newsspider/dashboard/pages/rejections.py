"""Which pages are no stories, why, and what did they look like?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from newsspider.dashboard.pages.look import Look, NotThere, paged
from newsspider.outlets.page import decode
from newsspider.outlets.skeleton import skeleton_of
from newsspider.store.browsing import rejection, rejection_list, rejection_reasons

ROWS = 40
DAYS = 14
CHARACTERS = 200_000
"""Of a kept page that are shown."""


def rejections(look: Look) -> Mapping[str, Any]:
    days, reason, page = look.whole("days", DAYS, 1, 3650), look.word("reason"), look.page()
    rows = rejection_list(look.connection, days, reason, ROWS + 1, (page - 1) * ROWS)
    reasons = rejection_reasons(look.connection, days)
    most = max([*(one["pages"] for one in reasons), 1])
    return {"days": days, "reason": reason, "reasons": reasons, "most": most, **paged(rows, page, ROWS)}


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
