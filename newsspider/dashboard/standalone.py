"""Inspector of one story as a self-contained HTML file."""

from __future__ import annotations

import tempfile
from base64 import b64encode
from hashlib import sha256
from pathlib import Path

from markupsafe import Markup

from newsspider.dashboard.inspector import Shown
from newsspider.dashboard.rendering import FOLDER, render
from newsspider.items import Article


def standalone_page(article: Article, shown: Shown) -> str:
    """An HTML page with inline styles, which may load and run nothing."""
    style = (FOLDER / "static" / "style.css").read_text("utf-8")
    digest = b64encode(sha256(style.encode()).digest()).decode()
    values = {
        "article": article,
        "shown": shown,
        "links": article.links,
        "style": Markup(style),
        "policy": f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'",
    }
    return render("explained.html", "en", values)


def write_temporary(html: str) -> Path:
    """Write the page into a temporary folder that only its owner can read. Returns the file."""
    path = Path(tempfile.mkdtemp(prefix="newsspider-")) / "story.html"
    path.write_text(html, encoding="utf-8", errors="replace")
    return path
