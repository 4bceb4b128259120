"""Content network that answered a request, and the wall it put in place of the page, by headers and body."""

from __future__ import annotations

import re

from scrapy.http import Response

from newsspider.outlets.pages.page import decode
from newsspider.outlets.pages.walls import SEARCHED, wall_in

_NETWORKS = {
    "CloudFront": (("x-amz-cf-id", ""), ("via", "cloudfront"), ("server", "cloudfront")),
    "Cloudflare": (("cf-ray", ""), ("server", "cloudflare")),
    "Akamai": (("server", "akamai"), ("akamai-grn", "")),
    "Imperva": (("x-iinfo", ""), ("x-cdn", "imperva"), ("x-cdn", "incapsula")),
    "Fastly": (("x-fastly-request-id", ""), ("x-served-by", "cache-")),
    "Sucuri": (("x-sucuri-id", ""), ("server", "sucuri")),
    "Google": (("server", "google frontend"), ("via", "1.1 google")),
}
"""Networks by their headers: a name, and what its value has in it."""
_CHALLENGES = {
    "cf-mitigated": "a challenge of Cloudflare",
    "x-amzn-waf-action": "a challenge of AWS WAF",
    "x-sucuri-block": "a block of Sucuri",
}
"""Headers that no page has which is let through."""
LONGEST = 40
"""Characters of a Server header that are repeated."""


def network_of(response: Response) -> str:
    """The content network that answered, else the server's own name; empty if the headers say nothing."""
    for network, marks in _NETWORKS.items():
        if any(word in _header(response, name).lower() for name, word in marks if name in response.headers):
            return network
    return re.sub(r"[^\x21-\x7e]+", " ", _header(response, "server"))[:LONGEST].strip()


def wall_of(response: Response) -> str | None:
    """The wall that an answer is, in words; None for none. For a page that cannot be read otherwise."""
    for name, wall in _CHALLENGES.items():
        if name in response.headers:
            return wall
    return wall_in(decode(response.body[:SEARCHED]))


def _header(response: Response, name: str) -> str:
    return (response.headers.get(name) or b"").decode("latin-1")
