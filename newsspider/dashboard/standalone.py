"""How does the inspector of one story become a file that stands for itself?"""

from __future__ import annotations

import tempfile
from base64 import b64encode
from hashlib import sha256
from pathlib import Path

from markupsafe import Markup

from newsspider.dashboard.inspector import Shown
from newsspider.dashboard.rendering import HERE, page
from newsspider.items import Article


def explained(article: Article, shown: Shown, language: str = "en") -> str:
    """One HTML page with its styles in it, which may load and run nothing."""
    style = (HERE / "static" / "style.css").read_text("utf-8")
    digest = b64encode(sha256(style.encode()).digest()).decode()
    told = {
        "article": article,
        "shown": shown,
        "links": article.links,
        "style": Markup(style),
        "policy": f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'",
    }
    return page("explained.html", language, told)


def written(html: str) -> Path:
    """The page as a file in a folder of its own, which only its owner can read."""
    path = Path(tempfile.mkdtemp(prefix="newsspider-")) / "story.html"
    path.write_text(html, encoding="utf-8", errors="replace")
    return path
