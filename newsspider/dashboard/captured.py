"""Captured pages for the inspector: a page as it came, made harmless.

A page is written by strangers. Its policy sandboxes it: no scripts, forms or plugins, an origin of its own,
and nothing is loaded from any network. Elements that a browser acts on in spite of such a policy (a link that
connects in advance), and frames, which it would show as blocked, are renamed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from starlette.responses import PlainTextResponse, Response

from newsspider.archive.errors import NotReadable
from newsspider.archive.reader import ArchivedResponse, read
from newsspider.outlets.pages.page import decode
from newsspider.store.reports.captures import StoredCapture

SANDBOX = {
    "content-security-policy": (
        "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; "
        "form-action 'none'; frame-ancestors 'self'"
    ),
    "x-frame-options": "SAMEORIGIN",
    "x-dns-prefetch-control": "off",
}
"""Headers of a captured page; its own style elements are kept, and pictures that are in its markup."""
ANCHOR = "newsspider-headline"
"""Where the frame begins to show a page, below the site's menus."""
MOST_CHARACTERS = 2_000_000
_ACTIVE = re.compile(r"<(/?)(link|meta|base|iframe|frame|object|embed)(?=[\s/>])", re.IGNORECASE)
_HEADLINE = re.compile(r"<h1(?=[\s/>])", re.IGNORECASE)
_MARKUP = re.compile(r"\s*<(?!\?xml)", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True, slots=True)
class CapturedPage:
    """A capture as the inspector shows it; `trouble` says why it cannot be read, in one line."""

    row: StoredCapture
    size: int = 0
    trouble: str = ""


def captured_page(folder: Path | None, row: StoredCapture) -> CapturedPage:
    """A capture, with the bytes of its page or why they cannot be had."""
    try:
        return CapturedPage(row=row, size=len(_read(folder, row).body))
    except NotReadable as error:
        return CapturedPage(row=row, trouble=str(error))


def capture_response(folder: Path | None, row: StoredCapture) -> Response:
    """The page itself, sandboxed: HTML as HTML, anything else as text. Status 404 with one line if it cannot
    be read."""
    try:
        found = _read(folder, row)
    except NotReadable as error:
        return PlainTextResponse(f"{error}\n", status_code=404)
    text = decode(found.body)[:MOST_CHARACTERS]
    kind = "html" if _is_html(found, text) else "plain"
    body = _harmless(text) if kind == "html" else text
    return Response(body.encode("utf-8", "replace"), media_type=f"text/{kind}", headers=SANDBOX)


def _harmless(html: str) -> str:
    """The page with its active elements renamed, and an anchor at its first headline."""
    return _HEADLINE.sub(rf'<a id="{ANCHOR}"></a>\g<0>', _ACTIVE.sub(r"<\1x-\2", html), count=1)


def _read(folder: Path | None, row: StoredCapture) -> ArchivedResponse:
    if folder is None:
        raise NotReadable("expected the setting ARCHIVE to name the archive's folder, found that it is off")
    return read(folder, row.position)


def _is_html(found: ArchivedResponse, text: str) -> bool:
    kind = found.content_type.partition(";")[0].strip().lower()
    return kind in ("text/html", "application/xhtml+xml") or (not kind and _MARKUP.match(text) is not None)
