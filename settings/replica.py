"""Settings for crawls of the replica newsroom: every host at REPLICA_ADDRESS, without delays."""

import os

from settings.base import *  # noqa: F403 - Scrapy reads settings from one flat module
from settings.base import DOWNLOAD_HANDLERS as _HANDLERS

REPLICA_ADDRESS = os.environ.get("REPLICA_ADDRESS", "127.0.0.1:8800")
PAGE_HANDLER = "newsspider.downloader.replica.ReplicaPageHandler"
DOWNLOAD_HANDLERS = {**_HANDLERS, "http": PAGE_HANDLER, "https": PAGE_HANDLER}

# The replica listens on this machine, which no live crawl may request.
PRIVATE_ADDRESSES = True

# The newsrooms that a replica has by default, with many pages of each in flight.
HOSTS = os.environ.get("REPLICA_HOSTS", "www,solo,jogja,surabaya,makassar")
HOST_PAGES_IN_FLIGHT = 128
RUN_IDLE_TIMEOUT = 2.0
HOST_LEASE = 4.0

# Loopback needs no politeness; one address serves every host.
THROTTLE_PAUSE = 2.0
DOWNLOAD_DELAY = 0
AUTOTHROTTLE_ENABLED = False
CONCURRENT_REQUESTS_PER_DOMAIN = 16
