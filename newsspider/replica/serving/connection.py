"""HTTP/1.1 protocol of one connection to the replica."""

import asyncio
import re
from email.utils import formatdate
from http import HTTPStatus
from typing import NamedTuple, cast
from urllib.parse import urlsplit

from newsspider.replica.faults import Fault, apply_fault
from newsspider.replica.serving.accesslog import AccessLog
from newsspider.replica.serving.answers import Answer, AnswerCache, plain_body

_MAX_HEAD = 65_536
_NOT_ALLOWED = b"HTTP/1.1 405 Method Not Allowed\r\nAllow: GET, HEAD\r\nContent-Length: 0\r\n\r\n"
_HEADER = re.compile(r"^([!-9;-~]+):[ \t]*(.*?)[ \t]*$", re.M)


class Head(NamedTuple):
    """The head of a request; header names are in lower case."""

    method: str
    host: str
    target: str
    headers: dict[str, str]
    keep_alive: bool


def parse_head(text: str) -> Head:
    """Parse the head of a request; an absolute target, as for a proxy, is split. Raises ValueError."""
    line, _, rest = text.partition("\r\n")
    method, target, version = line.split(" ")
    headers = {name.lower(): value for name, value in _HEADER.findall(rest.replace("\r", ""))}
    host = headers.get("host", "")
    if target.startswith("http://"):
        parts = urlsplit(target)
        host, target = parts.netloc, target.removeprefix(f"http://{parts.netloc}") or "/"
    if not version.startswith("HTTP/1."):
        raise ValueError(f"expected HTTP/1.x, found {version!r}")
    connection = headers.get("connection", "").lower()
    keep_alive = connection != "close" if version == "HTTP/1.1" else connection == "keep-alive"
    return Head(method, host.lower(), target, headers, keep_alive)


class Connection(asyncio.Protocol):
    """One keep-alive connection; requests on it are answered in order."""

    def __init__(self, answers: AnswerCache, log: AccessLog, open_transports: set[asyncio.Transport]) -> None:
        self._answers, self._log, self._open = answers, log, open_transports
        self._buffer = b""
        self._skip = 0
        self._transport: asyncio.Transport | None = None
        self._stalled: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)  # uvloop's transport is no subclass of it
        self._open.add(self._transport)

    def connection_lost(self, exc: Exception | None) -> None:
        if self._transport:
            self._open.discard(self._transport)
        if self._stalled:
            self._stalled.cancel()

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        while self._transport and not self._stalled and not self._transport.is_closing():
            skipped, self._skip = self._skip, max(0, self._skip - len(self._buffer))
            self._buffer = self._buffer[skipped:]
            head, found, rest = self._buffer.partition(b"\r\n\r\n")
            if not found:
                if len(head) > _MAX_HEAD:
                    self._refuse(self._transport)
                return
            self._buffer = rest
            self._handle(head, self._transport)

    def _handle(self, raw: bytes, transport: asyncio.Transport) -> None:
        try:
            head = parse_head(raw.decode("latin-1"))
            self._skip = int(head.headers.get("content-length", "0"))
        except ValueError:
            self._refuse(transport)
            return
        self._reply(head, transport)
        if not head.keep_alive and not self._stalled:
            transport.close()

    def _reply(self, head: Head, transport: asyncio.Transport) -> None:
        if head.method not in ("GET", "HEAD"):
            self._send(head, HTTPStatus.METHOD_NOT_ALLOWED, _NOT_ALLOWED, transport)
            return
        answer = self._answers.get(head.host, head.target)
        if answer.fault is Fault.HUNG_UP:
            self._send(head, 0, b"", transport)
            self._hang_up(answer.fault_after, transport)
            return
        self._send(head, *_message(head, answer), transport)
        if answer.fault is Fault.CUT:
            transport.close()

    def _send(self, head: Head, status: int, sent: bytes, transport: asyncio.Transport) -> None:
        self._log.write(head.host, head.target, status, head.headers, len(sent))
        transport.write(sent)

    def _hang_up(self, seconds: float, transport: asyncio.Transport) -> None:
        """Close without an answer, now or after some seconds in which further requests are ignored."""
        if seconds:
            self._stalled = asyncio.get_running_loop().call_later(seconds, transport.close)
        else:
            transport.close()

    def _refuse(self, transport: asyncio.Transport) -> None:
        transport.write(b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
        transport.close()


def _message(head: Head, answer: Answer) -> tuple[int, bytes]:
    status, gzipped = answer.status, "gzip" in head.headers.get("accept-encoding", "")
    if answer.is_unchanged(head.headers.get("if-none-match"), head.headers.get("if-modified-since")):
        status, body = HTTPStatus.NOT_MODIFIED.value, b""
    else:
        body = answer.body if gzipped else plain_body(answer)
    announced, sent = apply_fault(body, answer.fault, gzipped)
    encoding = answer.encoding or ("gzip" if gzipped else "")
    stated = f"Content-Encoding: {encoding}\r\n" if encoding and body else ""
    length = f"{stated}Content-Length: {announced}\r\n"
    closing = "" if head.keep_alive else "Connection: close\r\n"
    first = f"HTTP/1.1 {status} {HTTPStatus(status).phrase}\r\nDate: {formatdate(usegmt=True)}\r\n"
    text = f"{first}Access-Control-Allow-Origin: *\r\n{answer.headers}{length}{closing}\r\n"
    return status, text.encode("latin-1") + (b"" if head.method == "HEAD" else sent)
