"""Reasons of a verdict: a code, a subject, a sentence, and the numbers in it.

The sentences stand in reasons.toml, in English and Indonesian. A code's section in docs/breakages.md says
what to do.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from functools import cache
from importlib.resources import files
from string import Formatter
from textwrap import shorten
from typing import Any, Self

from newsspider.durations import INDONESIAN, spoken

PAGE = "docs/breakages.md"
"""Where each code has a section."""
HOSTS_WITH_DETAILS, DETAILS_LENGTH = 10, 60
"""Of a reason that many hosts share: hosts that have details, and characters of the details."""
_BRACKETS = str.maketrans("()", "[]")
_DURATIONS = frozenset({"left", "asked"})
"""Numbers that are seconds and shown as durations."""
_NUMBER = re.compile(r"[\d.,]+(?: %)?")
_INDONESIAN_NUMBERS = str.maketrans(",.", ".,")


class ReasonCode(StrEnum):
    """What is wrong. Reasons of one code and subject are the same trouble, whatever their numbers."""

    # How the crawl ended.
    CRAWL_ENDED_EARLY = "crawl_ended_early"
    CANNOT_BEGIN = "cannot_begin"
    DATABASE_LOST = "database_lost"
    END_NOT_WRITTEN = "end_not_written"
    NOT_MEASURED = "not_measured"
    PROCESS_DIED = "process_died"
    RUN_LOST = "run_lost"
    NO_REASON = "no_reason"
    # What came of its pages.
    REFUSED = "refused"
    NO_PAGES = "no_pages"
    NOTHING_READ = "nothing_read"
    NO_STORIES = "no_stories"
    LISTS_WITHOUT_STORIES = "lists_without_stories"
    PAGES_UNWRITTEN = "pages_unwritten"
    PAGES_UNANSWERED = "pages_unanswered"
    PAGES_UNREADABLE = "pages_unreadable"
    BACKFILL_UNFINISHED = "backfill_unfinished"
    ITEMS_REFUSED = "items_refused"
    ITEMS_UNSTORABLE = "items_unstorable"
    LOGGED_ERRORS = "logged_errors"
    NO_BROWSER = "no_browser"
    ARCHIVE_FAILED = "archive_failed"
    FEED_UNWRITTEN = "feed_unwritten"
    # Hosts.
    HOST_LIMIT = "host_limit"
    HOST_CLOSED = "host_closed"
    HOST_SILENT = "host_silent"
    HOST_ROBOTS_UNREACHABLE = "host_robots_unreachable"
    HOST_REFUSES = "host_refuses"
    HOST_LEADS_ELSEWHERE = "host_leads_elsewhere"
    HOST_LISTS_UNREADABLE = "host_lists_unreadable"
    HOST_LISTS_FAILED = "host_lists_failed"
    HOST_LISTS_EMPTY = "host_lists_empty"
    HOST_LIST_UNREADABLE = "host_list_unreadable"
    HOST_LISTS_NOWHERE = "host_lists_nowhere"
    HOST_SITEMAPS_FAILED = "host_sitemaps_failed"
    HOST_SITEMAP_UNREADABLE = "host_sitemap_unreadable"
    HOST_NO_STORIES = "host_no_stories"
    HOST_STORIES_MANY_FAILED = "host_stories_many_failed"
    HOST_STORIES_MOST_FAILED = "host_stories_most_failed"
    HOST_STORIES_DOUBTFUL = "host_stories_doubtful"
    HOST_STORIES_GENERIC = "host_stories_generic"
    HOST_STORIES_ENDLESS = "host_stories_endless"
    HOST_PAUSED = "host_paused"
    HOST_CRAWL_DELAY = "host_crawl_delay"
    HOST_NOT_ASKED = "host_not_asked"
    HOST_PAGES_LEFT = "host_pages_left"
    # Measures.
    MEASURE_LOW = "measure_low"
    MEASURE_HIGH = "measure_high"
    NEW_LINE = "new_line"
    # No trouble: what a process says that left others to work.
    NOTHING_TO_DO = "nothing_to_do"
    RUN_GOES_ON = "run_goes_on"
    # What no run says of itself.
    NO_GOOD_RUN = "no_good_run"
    RUN_TOO_LONG = "run_too_long"
    SLOT_MISSED = "slot_missed"
    CRAWL_NOT_BEGUN = "crawl_not_begun"
    BACKUP_LATE = "backup_late"
    BACKUP_UNKNOWN = "backup_unknown"
    WEBHOOK_GAVE_UP = "webhook_gave_up"


NOTICES = frozenset({ReasonCode.NOTHING_TO_DO, ReasonCode.RUN_GOES_ON})
"""Codes of what is no trouble."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Reason:
    """`subject` is what it is about: a host, a measure, a schedule, a finish reason; empty for the whole run.

    `text` is English; `numbers` are the values in it, by the names of reasons.toml, plain JSON. A code that
    another version of the program wrote, and this one does not know, is a plain text.
    """

    code: ReasonCode | str
    subject: str = ""
    text: str
    numbers: Mapping[str, Any] = field(default_factory=dict)

    @classmethod
    def of(cls, code: ReasonCode, subject: str = "", **numbers: Any) -> Self:
        """The reason with its sentence."""
        return cls(code=code, subject=subject, text=_sentence(code, subject, numbers, "en"), numbers=numbers)

    def of_outlet(self, outlet: str) -> Reason:
        """The reason as one of several outlets: the sentence and the subject name it. A host names itself."""
        subject = self.subject if self.is_of_host else f"{outlet}: {self.subject}" if self.subject else outlet
        text, numbers = f"{outlet}: {self.text}", {**self.numbers, "outlet": outlet}
        return Reason(code=self.code, subject=subject, text=text, numbers=numbers)

    @property
    def own_subject(self) -> str:
        """The subject without the outlet whose reason it is."""
        return _own_subject(self.subject, str(self.numbers.get("outlet", "")))

    @property
    def is_of_host(self) -> bool:
        """Whether the subject is a host."""
        return bool(self.subject) and self.code.startswith("host_")

    @classmethod
    def from_row(cls, row: Mapping[str, Any]) -> Self:
        """The reason of a JSON object of the database, which an older or newer program may have written."""
        return cls(
            code=code_of(str(row["code"])),
            subject=str(row.get("subject", "")),
            text=str(row.get("text", row["code"])),
            numbers=row.get("numbers", {}),
        )

    @property
    def row(self) -> dict[str, Any]:
        """The JSON object that the database keeps."""
        return asdict(self)

    @property
    def identity(self) -> tuple[str, str]:
        """What makes it the same trouble in another run: code and subject."""
        return str(self.code), self.subject

    @property
    def link(self) -> str:
        """Where its code is explained."""
        return f"{PAGE}#{self.code}"

    def __str__(self) -> str:
        return self.text


