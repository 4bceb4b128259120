"""Invention of a page's data: JSON-LD and dataLayer with other values, other scripts without content."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from newsspider.outlets.outlet import Outlet
from newsspider.outlets.pages.page import Page
from newsspider.recordings.addresses import LOOKS_LIKE_ADDRESS, InventedAddresses
from newsspider.recordings.inventing import Inventor

_PLAIN_KEYS = frozenset(
    ("inLanguage", "isAccessibleForFree", "addressCountry", "encodingFormat", "contactType")
)
"""Values that readers compare."""
BROKEN = "{"
"""Content of a JSON-LD script that cannot be parsed: it stays so."""
DEEPEST = 60
"""Levels of a JSON-LD script; real ones have five."""


class Scripts:
    """Invents the content of one page's scripts."""

    def __init__(self, inventor: Inventor, addresses: InventedAddresses, page: Page) -> None:
        self.inventor, self.addresses, self.page = inventor, addresses, page
        self._layered = False

    def content(self, text: str, kind: str) -> str:
        """The new content of a script element with this text and `type`."""
        if kind == "application/ld+json":
            return self._linked_data(text)
        if self.page.data_layer and not self._layered and "dataLayer" in text:
            self._layered = True
            return self._data_layer()
        words = [word for word in _script_words(self.inventor) if word in text]
        return " ".join(f"/* {word} */" for word in words)

    def _linked_data(self, text: str) -> str:
        try:
            value = json.loads(text, strict=False)
            made = json.dumps(self._value(value, "", 0), ensure_ascii=False, indent=1)
        except (ValueError, RecursionError):
            return BROKEN
        return f"\n{made.replace('<', chr(92) + 'u003c')}\n"

    def _value(self, value: Any, key: str, depth: int) -> Any:
        if depth > DEEPEST:
            return None
        if isinstance(value, Mapping):
            return {name: self._value(each, name, depth + 1) for name, each in value.items()}
        if isinstance(value, list):
            return [self._value(each, key, depth + 1) for each in value]
        if isinstance(value, str):
            return self._text(value, key)
        if isinstance(value, int) and not isinstance(value, bool) and value >= 0:
            return int(self.inventor.number(str(value)))
        return value

    def _text(self, text: str, key: str) -> str:
        if key in _PLAIN_KEYS or (key.startswith("@") and key != "@id"):
            return text
        if LOOKS_LIKE_ADDRESS.match(text.strip()):
            return self.addresses.invented(text.strip())
        return self.inventor.line(text)

    def _data_layer(self) -> str:
        """The page's dataLayer with other values, as readers find it."""
        values = {name: self._layer_text(text) for name, text in self.page.data_layer.items()}
        return f"\ndataLayer = [{json.dumps(values, ensure_ascii=False, indent=1)}];\n"

    def _layer_text(self, text: str) -> str:
        invented = (
            self.addresses.invented(text) if LOOKS_LIKE_ADDRESS.match(text) else self.inventor.text(text)
        )
        return invented.replace("<", " ").replace("\\", " ").replace('"', "'")


def _script_words(inventor: Inventor) -> list[str]:
    """The words of scripts by which layouts know a box that is still to be made."""
    outlets = (site for site in inventor.sites if isinstance(site, Outlet))
    return [word for outlet in outlets for layout in outlet.layouts for word in layout.scripted]
