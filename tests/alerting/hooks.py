"""A receiver of webhooks over real HTTP on loopback, that verifies each signature as the documentation has it."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, cast

from tests.running.crawling import ROOT
from tests.running.receiving import serving

SECRET = "whsec_" + base64.b64encode(b"kopi-gayo-kopi-gayo-kopi").decode()


def _documented() -> Callable[[str, Any, bytes], dict[str, Any]]:
    """The function that docs/webhooks.md gives to receivers: returns the message of a request that we signed
    within five minutes, or raises ValueError."""
    (code,) = re.findall(r"```python\n(.+?)```", (ROOT / "docs/webhooks.md").read_text("utf-8"), re.S)
    names: dict[str, Any] = {}
    exec(compile(code, "docs/webhooks.md", "exec"), names)
    return cast(Callable[[str, Any, bytes], dict[str, Any]], names["verified"])


verified = _documented()


class Hook:
    """Keeps the messages that it has taken; `answer` says with which status a story is answered."""

    def __init__(self) -> None:
        self.got: list[dict[str, Any]] = []
        self.asked = 0
        self.answer: Callable[[dict[str, Any]], int] = lambda _: 204
        hook = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                message = verified(SECRET, self.headers, body)
                assert self.headers["webhook-id"] == message["data"]["id"]
                hook.asked += 1
                status = hook.answer(message)
                if status < 300:
                    hook.got.append(message["data"])
                self.send_response(status)
                if status in (301, 302, 307):
                    self.send_header("Location", hook.url)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - http.server's name
                """Not on the test's screen."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True

    @property
    def url(self) -> str:
        """With a token, which is a secret."""
        return f"http://127.0.0.1:{self.server.server_port}/stories?token=s3cret-word"

    @property
    def addresses(self) -> list[str]:
        return [story["url"] for story in self.got]

    def file(self, folder: Path, **filters: str) -> str:
        """The path of a file that declares this webhook as `desk`."""
        stated = {"name": "desk", "url": self.url, "secret": SECRET, **filters}
        text = "".join(f"{key} = {json.dumps(value)}\n" for key, value in stated.items())
        path = folder / "webhooks.toml"
        path.write_text(f"[[webhook]]\n{text}", "utf-8")
        return str(path)


@contextmanager
def hooked() -> Iterator[Hook]:
    hook = Hook()
    with serving(hook.server):
        yield hook
