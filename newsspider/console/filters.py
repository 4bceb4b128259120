"""Filters of stories that several commands take: days, the host of a newsroom, and a section."""

from __future__ import annotations

import argparse
from datetime import date

from newsspider.outlets import OUTLETS
from newsspider.validation import BadValue, day, refuse


def add_filter_options(parser: argparse.ArgumentParser) -> None:
    """Add `--since`, `--until`, `--host` and `--section`."""
    add = parser.add_argument
    add("--since", metavar="2026-11-01", help="stories of this day and later, by Jakarta's clock")
    add("--until", metavar="2026-11-30", help="stories of this day and earlier")
    add("--host", metavar="NAME", help="of this newsroom, such as solo or www")
    add("--section", metavar="NAME", help="of this section")


def days_of(opts: argparse.Namespace) -> tuple[date | None, date | None]:
    """The first and the last day that the options name. Raises BadValue."""
    since, until = (
        day(f"--{name}", stated) if (stated := getattr(opts, name)) is not None else None
        for name in ("since", "until")
    )
    if since and until and until < since:
        raise BadValue(f"expected --since before --until, found {since} and {until}")
    return since, until


def host_named(name: str | None) -> str | None:
    """The host of the newsroom that `--host` names, in full or by its first label. Raises BadValue."""
    if name is None:
        return None
    for outlet in OUTLETS.values():
        if host := outlet.host_named(name.strip().lower()):
            return host
    known = sorted(host.split(".")[0] for outlet in OUTLETS.values() for host in outlet.newsrooms)
    raise refuse("--host", f"one of {', '.join(known)}", name)
