"""Newsroom: a catalogue with the page of each of its addresses."""

from newsspider.replica.catalogue import Catalogue
from newsspider.replica.page import Page
from newsspider.replica.pages.router import route


class Newsroom(Catalogue):
    """A deterministic Tribunnews with its pages; `Catalogue` explains the arguments."""

    def page(self, host: str, target: str) -> Page:
        """The page at a host and request target (path with query), an error page if there is none."""
        return route(self, host, target)
