"""Browser that renders pages already downloaded, without a network of its own.

The crawler fetches what a page's scripts load. So robots.txt, the host list, throttling, size limits and
our user agent hold for the browser too. Import `newsspider.browser.browser` only to render a page: Playwright
costs 0.3 s and 25 MB.
"""
