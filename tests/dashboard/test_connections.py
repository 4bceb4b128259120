"""Connections that are slow to ask or to read are closed, and others are served meanwhile (case X10)."""

from __future__ import annotations

import http.client
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress

import pytest
import uvicorn
from starlette.responses import PlainTextResponse
from starlette.types import Receive, Scope, Send

from newsspider.dashboard import protocol
from newsspider.dashboard.server import configured, listen
from tests.processes import wait_until

ASKED = b"GET /large HTTP/1.1\r\nHost: localhost\r\n"


async def app(scope: Scope, receive: Receive, send: Send) -> None:
    body = "x" * (50_000_000 if scope["path"] == "/large" else 10)
    await PlainTextResponse(body)(scope, receive, send)


@contextmanager
def served() -> Iterator[tuple[str, int]]:
    """The address of a dashboard's server with a tiny application."""
    bound = listen("127.0.0.1", 0)
    server = uvicorn.Server(configured(app))
    server.install_signal_handlers = lambda: None  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.run, kwargs={"sockets": [bound]}, daemon=True)
    thread.start()
    wait_until(lambda: server.started)
    try:
        yield bound.getsockname()
    finally:
        server.should_exit = True
        thread.join(timeout=20)
        assert not thread.is_alive()


def status(address: tuple[str, int]) -> int:
    connection = http.client.HTTPConnection(*address, timeout=10)
    connection.request("GET", "/")
    try:
        return connection.getresponse().status
    finally:
        connection.close()


def closed(line: socket.socket) -> bool:
    """Whether the other side has closed the connection, after all that it had sent."""
    line.setblocking(False)
    try:
        while line.recv(1_000_000):
            pass
    except BlockingIOError:
        return False
    except ConnectionError:
        return True
    return True


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(protocol, "ASK_SECONDS", 1.0)
    monkeypatch.setattr(protocol, "READ_SECONDS", 1.0)
    monkeypatch.setattr(protocol, "LOOK", 0.1)


@pytest.mark.parametrize(
    "sent",
    [b"", b"GET", ASKED, ASKED + b"Accept: x\r\n"],
    ids=["nothing", "a_word", "half_a_head", "more_of_a_head"],
)
def test_300_half_open_connections_shut_nobody_out(sent: bytes) -> None:
    """Case X10: with the real limits, at once."""
    with served() as address, ExitStack() as stack:
        for number in range(300):
            line = stack.enter_context(socket.create_connection(address))
            line.sendall(sent)
            if number % 60 == 0:
                assert status(address) == 200
        assert [status(address) for _ in range(3)] == [200, 200, 200]


@pytest.mark.usefixtures("quick")
def test_idle_connections_are_closed() -> None:
    """Unused, half-open, dripping, kept alive, or asked for something and nobody reads it."""
    with served() as address, ExitStack() as stack:
        lines = [stack.enter_context(socket.create_connection(address)) for _ in range(5)]
        _unused, half, dripping, kept, unread = lines
        half.sendall(ASKED)
        kept.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
        unread.sendall(ASKED + b"\r\n")
        began = time.monotonic()
        while not all(closed(line) for line in lines if line is not unread):
            assert time.monotonic() < began + 20
            with suppress(ConnectionError):
                dripping.sendall(b"G")
            time.sleep(0.1)
        wait_until(lambda: closed(unread), 20)
        assert status(address) == 200


@pytest.mark.usefixtures("quick")
def test_who_asks_again_in_time_keeps_the_connection() -> None:
    with served() as address:
        connection = http.client.HTTPConnection(*address, timeout=10)
        for _ in range(8):
            connection.request("GET", "/")
            assert connection.getresponse().read() == b"x" * 10
            time.sleep(0.3)
        connection.close()


def test_who_reads_slowly_is_served_whole() -> None:
    with served() as address:
        connection = http.client.HTTPConnection(*address, timeout=10)
        connection.request("GET", "/large")
        answer, length = connection.getresponse(), 0
        while piece := answer.read(5_000_000):
            length += len(piece)
            time.sleep(0.05)
        connection.close()
        assert length == 50_000_000
