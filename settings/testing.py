"""Settings for tests: a server on this machine, without delays."""

from newsspider.http import identity
from settings.base import *  # noqa: F403

CONTACT_URL = "https://example.org/newsspider"
USER_AGENT = identity.user_agent(CONTACT_URL)
DOWNLOAD_DELAY = 0
AUTOTHROTTLE_ENABLED = False
CONCURRENT_REQUESTS_PER_DOMAIN = 16
PRIVATE_ADDRESSES = True
