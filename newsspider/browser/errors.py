"""Why was a page not shown?"""


class NoBrowser(Exception):
    """No browser is to be had; the message says what was expected and what was found."""


class NotShown(Exception):
    """The page did not show itself in time, or the browser did not."""


class BrowserDied(NotShown):
    """The browser is gone, and the page with it."""


def first_line(error: BaseException) -> str:
    """What an error says, without the browser's log that Playwright puts below it."""
    return next((line.strip() for line in str(error).splitlines() if line.strip()), type(error).__name__)
