"""Remedy of each trouble that a preflight finds, from remedies.toml."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

from newsspider.preflight.report import Trouble


def remedy(trouble: Trouble) -> str:
    """What to do about it, in words."""
    return _remedies()[trouble]


@cache
def _remedies() -> dict[str, str]:
    return tomllib.loads(files("newsspider.preflight").joinpath("remedies.toml").read_text("utf-8"))
