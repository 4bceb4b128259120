"""Wait until a page in the browser has filled its widgets."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence

from playwright.async_api import Page

from newsspider.browser.page import RenderedPage
from newsspider.outlets.pages.guard import MAX_CHARACTERS

QUIET_SECONDS = 0.3
"""Without network activity, for a page whose widgets are filled: it is done."""
QUIET_SECONDS_WITH_EMPTY_WIDGET = 2.0
"""The same for a page with an empty widget: its script may wait for a timer before it requests data."""
POLL_SECONDS = 0.1

SCROLL = """widgets => {
  const empty = widgets.filter(css => !document.querySelector(css + ' a[href]'));
  const box = empty.map(css => document.querySelector(css)).find(Boolean);
  if (box) box.scrollIntoView({block: 'center'});
  else if (scrollY + innerHeight >= document.documentElement.scrollHeight) scrollTo(0, 0);
  else scrollBy(0, innerHeight);
  return {parsed: document.readyState != 'loading', filled: empty.length == 0};
}"""
"""Scrolls to the first empty widget, or down the page while there is none: widgets load when seen."""


async def settled_html(page: Page, rendered: RenderedPage, widgets: Sequence[str], deadline: float) -> str:
    """Return the page's HTML once the widgets (CSS) are filled and the network is quiet, or at the deadline.

    `deadline` is a time.monotonic(). A page with an empty widget is also done after a longer quiet time.
    """
    while time.monotonic() < deadline:
        state = await page.evaluate(SCROLL, list(widgets))
        is_filled = state["filled"] or rendered.links
        needed = QUIET_SECONDS if is_filled else QUIET_SECONDS_WITH_EMPTY_WIDGET
        if state["parsed"] and rendered.quiet >= needed:
            break
        await asyncio.sleep(POLL_SECONDS)
    # One more than the limit: an endlessly growing page is rejected as too large, at a bounded cost.
    html: str = await page.evaluate(
        "limit => document.documentElement.outerHTML.slice(0, limit)", MAX_CHARACTERS + 1
    )
    return html