def code_of(text: str) -> ReasonCode | str:
    """The code of this name; the name itself where only another version of the program knows it."""
    return ReasonCode(text) if text in ReasonCode.__members__.values() else text


def reasons_of(rows: Iterable[Mapping[str, Any]]) -> list[Reason]:
    """The reasons of a JSON array of the database."""
    return [Reason.from_row(row) for row in rows]


def rows_of(reasons: Iterable[Reason]) -> list[dict[str, Any]]:
    """The JSON array of reasons, each once."""
    return [reason.row for reason in distinct(reasons)]


def distinct(reasons: Iterable[Reason]) -> list[Reason]:
    """The reasons in their order, each sentence once."""
    return list({reason.text: reason for reason in reasons}.values())


def in_brackets(reasons: Iterable[Reason]) -> str:
    """The sentences in brackets, for the end of a line; nothing where there is none."""
    sentences = "; ".join(reason.text for reason in distinct(reasons))
    return f" ({sentences})" if sentences else ""


def translated(row: Mapping[str, Any], language: str) -> str:
    """The sentence of a reason's JSON object in a language, `en` or `id`; its English text where another
    version of the program wrote it with a code or numbers of its own."""
    reason = Reason.from_row(row)
    if language == "en" or not isinstance(reason.code, ReasonCode):
        return reason.text
    try:
        return _sentence(reason.code, reason.subject, reason.numbers, language)
    except (KeyError, TypeError, ValueError, AttributeError):
        return reason.text


