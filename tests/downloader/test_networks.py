"""Tests of the content network that answered, and of walls with an error's status."""

from __future__ import annotations

import pytest
from scrapy.http import Response

from newsspider.downloader.networks import network_of, wall_of
from newsspider.outlets import OUTLETS
from newsspider.spiders.outcomes import status_rejection
from newsspider.visits import Failure, Fetch

URL = "https://www.tribunnews.com/news/7858656/kopi"
CHALLENGE = b"<html><script>window._cf_chl_opt={}</script></html>"


def response(status: int = 403, body: bytes = b"", headers: dict[str, str] | None = None) -> Response:
    return Response(URL, status=status, headers=headers or {}, body=body)


@pytest.mark.parametrize(
    ("headers", "network"),
    [
        ({"X-Amz-Cf-Id": "abc", "Server": "nginx"}, "CloudFront"),
        ({"Via": "1.1 0f.cloudfront.net (CloudFront)"}, "CloudFront"),
        ({"CF-Ray": "8f-SIN", "Server": "cloudflare"}, "Cloudflare"),
        ({"Server": "AkamaiGHost"}, "Akamai"),
        ({"X-Iinfo": "7-1"}, "Imperva"),
        ({"X-Served-By": "cache-qpg-1"}, "Fastly"),
        ({"Server": "nginx/1.24.0"}, "nginx/1.24.0"),
        ({"Server": "a\x1b[31m" + "b" * 90}, "a [31m" + "b" * 34),
        ({}, ""),
    ],
)
def test_network_is_known_by_its_headers(headers: dict[str, str], network: str) -> None:
    assert network_of(response(headers=headers)) == network


@pytest.mark.parametrize(
    ("answer", "reason", "failure", "said"),
    [
        (response(), "Http403", Failure.REFUSED, "found 403"),
        (response(headers={"Server": "cloudflare"}), "Http403", Failure.REFUSED, "found 403 from Cloudflare"),
        (
            response(body=CHALLENGE, headers={"CF-Ray": "8f"}),
            "Http403",
            Failure.REFUSED,
            "found 403 from Cloudflare: a challenge of Cloudflare",
        ),
        (response(503, CHALLENGE), "AccessWall", Failure.REFUSED, "found 503: a challenge of Cloudflare"),
        (
            response(202, headers={"X-Amzn-Waf-Action": "challenge"}),
            "AccessWall",
            Failure.REFUSED,
            "found 202: a challenge of AWS WAF",
        ),
        (response(429, CHALLENGE), "Http429", Failure.THROTTLED, "found 429: a challenge of Cloudflare"),
        (response(503, b"<h1>Backend fetch failed</h1>"), "Http503", Failure.SERVER, "found 503"),
        (response(404), "Http404", Failure.MISSING, "found 404"),
    ],
)
def test_wall_refuses_us_whatever_its_status(
    answer: Response, reason: str, failure: Failure, said: str
) -> None:
    fetch = Fetch(page=URL, depth=0, status=answer.status)
    found = status_rejection(OUTLETS["tribun"], answer, fetch)
    assert (found.reason, found.failure) == (reason, failure)
    assert found.detail == f"expected HTTP status 200, {said}"


def test_ordinary_error_page_is_no_wall() -> None:
    assert wall_of(response(404, b"<html><h1>Halaman tidak ditemukan</h1></html>")) is None
