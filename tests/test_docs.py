"""Every setting, command and make target is documented, and what is documented exists."""

import importlib
import pkgutil
import re
from pathlib import Path

import pytest
from scrapy.settings import default_settings

import newsspider.commands

ROOT = Path(__file__).resolve().parents[1]
COMMANDS = sorted(
    name
    for _, name, _ in pkgutil.iter_modules(newsspider.commands.__path__)
    if hasattr(importlib.import_module(f"newsspider.commands.{name}"), "Command")
)
NO_SETTINGS = {"ROOT"}  # capitals in settings/ that only its own lines use
SCRAPYS_COMMANDS = {"bench", "check", "list", "parse", "runspider", "settings", "shell", "version", "view"}


def text(name: str) -> str:
    path = ROOT / name
    assert path.exists(), f"expected {name} to be there: write it"
    return path.read_text("utf-8")


@pytest.mark.parametrize("module", ["base", "production", "replica", "testing"])
def test_every_setting_of_ours_is_documented(module: str) -> None:
    ours = {
        name
        for name in vars(importlib.import_module(f"settings.{module}"))
        if name[0].isupper() and name.isupper()
    }
    documented = set(re.findall(r"^\| `(\w+)`", text("docs/settings.md"), re.M))
    missing = ours - documented - set(dir(default_settings)) - NO_SETTINGS
    assert not missing, f"describe {', '.join(sorted(missing))} in docs/settings.md"


def test_every_documented_setting_exists() -> None:
    there = {
        name for module in ("base", "replica") for name in vars(importlib.import_module(f"settings.{module}"))
    }
    documented = set(re.findall(r"^\| `(\w+)`", text("docs/settings.md"), re.M))
    assert documented
    assert not documented - there


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_is_documented(command: str) -> None:
    assert f"scrapy {command}" in text("README.md") + text("docs/commands.md"), f"describe scrapy {command}"


@pytest.mark.parametrize("document", ["README.md", "docs/commands.md", "docs/runbook.md"])
def test_every_documented_command_exists(document: str) -> None:
    for command in re.findall(r"(?:`|/bin/|^)scrapy ([a-z]+(?:-[a-z]+)*)", text(document), re.M):
        assert command in {*COMMANDS, *SCRAPYS_COMMANDS}, f"{document} names scrapy {command}"


def test_readme_names_the_two_commands_and_only_targets_that_exist() -> None:
    targets = set(re.findall(r"^([a-z]+):", text("Makefile"), re.M))
    named = set(re.findall(r"(?:`|^(?:\$ )?)make ([a-z]+)", text("README.md"), re.M))
    assert {"demo", "test"} <= named
    assert not named - targets


def test_every_table_is_described() -> None:
    tables = set(re.findall(r"^create table (\w+)", text("newsspider/store/schema.sql"), re.M))
    rows = re.findall(r"^\| (`.+?) \|", text("docs/database.md"), re.M)
    assert {name for row in rows for name in re.findall(r"`(\w+)`", row)} == tables