def translated_phrase(text: str, language: str) -> str:
    """A phrase of ours, such as what a measure means, in a language; one that has no translation as it is."""
    return text if language == "en" else str(_words()["phrases"].get(text, text))


def explained(code: str, language: str) -> str:
    """What a code means and what to do, in a language; for English, the code's section in the docs."""
    if code not in ReasonCode.__members__.values():
        return str(_words()["unknown"][language])
    return str(_words()[code]["help"][language])


def _sentence(code: ReasonCode, subject: str, numbers: Mapping[str, Any], language: str) -> str:
    if "outlet" in numbers:
        return _of_outlet(code, subject, numbers, language)
    words, many = _words()[code], ""
    if sharers := numbers.get("hosts") or numbers.get("outlets"):
        many = _words()["hosts" if "hosts" in numbers else "outlets"][language].format(number=len(sharers))
        details = _of_hosts(words, sharers, language)
    else:
        details = _details(words, numbers, language)
    shown = {name: _shown(name, value, language) for name, value in numbers.items()}
    if "unit" in numbers:
        shown["measured"] = _words()["measured"][numbers["unit"]][language].format_map(shown)
    what = str(words[language]).format_map({**shown, "subject": many if "hosts" in numbers else subject})
    if "outlets" in numbers:
        what = f"{many}: {what}"
    return f"{what} ({details})" if details else what


def _of_outlet(code: ReasonCode, subject: str, numbers: Mapping[str, Any], language: str) -> str:
    """The sentence after the outlet's name."""
    outlet, own = str(numbers["outlet"]), {name: n for name, n in numbers.items() if name != "outlet"}
    return f"{outlet}: {_sentence(code, _own_subject(subject, outlet), own, language)}"


def _own_subject(subject: str, outlet: str) -> str:
    return "" if subject == outlet else subject.removeprefix(f"{outlet}: ")


def _of_hosts(words: Mapping[str, Any], hosts: Mapping[str, Mapping[str, Any]], language: str) -> str:
    """The details of the first hosts that share a reason, and the names of the others; details that all of
    them have stand once, at the end."""
    details = [_details(words, hosts[host], language) for host in hosts]
    if len({*details}) == 1 and details[0]:
        return str(_words()["each"][language]).format(named=", ".join(hosts), details=details[0])
    named = []
    for host, stated in list(zip(hosts, details, strict=True))[:HOSTS_WITH_DETAILS]:
        short = shorten(stated, DETAILS_LENGTH, placeholder=" ...")
        named.append(f"{host} [{short}]" if short else host)
    others = list(hosts)[HOSTS_WITH_DETAILS:]
    text = ", ".join(named)
    if not others:
        return text
    more = str(_words()["more"][language])
    return more.format(named=text, number=len(others), others=", ".join(others))


def _details(words: Mapping[str, Any], numbers: Mapping[str, Any], language: str) -> str:
    """The details, of which each part between semicolons is left out where its numbers are not known."""
    shown = {name: _shown(name, value, language) for name, value in numbers.items() if value is not None}
    parts = str(words.get("details", {}).get(language, "")).split("; ")
    known = (part for part in parts if _names(part) <= shown.keys())
    return "; ".join(part.format_map(shown) for part in known).translate(_BRACKETS)


@cache
def _names(template: str) -> frozenset[str]:
    return frozenset(name for _, name, _, _ in Formatter().parse(template) if name)


def _shown(name: str, value: Any, language: str) -> str:
    """A value as a sentence has it; Indonesian has its own separators, and words for our phrases."""
    if name in _DURATIONS and value is not None:
        return spoken(value, INDONESIAN if language == "id" else {})
    text = f"{value:,.0f}" if isinstance(value, (int, float)) else str(value)
    if language == "en":
        return text
    return (
        text.translate(_INDONESIAN_NUMBERS)
        if _NUMBER.fullmatch(text)
        else _words()["phrases"].get(text, text)
    )


@cache
def _words() -> dict[str, Any]:
    return tomllib.loads(files("newsspider.reasons").joinpath("reasons.toml").read_text("utf-8"))
