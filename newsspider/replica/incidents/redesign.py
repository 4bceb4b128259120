"""Incident of a redesign: from one night on every story's page has markup that no layout knows."""

from __future__ import annotations

from newsspider.replica.addresses import bare_path
from newsspider.replica.incidents.incident import STORIES, Incident, IncidentRequest, changed
from newsspider.replica.page import Page
from newsspider.replica.pages.redesigned import redesigned_page


def _redesigned(request: IncidentRequest) -> Page:
    """The story's page in the new markup; redirects and missing pages stay as they are."""
    page, newsroom = request.page(), request.newsroom
    serial = newsroom.serial_of(request.domain, bare_path(request.target.partition("?")[0]))
    if page.status != 200 or serial is None:
        return page
    return changed(page, body=redesigned_page(newsroom.story_at(serial)).encode())


INCIDENTS = (Incident(name="redesign", parts=STORIES, answer=_redesigned, misleads=True),)
