"""Who may ask the dashboard for what, and what may a browser do with the answer?"""

from __future__ import annotations

from ipaddress import ip_address

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
)
"""Nothing from elsewhere, nothing written into a page itself: a headline that is a script stays words."""
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}
METHODS = ("GET", "HEAD")


class Guard:
    """Lets reading requests for this machine's own names pass, and gives every answer its headers.

    A page of a stranger may lead its own name to 127.0.0.1 (DNS rebinding) and would then read what we
    answer: the Host header tells that name. An IP address or localhost cannot be led astray.
    """

    def __init__(self, app: ASGIApp, name: str) -> None:
        self._app, self._name = app, name.lower()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.update(HEADERS)
                headers.setdefault("cache-control", "no-store")
            await send(message)

        refusal = self._refusal(scope)
        await (refusal or self._app)(scope, receive, send_guarded)

    def _refusal(self, scope: Scope) -> PlainTextResponse | None:
        asked = Headers(scope=scope).getlist("host")
        if len(asked) != 1 or not self._is_ours(asked[0]):
            told = f"expected the Host header to be an IP address, localhost or {self._name}\n"
            return PlainTextResponse(told, status_code=421)
        if scope["method"] not in METHODS:
            told = "the dashboard only reads: expected GET or HEAD\n"
            return PlainTextResponse(told, status_code=405, headers={"allow": ", ".join(METHODS)})
        return None

    def _is_ours(self, header: str) -> bool:
        name = _name_in(header.lower())
        if name in ("localhost", self._name):
            return True
        try:
            ip_address(name)
        except ValueError:
            return False
        return True


def _name_in(header: str) -> str:
    """The Host header without the port: `[::1]:8765` is `::1`."""
    if header.startswith("["):
        name, closing, _ = header[1:].partition("]")
        return name if closing else ""
    return header.partition(":")[0]
