"""A small site that answers as a test says, and a crawl of it."""

from __future__ import annotations

import socketserver
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

Answer = tuple[int, Mapping[str, str], str | bytes]
Pieces = tuple[int, Mapping[str, str], Iterator[bytes]]
"""A body that comes in pieces; the headers say its length."""
Routes = Mapping[str, Answer | Callable[[int], Answer | Pieces]]
"""What is at `host/path?query`; a function is given how often it was asked before."""

Otherwise = Callable[[str, str], Answer | Pieces | None]
"""What is at a host and path that no route names; None for nothing."""

WWW, SOLO = "www.tribunnews.com", "solo.tribunnews.com"
HTML = {"Content-Type": "text/html; charset=UTF-8"}
XML = {"Content-Type": "application/xml"}
NOTHING: Answer = (404, HTML, "<html><body>tidak ada</body></html>")


class OddSite:
    """A site of a few routes on loopback, and of pages that are made as they are asked for; all else is 404.
    `asked` holds what it was asked for, in order."""

    def __init__(self, routes: Routes, otherwise: Otherwise = lambda *_: None) -> None:
        self.asked: list[str] = []
        site = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                place = self.headers["Host"].partition(":")[0] + self.path
                before = site.asked.count(place)
                site.asked.append(place)
                host = place.removesuffix(self.path)
                route = routes.get(place) or otherwise(host, self.path) or NOTHING
                status, headers, body = route(before) if callable(route) else route
                data = body.encode() if isinstance(body, str) else body
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                if isinstance(data, bytes):
                    self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                if status != 304:
                    with suppress(ConnectionError):  # whoever asked has gone
                        self.wfile.writelines([data] if isinstance(data, bytes) else data)

            def log_message(self, *args: object) -> None:
                """Nothing: the test looks at `asked`."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.address = f"127.0.0.1:{self._server.server_port}"

    @contextmanager
    def running(self) -> Iterator[OddSite]:
        with serving(self._server):
            yield self


@contextmanager
def serving(server: socketserver.BaseServer) -> Iterator[None]:
    """The server answers as long as the block lasts."""
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()


def story(url: str, *, head: str = "Warga Menanam Kopi di Lereng", lead: str = "", extra: str = "") -> Answer:
    """A story's page, which claims to be at `url`; `lead` begins its first paragraph."""
    claims = f'<link rel="canonical" href="{url}">' if url else ""
    text = (
        f"<p><strong>TRIBUNNEWS.COM, SURYALAYA</strong> - {lead}Warga sebuah desa menanam bibit kopi di lereng yang gundul"
        " bersama para pelajar pada Sabtu pagi.</p><p>Kegiatan itu diulang setiap tahun sejak longsor besar.</p>"
    )
    return (
        200,
        HTML,
        (
            f'<!DOCTYPE html><html><head><title>{head} - Tribunnews.com</title>{claims}</head><body><div id="article">'
            f'<h1 id="arttitle" class="f50">{head}</h1><div class="side-article txt-article multi-fontsize">{text}{extra}'
            "</div></div></body></html>"
        ),
    )


def sitemap(*urls: str, modified: str = "") -> Answer:
    """A sitemap that names these addresses."""
    stamp = f"<lastmod>{modified}</lastmod>" if modified else ""
    entries = "".join(f"<url><loc>{url}</loc>{stamp}</url>" for url in urls)
    return 200, XML, f'<?xml version="1.0"?><urlset>{entries}</urlset>'


def moved(url: str) -> Answer:
    """A redirect."""
    return 301, {**HTML, "Location": url}, ""


def index(*urls: str, following: str = "") -> Answer:
    """An index page."""
    rows = "".join(f'<li class="ptb15"><h3><a href="{url}">Kisah</a></h3></li>' for url in urls)
    pager = f'<a href="{following}">Next</a>' if following else ""
    body = f'<ul class="lsi">{rows}</ul><div id="paginga"><div class="paging">{pager}</div></div>'
    return 200, HTML, f"<html><body>{body}</body></html>"
