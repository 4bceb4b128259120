"""Command `scrapy completion SHELL`: print the completion of this project's commands for a shell.

Needs no database. Exit codes: 0 printed. 2 bad usage.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping, Sequence

from scrapy.cmdline import _get_commands_dict
from scrapy.exceptions import UsageError
from scrapy.settings import Settings
from scrapy.spiderloader import get_spider_loader

from newsspider.console.command import ProjectCommand
from newsspider.console.completion import SHELLS, Completed, options_of, script
from newsspider.console.loading import COMMANDS
from newsspider.console.terminal import show
from newsspider.outlets import OUTLETS
from newsspider.spiders.arguments import NAMES


class Command(ProjectCommand):
    """Prints a script that completes commands, options, spiders, outlets and newsrooms."""

    description = "Print a script that completes these commands in bash, zsh or fish"
    operands = "<shell>"

    def execute(self, args: list[str], opts: argparse.Namespace) -> None:
        if len(args) != 1 or args[0] not in SHELLS:
            found = " ".join(args) or "none"
            expected = f"expected one shell of {', '.join(SHELLS)}, found {found!a}"
            raise UsageError(f"{expected}: scrapy completion bash", print_help=False)
        show(script(args[0], sorted(commands_of(self.project_settings), key=lambda each: each.name)))


def commands_of(settings: Settings) -> Iterator[Completed]:
    """Every command of the project and of Scrapy, with its options and what may follow them."""
    spiders = tuple(get_spider_loader(settings).list())
    words = words_after(spiders)
    everything = settings.copy()
    everything.set("COMMANDS_MODULE", COMMANDS)
    for name, command in _get_commands_dict(everything, inproject=True).items():
        command.settings = settings
        parser = argparse.ArgumentParser(conflict_handler="resolve")
        command.add_options(parser)
        yield Completed(
            name=name,
            description=command.short_desc(),
            options=options_of(parser, option_values(spiders)),
            words=words.get(name, ()),
        )


def words_after(spiders: Sequence[str]) -> Mapping[str, Sequence[str]]:
    """What may follow the options of a command, where it is one of a few words."""
    outlets = tuple(OUTLETS)
    return {
        **dict.fromkeys(("check", "crawl", "edit"), spiders),
        **dict.fromkeys(("outlets", "preflight"), outlets),
        "completion": tuple(SHELLS),
    }


def option_values(spiders: Sequence[str]) -> Mapping[str, Sequence[str]]:
    """What may follow an option that has no choices of its own."""
    newsrooms = {host.split(".")[0] for outlet in OUTLETS.values() for host in outlet.newsrooms}
    return {
        "-a": [f"{name}=" for name in NAMES],
        "--outlet": tuple(OUTLETS),
        "--spider": spiders,
        **dict.fromkeys(("--host", "--hosts"), sorted(newsrooms)),
    }
