"""How is newsspider wired in tests: against a server on this machine, without waiting?"""

from settings.base import *  # noqa: F403

CONTACT_URL = "https://example.org/newsspider"
USER_AGENT = f"newsspider-test (+{CONTACT_URL})"
DOWNLOAD_DELAY = 0
AUTOTHROTTLE_ENABLED = False
CONCURRENT_REQUESTS_PER_DOMAIN = 16
PRIVATE_ADDRESSES = True
