"""Revisit policy as the settings state it: RETRY_WAITS, REVISIT_AGES, LISTING_RECHECK."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsspider.visits import Failure, RevisitPolicy

if TYPE_CHECKING:
    from scrapy.settings import BaseSettings


class BadRevisitPolicy(ValueError):
    """A setting that is no list of seconds: the message says which, what was expected and what was found."""


def revisit_policy_of(settings: BaseSettings) -> RevisitPolicy:
    """The revisit policy that the settings state. Raises BadRevisitPolicy."""
    waits = _retry_waits(settings)
    least, most = _seconds("LISTING_RECHECK", settings.getlist("LISTING_RECHECK"), count=2)
    return RevisitPolicy(
        retry_waits={kind: _seconds("RETRY_WAITS", waits.get(kind, ())) for kind in Failure},
        revisit_ages=_seconds("REVISIT_AGES", settings.getlist("REVISIT_AGES")),
        listing_recheck=(least, max(least, most)),
    )


def _retry_waits(settings: BaseSettings) -> dict[str, object]:
    try:
        waits: dict[str, object] = settings.getdict("RETRY_WAITS")
    except (TypeError, ValueError) as error:
        found = settings["RETRY_WAITS"]
        raise BadRevisitPolicy(f"expected RETRY_WAITS to be a JSON object, found {found!r}") from error
    if unknown := sorted(set(waits) - set(Failure)):
        raise BadRevisitPolicy(f"expected RETRY_WAITS to name {', '.join(Failure)}, found {unknown[0]!r}")
    return waits


def _seconds(setting: str, stated: object, count: int | None = None) -> tuple[int, ...]:
    if not isinstance(stated, (list, tuple)):
        raise BadRevisitPolicy(f"expected {setting} to hold lists of seconds, found {stated!r}")
    texts = [str(number).strip() for number in stated]
    if not all(text.isascii() and text.isdecimal() for text in texts) or count not in (None, len(texts)):
        wanted = f"{count} whole numbers" if count else "whole numbers"
        raise BadRevisitPolicy(
            f"expected {setting} to hold {wanted} of seconds, found {', '.join(texts) or 'nothing'}"
        )
    return tuple(map(int, texts))
