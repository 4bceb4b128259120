"""In which words is an operator told?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from newsspider.durations import spoken, wib
from newsspider.store.alerts import Alert
from newsspider.text import printable

TITLE_LENGTH = 120
REASONS_TOLD = 10
REASON_LENGTH = 300
SEVERITY = ("lost", "failed", "late", "degraded")
_MARKUP = str.maketrans({"<": "‹", ">": "›", "@": "＠", "`": "'", "*": "∗"})
"""What chat services take for mentions, links and styles; a reason may quote a page or a server."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Message:
    """What is sent: `kind` is failure, warning or success, `alerts` the numbers of those it tells of."""

    title: str
    body: str
    kind: str
    alerts: tuple[int, ...] = ()


def messages(alerts: Iterable[Alert]) -> Iterator[Message]:
    """One for all causes that a run has shown, one for all that it shows no longer; what is bad first."""
    groups: dict[tuple[bool, str, int | None], list[Alert]] = {}
    for alert in alerts:
        about = alert.cleared_by if alert.is_over else alert.run
        groups.setdefault((alert.is_over, crawl_name(alert.spider, alert.arguments), about), []).append(alert)
    for (is_over, _, _), group in sorted(groups.items(), key=lambda item: item[0][0]):
        group.sort(key=lambda alert: (SEVERITY.index(alert.kind), alert.id))
        yield _over(group) if is_over else _bad(group)


def crawl_name(spider: str, arguments: Mapping[str, Any]) -> str:
    """The spider and the arguments of a crawl, such as "tribun depth=0 limit=300"."""
    return plain(" ".join([spider, *(f"{name}={arguments[name]}" for name in sorted(arguments))]), 200)


def plain(text: str, longest: int = REASON_LENGTH) -> str:
    """The text on one line, without what steers a terminal or is markup to a chat service."""
    told = " ".join(printable(text).split()).translate(_MARKUP)
    return told if len(told) <= longest else told[: longest - 1] + "…"


def _bad(group: list[Alert]) -> Message:
    worst = group[0]
    title = f"{crawl_name(worst.spider, worst.arguments)} {worst.kind}: {plain(worst.reason)}"
    lines = [*_run(worst), *_reasons(group), "", "Look closer: scrapy status"]
    return _message(title, len(group), lines, "warning" if worst.kind == "degraded" else "failure", group)


def _over(group: list[Alert]) -> Message:
    first = group[0]
    title = f"{crawl_name(first.spider, first.arguments)} {_better(first)}: {plain(first.reason)}"
    lines = [*_run(first), *_reasons(group)]
    lines += [f"  open since {wib(alert.since)}, last seen {wib(alert.last_seen)}" for alert in group[:1]]
    if first.cleared_by is None:
        lines.append("No such crawl has run since: it is no longer waited for.")
    return _message(title, len(group), lines, "success", group)


def _better(alert: Alert) -> str:
    """What the end of a cause means, first of all: whether anybody need get up."""
    if alert.cleared_by is None:
        return "is quiet: no such crawl has run for a week; over"
    if alert.verdict == "ok":
        return f"is well again: run {alert.cleared_by} ended ok; over"
    return f"is better: run {alert.cleared_by} ended {alert.verdict}, no longer for this; over"


def _message(title: str, number: int, lines: list[str], kind: str, group: list[Alert]) -> Message:
    more = f" (and {number - 1} more)" if number > 1 else ""
    return Message(
        title=plain(title, TITLE_LENGTH - len(more)) + more,
        body="\n".join(lines).strip(),
        kind=kind,
        alerts=tuple(alert.id for alert in group),
    )


def _reasons(group: list[Alert]) -> Iterator[str]:
    for alert in group[:REASONS_TOLD]:
        yield f"- {alert.kind}: {plain(alert.reason)}"
    if len(group) > REASONS_TOLD:
        yield f"- and {len(group) - REASONS_TOLD} more"


def _run(alert: Alert) -> Iterator[str]:
    """The run that it is about, with its numbers."""
    number = alert.cleared_by if alert.is_over else alert.run
    if number is None or alert.started_at is None:
        return
    if alert.finished_at is None:
        yield f"Run {number}, begun {wib(alert.started_at)}, has not ended."
        return
    length = spoken(alert.finished_at - alert.started_at)
    yield f"Run {number}: {alert.verdict}, ended {wib(alert.finished_at)} after {length}."
    count = alert.counters.get
    if "pages_settled" in alert.counters:
        yield (
            f"{count('pages_settled', 0)} pages; stories: {count('articles_new', 0)} new, "
            f"{count('articles_changed', 0)} changed; {count('rejections', 0)} rejections."
        )
