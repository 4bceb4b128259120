"""Faults of the transport of an answer, below the level of HTTP statuses."""

from enum import StrEnum


class Fault(StrEnum):
    """`HUNG_UP`: the connection closes without a byte. `CUT`: it closes after half of the announced body.

    `CUT_GZIP`: half a gzip stream with its true length; clients without gzip get the whole page.
    """

    HUNG_UP = "hung_up"
    CUT = "cut"
    CUT_GZIP = "cut_gzip"


def apply_fault(body: bytes, fault: Fault | None, gzipped: bool) -> tuple[int, bytes]:
    """The announced length, and the bytes that are sent."""
    half = body[: len(body) // 2]
    if fault is Fault.CUT:
        return len(body), half
    if fault is Fault.CUT_GZIP and gzipped:
        return len(half), half
    return len(body), body
