"""Revisit policy as the settings state it: RETRY_WAITS, REVISIT_AGES, LISTING_RECHECK."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsspider.validation import BadValue, refuse, seconds
from newsspider.visits import Failure, RevisitPolicy

if TYPE_CHECKING:
    from scrapy.settings import BaseSettings


def revisit_policy_of(settings: BaseSettings) -> RevisitPolicy:
    """The revisit policy that the settings state. Raises BadValue."""
    waits = _retry_waits(settings)
    least, most = seconds("LISTING_RECHECK", settings.getlist("LISTING_RECHECK"), count=2)
    return RevisitPolicy(
        retry_waits={kind: seconds("RETRY_WAITS", waits.get(kind, ())) for kind in Failure},
        revisit_ages=seconds("REVISIT_AGES", settings.getlist("REVISIT_AGES")),
        listing_recheck=(least, max(least, most)),
    )


def _retry_waits(settings: BaseSettings) -> dict[str, object]:
    try:
        waits: dict[str, object] = settings.getdict("RETRY_WAITS")
    except (TypeError, ValueError) as error:
        found = settings["RETRY_WAITS"]
        raise refuse("RETRY_WAITS", "a JSON object", found) from error
    if unknown := sorted(set(waits) - set(Failure)):
        raise BadValue(f"expected RETRY_WAITS to name {', '.join(Failure)}, found {unknown[0]!r}")
    return waits
