"""Example of the environment: every variable and setting that it names exists."""

from __future__ import annotations

import re

from tests.deploy.units import INSTALLED, SERVICES, values
from tests.running.crawling import ROOT

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


def test_environment_example_matches_variables_read() -> None:
    example = named(EXAMPLE.read_text("utf-8"))
    assert example <= read() | LIBPQS
    assert {name for name in read() if not name.startswith("REPLICA_")} <= example


def test_every_variable_is_documented() -> None:
    documented = (ROOT / "docs" / "settings.md").read_text("utf-8")
    for name in named(EXAMPLE.read_text("utf-8")):
        assert f"`{name}`" in documented, f"describe {name} in docs/settings.md"


def test_environment_lines_suit_systemd_and_compose() -> None:
    for line in EXAMPLE.read_text("utf-8").splitlines():
        assert not line or line.startswith("#") or re.fullmatch(r"[A-Z_]+=[^\s'\"$\\]+", line), line


def test_unit_variables_are_read() -> None:
    for service in SERVICES:
        assert values(service, "EnvironmentFile") == ["/etc/newsspider/newsspider.env"]
        assert values(service, "WorkingDirectory") == [INSTALLED]
        stated = {value.partition("=")[0] for value in values(service, "Environment")}
        assert stated == {"NEWSSPIDER_DATA", "PYTHONUNBUFFERED", "TMPDIR"}
