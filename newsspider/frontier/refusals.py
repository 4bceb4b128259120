"""Hosts that refuse us, by their answers in a row: they rest, and a crawl that is refused everywhere ends."""

from __future__ import annotations

import logging
from collections import Counter

from newsspider.frontier.leases import HostLeases
from newsspider.frontier.pauses import HostPauses
from newsspider.items import Outcome
from newsspider.urls import host_of
from newsspider.visits import Failure

logger = logging.getLogger(__name__)

IN_A_ROW = 5
"""Refusals in a row after which a host rests: a page or two may be closed to everybody."""
_OF_THE_MOMENT = (Failure.THROTTLED, Failure.SERVER)
"""Failures of a host that say nothing of whether it lets us in."""
HOSTS = 5
"""Hosts that have refused us before a crawl ends early, if it has so many."""


class HostRefusals:
    """The hosts of a crawl that refuse us: by status 401, 403 or 451, or by a wall in place of the page.

    A host that refuses IN_A_ROW requests rests for `rest` seconds, and its pages stay due. Once it is asked
    again, one more refusal suffices. An outlet refuses us if no host of it has let us in, and as many have
    refused us as say something of its network; then all its hosts rest. `is_everywhere` is whether every
    outlet of the crawl does.
    """

    def __init__(self, leases: HostLeases, pauses: HostPauses, rest: float) -> None:
        self.leases, self.pauses, self.rest = leases, pauses, rest
        self.refusing: set[str] = set()
        self._in_a_row: Counter[str] = Counter()
        self._pages: Counter[str] = Counter()
        self._let_in: set[str] = set()

    def watch(self, outcome: Outcome) -> None:
        """Count whether the host let us in.

        A robots.txt that comes says nothing, for pages may be closed. Nor does a page that was refused before
        and is again, where the host lets us in: such pages are asked for one after the other.
        """
        fetch, failure = outcome.fetch, getattr(outcome, "failure", None)
        if fetch is None or not fetch.status:
            return
        host, is_page = host_of(fetch.final_url or fetch.page), not fetch.page.endswith("/robots.txt")
        if failure is Failure.REFUSED:
            if not fetch.refused_before or self.leases.refuses.get(host) is not False:
                self.refused(host, is_page)
        elif is_page and failure not in _OF_THE_MOMENT:
            self.answered(host)

    def refused(self, host: str, is_page: bool = True) -> None:
        """Count a refusal: of a page, or of robots.txt, which says little where pages are open."""
        self._in_a_row[host] += 1
        self._pages[host] += is_page
        if self._in_a_row[host] >= IN_A_ROW:
            self._rest(host)
        outlet = self.leases.wanted.get(host, "")
        asked = {name for name, its_outlet in self.leases.wanted.items() if its_outlet == outlet}
        if outlet not in self._let_in and (self._all_rest(asked) or self._many_refuse(asked)):
            self.refusing.add(outlet)
            for each in self._in_a_row.keys() & asked if self.is_everywhere else asked:
                self._rest(each)

    @property
    def is_everywhere(self) -> bool:
        """Whether every outlet refuses us: the crawl is over."""
        return bool(self.refusing) and self.refusing.issuperset(self.leases.wanted.values())

    def answered(self, host: str) -> None:
        """Count an answer of a host that lets us in."""
        self._let_in.add(self.leases.wanted.get(host, ""))
        self._in_a_row.pop(host, None)
        self.leases.refuses[host] = False

    def _all_rest(self, asked: set[str]) -> bool:
        return all(self.leases.refuses.get(host) for host in asked)

    def _many_refuse(self, asked: set[str]) -> bool:
        """Whether hosts enough have refused us pages, together as often as if each had to rest."""
        refusing = [host for host in asked if self._pages[host]]
        return len(refusing) >= HOSTS and sum(self._pages[host] for host in refusing) >= HOSTS * IN_A_ROW

    def _rest(self, host: str) -> None:
        if not self.leases.refuses.get(host) or not self.pauses.remaining(host):
            number = self._in_a_row[host]
            logger.warning("refused by %s (%d in a row): it rests for %.0f s", host, number, self.rest)
            self.pauses.pause(host, self.rest)
        self.leases.refuses[host] = True
