"""HTTP server of the dashboard, which runs until a signal stops it."""

from __future__ import annotations

import signal
import socket
import sys
import webbrowser
from collections.abc import Callable
from ipaddress import ip_address
from types import FrameType

import uvicorn
from starlette.types import ASGIApp

from newsspider.dashboard.live.broadcast import MAX_STREAMS
from newsspider.dashboard.protocol import TimeoutProtocol
from newsspider.dashboard.security import Guard


class NotServed(Exception):
    """The dashboard cannot listen at its address; the message says what was expected and found."""


def is_loopback(host: str) -> bool:
    """Whether only this machine can connect to the address."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def listen(host: str, port: int) -> socket.socket:
    """A socket at the address; port 0 is any free one. Raises NotServed."""
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        return socket.create_server((host, port), family=family, backlog=64)
    except (OSError, UnicodeError, OverflowError) as error:
        found = str(getattr(error, "strerror", None) or error).split(" (")[0]
        raise NotServed(
            f"expected to listen at {host} port {port}, found: {found}: choose another with --port or --host"
        ) from None


def address_of(bound: socket.socket, host: str) -> str:
    """The URL of the dashboard for a browser on this machine."""
    port = bound.getsockname()[1]
    name = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)
    return f"http://{f'[{name}]' if ':' in name else name}:{port}/"


class StoppableServer(uvicorn.Server):
    """Uvicorn's server, which calls `on_stop` at the signal: streams would hold up its end."""

    def __init__(self, config: uvicorn.Config, on_stop: Callable[[], None]) -> None:
        super().__init__(config)
        self._on_stop = on_stop

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Called at SIGINT and SIGTERM."""
        self._on_stop()
        super().handle_exit(sig, frame)


def serve(app: Guard, bound: socket.socket) -> None:
    """Answer requests until SIGINT or SIGTERM, then raise KeyboardInterrupt, so that context managers of the
    caller are closed. A signal counts from the first moment on; earlier requests wait in the socket."""
    server = StoppableServer(uvicorn_config(app), app.stop)

    def stop(_number: int, _frame: FrameType | None) -> None:
        server.should_exit = True  # an exception could be lost in the event loop as it starts

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, stop)
    server.run(sockets=[bound])
    raise KeyboardInterrupt


def uvicorn_config(app: ASGIApp) -> uvicorn.Config:
    return uvicorn.Config(
        app,
        http=TimeoutProtocol,
        log_level="warning",
        access_log=False,
        lifespan="off",
        ws="none",
        server_header=False,
        proxy_headers=False,  # who is at the other end decides whether a header is believed
        timeout_graceful_shutdown=3,
        limit_concurrency=MAX_STREAMS + 200,
    )


def open_in_browser(address: str) -> bool:
    """Open an address in the reader's browser. Returns whether there is one."""
    try:
        return webbrowser.open(address)
    except webbrowser.Error as error:
        print(f"newsspider: expected a browser to open {address}, found: {error}", file=sys.stderr)
        return False
