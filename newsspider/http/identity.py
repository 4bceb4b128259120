"""Identity of the crawler: its user agent, and the contact by which a site's operators reach ours.

The user agent has the form that the large search engines document for their crawlers, and that publishers
use themselves. Content networks expect the shape of a browser and refuse a bare product token.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from scrapy.settings import SETTINGS_PRIORITIES

from newsspider import __version__
from newsspider.validation import refuse

if TYPE_CHECKING:
    from scrapy.settings import BaseSettings

NAME = "newsspider"
CHROME = 156
"""Chrome's major version in the user agent, that of November 2026. Raise it once or twice a year."""
LANGUAGES = "id-ID,id;q=0.9,en;q=0.5"
"""Accept-Language: Indonesian first."""
_CONTACT = re.compile(
    r"https?://[\w.~:/?#@!$&*+,=%-]{3,300}|(?:mailto:)?[\w.+-]{1,100}@[\w.-]{1,200}\.\w{2,30}", re.ASCII
)


def user_agent(contact: str) -> str:
    """The user agent, with the contact unless that is empty or malformed."""
    reached = f"; +{contact}" if _CONTACT.fullmatch(contact) else ""
    return (
        f"Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; {NAME}/{__version__}{reached}) "
        f"Chrome/{CHROME}.0.0.0 Safari/537.36"
    )


def user_agent_of(settings: BaseSettings, outlet: str) -> str:
    """The user agent for an outlet: its own in USER_AGENTS, else USER_AGENT.

    Raises BadValue for one that no header can hold, and for a contact that is no web or mail address."""
    contact = settings["CONTACT_URL"]
    if contact and not _CONTACT.fullmatch(contact):
        expected = "a web or mail address such as https://example.org/our-crawl"
        raise refuse("NEWSSPIDER_CONTACT", expected, contact)
    try:
        agents = settings.getdict("USER_AGENTS")
    except (TypeError, ValueError):
        raise refuse("USER_AGENTS", "a JSON object", settings["USER_AGENTS"]) from None
    name = f"USER_AGENTS[{outlet!a}]" if outlet in agents else "USER_AGENT"
    agent = agents.get(outlet, settings["USER_AGENT"])
    if not (isinstance(agent, str) and agent.strip() and agent.isascii() and agent.isprintable()):
        raise refuse(name, "printable ASCII", agent)
    return agent


def state_identity(settings: BaseSettings, outlet: str) -> None:
    """Let a crawl of this outlet send its user agent; one on the command line wins. Raises BadValue."""
    settings.set("USER_AGENT", user_agent_of(settings, outlet), priority="spider")


def agent_for(settings: BaseSettings, outlet: str) -> str:
    """The user agent that this outlet is sent: that of the command line, else the outlet's, else the usual
    one. Raises BadValue."""
    if (settings.getpriority("USER_AGENT") or 0) >= SETTINGS_PRIORITIES["cmdline"]:
        return str(settings["USER_AGENT"])
    return user_agent_of(settings, outlet)


def is_reachable(settings: BaseSettings) -> bool:
    """Whether a user agent of ours names a contact; one of the operator's own is theirs to judge."""
    contact, agent = settings["CONTACT_URL"], settings["USER_AGENT"]
    return bool(contact) and (contact in agent or f"{NAME}/" not in agent)
