"""How does the project crawl the replica newsroom: every host at REPLICA_ADDRESS, without delays?"""

import os

from settings.base import *  # noqa: F403 - Scrapy settings are a flat module

REPLICA_ADDRESS = os.environ.get("REPLICA_ADDRESS", "127.0.0.1:8800")
_HANDLER = "newsspider.replica.handler.ReplicaDownloadHandler"
DOWNLOAD_HANDLERS = {"http": _HANDLER, "https": _HANDLER}
DOWNLOAD_DELAY = 0
AUTOTHROTTLE_ENABLED = False
