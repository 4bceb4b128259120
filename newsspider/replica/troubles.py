"""Site with troubles: a share of its stories fails in one of several ways, for a while or forever."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from enum import StrEnum
from urllib.parse import urlsplit

from newsspider.replica.addresses import is_list, story_name
from newsspider.replica.chance import as_share, draw
from newsspider.replica.faults import Fault
from newsspider.replica.page import Page, Site


class Kind(StrEnum):
    REFUSED = "refused"
    MISSING = "missing"
    GONE = "gone"
    THROTTLED = "throttled"
    UNAVAILABLE = "unavailable"
    BROKEN = "broken"
    STALLED = "stalled"
    CUT = "cut"
    CUT_GZIP = "cut_gzip"
    HUNG_UP = "hung_up"
    LOOPING = "looping"
    FOREIGN = "foreign"
    PAGE_MISSING = "page_missing"


PERMANENT = frozenset({Kind.REFUSED, Kind.MISSING, Kind.GONE, Kind.LOOPING, Kind.FOREIGN})
_STATUSES = {
    Kind.REFUSED: 403,
    Kind.MISSING: 404,
    Kind.GONE: 410,
    Kind.THROTTLED: 429,
    Kind.UNAVAILABLE: 503,
    Kind.BROKEN: 500,
    Kind.PAGE_MISSING: 503,
}
_WITH_RETRY_AFTER = frozenset({Kind.THROTTLED, Kind.UNAVAILABLE, Kind.PAGE_MISSING})
_FAULTS = {Kind.CUT: Fault.CUT, Kind.CUT_GZIP: Fault.CUT_GZIP}
_NOWHERE = 2**32
_LATER_PAGE = re.compile(r"(?:^|&)page=(?:all|[2-9]|\d\d+)(?:&|$)")


class Troubles:
    """A site where each kind of trouble hits `share` of the stories; no story has two.

    A story is recognized by the form of its addresses. robots.txt is never in trouble. With `lists`, that
    share of lists and sitemaps is unavailable once. Kinds not in `PERMANENT` end after `recover_after`
    requests for an address. Some kinds send Retry-After with `retry_after` seconds. `PAGE_MISSING` only
    affects stories of several pages.
    """

    def __init__(
        self,
        site: Site,
        share: float = 0.05,
        seed: int = 7,
        kinds: Sequence[Kind] = tuple(Kind),
        recover_after: int = 2,
        *,
        lists: bool = False,
        stall_seconds: float = 30.0,
        retry_after: int = 1,
    ) -> None:
        if share < 0 or share * len(kinds) > 1 + 1e-9:
            raise ValueError(f"{len(kinds)} kinds of trouble cannot each have a share of {share}")
        self._site, self._share, self._seed, self._kinds = site, share, seed, tuple(kinds)
        self._recover_after, self._lists, self._stall_seconds = recover_after, lists, stall_seconds
        self._retry_after = retry_after
        self._requests: Counter[tuple[str, str]] = Counter()

    def of(self, url: str) -> Kind | None:
        """The trouble of a URL, recovered or not; the same for all spellings of a story."""
        parts = urlsplit(url)
        domain, path = parts.hostname or "", parts.path or "/"
        if story := story_name(domain, path):
            place = self._place("trouble", story)
            return self._kinds[place] if place < len(self._kinds) else None
        if self._lists and is_list(domain, path):
            address = f"{domain}{path}?{parts.query}"
            return Kind.UNAVAILABLE if self._place("list trouble", address) == 0 else None
        return None

    def page(self, host: str, target: str) -> Page:
        domain = host.lower().partition(":")[0]
        kind = self.of(f"https://{domain}{target}")
        if kind is None or self._is_over(kind, domain, target):
            return self._site.page(host, target)
        if kind in (Kind.LOOPING, Kind.FOREIGN):
            return _moved(kind, domain, target)
        return self._faulty(kind, domain, target)

    def _place(self, purpose: str, thing: str) -> int:
        """The index of a thing's share: one share for each kind of trouble, then those without."""
        return int(as_share(draw(self._seed, purpose, thing)) / self._share) if self._share else _NOWHERE

    def _is_over(self, kind: Kind, domain: str, target: str) -> bool:
        """Count the request. Returns whether the trouble is over, or does not affect this request."""
        path, _, query = target.partition("?")
        if kind in PERMANENT:
            return False
        if kind is Kind.PAGE_MISSING and not _LATER_PAGE.search(query):
            return True
        is_story = story_name(domain, path) is not None
        address = (domain, path if is_story and kind is not Kind.PAGE_MISSING else target)
        self._requests[address] += 1
        return self._requests[address] > (self._recover_after if is_story else 1)

    def _faulty(self, kind: Kind, domain: str, target: str) -> Page:
        if kind in _FAULTS:
            return replace(self._site.page(domain, target), fault=_FAULTS[kind], cacheable=False)
        if kind in (Kind.STALLED, Kind.HUNG_UP):
            seconds = self._stall_seconds if kind is Kind.STALLED else 0.0
            return Page(body=b"", fault=Fault.HUNG_UP, fault_after=seconds, cacheable=False)
        status = _STATUSES[kind]
        body = f"<html><head><title>{status}</title></head><body><h1>{status}</h1></body></html>"
        wait = self._retry_after if kind in _WITH_RETRY_AFTER else None
        return Page(body=body.encode(), status=status, retry_after=wait, cacheable=False)


def _moved(kind: Kind, domain: str, target: str) -> Page:
    path, _, query = target.partition("?")
    if kind is Kind.FOREIGN:
        return Page(body=b"", status=302, location=f"https://tribun-maluku.com{path}")
    turn = re.search(r"(?:^|&)n=(\d{1,9})", query)
    return Page(body=b"", status=302, location=f"https://{domain}{path}?n={int(turn[1]) + 1 if turn else 1}")
