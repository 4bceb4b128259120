"""Newsroom of a night with incidents on some hosts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from urllib.parse import unquote

from newsspider.replica.addresses import bare_path, story_host
from newsspider.replica.chance import as_share, draw
from newsspider.replica.incidents.incident import Incident, IncidentRequest, Part, part_of
from newsspider.replica.newsroom import Newsroom
from newsspider.replica.page import Page


class BadNight:
    """The newsroom's answers in that night; `incidents` are by host name, such as `solo`.

    The mobile site shares the incident of www. Raises ValueError for a host that the newsroom lacks.
    """

    def __init__(self, newsroom: Newsroom, incidents: Mapping[str, Incident], seed: int = 7) -> None:
        known = {host.name: host for host in newsroom.hosts}
        if unknown := set(incidents) - set(known):
            raise ValueError(f"expected hosts of the newsroom ({', '.join(known)}), found {sorted(unknown)}")
        self.newsroom, self.incidents, self._seed = newsroom, incidents, seed
        self._hosts = [known[name] for name in incidents]
        self._requests: Counter[str] = Counter()

    def page(self, host: str, target: str) -> Page:
        domain = host.lower().partition(":")[0]
        troubled = story_host(domain, self._hosts)
        target = unquote(target, "latin-1") if "%" in target.partition("?")[0] else target
        if troubled is None:
            return self.newsroom.page(domain, target)
        incident = self.incidents[troubled.name]
        if not self._hits(incident, domain, target.partition("?")[0]):
            return self.newsroom.page(domain, target)
        number = self._requests[troubled.name]
        self._requests[troubled.name] += 1
        return incident.answer(IncidentRequest(self.newsroom, troubled, domain, target, number))

    def _hits(self, incident: Incident, domain: str, path: str) -> bool:
        part = part_of(domain, path)
        if part not in incident.parts:
            return False
        if part is not Part.STORIES or incident.share >= 1:
            return True
        return as_share(draw(self._seed, "incident", bare_path(path))) < incident.share
