"""Passwords of the dashboard's login: scrypt hashes as one line of text."""

from __future__ import annotations

import hashlib
import hmac
import os
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from typing import Self

N, R, P = 2**15, 8, 1
"""scrypt's costs: 32 MiB and about 0.1 s for each attempt."""
MOST_N, MOST_R, MOST_P = 2**20, 16, 4
SALT_BYTES, KEY_BYTES = 16, 32
LONGEST = 1024
"""Bytes of a password; more are refused before anything is computed."""
FORM = "scrypt:N:R:P:SALT:KEY"


class BadHash(Exception):
    """A text that is no hash of ours: what was expected, and what was found. It never shows the text."""


@dataclass(frozen=True, kw_only=True, slots=True)
class PasswordHash:
    """A hash: scrypt's three costs, salt and key. Its text has no sign that a shell or an env file reads."""

    n: int
    r: int
    p: int
    salt: bytes
    key: bytes

    @classmethod
    def of(cls, password: str) -> Self:
        """The hash of a password, with a new salt."""
        salt = os.urandom(SALT_BYTES)
        return cls(n=N, r=R, p=P, salt=salt, key=_scrypt(password.encode(), N, R, P, salt))

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read the text of a hash. Raises BadHash."""
        name, *parts = text.strip().split(":")
        if name != "scrypt" or len(parts) != 5:
            raise BadHash(f"expected a hash of the form {FORM}, found another text")
        try:
            n, r, p = (int(part) for part in parts[:3])
            salt, key = (urlsafe_b64decode(part) for part in parts[3:])
        except ValueError:
            raise BadHash(f"expected a hash of the form {FORM}, found parts that cannot be read") from None
        if not (1 < n <= MOST_N and not n & (n - 1) and 1 <= r <= MOST_R and 1 <= p <= MOST_P):
            raise BadHash(f"expected N a power of two up to {MOST_N}, R up to {MOST_R} and P up to {MOST_P}")
        if len(salt) < SALT_BYTES or len(key) != KEY_BYTES:
            raise BadHash(f"expected a salt of {SALT_BYTES} bytes and a key of {KEY_BYTES}, found others")
        return cls(n=n, r=r, p=p, salt=salt, key=key)

    def matches(self, password: bytes) -> bool:
        """Whether this is the password, compared in constant time. Takes as long as the hash costs."""
        if len(password) > LONGEST:
            return False
        return hmac.compare_digest(_scrypt(password, self.n, self.r, self.p, self.salt), self.key)

    def __str__(self) -> str:
        salt, key = (urlsafe_b64encode(part).decode("ascii") for part in (self.salt, self.key))
        return f"scrypt:{self.n}:{self.r}:{self.p}:{salt}:{key}"


def _scrypt(password: bytes, n: int, r: int, p: int, salt: bytes) -> bytes:
    memory = 128 * r * (n + p + 2) + 1024
    return hashlib.scrypt(password, salt=salt, n=n, r=r, p=p, maxmem=memory, dklen=KEY_BYTES)
