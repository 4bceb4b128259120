"""Tests of the timeouts for slow clients (case X10)."""

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
from newsspider.dashboard.server import listen, uvicorn_config
from tests.running.processes import wait_until

REQUEST = b"GET /large HTTP/1.1\r\nHost: localhost\r\n"


async def app(scope: Scope, receive: Receive, send: Send) -> None:
    body = "x" * (50_000_000 if scope["path"] == "/large" else 10)
    await PlainTextResponse(body)(scope, receive, send)


@contextmanager
def running_server() -> Iterator[tuple[str, int]]:
    """The address of the dashboard's server with a small application."""
    bound = listen("127.0.0.1", 0)
    server = uvicorn.Server(uvicorn_config(app))
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


def is_closed(line: socket.socket) -> bool:
    """Whether the server has closed the connection; its data is read first."""
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
def short_timeouts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(protocol, "REQUEST_SECONDS", 1.0)
    monkeypatch.setattr(protocol, "RESPONSE_SECONDS", 1.0)
    monkeypatch.setattr(protocol, "CHECK_SECONDS", 0.1)


@pytest.mark.parametrize(
    "sent",
    [b"", b"GET", REQUEST, REQUEST + b"Accept: x\r\n"],
    ids=["nothing", "a_word", "half_a_head", "more_of_a_head"],
)
def test_300_half_open_connections_do_not_block(sent: bytes) -> None:
    """Case X10, with the real timeouts."""
    with running_server() as address, ExitStack() as stack:
        for number in range(300):
            line = stack.enter_context(socket.create_connection(address))
            line.sendall(sent)
            if number % 60 == 0:
                assert status(address) == 200
        assert [status(address) for _ in range(3)] == [200, 200, 200]


@pytest.mark.usefixtures("short_timeouts")
def test_idle_connections_are_closed() -> None:
    """Unused, half-open, dripping, kept alive, or with an answer that is not read."""
    with running_server() as address, ExitStack() as stack:
        lines = [stack.enter_context(socket.create_connection(address)) for _ in range(5)]
        _unused, half, dripping, kept, unread = lines
        half.sendall(REQUEST)
        kept.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
        unread.sendall(REQUEST + b"\r\n")
        started = time.monotonic()
        while not all(is_closed(line) for line in lines if line is not unread):
            assert time.monotonic() < started + 120
            with suppress(ConnectionError):
                dripping.sendall(b"G")
            time.sleep(0.1)
        wait_until(lambda: is_closed(unread), 20)
        assert status(address) == 200


@pytest.mark.usefixtures("short_timeouts")
def test_keep_alive_holds_for_prompt_requests() -> None:
    with running_server() as address:
        connection = http.client.HTTPConnection(*address, timeout=10)
        for _ in range(8):
            connection.request("GET", "/")
            assert connection.getresponse().read() == b"x" * 10
            time.sleep(0.3)
        connection.close()


def test_slow_reader_gets_the_whole_answer() -> None:
    with running_server() as address:
        connection = http.client.HTTPConnection(*address, timeout=10)
        connection.request("GET", "/large")
        answer, length = connection.getresponse(), 0
        while piece := answer.read(5_000_000):
            length += len(piece)
            time.sleep(0.05)
        connection.close()
        assert length == 50_000_000
