"""The setting ARCHIVE: the folder of the archive, or none."""

from __future__ import annotations

from pathlib import Path

OFF = "off"


def archive_folder(stated: str, data: Path) -> Path | None:
    """The folder that ARCHIVE states; `archive` in the data folder if it is empty, None if it is `off`."""
    if stated.strip().lower() == OFF:
        return None
    return Path(stated) if stated.strip() else data / "archive"
