"""Which news sites do we know?"""

from __future__ import annotations

from newsspider.outlets.outlet import Outlet
from newsspider.outlets.sites import outlets
from newsspider.outlets.tribun import TRIBUN

OUTLETS: dict[str, Outlet] = {outlet.name: outlet for outlet in (TRIBUN, *outlets())}
"""Every outlet by name."""


def outlet_for(url: str) -> Outlet | None:
    """The outlet whose hosts include this address's, if any."""
    return next((outlet for outlet in OUTLETS.values() if outlet.address(url).allowed), None)
