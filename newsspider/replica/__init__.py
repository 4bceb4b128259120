"""Replica: a stand-in newsroom on loopback, of any size and with any fault, for demo, tests and benchmarks.

The facts (hosts, cards, stories) are below the pages that show them; `serving` sends pages over HTTP.
"""

from newsspider.replica.newsroom import Newsroom
from newsspider.replica.recorded import RecordedPages
from newsspider.replica.serving.server import ReplicaServer
from newsspider.replica.story import Story
from newsspider.replica.troubles import Troubles

__all__ = ["Newsroom", "RecordedPages", "ReplicaServer", "Story", "Troubles"]
