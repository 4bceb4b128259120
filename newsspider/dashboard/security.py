"""Access control of the dashboard: allowed hosts and methods, and security headers."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from ipaddress import ip_address

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; form-action 'self'; "
    "connect-src 'self'; frame-src 'self'; base-uri 'none'; frame-ancestors 'none'; "
    "require-trusted-types-for 'script'; trusted-types 'none'"
)
"""No resources of other sites and no inline scripts: a headline that is a script stays text."""
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "cache-control": "no-store",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}
METHODS = ("GET", "HEAD")


PREFIX = "newsspider.prefix"
"""Key of the path's prefix in the scope of a request."""


class Guard:
    """ASGI middleware that accepts GET and HEAD for this machine's names, and adds security headers.

    `names` are the host names that are accepted besides IP addresses and localhost. `prefix` is the path
    below which a proxy shows the dashboard; a proxy may cut it off, or not.

    A foreign page may point its own name to 127.0.0.1 (DNS rebinding) to read our answers. The Host header
    shows that name. An IP address or localhost cannot be rebound.
    """

    def __init__(
        self,
        app: ASGIApp,
        names: Iterable[str],
        on_stop: Callable[[], None],
        prefix: str = "",
    ) -> None:
        self._app, self._names = app, tuple(name.lower() for name in names)
        self._prefix = prefix
        self.stop = on_stop
        """End what would hold up the server's end; called by the signal handler."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        refusal = self._refusal(scope)
        below = {**scope, "path": self._cut(scope["path"]), PREFIX: self._prefix}
        await (refusal or self._app)(below, receive, send_with_headers)

    def _cut(self, path: str) -> str:
        """The path below the prefix."""
        if self._prefix and (path == self._prefix or path.startswith(self._prefix + "/")):
            return path.removeprefix(self._prefix) or "/"
        return path

    def _refusal(self, scope: Scope) -> PlainTextResponse | None:
        hosts = Headers(scope=scope).getlist("host")
        if len(hosts) != 1 or not self._is_ours(hosts[0]):
            known = ", ".join(["an IP address", "localhost", *self._names])
            message = f"expected the Host header to be one of {known}\n"
            return PlainTextResponse(message, status_code=421)
        if scope["method"] not in METHODS:
            message = "the dashboard only reads: expected GET or HEAD\n"
            return PlainTextResponse(message, status_code=405, headers={"allow": ", ".join(METHODS)})
        return None

    def _is_ours(self, header: str) -> bool:
        name = _host_name(header.lower())
        if name == "localhost" or name in self._names:
            return True
        try:
            ip_address(name)
        except ValueError:
            return False
        return True


def _host_name(header: str) -> str:
    """The Host header without the port: `[::1]:8765` is `::1`."""
    if header.startswith("["):
        name, closing, _ = header[1:].partition("]")
        return name if closing else ""
    return header.partition(":")[0]
