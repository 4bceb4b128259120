"""Expectations of a healthy run: bounds and tolerances of its measures."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fnmatch import fnmatchcase


class Unit(StrEnum):
    """The unit of a measure: a share of things, their number, or a mean of them."""

    SHARE = "share"
    COUNT = "count"
    MEAN = "mean"


@dataclass(frozen=True, kw_only=True, slots=True)
class Expectation:
    """The bounds of a measure, by its name (`*` matches any part).

    A value must be between `least` and `most`. Compared with the baseline of such runs, it may not be below
    `falls_to` times the baseline, above `rises_to` times, or more than `differs_by` away. None is no bound. A
    measure with a large natural variation gets more tolerance.

    A measure of fewer than `enough` things is ignored; a count is ignored if its baseline is lower. `means`
    explains the figure in a reason: "60 % of 40 " precedes it for a share, the number for a count. `things`
    are what a mean is of.
    """

    measure: str
    means: str
    unit: Unit = Unit.SHARE
    things: str = "stories"
    enough: int = 20
    least: float | None = None
    most: float | None = None
    falls_to: float | None = None
    rises_to: float | None = None
    differs_by: float | None = None

    def of(self, name: str) -> bool:
        """Whether the expectation applies to this measure."""
        return fnmatchcase(name, self.measure)


NO_PAGES = (
    "Picture",
    "Media",
    "Document",
    "Archive",
    "Font",
    "BinaryData",
    "JsonData",
    "XmlData",
    "Feed",
    "ScriptCode",
    "StyleSheet",
    "PlainText",
    "ErrorPage",
    "MaintenanceNotice",
    "LoginPage",
    "ParkedDomain",
    "AccessWall",
    "StoryInstead",
    "ListInstead",
)
"""Reasons of rejections that a healthy site never causes."""
NEWSROOM = (
    Expectation(measure="stories", means="new stories", unit=Unit.COUNT, falls_to=0.25, rises_to=5.0),
    Expectation(
        measure="stories/section/*", means="new stories of the section", unit=Unit.COUNT, falls_to=0.05
    ),
    Expectation(measure="stories/host/*", means="new stories of the host", unit=Unit.COUNT, falls_to=0.25),
    Expectation(measure="fill/published_at", means="stories have a date", least=0.8, differs_by=0.15),
    Expectation(measure="fill/*", means="stories have this field", differs_by=0.25),
    Expectation(measure="layout/*", means="stories are of this layout", differs_by=0.35),
    Expectation(
        measure="words",
        means="words a story",
        unit=Unit.MEAN,
        least=40,
        most=2500,
        falls_to=0.6,
        rises_to=1.8,
    ),
    Expectation(measure="distinct/*", means="stories have this for themselves", least=0.6),
    Expectation(
        measure="links/*", means="links of this kind a story", unit=Unit.MEAN, falls_to=0.3, rises_to=4.0
    ),
    Expectation(
        measure="cuts/*",
        means="lines a story are cut by this rule",
        unit=Unit.MEAN,
        falls_to=0.15,
        rises_to=5.0,
    ),
    Expectation(
        measure="roles/editors_as_authors",
        means="stories have an author who is known as an editor",
        most=0.25,
    ),
    Expectation(measure="rejections/No*", means="pages are of no form we know", most=0.2, differs_by=0.02),
    *(
        Expectation(
            measure=f"rejections/{name}",
            means="pages were answers that are no page of the site",
            most=0.05,
            differs_by=0.02,
        )
        for name in NO_PAGES
    ),
    Expectation(measure="rejections/*", means="pages were rejected for this", most=0.2, differs_by=0.1),
    Expectation(measure="status/403", means="pages were refused (403)", most=0.05),
    Expectation(measure="status/429", means="pages were refused for asking too fast (429)", most=0.05),
    Expectation(measure="status/5xx", means="pages failed at the host (5xx)", most=0.1),
    Expectation(measure="lists/empty/*", means="lists name no story", enough=4, differs_by=0.25),
    Expectation(
        measure="second_reading/differs",
        means="stories have other text than a second reading finds",
        enough=5,
        most=0.3,
        differs_by=0.25,
    ),
    Expectation(measure="render/success", means="stories could be shown in a browser", enough=5, least=0.6),
    Expectation(
        measure="freshness", means="minutes from publication to storage", unit=Unit.MEAN, rises_to=4.0
    ),
    Expectation(
        measure="store/seconds",
        means="seconds to store a batch",
        unit=Unit.MEAN,
        things="batches",
        enough=2,
        most=2.0,
        rises_to=10.0,
    ),
)
"""Expectations of any newsroom; the first that applies to a measure counts."""
