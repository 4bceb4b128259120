"""Screen of `scrapy status`: the last runs, a day's stories, what is missing, and open alerts."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rich.console import RenderableType

from newsspider.alerting.backup import Backup
from newsspider.alerting.health import ago, last_good
from newsspider.console.days import WIDTH, account_lines, cut, missing_lines
from newsspider.console.summary import COLOURS
from newsspider.console.terminal import Line, line, safe
from newsspider.durations import short_wib, spoken, wib
from newsspider.reasons.reason import Reason, ReasonCode
from newsspider.reasons.rejections import rejection_counts
from newsspider.reasons.sharing import grouped_rows
from newsspider.reasons.verdict import Verdict
from newsspider.store.alerts import OpenAlert
from newsspider.store.reports.days import DayAccount, NewestStory
from newsspider.store.reports.runs import RunState
from newsspider.text import printable

REASONS_SHOWN, RUNS_BEFORE, ALERTS_SHOWN = 4, 3, 2
HTTP = (("403", "Http403"), ("429", "Http429"), ("5xx", "Http5"))


@dataclass(frozen=True, kw_only=True, slots=True)
class Board:
    """What is shown."""

    runs: Sequence[RunState]
    account: DayAccount
    newest: NewestStory | None
    alerts: Sequence[OpenAlert]
    backup: Backup | None = None
    backup_reason: Reason | None = None


def board(found: Board, everything: bool) -> Iterator[RenderableType]:
    """The screen; with `everything` as long as it takes."""
    yield from _runs(found, everything)
    yield ""
    yield from account_lines(found.account, everything)
    yield from missing_lines(found.account, everything)
    yield ""
    yield from _foot(found, everything)


def _runs(found: Board, everything: bool) -> Iterator[Line]:
    ended = [run for run in found.runs if not run.goes_on]
    for run in found.runs:
        if run.goes_on:
            yield from _live(run)
    if not found.runs:
        yield "No crawl has run yet. Begin with: scrapy crawl tribun"
    for run in ended[:1]:
        yield from _run(run, everything)
    for run in ended[1 : None if everything else 1 + RUNS_BEFORE]:
        yield cut(f"  before: {_head(run)}")


def _head(run: RunState) -> str:
    crawl = " ".join(
        [f"run {run.id} {run.spider}", *(f"{name}={run.arguments[name]}" for name in run.arguments)]
    )
    return f"{printable(crawl)}: {run.verdict_now}, {wib(run.started_at)}, {spoken(run.length)}"


def _named(run: RunState) -> str:
    """The spider and its arguments."""
    arguments = (f"{name}={value}" for name, value in run.arguments.items())
    return printable(" ".join([run.spider, *arguments]))


def _live(run: RunState) -> Iterator[Line]:
    pages = run.counters.get("pages_settled", 0)
    yield safe(cut(f"Now: {_head(run)} so far"), "bold")
    yield f"  {pages:,} pages, {_processes(run)}, last heartbeat {spoken(run.now - run.seen_at)} ago"


def _processes(run: RunState) -> str:
    died = f", {run.died} died" if run.died else ""
    return ("1 process" if run.processes == 1 else f"{run.processes} processes") + died


def _run(run: RunState, everything: bool) -> Iterator[Line]:
    verdict = run.verdict_now
    title = cut(f"Run {run.id} of {_named(run)}: ", WIDTH - len(verdict))
    yield line(safe(title, "bold"), safe(verdict, COLOURS.get(verdict, "red")))
    end = f"to {wib(run.finished_at)}" if run.finished_at else f"last heartbeat {wib(run.seen_at)}"
    yield f"  {wib(run.started_at)} {end}: {spoken(run.length)}, {_processes(run)}"
    yield from _outlets(run.outlets)
    reasons = [reason["text"] for reason in grouped_rows(run.reasons)]
    reasons = reasons or ([Reason.of(ReasonCode.RUN_LOST).text] if run.dead else [])
    shown = reasons if everything else reasons[:REASONS_SHOWN]
    for reason in shown:
        yield from _item(printable(reason), everything)
    if len(reasons) > len(shown):
        yield f"  - and {len(reasons) - len(shown)} more (--all)"
    yield from _counted(run.counters)


def _outlets(verdicts: Mapping[str, str | None]) -> Iterator[Line]:
    """The verdicts on the outlets of a run of several, the worst first."""
    by_verdict = {
        verdict: sorted(outlet for outlet, found in verdicts.items() if found == verdict)
        for verdict in (Verdict.FAILED, Verdict.DEGRADED, Verdict.OK)
    }
    parts = [f"{verdict} {', '.join(outlets)}" for verdict, outlets in by_verdict.items() if outlets]
    if len(verdicts) > 1 and parts:
        yield cut(f"  outlets: {printable('; '.join(parts))}")


def _counted(counters: Mapping[str, Any]) -> Iterator[str]:
    count = counters.get
    yield cut(
        f"  pages {count('pages_settled', 0):,}; stories: {count('articles_new', 0):,} new, "
        f"{count('articles_changed', 0):,} changed, {count('articles_unchanged', 0):,} unchanged, "
        f"{count('articles_gone', 0):,} gone"
    )
    kinds = rejection_counts(counters)
    counts = ", ".join(
        f"{number} {name}" for name, number in sorted(kinds.items(), key=lambda kind: -kind[1])
    )
    yield cut(f"  rejections {sum(kinds.values()):,}{': ' if counts else ''}{printable(counts)}")
    http = (
        f"{name} {sum(number for kind, number in kinds.items() if kind.startswith(begin))}"
        for name, begin in HTTP
    )
    yield f"  of these {', '.join(http)}"


def _foot(found: Board, everything: bool) -> Iterator[Line]:
    good = last_good(found.runs)
    yield "Last good run  " + (
        f"{good.id} ({good.verdict}), ended {ago(good)}" if good else "none of a whole crawl so far"
    )
    if found.newest:
        yield cut(f"Newest story   {wib(found.newest.published_at)}  {printable(found.newest.headline)}")
    if found.backup_reason is not None:
        yield safe(cut(f"Last backup    {printable(found.backup_reason.text)}"), "yellow")
    elif found.backup is not None and found.backup.at is not None:
        yield f"Last backup    {wib(found.backup.at)}"
    shown = found.alerts if everything else found.alerts[:ALERTS_SHOWN]
    for alert in shown:
        undelivered = "" if alert.notified_at else ", not delivered yet"
        since = short_wib(alert.since)
        text = f"Open alert     {alert.kind} since {since}{undelivered}: {printable(alert.reason)}"
        yield safe(cut(text), "yellow")
    if len(found.alerts) > len(shown):
        yield f"               and {len(found.alerts) - len(shown)} more (--all)"


def _item(text: str, whole: bool) -> Iterator[str]:
    if whole:
        yield from textwrap.wrap(text, WIDTH, initial_indent="  - ", subsequent_indent="    ")
    else:
        yield cut(f"  - {text}")
