"""How is a page shown in a real browser that has no network of its own?

The browser gets the page that the crawler already has; what the page's scripts load, the crawler fetches for
it, if it may: so robots.txt, the host list, the pace, size limits and our name hold for the browser too.
Import `newsspider.browser.browser` only when a page is to be shown: Playwright costs 0.3 s and 25 MB.
"""
