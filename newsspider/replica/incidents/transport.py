"""Incidents with bodies that are falsely encoded, truncated or too large."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Callable
from dataclasses import replace
from random import Random

import brotli  # type: ignore[import-untyped]

from newsspider.replica.faults import Fault
from newsspider.replica.incidents.incident import PAGES, STORIES, IncidentRequest, Responder, changed, group
from newsspider.replica.page import Page

_BLOCK = 2**17


def _zstd(body: bytes) -> bytes:
    """A frame of Zstandard (RFC 8878) with a window of 2 MB, whose blocks are stored as they are."""
    blocks = [body[place : place + _BLOCK] for place in range(0, len(body), _BLOCK)]
    ends = len(blocks) - 1
    heads = (
        (len(block) << 3 | (number == ends)).to_bytes(3, "little") for number, block in enumerate(blocks)
    )
    return b"\x28\xb5\x2f\xfd\x00\x58" + b"".join(h + b for h, b in zip(heads, blocks, strict=True))


_COMPRESSORS: dict[str, Callable[[bytes], bytes]] = {
    "gzip": gzip.compress,
    "GZIP": gzip.compress,
    "x-gzip": gzip.compress,
    "deflate": zlib.compress,
    "br": brotli.compress,
    "zstd": _zstd,
}
_LARGE = 9 * 2**20


def _cut(encoding: str) -> Responder:
    """Half of the compressed body, with its true length."""

    def answer(request: IncidentRequest) -> Page:
        compressed = _COMPRESSORS[encoding](request.page().body)
        return changed(request.page(), body=compressed[: len(compressed) // 2], encoding=encoding)

    return answer


def _end_missing(encoding: str, size: int) -> Responder:
    """The compressed body without its last bytes."""

    def answer(request: IncidentRequest) -> Page:
        return changed(
            request.page(), body=_COMPRESSORS[encoding](request.page().body)[:-size], encoding=encoding
        )

    return answer


def _false_encoding(encoding: str) -> Responder:
    """A body that is not compressed, whatever its head says."""
    return lambda request: changed(request.page(), encoding=encoding)


def _half(request: IncidentRequest) -> Page:
    """Half of the page, as if it were whole: it has no end tag."""
    body = request.page().body
    return changed(request.page(), body=body[: len(body) // 2])


def _broken_off(request: IncidentRequest) -> Page:
    return replace(changed(request.page()), fault=Fault.CUT)


def _oversized(request: IncidentRequest) -> Page:
    """The page with a comment of noise, which does not compress."""
    noise = b"<!-- " + Random(9).randbytes(_LARGE // 2).hex().encode() + b" -->"
    return changed(request.page(), body=noise + request.page().body)


INCIDENTS = (
    *group(
        STORIES,
        {
            "cut_gzip": _cut("gzip"),
            "cut_gzip_in_capitals": _cut("GZIP"),
            "cut_x_gzip": _cut("x-gzip"),
            "cut_deflate": _cut("deflate"),
            "cut_br": _cut("br"),
            "cut_zstd": _cut("zstd"),
            "deflate_without_end": _end_missing("deflate", 6),
            "gzip_without_end": _end_missing("gzip", 8),
            **{f"not_{name}": _false_encoding(name) for name in ("gzip", "br", "zstd", "deflate")},
            "broken_off_in_the_body": _broken_off,
            "oversized_at_stories": _oversized,
        },
    ),
    *group(STORIES, {"half_a_page": _half}, misleads=True),
    *group(PAGES, {"not_br_everywhere": _false_encoding("br")}),
)
