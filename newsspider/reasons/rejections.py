"""Reasons of rejections: what each class name means, and what to do, in two languages.

The sentences stand in rejections.toml. `python -m newsspider.reasons.rejections > docs/rejections.md` writes
the list for people.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

_STATUS = re.compile(r"Http(\d)\d\d")
_ERROR = re.compile(r"(Error|Lost|Timeout)$")
_HEAD = """# Rejections

Not to be edited: these are the sentences of `newsspider/reasons/rejections.toml`. After a change:

    python -m newsspider.reasons.rejections > docs/rejections.md

Each page that gave no story is kept as a rejection with one of these reasons. A name that is not here is the
class of an exception, of a library or of a pipeline of your own. The dashboard's page `/reasons` has this
list in both languages.
"""


def rejection_counts(counters: Mapping[str, Any]) -> dict[str, int]:
    """How many pages a run rejected for each reason, from its counters."""
    group = "rejection/"
    return {name.removeprefix(group): int(n) for name, n in counters.items() if name.startswith(group)}


def page_came(reason: str) -> bool:
    """Whether a page came that is no story; else none came. An unknown reason counts by its name: that of an
    exception (`...Error`) says that none came."""
    if reason not in _words() and _ERROR.search(reason):
        return False
    return bool(_words()[_key(reason)]["came"])


def rejection_sentence(reason: str, language: str) -> str:
    """What a reason means, in a language, `en` or `id`."""
    return str(_words()[_key(reason)][language]).format(status=reason.removeprefix("Http"))


def rejection_help(reason: str, language: str) -> str:
    """What to do about a reason."""
    return str(_words()[_key(reason)]["help"][language])


def is_known(reason: str) -> bool:
    """Whether the list has a sentence for this reason, or for its kind of HTTP status."""
    return _key(reason) != "Unknown"


def rejection_anchor(reason: str) -> str:
    """The name under which the list has the reason."""
    return _key(reason)


def rejection_reasons() -> list[str]:
    """The names in the list, in its order: pages that came first."""
    return list(_words())


def as_markdown() -> str:
    """The list as docs/rejections.md."""
    return "\n".join([_HEAD, *_section(True), "", *_section(False), ""])


def _section(came: bool) -> Iterator[str]:
    yield "## A page came, and it is no story" if came else "## No page came"
    yield ""
    yield "| reason | means | to do |"
    yield "|---|---|---|"
    for name, words in _words().items():
        if words["came"] == came:
            sentence = str(words["en"]).format(status="its status")
            yield f"| `{name}` | {sentence} | {words['help']['en']} |"


def _key(reason: str) -> str:
    words = _words()
    if reason in words:
        return reason
    if found := _STATUS.fullmatch(reason):
        return f"Http{found[1]}xx" if f"Http{found[1]}xx" in words else "Http"
    return "Unknown"


@cache
def _words() -> dict[str, Any]:
    return tomllib.loads(files("newsspider.reasons").joinpath("rejections.toml").read_text("utf-8"))


if __name__ == "__main__":
    print(as_markdown(), end="")
