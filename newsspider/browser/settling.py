"""When has a page shown what its scripts will show?"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence

from playwright.async_api import Page

from newsspider.browser.visit import Visit
from newsspider.outlets.guard import MAX_CHARACTERS

QUIET = 0.3
"""Seconds in which nothing came for a page whose widgets are filled: it is done."""
PATIENCE = 2.0
"""The same for a page with an empty widget: its script may wait for a timer before it asks."""
LOOK_EVERY = 0.1

LOOK = """boxes => {
  const empty = boxes.filter(css => !document.querySelector(css + ' a[href]'));
  const box = empty.map(css => document.querySelector(css)).find(Boolean);
  if (box) box.scrollIntoView({block: 'center'});
  else if (scrollY + innerHeight >= document.documentElement.scrollHeight) scrollTo(0, 0);
  else scrollBy(0, innerHeight);
  return {parsed: document.readyState != 'loading', filled: empty.length == 0};
}"""
"""Shows the reader's eye the first empty widget, or walks down the page while there is none."""


async def settled(page: Page, visit: Visit, boxes: Sequence[str], until: float) -> str:
    """The page's HTML once its widgets (CSS of boxes) are filled and nothing more comes, or no more can be
    hoped for, or the clock (time.monotonic) says `until`."""
    while time.monotonic() < until:
        seen = await page.evaluate(LOOK, list(boxes))
        enough = QUIET if seen["filled"] or visit.links else PATIENCE
        if seen["parsed"] and visit.quiet >= enough:
            break
        await asyncio.sleep(LOOK_EVERY)
    # One more than may be read: a page that grew without end is told as too large, at a bounded cost.
    html: str = await page.evaluate(
        "most => document.documentElement.outerHTML.slice(0, most)", MAX_CHARACTERS + 1
    )
    return html
