"""What did the operator ask of this crawl (`-a name=value`)?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Self

from newsspider.frontier import FOLLOWED, Reach
from newsspider.items import LinkKind
from newsspider.outlets.outlet import Outlet
from newsspider.urls import MAX_URL

NAMES = ("depth", "follow", "limit", "url")


class BadArgument(ValueError):
    """An argument that cannot be meant: the message says what was expected and what was found."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Arguments:
    """A crawl's arguments, checked. `limit` is the most stories to fetch; `given` the addresses to crawl
    in place of the outlet's seeds (then `depth` is 0 unless it is stated)."""

    reach: Reach
    limit: int | None = None
    given: tuple[str, ...] = ()

    @classmethod
    def parse(cls, outlet: Outlet, stated: dict[str, Any]) -> Self:
        """The arguments as stated on the command line. Raises BadArgument."""
        unknown = sorted(set(stated) - set(NAMES))
        if unknown:
            raise BadArgument(f"expected -a with one of {', '.join(NAMES)}, found {', '.join(unknown)}")
        given = tuple(_address(outlet, url) for url in str(stated.get("url") or "").split(",") if url.strip())
        depth = _number("depth", stated.get("depth"), least=0)
        return cls(
            reach=Reach(
                depth=depth if depth is not None else (0 if given else 2), follow=_kinds(stated.get("follow"))
            ),
            limit=_number("limit", stated.get("limit"), least=1),
            given=given,
        )


def _number(name: str, text: object, least: int) -> int | None:
    if text is None or text == "":
        return None
    if not str(text).isdecimal() or int(str(text)) < least:
        raise BadArgument(f"expected -a {name}= a whole number from {least}, found {text!r}")
    return int(str(text))


def _kinds(text: object) -> tuple[LinkKind, ...]:
    if text is None:
        return FOLLOWED
    words = [word.strip() for word in str(text).split(",") if word.strip()]
    known = {kind.value: kind for kind in FOLLOWED}
    wrong = [word for word in words if word not in known]
    if wrong:
        raise BadArgument(f"expected -a follow= some of {','.join(known)}, found {wrong[0]!r}")
    return tuple(known[word] for word in words)


def _address(outlet: Outlet, url: str) -> str:
    try:
        page = outlet.identity(url)
    except ValueError:
        page = ""
    if not page or len(page) > MAX_URL or not outlet.allows(page):
        raise BadArgument(f"expected -a url= addresses on a host of {outlet.name}, found {url.strip()!r}")
    return page
