"""A receiver of alerts, over real HTTP on loopback."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


class Webhook:
    """Takes what Apprise's json:// sends; `status` is what it answers, after `seconds`."""

    def __init__(self) -> None:
        self.got: list[dict[str, Any]] = []
        self.status, self.seconds, self.asked = 200, 0.0, 0
        webhook = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                webhook.asked += 1
                time.sleep(webhook.seconds)
                if webhook.status == 200:
                    webhook.got.append(json.loads(body))
                self.send_response(webhook.status)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - http.server's name
                """Not on the test's screen."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True

    @property
    def url(self) -> str:
        """With a password and a path, both of which are secrets."""
        return f"json://robot:s3cret-word@127.0.0.1:{self.server.server_port}/hidden-path"

    @property
    def titles(self) -> list[str]:
        return [message["title"] for message in self.got]


@contextmanager
def serving(server: ThreadingHTTPServer) -> Iterator[None]:
    """A block during which the server answers."""
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@contextmanager
def receiving() -> Iterator[Webhook]:
    webhook = Webhook()
    with serving(webhook.server):
        yield webhook
