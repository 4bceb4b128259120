"""Pages of a preflight, kept in a folder for recordings: one file a page, and one line about each."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Self

from newsspider.preflight.report import Answer, CheckName
from newsspider.text import storable
from newsspider.validation import BadValue

ABOUT = "pages.jsonl"


class NotSaved(Exception):
    """A folder that takes no more pages: the message says what was expected and what was found."""


@dataclass(kw_only=True)
class PageFolder:
    """A new folder below the one that the operator names, so that no earlier page is overwritten.

    File names are made of the host, which is one of the outlet's, and of what was asked for: nothing that a
    page says is in them.
    """

    path: Path
    _saved: Counter[str] = field(default_factory=Counter)

    @classmethod
    def create(cls, parent: str) -> Self:
        """Make the folder. Raises BadValue."""
        path = Path(parent) / f"{datetime.now(UTC):%Y-%m-%dT%H%M%S-%f}"
        try:
            path.mkdir(parents=True)
        except OSError as error:
            reason = error.strerror or "no such folder"
            raise BadValue(
                f"expected --save to be a folder that can be written, found {parent!a}: {reason}"
            ) from None
        return cls(path=path)

    def save(self, host: str, name: CheckName, answer: Answer) -> None:
        """Keep a page; an answer without a body is only noted. Raises NotSaved."""
        self._saved[host] += 1
        ending = "txt" if name is CheckName.ROBOTS else "xml" if b"<?xml" in answer.body[:200] else "html"
        file = f"{host}/{self._saved[host]}-{name.lower().split('.')[0].replace(' ', '-')}.{ending}"
        about = {
            "file": file if answer.body else None,
            "url": answer.url,
            "final_url": answer.final_url or None,
            "status": answer.status,
            "content_type": answer.content_type,
            "network": answer.network,
            "at": datetime.now(UTC).isoformat(timespec="seconds"),
            "error": storable(f"{answer.reason}: {answer.detail}") if answer.reason else None,
        }
        try:
            if answer.body:
                (self.path / host).mkdir(exist_ok=True)
                (self.path / file).write_bytes(answer.body)
            with (self.path / ABOUT).open("a", encoding="utf-8") as lines:
                lines.write(json.dumps(about) + "\n")
        except OSError as error:
            raise NotSaved(f"expected {self.path} to take pages, found: {error.strerror}") from None
