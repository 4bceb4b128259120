"""Random draws that depend on a seed, a purpose and a thing only."""

from hashlib import blake2b


def draw(seed: int, purpose: str, thing: object) -> int:
    """A number of 64 bits. Each purpose has its own draws, so a new purpose changes no earlier one."""
    digest = blake2b(f"{seed}:{purpose}:{thing}".encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big")


def as_share(number: int) -> float:
    """The drawn number as a share from 0 to below 1."""
    return number / 2**64
