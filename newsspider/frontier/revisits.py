"""When is a page asked for again?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Self

from newsspider.visits import Failure

if TYPE_CHECKING:
    from scrapy.settings import BaseSettings

REVISIT_PRIORITY = 1000
"""Second visits wait until what is new has been fetched: depth eight of the frontier's own scale."""


class BadTimetable(ValueError):
    """A setting that names no time: the message says which, what was expected and what was found."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Timetable:
    """The waits of RETRY_WAITS (seconds between visits, by kind of failure), the ages of REVISIT_AGES
    (seconds since publication at which a story is visited again), and LISTING_RECHECK (seconds, least and
    most, between two visits to a list)."""

    retry_waits: Mapping[Failure, tuple[int, ...]] = field(default_factory=lambda: dict.fromkeys(Failure, ()))
    revisit_ages: tuple[int, ...] = ()
    listing_recheck: tuple[int, int] = (600, 43_200)

    @classmethod
    def of(cls, settings: BaseSettings) -> Self:
        """The timetable that the settings describe. Raises BadTimetable."""
        try:
            stated = settings.getdict("RETRY_WAITS")
        except (TypeError, ValueError) as error:
            found = settings["RETRY_WAITS"]
            raise BadTimetable(f"expected RETRY_WAITS to be a JSON object, found {found!r}") from error
        unknown = set(stated) - set(Failure)
        if unknown:
            raise BadTimetable(
                f"expected RETRY_WAITS to name {', '.join(Failure)}, found {sorted(unknown)[0]!r}"
            )
        least, most = _seconds("LISTING_RECHECK", settings.getlist("LISTING_RECHECK"), count=2)
        return cls(
            retry_waits={kind: _seconds("RETRY_WAITS", stated.get(kind, ())) for kind in Failure},
            revisit_ages=_seconds("REVISIT_AGES", settings.getlist("REVISIT_AGES")),
            listing_recheck=(least, max(least, most)),
        )

    @property
    def values(self) -> dict[str, object]:
        """The parameters of the statements in `queries`."""
        least, most = self.listing_recheck
        return {
            "revisit_ages": [timedelta(seconds=age) for age in self.revisit_ages],
            "recheck_least": timedelta(seconds=least),
            "recheck_most": timedelta(seconds=most),
            "revisit_priority": REVISIT_PRIORITY,
        }


def _seconds(name: str, stated: object, count: int | None = None) -> tuple[int, ...]:
    if not isinstance(stated, (list, tuple)):
        raise BadTimetable(f"expected {name} to hold lists of seconds, found {stated!r}")
    texts = [str(number).strip() for number in stated]
    if not all(text.isascii() and text.isdecimal() for text in texts) or count not in (None, len(texts)):
        wanted = f"{count} whole numbers" if count else "whole numbers"
        raise BadTimetable(
            f"expected {name} to hold {wanted} of seconds, found {', '.join(texts) or 'nothing'}"
        )
    return tuple(map(int, texts))
