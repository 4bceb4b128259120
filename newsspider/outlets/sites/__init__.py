"""Outlets of one file each, made by `scrapy genspider -t outlet NAME HOST`."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from pkgutil import iter_modules

from newsspider.outlets.outlet import Outlet


def outlets() -> Iterator[Outlet]:
    """The `OUTLET` of each module of this package."""
    for module in iter_modules(__path__):
        yield import_module(f"{__name__}.{module.name}").OUTLET
