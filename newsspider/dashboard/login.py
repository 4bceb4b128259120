"""Login of the dashboard: one password, or the header of a proxy that has logged the reader in."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import os
import time
from base64 import b64decode
from binascii import Error
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from ipaddress import IPv4Network, IPv6Network, ip_address

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from newsspider.dashboard.passwords import PasswordHash

Network = IPv4Network | IPv6Network
OPEN_PATHS = ("/health",)
"""Paths that need no login: a container's health check has none."""
CHALLENGE = {"www-authenticate": 'Basic realm="newsspider", charset="UTF-8"'}
FAILURES, WINDOW = 5, 60.0
"""Wrong passwords that an address may send in so many seconds."""
ALL_FAILURES = 60
"""The same for all addresses together."""
MOST_ADDRESSES = 10_000
AT_ONCE = 2
"""Passwords that are hashed at the same time: each takes 32 MiB."""


@dataclass(frozen=True, kw_only=True, slots=True)
class LoginRules:
    """Who may read: whoever knows the `password`, or whom a proxy of the `trusted` networks names in the
    header `user_header`. Without both there is no login."""

    password: PasswordHash | None = None
    user_header: str = ""
    trusted: tuple[Network, ...] = ()

    @property
    def is_required(self) -> bool:
        return self.password is not None or bool(self.user_header)

    def trusts(self, address: str) -> bool:
        """Whether the address is one of a trusted proxy."""
        try:
            found = ip_address(address)
        except ValueError:
            return False
        return any(found in network for network in self.trusted)


class FailureLimit:
    """Wrong passwords of the last WINDOW seconds, by address and in all."""

    def __init__(self) -> None:
        self._by_address: dict[str, deque[float]] = {}
        self._all: deque[float] = deque()

    def wait(self, address: str) -> float:
        """Seconds until this address may send another password; 0: now."""
        now = time.monotonic()
        own = self._by_address.get(address, deque())
        return max(_wait(own, FAILURES, now), _wait(self._all, ALL_FAILURES, now))

    def note(self, address: str) -> None:
        """Note a wrong password of the address."""
        now = time.monotonic()
        self._all.append(now)
        self._by_address.setdefault(address, deque(maxlen=FAILURES)).append(now)
        if len(self._all) > ALL_FAILURES:
            self._all.popleft()
        if len(self._by_address) > MOST_ADDRESSES:
            self._by_address.pop(next(iter(self._by_address)))


def _wait(failures: deque[float], most: int, now: float) -> float:
    recent = [at for at in failures if now - at < WINDOW]
    return recent[-most] + WINDOW - now if len(recent) >= most else 0.0


class Login:
    """ASGI middleware that lets nobody through who is not logged in.

    A password is sent with each request (HTTP Basic; any user name). The first time it is hashed, in a
    thread; after that it is known by a keyed digest in memory. Too many wrong ones get 429 without a hash.
    """

    def __init__(self, app: ASGIApp, rules: LoginRules) -> None:
        self._app, self._rules = app, rules
        self._limit = FailureLimit()
        self._secret = os.urandom(32)
        self._known = b""
        self._turns = asyncio.Semaphore(AT_ONCE)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        refusal = None
        if scope["type"] == "http" and self._rules.is_required and scope["path"] not in OPEN_PATHS:
            refusal = await self._refusal(scope)
        await (refusal or self._app)(scope, receive, send)

    async def _refusal(self, scope: Scope) -> PlainTextResponse | None:
        headers = Headers(scope=scope)
        if self._is_named_by_proxy(scope, headers):
            return None
        if self._rules.password is None:
            return PlainTextResponse("expected to come through the proxy that logs you in\n", status_code=403)
        stated = _password(headers.getlist("authorization"))
        if stated is None:
            return PlainTextResponse("expected a password\n", status_code=401, headers=CHALLENGE)
        if self._is_known(stated):
            return None
        return await self._tried(self._rules.password, stated, self._client(scope, headers))

    async def _tried(self, hashed: PasswordHash, stated: bytes, address: str) -> PlainTextResponse | None:
        """The refusal of a password that was not sent before; None if it is the right one."""
        async with self._turns:
            if wait := self._limit.wait(address):
                text = "too many wrong passwords: wait a minute\n"
                return PlainTextResponse(text, status_code=429, headers={"retry-after": str(int(wait) + 1)})
            if await run_in_threadpool(hashed.matches, stated):
                self._known = self._digest(stated)
                return None
            self._limit.note(address)
        return PlainTextResponse("expected another password\n", status_code=401, headers=CHALLENGE)

    def _is_named_by_proxy(self, scope: Scope, headers: Headers) -> bool:
        """Whether a trusted proxy names a user. The same header from elsewhere, or twice, says nothing."""
        if not self._rules.user_header or not self._rules.trusts(_peer(scope)):
            return False
        names = headers.getlist(self._rules.user_header)
        return len(names) == 1 and bool(names[0].strip())

    def _client(self, scope: Scope, headers: Headers) -> str:
        """The address that failures count for: the nearest of X-Forwarded-For that is no trusted proxy."""
        address = _peer(scope)
        hops = [hop.strip() for line in headers.getlist("x-forwarded-for") for hop in line.split(",")]
        while hops and self._rules.trusts(address):
            address = hops.pop()
        return address[:64]

    def _is_known(self, stated: bytes) -> bool:
        return bool(self._known) and hmac.compare_digest(self._digest(stated), self._known)

    def _digest(self, password: bytes) -> bytes:
        return hmac.new(self._secret, password, hashlib.sha256).digest()


def _peer(scope: Scope) -> str:
    """The address of the other end of the connection."""
    client: Sequence[object] | None = scope.get("client")
    return str(client[0]) if client else ""


def _password(stated: Sequence[str]) -> bytes | None:
    """The password of an Authorization header (Basic); None if there is none, or more than one."""
    if len(stated) != 1:
        return None
    kind, _, value = stated[0].partition(" ")
    if kind.lower() != "basic":
        return None
    try:
        _, colon, password = b64decode(value.strip(), validate=True).partition(b":")
    except (Error, ValueError):
        return None
    return password if colon else None
