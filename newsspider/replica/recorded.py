"""Site that serves recorded pages at their real URLs, and another site's pages elsewhere."""

import gzip
import json
from pathlib import Path
from urllib.parse import urlsplit

from newsspider.replica.page import Page, Site


class RecordedPages:
    """The pages of a folder (`*/gold.json` with `url`, and `page.html.gz` beside it), else those of `site`.

    Raises ValueError if the folder is missing.
    """

    def __init__(self, folder: Path, site: Site) -> None:
        if not folder.is_dir():
            raise ValueError(f"expected a folder of recorded pages at {folder}, found none")
        self._site = site
        self._files: dict[tuple[str, str], Path] = {}
        for gold in sorted(folder.rglob("gold.json")):
            url, page = json.loads(gold.read_text("utf-8")).get("url"), gold.with_name("page.html.gz")
            if url and page.exists():
                self._files[_place(url)] = page

    @property
    def urls(self) -> list[str]:
        return [f"https://{host}{target}" for host, target in self._files]

    def page(self, host: str, target: str) -> Page:
        recorded = self._files.get((host.partition(":")[0], target))
        if recorded:
            return Page(body=gzip.decompress(recorded.read_bytes()))
        return self._site.page(host, target)


def _place(url: str) -> tuple[str, str]:
    parts = urlsplit(url)
    return parts.netloc.lower(), (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
