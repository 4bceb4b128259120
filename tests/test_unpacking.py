"""Does a gzipped body arrive whole or with a reason?"""

from __future__ import annotations

import gzip

import pytest
from scrapy.exceptions import ResponseDataLossError
from scrapy.http import HtmlResponse, Request, Response

from newsspider.unpacking import BodyTooLarge, Gunzip

PAGE = b"<html><body>" + b"<p>Air sungai surut.</p>" * 500 + b"</body></html>"


def packed(body: bytes, encoding: str = "gzip") -> Response:
    headers = {"Content-Encoding": encoding, "Content-Type": "text/html; charset=UTF-8"}
    return Response("https://solo.tribunnews.com/x", headers=headers, body=body)


def unpack(response: Response, limit: int = 1_000_000) -> Response:
    return Gunzip(limit).process_response(Request(response.url), response)


def test_a_gzipped_page_becomes_a_page() -> None:
    response = unpack(packed(gzip.compress(PAGE)))
    assert isinstance(response, HtmlResponse)
    assert response.body == PAGE
    assert b"Content-Encoding" not in response.headers


def test_a_body_of_very_many_members_is_refused_at_once() -> None:
    body = gzip.compress(PAGE) + gzip.compress(b"") * 400_000
    with pytest.raises(BodyTooLarge, match="at most 1,000 members"):
        unpack(packed(body))


def test_a_body_of_several_members_is_whole() -> None:
    body = gzip.compress(PAGE[:100]) + gzip.compress(PAGE[100:]) + gzip.compress(b"")
    assert unpack(packed(body)).body == PAGE
    with pytest.raises(ResponseDataLossError):
        unpack(packed(body[:-30]))
    with pytest.raises(BodyTooLarge):
        unpack(packed(body), limit=len(PAGE) - 1)
    assert unpack(packed(body), limit=len(PAGE)).body == PAGE


def test_other_encodings_are_left_to_scrapy() -> None:
    response = packed(b"as it is", "br")
    assert unpack(response) is response


@pytest.mark.parametrize("cut", [1, 9, 200])
def test_a_cut_body_is_a_loss(cut: int) -> None:
    with pytest.raises(ResponseDataLossError, match="whole gzipped body"):
        unpack(packed(gzip.compress(PAGE)[:-cut]))


def test_what_is_no_gzip_is_a_loss() -> None:
    with pytest.raises(ResponseDataLossError, match="expected a gzipped body"):
        unpack(packed(b"<html>not packed at all</html>" * 20))


def test_a_bomb_is_not_unpacked() -> None:
    with pytest.raises(BodyTooLarge, match="at most 100000 bytes"):
        unpack(packed(gzip.compress(b"0" * 10_000_000)), limit=100_000)
