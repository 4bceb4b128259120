"""What does robots.txt say on each host (as of 2026)?"""

from newsspider.replica.hosts import MOBILE_HOST

_CLOSED = ("/api/", "/setting/", "/ajax/", "/json/", "/auth/", "/member/", "/posts/", "/komentar/", "/search",
           "/tag/", "/topic/", "/socmed.php")  # fmt: skip
_WELCOME = ("Googlebot", "Googlebot-News", "bingbot")
_UNWELCOME = ("ChatGPT-User", "OpenAI", "CCBot")

OPEN_TEXT = "User-agent: *\nAllow: /\n"  # on the host that serves the recommendations


def robots_text(domain: str) -> str:
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in _CLOSED), ""]
    for agent in _WELCOME:
        lines += [f"User-agent: {agent}", "Allow: /", ""]
    for agent in _UNWELCOME:
        lines += [f"User-agent: {agent}", "Disallow: /", ""]
    site = "www.tribunnews.com" if domain == MOBILE_HOST else domain
    return "\n".join([*lines, f"Sitemap: https://{site}/sitemap.xml", ""])
