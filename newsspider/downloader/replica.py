"""May this request still be sent to the replica newsroom, now that it is its turn?"""

from newsspider.downloader.handler import CheckedDownloadHandler
from newsspider.replica.handler import ReplicaDownloadHandler


class CheckedReplicaHandler(CheckedDownloadHandler, ReplicaDownloadHandler):
    """The question before the newsroom's own handler; apart, so that a live crawl loads no newsroom."""
