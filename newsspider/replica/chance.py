"""Which number does a seed draw for one thing, whatever else was drawn before?"""

from hashlib import blake2b


def drawn(seed: int, purpose: str, thing: object) -> int:
    """A number of 64 bits; each purpose draws its own, so that a new purpose changes no old draw."""
    digest = blake2b(f"{seed}:{purpose}:{thing}".encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big")


def share_of(number: int) -> float:
    """The drawn number as a share of all, from 0 until below 1."""
    return number / 2**64
