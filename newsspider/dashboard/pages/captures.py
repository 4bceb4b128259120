"""Captured pages of a story or a rejection, beside which they are shown."""

from __future__ import annotations

from newsspider.dashboard.captured import CapturedPage, captured_page
from newsspider.dashboard.pages.request import PageRequest
from newsspider.store.reports.captures import captures_of


def captured_pages(request: PageRequest, page: int) -> list[CapturedPage]:
    """The captures of the page's newest visit; none if it was not archived."""
    return [captured_page(request.archive, row) for row in captures_of(request.connection, page)]
