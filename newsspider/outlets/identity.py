"""Do two addresses name one story?"""

from __future__ import annotations

from urllib.parse import urlsplit


def same_story(one: str, other: str) -> bool:
    """Whether two addresses name one story: the same slug or the same number. A template that gives every
    page one canonical address would else let each story replace the last."""
    ours, theirs = (urlsplit(url).path.rstrip("/").split("/") for url in (one, other))
    return ours[-1] == theirs[-1] or (number_of(one) is not None and number_of(one) == number_of(other))


def number_of(url: str) -> str | None:
    """The number in a story's address, if its grammar has one."""
    number = urlsplit(url).path.rstrip("/").split("/")[-2:][0]
    return number if number.isdigit() and len(number) >= 5 else None
