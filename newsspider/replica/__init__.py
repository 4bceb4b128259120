"""How can the crawler be tried without the live site: a stand-in newsroom of any size, on loopback?"""

from newsspider.replica.newsroom import Newsroom
from newsspider.replica.recorded import RecordedPages
from newsspider.replica.server import ReplicaServer
from newsspider.replica.story import Story
from newsspider.replica.troubles import Troubles

__all__ = ["Newsroom", "RecordedPages", "ReplicaServer", "Story", "Troubles"]
