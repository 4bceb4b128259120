"""Rules of robots.txt on each host, as of 2026."""

from newsspider.replica.hosts import MOBILE_HOST

_DISALLOWED = tuple(
    (
        "/api/ /setting/ /ajax/ /json/ /auth/ /member/ /posts/ /komentar/ /search /tag/ /topic/ /socmed.php"
    ).split()
)
_ALLOWED_AGENTS = ("Googlebot", "Googlebot-News", "bingbot")
_REFUSED_AGENTS = ("ChatGPT-User", "OpenAI", "CCBot")

OPEN_TEXT = "User-agent: *\nAllow: /\n"
"""robots.txt of the recommendation service."""


def robots_text(domain: str) -> str:
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in _DISALLOWED), ""]
    for agent in _ALLOWED_AGENTS:
        lines += [f"User-agent: {agent}", "Allow: /", ""]
    for agent in _REFUSED_AGENTS:
        lines += [f"User-agent: {agent}", "Disallow: /", ""]
    site = "www.tribunnews.com" if domain == MOBILE_HOST else domain
    return "\n".join([*lines, f"Sitemap: https://{site}/sitemap.xml", ""])
