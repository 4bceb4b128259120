"""Faults of whole hosts for one night, each with the truth of how a crawl should take it."""

from newsspider.replica.incidents import bodies, lists, notices, pages, refusals, transport
from newsspider.replica.incidents.incident import Incident, Notice, Part
from newsspider.replica.incidents.night import BadNight

INCIDENTS: dict[str, Incident] = {
    incident.name: incident
    for family in (refusals, notices, bodies, transport, lists, pages)
    for incident in family.INCIDENTS
}
"""Every incident by its name."""

__all__ = ["INCIDENTS", "BadNight", "Incident", "Notice", "Part"]
