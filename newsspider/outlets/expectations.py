"""What does an outlet expect of a run in good order?"""

from __future__ import annotations

from dataclasses import dataclass
from fnmatch import fnmatchcase


@dataclass(frozen=True, kw_only=True, slots=True)
class Expectation:
    """What a measure (by its name, `*` for any part) must be: between `least` and `most`, and near what is
    usual for runs of this kind: not below `falls_to` times the usual, not above `rises_to` times, or not more
    than `differs_by` away. None asks nothing. What varies more by nature is given more room, see `expecting`.

    A measure of fewer than `enough` things says nothing; of a count, where fewer are usual. `means` says what
    it is, for the reason.
    """

    measure: str
    means: str
    enough: int = 20
    least: float | None = None
    most: float | None = None
    falls_to: float | None = None
    rises_to: float | None = None
    differs_by: float | None = None

    def of(self, name: str) -> bool:
        """Whether it is about this measure."""
        return fnmatchcase(name, self.measure)


NEWSROOM = (
    Expectation(measure="stories", means="new stories", falls_to=0.25, rises_to=5.0),
    Expectation(measure="stories/section/*", means="new stories of the section", enough=20, falls_to=0.05),
    Expectation(measure="fill/published_at", means="stories with a date", least=0.8, differs_by=0.15),
    Expectation(measure="fill/*", means="stories with this field", differs_by=0.25),
    Expectation(measure="layout/*", means="stories of this layout", differs_by=0.35),
    Expectation(measure="words", means="words a story", least=40, most=2500, falls_to=0.6, rises_to=1.8),
    Expectation(measure="distinct/*", means="stories that have this for themselves", least=0.6),
    Expectation(measure="links/*", means="links of this kind a story", falls_to=0.3, rises_to=4.0),
    Expectation(measure="cuts/*", means="lines cut a story by this rule", falls_to=0.15, rises_to=5.0),
    Expectation(
        measure="roles/editors_as_authors", means="stories whose author is known as an editor", most=0.25
    ),
    Expectation(
        measure="rejections/No*", means="pages that are of no form we know", most=0.2, differs_by=0.02
    ),
    Expectation(measure="rejections/*", means="pages rejected for this", most=0.2, differs_by=0.1),
    Expectation(measure="status/403", means="pages refused (403)", most=0.05),
    Expectation(measure="status/429", means="pages refused for asking too fast (429)", most=0.05),
    Expectation(measure="status/5xx", means="pages the host failed on (5xx)", most=0.1),
    Expectation(measure="lists/empty/*", means="lists that name no story", enough=4, differs_by=0.25),
    Expectation(measure="render/success", means="stories shown in a browser", enough=5, least=0.6),
    Expectation(measure="freshness", means="minutes from publication to storage", rises_to=4.0),
    Expectation(
        measure="store/seconds", means="seconds a batch takes to store", enough=2, most=2.0, rises_to=10.0
    ),
)
"""What any newsroom may be held to; the first that is about a measure counts."""
