"""Provider of the browser: launched from an installed program, or reached where it already runs."""

from __future__ import annotations

import logging
import os
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.async_api import Browser, BrowserContext, BrowserType, Playwright, async_playwright
from playwright.async_api import Error as PlaywrightError
from scrapy.exceptions import NotSupported
from scrapy_playwright.handler import Config  # type: ignore[import-untyped]

from newsspider.browser.errors import NoBrowser, first_line
from newsspider.browser.executable import EXPECTED, find_browser
from newsspider.browser.timeout import hard_timeout

logger = logging.getLogger(__name__)

START_SECONDS = 30.0
"""The driver takes 0.3 s and a browser 0.5 s; a busy machine ten times that."""
REMEDY = (
    "install one with `playwright install chromium`, or set PLAYWRIGHT_CDP_URL, or crawl with -a render=never"
)
ARGUMENTS = (
    # No network of its own: every name is unknown to it, and WebRTC may not send past a proxy.
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--webrtc-ip-handling-policy=disable_non_proxied_udp",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--no-pings",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--mute-audio",
    "--blink-settings=imagesEnabled=false",
    "--js-flags=--max-old-space-size=256",
    "--renderer-process-limit=4",
    "--disk-cache-size=1",
)
OPTIONS = {
    # Scrapy handles the signals, and closes the browser when the pages in flight are done.
    "handle_sigint": False,
    "handle_sigterm": False,
    "handle_sighup": False,
    "ignore_default_args": ["--disable-popup-blocking"],
}


class BrowserProvider:
    """The setting PLAYWRIGHT_BROWSER_PROVIDER: the browser of PLAYWRIGHT_CDP_URL, else the program of
    PLAYWRIGHT_LAUNCH_OPTIONS, else an installed one. It starts at the first call of `launch_browser`."""

    def __init__(self, config: Config) -> None:
        self.config = config
        self._playwright: Playwright | None = None
        self._browser: Browser | None = None

    async def start(self) -> None:
        """Do nothing: most crawls never render a page."""

    async def launch_browser(self) -> Browser:
        """Return the browser, started at the first call. Raises NoBrowser."""
        if self._browser is None or not self._browser.is_connected():
            await self.close()  # of one that has died
            try:
                self._browser = await self._launch()
            except (PlaywrightError, OSError) as error:  # a timeout is an OSError
                raise NoBrowser(self._failure(first_line(error))) from error
        return self._browser

    async def launch_persistent_context(self, context_kwargs: dict[str, Any]) -> BrowserContext:
        """Refuse: every page has a context of its own, and leaves nothing behind."""
        raise NotSupported("expected a page without user_data_dir")

    async def close(self) -> None:
        """Stop the driver, and with it the browser."""
        if self._playwright is not None:
            await self._playwright.stop()

    def _failure(self, found: str) -> str:
        """The message; a remote browser's address has no query, where services put customers' keys."""
        remotes = {
            "PLAYWRIGHT_CDP_URL": self.config.cdp_url,
            "PLAYWRIGHT_CONNECT_URL": self.config.connect_url,
        }
        for setting, url in remotes.items():
            if url:
                parts = urlsplit(url)
                address = f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}"
                return f"expected a browser at {setting} ({address}), found: {found.replace(url, address)}"
        return f"expected a browser that starts, found: {found}"

    async def _launch(self) -> Browser:
        self._playwright = await hard_timeout(START_SECONDS, async_playwright().start())
        chromium: BrowserType = getattr(self._playwright, self.config.browser_type_name)
        if self.config.cdp_url:
            remote = chromium.connect_over_cdp(self.config.cdp_url, **self.config.cdp_kwargs)
            return await hard_timeout(START_SECONDS, remote)
        if self.config.connect_url:
            remote = chromium.connect(self.config.connect_url, **self.config.connect_kwargs)
            return await hard_timeout(START_SECONDS, remote)
        return await self._launch_local(chromium)

    async def _launch_local(self, chromium: BrowserType) -> Browser:
        options = {**OPTIONS, **self.config.launch_options}
        options["args"] = [*ARGUMENTS, *self.config.launch_options.get("args", ())]
        program = options.get("executable_path") or find_browser(Path(chromium.executable_path).parents[2])
        if program is None:
            raise NoBrowser(f"expected a browser ({EXPECTED}), found none; {REMEDY}")
        options["executable_path"] = str(program)
        logger.info("Starting the browser %s", program)
        sandbox = options.pop("chromium_sandbox", os.geteuid() != 0)  # root has none to have
        try:
            return await hard_timeout(START_SECONDS, chromium.launch(chromium_sandbox=sandbox, **options))
        except PlaywrightError as error:
            if not sandbox or "sandbox" not in str(error).lower():
                raise
            logger.warning("browser runs without a sandbox, which %s cannot create here", program)
            return await hard_timeout(START_SECONDS, chromium.launch(chromium_sandbox=False, **options))
