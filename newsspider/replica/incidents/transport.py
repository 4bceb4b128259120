"""Bodies that are not encoded as they say, end too soon, or are too large."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Callable
from dataclasses import replace
from random import Random

import brotli  # type: ignore[import-untyped]

from newsspider.replica.faults import Fault
from newsspider.replica.incidents.incident import PAGES, STORIES, Answer, Visit, changed, group
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


_PACKERS: dict[str, Callable[[bytes], bytes]] = {
    "gzip": gzip.compress,
    "GZIP": gzip.compress,
    "x-gzip": gzip.compress,
    "deflate": zlib.compress,
    "br": brotli.compress,
    "zstd": _zstd,
}
_LARGE = 9 * 2**20


def _cut(encoding: str) -> Answer:
    """Half of the packed body, with its true length."""

    def answer(visit: Visit) -> Page:
        packed = _PACKERS[encoding](visit.page().body)
        return changed(visit.page(), body=packed[: len(packed) // 2], encoding=encoding)

    return answer


def _end_missing(encoding: str, size: int) -> Answer:
    """All but the last bytes of the packed body."""

    def answer(visit: Visit) -> Page:
        return changed(visit.page(), body=_PACKERS[encoding](visit.page().body)[:-size], encoding=encoding)

    return answer


def _lying(encoding: str) -> Answer:
    """A body that is not packed at all, whatever its head says."""
    return lambda visit: changed(visit.page(), encoding=encoding)


def _half(visit: Visit) -> Page:
    """Half the page, as a whole one: it ends without an end tag."""
    body = visit.page().body
    return changed(visit.page(), body=body[: len(body) // 2])


def _broken_off(visit: Visit) -> Page:
    return replace(changed(visit.page()), fault=Fault.CUT)


def _oversized(visit: Visit) -> Page:
    """The page with a comment of noise, so that packing does not shrink it."""
    noise = b"<!-- " + Random(9).randbytes(_LARGE // 2).hex().encode() + b" -->"
    return changed(visit.page(), body=noise + visit.page().body)


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
            **{f"not_{name}": _lying(name) for name in ("gzip", "br", "zstd", "deflate")},
            "broken_off_in_the_body": _broken_off,
            "oversized_at_stories": _oversized,
        },
    ),
    *group(STORIES, {"half_a_page": _half}, misleads=True),
    *group(PAGES, {"not_br_everywhere": _lying("br")}),
)
