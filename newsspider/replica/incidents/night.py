"""A newsroom of which some hosts have an incident each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING
from urllib.parse import unquote

from newsspider.replica.addresses import bare_path, story_host
from newsspider.replica.chance import drawn, share_of
from newsspider.replica.incidents.incident import Incident, Part, Visit, part_of
from newsspider.replica.page import Page

if TYPE_CHECKING:
    from newsspider.replica.newsroom import Newsroom


class BadNight:
    """The newsroom as it answers in that night; `incidents` are by the names of hosts, such as `solo`. The
    mobile site shares the incident of www. Raises ValueError for a host that the newsroom lacks."""

    def __init__(self, newsroom: Newsroom, incidents: Mapping[str, Incident], seed: int = 7) -> None:
        known = {host.name: host for host in newsroom.hosts}
        if unknown := set(incidents) - set(known):
            raise ValueError(f"expected hosts of the newsroom ({', '.join(known)}), found {sorted(unknown)}")
        self.newsroom, self.incidents, self._seed = newsroom, incidents, seed
        self._hosts = [known[name] for name in incidents]
        self._asked: Counter[str] = Counter()

    def page(self, host: str, target: str) -> Page:
        domain = host.lower().partition(":")[0]
        troubled = story_host(domain, self._hosts)
        target = unquote(target, "latin-1") if "%" in target.partition("?")[0] else target
        if troubled is None:
            return self.newsroom.page(domain, target)
        incident = self.incidents[troubled.name]
        if not self._hits(incident, domain, target.partition("?")[0]):
            return self.newsroom.page(domain, target)
        number = self._asked[troubled.name]
        self._asked[troubled.name] += 1
        return incident.answer(Visit(self.newsroom, troubled, domain, target, number))

    def _hits(self, incident: Incident, domain: str, path: str) -> bool:
        part = part_of(domain, path)
        if part not in incident.parts:
            return False
        if part is not Part.STORIES or incident.share >= 1:
            return True
        return share_of(drawn(self._seed, "incident", bare_path(path))) < incident.share
