"""Choice of the commands that Scrapy loads: the one that is asked for, or all of them.

Scrapy imports every module of COMMANDS_MODULE before it runs any command. All of ours take longer to import
than Scrapy itself, and a crawl needs neither the dashboard nor the scheduler.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

COMMANDS = "newsspider.commands"
FOLDER = Path(__file__).parents[1] / "commands"


def commands_module(command_line: Sequence[str]) -> str:
    """The module of the command of ours that a command line of `scrapy` names; else the package of all."""
    program = Path(*command_line[:1])
    named = next((word for word in command_line[1:] if not word.startswith("-")), "")  # as Scrapy finds it
    is_ours = named in {path.stem for path in FOLDER.glob("[!_]*.py")}
    is_scrapy = "scrapy" in (program.stem, program.parent.name)
    return f"{COMMANDS}.{named}" if is_scrapy and is_ours else COMMANDS
