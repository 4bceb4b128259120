"""A packed body arrives whole or with a reason."""

from __future__ import annotations

import gzip
import sys
import zlib

import brotli  # type: ignore[import-untyped]
import pytest
from scrapy.exceptions import ResponseDataLossError
from scrapy.http import HtmlResponse, Request, Response

from newsspider.downloader.compression import BodyTooLarge, DecompressionMiddleware
from newsspider.downloader.failures import failure_of
from newsspider.visits import Failure

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

PAGE = b"<html><body>" + b"<p>Air sungai surut.</p>" * 500 + b"</body></html>"


def packed(body: bytes, encoding: str = "gzip") -> Response:
    headers = {"Content-Encoding": encoding, "Content-Type": "text/html; charset=UTF-8"}
    return Response("https://solo.tribunnews.com/x", headers=headers, body=body)


def unpack(response: Response, limit: int = 1_000_000) -> Response:
    return DecompressionMiddleware(limit).process_response(Request(response.url), response)


def test_gzip_page_is_decompressed() -> None:
    response = unpack(packed(gzip.compress(PAGE)))
    assert isinstance(response, HtmlResponse)
    assert response.body == PAGE
    assert b"Content-Encoding" not in response.headers


def test_body_of_many_members_is_refused_at_once() -> None:
    body = gzip.compress(PAGE) + gzip.compress(b"") * 400_000
    with pytest.raises(BodyTooLarge, match="at most 1,000 members"):
        unpack(packed(body))


def test_body_of_several_members_is_whole() -> None:
    body = gzip.compress(PAGE[:100]) + gzip.compress(PAGE[100:]) + gzip.compress(b"")
    assert unpack(packed(body)).body == PAGE
    with pytest.raises(ResponseDataLossError):
        unpack(packed(body[:-30]))
    with pytest.raises(BodyTooLarge):
        unpack(packed(body), limit=len(PAGE) - 1)
    assert unpack(packed(body), limit=len(PAGE)).body == PAGE


def deflated(body: bytes, wbits: int) -> bytes:
    packer = zlib.compressobj(wbits=wbits)
    return packer.compress(body) + packer.flush()


PACKED = {
    "gzip": gzip.compress(PAGE),
    "x-gzip": gzip.compress(PAGE),
    "GZIP": gzip.compress(PAGE),
    "gzip,": gzip.compress(PAGE),
    " Gzip ": gzip.compress(PAGE),
    "identity, gzip": gzip.compress(PAGE),
    "gzip, gzip": gzip.compress(gzip.compress(PAGE)),
    "br, gzip": gzip.compress(brotli.compress(PAGE)),
    "gzip, br": brotli.compress(gzip.compress(PAGE)),
    "deflate": deflated(PAGE, 15),
    "DEFLATE": deflated(PAGE, -15),
    "x-deflate": deflated(PAGE, 15),
    "br": brotli.compress(PAGE),
    "Br": brotli.compress(PAGE),
    "zstd": zstd.compress(PAGE),
    "ZSTD": zstd.compress(PAGE),
    "gzip, utf-8": gzip.compress(PAGE),
    "none, zstd": zstd.compress(PAGE),
    '"gzip"': gzip.compress(PAGE),
    "gzip;q=1.0": gzip.compress(PAGE),
    "x-gzip;, identity": gzip.compress(PAGE),
    "brotli": brotli.compress(PAGE),
    "x-br": brotli.compress(PAGE),
    "x-zstd": zstd.compress(PAGE),
    "zlib": deflated(PAGE, 15),
}


@pytest.mark.parametrize("encoding", PACKED)
def test_every_encoding_name_is_known(encoding: str) -> None:
    """Case E2, the other way."""
    response = unpack(packed(PACKED[encoding], encoding))
    assert isinstance(response, HtmlResponse)
    assert response.body == PAGE
    assert b"Content-Encoding" not in response.headers


@pytest.mark.parametrize("cut", [1, 2, 5, 30, 0.5])
@pytest.mark.parametrize("encoding", PACKED)
def test_cut_body_of_any_encoding_is_data_loss(encoding: str, cut: float) -> None:
    """Case E2."""
    whole = PACKED[encoding]
    body = whole[: -int(cut)] if cut >= 1 else whole[: len(whole) // 2]
    with pytest.raises(ResponseDataLossError, match="expected a ") as loss:
        unpack(packed(body, encoding))
    assert failure_of(loss.value) is Failure.CUT


@pytest.mark.parametrize("encoding", ["gzip", "deflate", "br", "zstd", "x-gzip", "gzip, br"])
@pytest.mark.parametrize("body", [PAGE, b"\x00" * 900, bytes(range(256)) * 4, b"OK", b"{}"])
def test_wrong_encoding_is_data_loss(encoding: str, body: bytes) -> None:
    """Case E1."""
    with pytest.raises(ResponseDataLossError, match="expected a "):
        unpack(packed(body, encoding))


@pytest.mark.parametrize("encoding", ["identity", "none", "utf-8", "", "IDENTITY", "compress"])
def test_unknown_encoding_is_ignored(encoding: str) -> None:
    assert unpack(packed(PAGE, encoding)).body == PAGE


def test_empty_redirect_body_is_whole() -> None:
    response = packed(b"").replace(status=301)
    assert unpack(response).status == 301
    with pytest.raises(ResponseDataLossError):
        unpack(packed(b""))


@pytest.mark.parametrize(
    ("encoding", "body"),
    [
        ("deflate", deflated(b"0" * 10_000_000, 15)),
        ("deflate", deflated(b"0" * 10_000_000, -15)),
        ("br", brotli.compress(b"0" * 10_000_000)),
        ("zstd", zstd.compress(b"0" * 10_000_000)),
        ("gzip, gzip", gzip.compress(gzip.compress(b"0" * 10_000_000))),
        (", ".join(["gzip"] * 99), b"x"),
    ],
)
def test_bomb_of_any_encoding_is_refused(encoding: str, body: bytes) -> None:
    with pytest.raises(BodyTooLarge):
        unpack(packed(body, encoding), limit=100_000)


@pytest.mark.parametrize("cut", [1, 9, 200])
def test_cut_gzip_body_is_data_loss(cut: int) -> None:
    with pytest.raises(ResponseDataLossError, match="whole gzipped body"):
        unpack(packed(gzip.compress(PAGE)[:-cut]))


def test_no_gzip_is_data_loss() -> None:
    with pytest.raises(ResponseDataLossError, match="expected a gzipped body"):
        unpack(packed(b"<html>not packed at all</html>" * 20))


def test_gzip_bomb_is_refused() -> None:
    with pytest.raises(BodyTooLarge, match="at most 100000 bytes"):
        unpack(packed(gzip.compress(b"0" * 10_000_000)), limit=100_000)
