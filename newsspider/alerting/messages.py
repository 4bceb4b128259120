"""Messages to operators: alerts and recoveries, grouped by crawl and run."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
from typing import Any

from newsspider.durations import spoken, wib
from newsspider.reasons.reason import PAGE, Reason, code_of
from newsspider.reasons.sharing import grouped
from newsspider.reasons.verdict import AlertKind, Verdict
from newsspider.store.alerts import Alert
from newsspider.text import printable

TITLE_LENGTH = 120
REASONS_SHOWN = 10
REASON_LENGTH = 300
SEVERITY = tuple(AlertKind)
_MARKUP = str.maketrans({"<": "‹", ">": "›", "@": "＠", "`": "'", "*": "∗"})
"""What chat services take for mentions, links and styles; a reason may quote a page or a server."""


class MessageKind(StrEnum):
    """Apprise's notification types."""

    FAILURE = "failure"
    WARNING = "warning"
    SUCCESS = "success"


@dataclass(frozen=True, kw_only=True, slots=True)
class Message:
    """What is sent; `alerts` are the numbers of those it is about."""

    title: str
    body: str
    kind: MessageKind
    alerts: tuple[int, ...] = ()


def messages(alerts: Iterable[Alert]) -> Iterator[Message]:
    """One for all reasons that a run has shown, one for all that it no longer shows; alerts come first."""
    groups: dict[tuple[bool, str, int | None], list[Alert]] = {}
    for alert in alerts:
        about = alert.cleared_by if alert.is_over else alert.run
        groups.setdefault((alert.is_over, crawl_name(alert.spider, alert.arguments), about), []).append(alert)
    for (is_over, _, _), group in sorted(groups.items(), key=lambda item: item[0][0]):
        group.sort(key=lambda alert: (SEVERITY.index(AlertKind(alert.kind)), alert.id))
        yield _recovery(group) if is_over else _alert(group)


def crawl_name(spider: str, arguments: Mapping[str, Any]) -> str:
    """The spider and the arguments of a crawl, such as "kabar depth=0 limit=300"."""
    return plain(" ".join([spider, *(f"{name}={arguments[name]}" for name in sorted(arguments))]), 200)


def plain(text: str, longest: int = REASON_LENGTH) -> str:
    """The text on one line, without what steers a terminal or is markup to a chat service."""
    line = " ".join(printable(text).split()).translate(_MARKUP)
    return line if len(line) <= longest else line[: longest - 1] + "…"


def _alert(group: list[Alert]) -> Message:
    worst, sentences = group[0], _sentences(group)
    title = f"{crawl_name(worst.spider, worst.arguments)} {sentences[0]}"
    kind = MessageKind.WARNING if worst.kind == AlertKind.DEGRADED else MessageKind.FAILURE
    lines = [*_run(worst), *_reasons(sentences), "", *_next_steps(group)]
    return _message(title, len(sentences) - 1, lines, kind, group)


def _recovery(group: list[Alert]) -> Message:
    first, sentences = group[0], _sentences(group)
    reason = sentences[0].removeprefix(f"{first.kind}: ")
    title = f"{crawl_name(first.spider, first.arguments)} {_recovered(first)}: {reason}"
    lines = [*_run(first), *_reasons(sentences)]
    lines.append(f"  open since {wib(first.since)}, last seen {wib(first.last_seen)}")
    if first.cleared_by is None:
        lines.append("No such crawl has run since: the alert has expired.")
    return _message(title, len(sentences) - 1, lines, MessageKind.SUCCESS, group)


def _recovered(alert: Alert) -> str:
    """What a recovery means, first of all: whether anybody need get up."""
    if alert.cleared_by is None:
        return "recovered: no such crawl has run for a week; over"
    if alert.verdict == Verdict.OK:
        return f"recovered: run {alert.cleared_by} ended ok; over"
    return f"recovered in part: run {alert.cleared_by} ended {alert.verdict}, no longer for this; over"


def _next_steps(group: list[Alert]) -> Iterator[str]:
    yield "Look closer: scrapy status"
    codes = list(dict.fromkeys(alert.code for alert in group))[:REASONS_SHOWN]
    yield f"What to do: {', '.join(f'{PAGE}#{code}' for code in codes)}"


def _message(title: str, others: int, lines: list[str], kind: MessageKind, group: list[Alert]) -> Message:
    more = f" (and {others} more)" if others else ""
    return Message(
        title=plain(title, TITLE_LENGTH - len(more)) + more,
        body="\n".join(lines).strip(),
        kind=kind,
        alerts=tuple(alert.id for alert in group),
    )


def _sentences(group: list[Alert]) -> list[str]:
    """The alerts, the worst kind first, as "degraded: ..."; those that many hosts or outlets share as one."""
    return [
        f"{kind}: {plain(reason.text)}"
        for kind, alerts in groupby(group, key=lambda alert: alert.kind)
        for reason in grouped(map(_reason, alerts))
    ]


def _reason(alert: Alert) -> Reason:
    numbers = alert.numbers
    return Reason(code=code_of(alert.code), subject=alert.subject, text=alert.reason, numbers=numbers)


def _reasons(sentences: list[str]) -> Iterator[str]:
    yield from (f"- {text}" for text in sentences[:REASONS_SHOWN])
    if len(sentences) > REASONS_SHOWN:
        yield f"- and {len(sentences) - REASONS_SHOWN} more"


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
