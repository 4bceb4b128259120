"""Incidents: faults of whole hosts for one night, each with the verdict expected of a crawl."""

from newsspider.replica.incidents import bodies, lists, notices, pages, redesign, refusals, transport
from newsspider.replica.incidents.incident import ExpectedVerdict, Incident, Part
from newsspider.replica.incidents.night import BadNight

INCIDENTS: dict[str, Incident] = {
    incident.name: incident
    for family in (refusals, notices, bodies, transport, lists, pages, redesign)
    for incident in family.INCIDENTS
}
"""Every incident by its name."""

__all__ = ["INCIDENTS", "BadNight", "ExpectedVerdict", "Incident", "Part"]
