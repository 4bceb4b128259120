"""What goes wrong between a page and its reader, below the level of statuses?"""

from enum import StrEnum


class Fault(StrEnum):
    """`HUNG_UP`: the connection ends without a byte. `CUT`: it ends halfway through the body that the head
    announces. `CUT_GZIP`: half a gzip stream, its length announced truly; readers who did not ask for gzip
    get the whole page."""

    HUNG_UP = "hung_up"
    CUT = "cut"
    CUT_GZIP = "cut_gzip"


def spoilt(body: bytes, fault: Fault | None, gzipped: bool) -> tuple[int, bytes]:
    """The length that is announced, and the bytes that are sent."""
    half = body[: len(body) // 2]
    if fault is Fault.CUT:
        return len(body), half
    if fault is Fault.CUT_GZIP and gzipped:
        return len(half), half
    return len(body), body
