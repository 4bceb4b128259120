"""Visits of pages in a real browser, with their messages, requests and accessibility violations."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import axe_playwright_python  # type: ignore[import-untyped]
from playwright.sync_api import Browser, ConsoleMessage, Page, Request

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text("utf-8")
CAPTURES = "/captures/"
"""In the address of a captured page."""
RULES = {
    "resultTypes": ["violations"],
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"],
}


@dataclass(slots=True)
class Visited:
    """A page, its console messages and errors, and the addresses it requested. What a captured page in a frame
    tries in vain is left out."""

    page: Page
    messages: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)

    def note_message(self, message: ConsoleMessage) -> None:
        if CAPTURES not in message.location["url"]:
            self.messages.append(f"{message.type}: {message.text}")

    def note_request(self, request: Request) -> None:
        if request.frame == self.page.main_frame or request.is_navigation_request():
            self.requests.append(request.url)

    def problems(self) -> list[str]:
        """Serious accessibility violations."""
        self.page.evaluate(AXE)
        found = self.page.evaluate("rules => axe.run(document, rules)", RULES)["violations"]
        return [
            f"{one['id']}: {one['nodes'][0]['html'][:200]} {one['nodes'][0].get('failureSummary', '')[:300]}"
            for one in found
            if one["impact"] in ("serious", "critical")
        ]

    def overflows(self) -> bool:
        width: bool = self.page.evaluate("document.documentElement.scrollWidth > innerWidth")
        return width


@contextmanager
def visit(browser: Browser, **options: Any) -> Iterator[Visited]:
    """Open a page in a context of its own; `options` are those of the context."""
    context = browser.new_context(**{"viewport": {"width": 1280, "height": 800}, **options})
    page = context.new_page()
    visited = Visited(page)
    page.on("console", lambda message: visited.note_message(message))
    page.on("pageerror", lambda error: visited.messages.append(str(error)))
    page.on("dialog", lambda dialog: visited.messages.append(f"a dialog: {dialog.message}"))
    page.on("request", lambda request: visited.note_request(request))
    yield visited
    context.close()
