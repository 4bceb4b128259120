"""Errors of rendering a page."""


class NoBrowser(Exception):
    """No browser is available; the message says what was expected and what was found."""


class RenderFailed(Exception):
    """The page, or the browser, did not render in time."""


class BrowserDied(RenderFailed):
    """The browser ended while it rendered the page."""


def first_line(error: BaseException) -> str:
    """The error's message without the browser log that Playwright appends."""
    return next((line.strip() for line in str(error).splitlines() if line.strip()), type(error).__name__)
