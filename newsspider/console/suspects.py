"""Findings of `scrapy suspects`: suspect lines, dead rules and new page forms, for a person and a program."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from newsspider.console.terminal import Line, line, safe
from newsspider.durations import JAKARTA, wib
from newsspider.outlets import OUTLETS
from newsspider.outlets.boilerplate.phrases import Phrase, Phrasebook
from newsspider.outlets.boilerplate.proposals import proposed, source_of
from newsspider.outlets.pages.skeleton import skeleton_of
from newsspider.store.reports.drift import DeadRule, SkeletonGroup
from newsspider.store.reports.suspects import Suspect
from newsspider.text import printable

SHOWN = 20
"""Suspects, and groups of rejected pages, shown to a person; JSON has all."""
HOSTS_SHOWN = 5
EXAMPLES_SHOWN = 2
_KINDS = {
    "line": "the same line",
    "frame": "lines that begin and end alike",
    "beginning": "lines that begin alike",
    "ending": "lines that end alike",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Findings:
    """All that has drifted; the suspects and skeletons are of so many days."""

    days: int
    suspects: list[Suspect]
    dead: list[DeadRule]
    skeletons: list[SkeletonGroup]


def rule_for(suspect: Suspect) -> Phrase:
    """A rule that cuts the suspect's lines."""
    outlet = OUTLETS.get(suspect.outlet)
    return proposed(suspect.text, suspect.texts, outlet.phrases if outlet else Phrasebook(()))


def findings_lines(found: Findings) -> Iterator[Line]:
    """The findings for a person."""
    yield from _suspects(found)
    yield ""
    yield from _dead(found)
    yield ""
    yield from _skeletons(found)


def as_data(found: Findings) -> dict[str, Any]:
    """The findings for a program; times are ISO 8601."""
    return {
        "days": found.days,
        "suspects": [_suspect_data(suspect) for suspect in found.suspects],
        "dead_rules": [asdict(rule) for rule in found.dead],
        "skeletons": [_skeleton_data(group) for group in found.skeletons],
    }


def _suspect_data(suspect: Suspect) -> dict[str, Any]:
    phrase = rule_for(suspect)
    rule = {"rule": phrase.rule, "pattern": phrase.pattern, "seen": phrase.seen, "source": source_of(phrase)}
    computed = {name: getattr(suspect, name) for name in ("share", "strength", "is_new")}
    return {**asdict(suspect), **computed, "phrase": rule}


def _skeleton_data(group: SkeletonGroup) -> dict[str, Any]:
    stated = {key: value for key, value in asdict(group).items() if key != "page"}
    return {**stated, "selectors": _selectors(group)}


def _selectors(group: SkeletonGroup) -> dict[str, str | None]:
    """CSS of headline, text and time, as far as the form of the pages shows it."""
    form = skeleton_of(group.page)
    return {"headline": form.headline, "text": form.text, "time": form.time} if form else {}


def _suspects(found: Findings) -> Iterator[Line]:
    number = len(found.suspects)
    if not number:
        yield safe(f"No suspect line in the stories of {_days(found.days)}.", "green")
        return
    yield safe(f"Suspect lines in the stories of {_days(found.days)}: {number}", "bold")
    for place, suspect in enumerate(found.suspects[:SHOWN], start=1):
        yield from _suspect(place, suspect)
    if number > SHOWN:
        yield f"  and {number - SHOWN} more: --json has them"


def _suspect(place: int, suspect: Suspect) -> Iterator[Line]:
    yield ""
    yield safe(f"{place:>3}. {printable(suspect.text)}", "yellow")
    if suspect.kind != "line":
        yield f"     {_KINDS[suspect.kind]}: {len(suspect.texts)} of them, such as"
        yield from (f"       {printable(text)}" for text in suspect.texts[:3] if text != suspect.text)
    yield (
        f"     in {suspect.stories:,} of the last {suspect.possible:,} stories ({suspect.share:.0%}), "
        f"{suspect.authors} authors, {_listed(suspect.hosts)}; {_depth(suspect.depth)}"
    )
    first = wib(suspect.first_seen)
    yield f"     first seen {first}; {_history(suspect)}"
    if suspect.topic:
        yield f"     most headlines have {printable(suspect.topic)!r}: perhaps many stories of one event"
    yield from (safe(f"     {url}", "dim") for url in suspect.examples[:EXAMPLES_SHOWN])
    yield from (f"    {line}" for line in source_of(rule_for(suspect)).split("\n"))


def _history(suspect: Suspect) -> str:
    if not suspect.looked_before:
        return "there are no older stories to compare with"
    if suspect.is_new:
        return f"new: in none of {suspect.looked_before:,} older stories"
    return f"{suspect.before:,} of {suspect.looked_before:,} older stories have it"


def _depth(depth: float) -> str:
    if depth < 0.25:
        return "near the top"
    return "near the end" if depth > 0.75 else "in the midst"


def _dead(found: Findings) -> Iterator[Line]:
    if not found.dead:
        yield safe("No dead rule: each that cut lines often in the weeks before still does.", "green")
        return
    yield safe("Dead rules", "bold")
    for dead in found.dead:
        last = f"last on {dead.last_seen.astimezone(JAKARTA):%d.%m.%Y}" if dead.last_seen else "long ago"
        silence = f"cut nothing in {dead.silent_for:,} stories where it used to, expected {dead.expected:.0f}"
        usual = f"before, lines of {dead.stories:,} of {dead.of_stories:,} stories, {last}"
        yield line("  ", safe(dead.rule, "yellow"), f": {silence}; {usual}")


def _skeletons(found: Findings) -> Iterator[Line]:
    if not found.skeletons:
        yield safe(f"No page of an unknown form in {_days(found.days)}.", "green")
        return
    yield safe(f"Rejected pages of {_days(found.days)}, by their form", "bold")
    for group in found.skeletons[:SHOWN]:
        pages = f"  {_pages(group.pages)}, {_listed(group.hosts)}; {', '.join(group.reasons)}"
        yield line("  ", safe(group.skeleton, "yellow"), safe(f"{pages}; since {wib(group.first_seen)}"))
        yield from (f"    {name:<9}{printable(css)}" for name, css in _selectors(group).items() if css)
        yield from (safe(f"    {url}", "dim") for url in group.examples[:EXAMPLES_SHOWN])


def _listed(hosts: list[str]) -> str:
    shown = ", ".join(printable(host) for host in hosts[:HOSTS_SHOWN])
    return shown + (f" and {len(hosts) - HOSTS_SHOWN} more hosts" if len(hosts) > HOSTS_SHOWN else "")


def _pages(pages: int) -> str:
    return "1 page" if pages == 1 else f"{pages:,} pages"


def _days(days: int) -> str:
    return "the last day" if days == 1 else f"the last {days} days"
