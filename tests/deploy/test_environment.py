"""Does every variable and setting that the example of the environment names exist?"""

from __future__ import annotations

import re

from tests.crawling import ROOT
from tests.deploy.units import INSTALLED, SERVICES, values

EXAMPLE = ROOT / "deploy" / "newsspider.env.example"
LIBPQS = {"PGPASSFILE"}
"""What libpq reads itself."""


def named(text: str) -> set[str]:
    """Variables that a line sets, or would without its #."""
    return set(re.findall(r"^#?([A-Z_]+)=", text, re.M))


def read() -> set[str]:
    """The variables that the settings read."""
    texts = (path.read_text("utf-8") for path in (ROOT / "settings").glob("*.py"))
    return {name for text in texts for name in re.findall(r'environ\.get\("(\w+)"', text)}


def test_every_variable_is_read_by_somebody_and_none_of_production_is_left_out() -> None:
    example = named(EXAMPLE.read_text("utf-8"))
    assert example <= read() | LIBPQS
    assert {name for name in read() if not name.startswith("REPLICA_")} <= example


def test_every_variable_is_documented() -> None:
    documented = (ROOT / "docs" / "settings.md").read_text("utf-8")
    for name in named(EXAMPLE.read_text("utf-8")):
        assert f"`{name}`" in documented, f"describe {name} in docs/settings.md"


def test_every_line_is_one_that_systemd_and_compose_read_alike() -> None:
    for line in EXAMPLE.read_text("utf-8").splitlines():
        assert not line or line.startswith("#") or re.fullmatch(r"[A-Z_]+=[^\s'\"$\\]+", line), line


def test_what_the_units_set_is_read_too() -> None:
    for service in SERVICES:
        assert values(service, "EnvironmentFile") == ["/etc/newsspider/newsspider.env"]
        assert values(service, "WorkingDirectory") == [INSTALLED]
        told = {value.partition("=")[0] for value in values(service, "Environment")}
        assert told == {"NEWSSPIDER_DATA", "PYTHONUNBUFFERED", "TMPDIR"}
