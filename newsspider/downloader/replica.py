"""Download handler (PAGE_HANDLER) of crawls of the replica newsroom; a live crawl does not load it."""

from newsspider.downloader.browserhandler import BrowserDownloadHandler
from newsspider.replica.handler import ReplicaDownloadHandler


class ReplicaPageHandler(BrowserDownloadHandler, ReplicaDownloadHandler):
    """The pages' handler on top of the one that sends every request to the newsroom."""
