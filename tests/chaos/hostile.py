"""Servers that harm a crawler, below and above the level of HTTP.

Every trick is a story's page; beside them are stories that nothing ails. The server is a thread per
connection, and writes bytes as it likes.
"""

from __future__ import annotations

import contextlib
import gzip
import socket
import socketserver
import threading
import time
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

from tests.running.oddsite import Answer, serving

Say = Callable[[bytes], object]
Trick = Callable[[Say], object]
"""Writes an answer, head and all; the connection ends with it."""
OK = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=UTF-8\r\n"
END = b"\r\n\r\n"
SECONDS = 30.0
"""How long a server that stalls does so: far longer than a crawl here waits."""


def whole(status: int, headers: Mapping[str, str], body: bytes) -> bytes:
    all_headers = {**headers, "Content-Length": len(body)}
    head = "\r\n".join(f"{name}: {value}" for name, value in all_headers.items())
    return f"HTTP/1.1 {status} X\r\n{head}\r\n\r\n".encode() + body


def stalled_before_a_word(say: Say) -> None:
    say(b"")
    time.sleep(SECONDS)


def of_page(page: bytes) -> dict[str, Trick]:
    """The tricks with a page that would be a story, were it sent as it should; each by a name."""
    length = len(page)

    def stalled_in_the_body(say: Say) -> None:
        say(OK + b"Content-Length: %d" % length + END + page[: length // 2])
        time.sleep(SECONDS)

    def a_byte_a_second(say: Say) -> None:
        say(OK + b"Content-Length: %d" % length + END)
        for place in range(length):
            say(page[place : place + 1])
            time.sleep(1)

    def headers_without_end(say: Say) -> None:
        say(OK)
        for number in range(int(SECONDS * 20)):
            say(b"X-%d: x\r\n" % number)
            time.sleep(0.05)

    def body_without_end(say: Say) -> None:
        say(OK + b"Transfer-Encoding: chunked" + END)
        while True:
            say(b"100000\r\n" + bytes(0x100000) + b"\r\n")

    packed = gzip.compress(page)
    return {
        "diam": stalled_before_a_word,
        "diam-di-tengah": stalled_in_the_body,
        "sebyte-sedetik": a_byte_a_second,
        "kepala-tanpa-akhir": headers_without_end,
        "badan-tanpa-akhir": body_without_end,
        "putus": lambda say: say(OK + b"Content-Length: %d" % length + END + page[: length // 2]),
        "putus-gzip": lambda say: say(
            OK
            + b"Content-Encoding: gzip\r\nContent-Length: %d" % (len(packed) // 2)
            + END
            + packed[: len(packed) // 2]
        ),
        "putus-chunk": lambda say: say(
            OK + b"Transfer-Encoding: chunked" + END + b"%x\r\n" % length + page[:99]
        ),
        "terlalu-panjang": lambda say: say(OK + b"Content-Length: %d" % (length + 500) + END + page),
        "terlalu-pendek-gzip": lambda say: say(
            OK + b"Content-Encoding: gzip\r\nContent-Length: %d" % (len(packed) - 40) + END + packed
        ),
        "panjang-minus": lambda say: say(OK + b"Content-Length: -7" + END + page),
        "dua-panjang": lambda say: say(
            OK + b"Content-Length: %d\r\nContent-Length: %d" % (length, length // 3) + END + page
        ),
        "bukan-http": lambda say: say(b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + bytes(range(256))),
        "tutup": lambda say: say(b""),
    }


def half(page: bytes) -> dict[str, Trick]:
    """A page whose stated length is half of what is sent: for HTTP it is whole with that."""
    return {"terlalu-pendek": lambda say: say(OK + b"Content-Length: %d" % (len(page) // 2) + END + page)}


def bombs(page: bytes) -> dict[str, Trick]:
    """Bodies that are small as sent and huge unpacked, or cost much to unpack."""
    zeros = _packed(2**28)
    large = gzip.compress(_packed(49 * 2**20))
    return {
        "bom": _body(zeros, "gzip"),
        "bom-berganda": _body(gzip.compress(zeros), "gzip"),
        "bom-dua-kali": _body(gzip.compress(zeros), "gzip, gzip"),
        "bom-deflate": _body(_packed(2**27, zlib.MAX_WBITS), "deflate"),
        "bom-tanpa-tajuk": _body(zeros, ""),
        **{f"bom-sedang-{number}": _body(large, "gzip") for number in range(4)},
        "bom-isi": _body(gzip.compress(page * (2**28 // len(page))), "gzip"),
        "bom-teks": _body(gzip.compress(b"kopi susu gula aren\n" * 400_000), "gzip"),
        "bom-anggota": _body(gzip.compress(b"") * 400_000, "gzip"),
    }


def _packed(size: int, window: int = 31) -> bytes:
    packer = zlib.compressobj(wbits=window)
    return b"".join([*(packer.compress(bytes(2**20)) for _ in range(size // 2**20)), packer.flush()])


def _body(body: bytes, encoding: str) -> Trick:
    coding = b"Content-Encoding: %s\r\n" % encoding.encode() if encoding else b""
    return lambda say: say(OK + coding + b"Content-Length: %d" % len(body) + END + body)


class HostileSite:
    """Sites on loopback: `pages` are what is at `host/path?query`, `tricks` are answers of raw bytes, and
    `storms` may answer first of all. `asked` holds the address of every request, whole, and its host's name
    as it was sent."""

    def __init__(
        self,
        pages: Callable[[str, str], Answer],
        tricks: Mapping[str, Trick],
        storm: Callable[[str, str], Answer | None] = lambda *_: None,
    ) -> None:
        self.asked: list[str] = []
        site = self

        class Connection(socketserver.StreamRequestHandler):
            def handle(self) -> None:
                with contextlib.suppress(OSError):
                    while line := self.rfile.readline(65_536):
                        head = {}
                        while header := self.rfile.readline(65_536).strip():
                            name, _, value = header.partition(b":")
                            head[name.lower()] = value.strip().decode()
                        if not self.answer(head[b"host"].partition(":")[0], line.split()[1].decode()):
                            return

            def answer(self, host: str, path: str) -> bool:
                """Whether the connection may be used again."""
                site.asked.append(host + path)
                raging = storm(host, path)
                if trick := None if raging else tricks.get(host + path):
                    trick(self.wfile.write)
                    return False
                status, headers, body = raging or pages(host, path)
                self.wfile.write(whole(status, headers, body.encode() if isinstance(body, str) else body))
                return True

        class Server(socketserver.ThreadingTCPServer):
            daemon_threads, allow_reuse_address, request_queue_size = True, True, 128

        self._server = Server(("127.0.0.1", 0), Connection)
        self.address = f"127.0.0.1:{self._server.server_address[1]}"

    @contextmanager
    def running(self) -> Iterator[HostileSite]:
        with serving(self._server):
            yield self


class Ear:
    """A port of loopback that nobody should speak to: `heard` is who did."""

    def __init__(self) -> None:
        self.heard: list[str] = []
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._socket.getsockname()[1]
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                other, address = self._socket.accept()
                self.heard.append(str(address))
                other.close()

    def close(self) -> None:
        self._socket.close()
