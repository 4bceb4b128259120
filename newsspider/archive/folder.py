"""The setting ARCHIVE: the folder of the archive, or none."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

OFF = "off"


def archive_folder(settings: Mapping[str, Any]) -> Path | None:
    """The folder that ARCHIVE states; `archive` in DATA_DIR if empty, None if `off` or missing."""
    stated = settings.get("ARCHIVE")
    if stated is None or str(stated).strip().lower() == OFF:
        return None
    return Path(str(stated).strip() or Path(settings["DATA_DIR"]) / "archive")
