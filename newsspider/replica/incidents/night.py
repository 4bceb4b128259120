"""A newsroom of which some hosts have one incident."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from typing import TYPE_CHECKING
from urllib.parse import unquote

from newsspider.replica.addresses import bare_path, story_host
from newsspider.replica.chance import drawn, share_of
from newsspider.replica.incidents.incident import Incident, Part, Visit, part_of
from newsspider.replica.page import Page

if TYPE_CHECKING:
    from newsspider.replica.newsroom import Newsroom


class BadNight:
    """The newsroom as it answers in that night; `hosts` are names such as `solo`. The mobile site shares the
    incident of www. Raises ValueError for a host that the newsroom lacks."""

    def __init__(self, newsroom: Newsroom, incident: Incident, hosts: Collection[str], seed: int = 7) -> None:
        known = {host.name: host for host in newsroom.hosts}
        if unknown := set(hosts) - set(known):
            raise ValueError(f"expected hosts of the newsroom ({', '.join(known)}), found {sorted(unknown)}")
        self.newsroom, self.incident, self._seed = newsroom, incident, seed
        self._hosts = [known[name] for name in hosts]
        self._asked: Counter[str] = Counter()

    def page(self, host: str, target: str) -> Page:
        domain = host.lower().partition(":")[0]
        troubled = story_host(domain, self._hosts)
        target = unquote(target, "latin-1") if "%" in target.partition("?")[0] else target
        if troubled is None or not self._hits(domain, target.partition("?")[0]):
            return self.newsroom.page(domain, target)
        number = self._asked[troubled.name]
        self._asked[troubled.name] += 1
        return self.incident.answer(Visit(self.newsroom, troubled, domain, target, number))

    def _hits(self, domain: str, path: str) -> bool:
        part = part_of(domain, path)
        if part not in self.incident.parts:
            return False
        if part is not Part.STORIES or self.incident.share >= 1:
            return True
        return share_of(drawn(self._seed, "incident", bare_path(path))) < self.incident.share
