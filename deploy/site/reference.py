"""Generated pages of the documentation: help of the commands, tables, reasons of runs."""

from __future__ import annotations

import argparse
import importlib
import os
import pkgutil
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

from scrapy.commands import ScrapyCommand
from scrapy.utils.project import get_project_settings

import newsspider.commands

ROOT = Path(__file__).resolve().parents[2]
REASONS = ROOT / "newsspider/reasons/reasons.toml"
SCHEMA = ROOT / "newsspider/store/schema.sql"
HELP = """# Help of the commands

What `scrapy COMMAND --help` prints. [Commands](commands.md) explains it.
"""


def commands() -> dict[str, ScrapyCommand]:
    """The commands of the project, by name, with its settings."""
    found = {}
    for _, name, _ in pkgutil.iter_modules(newsspider.commands.__path__):
        made = getattr(importlib.import_module(f"newsspider.commands.{name}"), "Command", None)
        if made is not None:
            found[name] = made()
            found[name].settings = get_project_settings()
    return dict(sorted(found.items()))


def help_page() -> str:
    """The --help of every command."""
    os.environ["COLUMNS"] = "80"  # argparse wraps at the width of the terminal
    sections = [HELP]
    for name, command in commands().items():
        parser = argparse.ArgumentParser(
            usage=f"scrapy {name} {command.syntax()}",
            description=command.long_desc(),
            conflict_handler="resolve",
        )
        command.add_options(parser)
        sections.append(f"## scrapy {name}\n\n```text\n{parser.format_help().rstrip()}\n```\n")
    return "\n".join(sections)


def tables_page() -> str:
    """Every table and column with its type and comment, as schema.sql has them."""
    lines = [
        "# Tables",
        "",
        "Each table and column with its comment, which the database has too (`\\d+` in `scrapy psql`). "
        "Dashboards read the [views](ops.md) instead: these stay as they are.",
    ]
    for kind, name, stated, comment in schema():
        if kind == "table":
            lines += ["", f"## {name}", "", comment, "", "| column | type | meaning |", "|---|---|---|"]
        else:
            lines.append(f"| `{name}` | {stated} | {_cell(comment)} |")
    return "\n".join(lines) + "\n"


def schema() -> Iterator[tuple[str, str, str, str]]:
    """("table" or "column", name, type, comment) in the order of schema.sql."""
    inside, comment = False, ""
    for line in SCHEMA.read_text("utf-8").splitlines():
        if match := re.fullmatch(r" *-- (?!#)(.*)", line):
            comment = f"{comment} {match[1]}".strip()
            continue
        if match := re.match(r"create table (\w+) \(", line):
            inside = True
            yield "table", match[1], "", comment
        elif line.startswith(")"):
            inside = False
        elif inside and (match := re.match(r"    (?!constraint|primary key)(\w+) ([a-z]+(?:\[\])?)", line)):
            yield "column", match[1], match[2], comment
        comment = ""


def reasons_page() -> str:
    """Every reason of a run in both languages, with what to do."""
    lines = [
        "# Reasons",
        "",
        "Why a run was not ok: code, sentence, and what to do, in English and Indonesian.",
    ]
    for code, entry in tomllib.loads(REASONS.read_text("utf-8")).items():
        if "help" in entry:
            lines += ["", f"## {code}", ""]
            for language in ("en", "id"):
                lines += [f"`{entry[language]}`", "", entry["help"][language], ""]
    return "\n".join(lines) + "\n"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
