"""Completion of commands, options, spiders and outlets, in the shells that are there."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path

import pytest
from scrapy.utils.project import get_project_settings

from newsspider.commands.completion import commands_of
from newsspider.console.completion import SHELLS, Completed, Option, script
from newsspider.outlets import OUTLETS
from tests.running.crawling import scrapy

HOSTILE = 'what\'s "$(touch taken)" `touch taken` \\ [a:b]'
BASH = """
source "$1"
shift
COMP_WORDS=("$@") COMP_CWORD=$(($# - 1))
compopt() { :; }
_newsspider
((${#COMPREPLY[@]})) && printf '%s\\n' "${COMPREPLY[@]}" || true
"""
ZSH = """
compdef() { : }
compadd() { print -rl -- "$@" }
_describe() { print -rl -- "${(@P)2%%:*}" }
_files() { : }
source $1
shift
words=("$@") CURRENT=$#
_newsspider
"""
"""What the line editor of zsh would be offered, of which it takes what begins with the last word."""
FISH = "source $argv[1]; complete -C (string join ' ' -- $argv[2..])"


@cache
def printed(shell: str) -> str:
    done = scrapy("completion", shell)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def in_bash(path: Path, *words: str) -> set[str]:
    return run("bash", "--noprofile", "--norc", "-c", BASH, "bash", str(path), *words)


def in_fish(path: Path, *words: str) -> set[str]:
    return {line.split("\t")[0] for line in run("fish", "--no-config", "-c", FISH, str(path), *words)}


def in_zsh(path: Path, *words: str) -> set[str]:
    offered = run("zsh", "-f", "-c", ZSH, "zsh", str(path), *words)
    return {word for word in offered if word.startswith(words[-1])}


def run(*command: str) -> set[str]:
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    return {*done.stdout.splitlines()}


IN_SHELL: Mapping[str, Callable[..., set[str]]] = {"bash": in_bash, "fish": in_fish, "zsh": in_zsh}


@pytest.fixture(params=IN_SHELL)
def shell(request: pytest.FixtureRequest) -> str:
    if shutil.which(request.param) is None:
        pytest.skip(f"{request.param} is not installed")
    return str(request.param)


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        (("scrapy", "sus"), {"suspects"}),
        ((".venv/bin/scrapy", "crawl", "kompa"), {"kompas"}),
        (("scrapy", "outlets", "kompa"), {"kompas"}),
        (("scrapy", "read", "--outlet", "kompa"), {"kompas"}),
        (("scrapy", "search", "--host", "sol"), {"solo"}),
        (("scrapy", "status", "--js"), {"--json"}),
        (("scrapy", "healthcheck", "--verdict", "degr"), {"degraded"}),
    ],
)
def test_shell_completes(shell: str, tmp_path: Path, words: tuple[str, ...], offered: set[str]) -> None:
    path = tmp_path / "script"
    path.write_text(printed(shell), "utf-8")
    assert IN_SHELL[shell](path, *words) == offered


def test_bash_completes_arguments_of_a_spider(tmp_path: Path) -> None:
    path = tmp_path / "script"
    path.write_text(printed("bash"), "utf-8")
    assert in_bash(path, "scrapy", "crawl", "-a", "s") == {"section=", "since="}
    assert not in_bash(path, "scrapy", "read", "--url", "--")


@pytest.mark.parametrize("shell", SHELLS)
def test_script_has_every_command_option_and_outlet(shell: str) -> None:
    text = printed(shell)
    for each in commands_of(get_project_settings()):
        assert each.name in text
        for flag in (flag for option in each.options for flag in option.flags):
            bare = flag if shell != "fish" else flag.lstrip("-")
            assert bare in text
    assert all(name in text for name in OUTLETS)


def test_help_text_steers_no_shell(shell: str, tmp_path: Path) -> None:
    option = Option(flags=("--kopi",), help=HOSTILE, values=(HOSTILE,))
    command = Completed(name="kopi", description=HOSTILE, options=[option], words=[HOSTILE])
    (tmp_path / "script").write_text(script(shell, [command]), "utf-8")
    harmless = "compdef() { :; }; " if shell == "zsh" else ""
    done = subprocess.run(
        [shell, "-c", f"{harmless}source {tmp_path / 'script'}"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    IN_SHELL[shell](tmp_path / "script", "scrapy", "kopi", "")
    IN_SHELL[shell](tmp_path / "script", "scrapy", "kopi", "--kopi", "")
    assert not (tmp_path / "taken").exists()
    assert not Path("taken").exists()


@pytest.mark.parametrize("words", [(), ("tcsh",), ("bash", "zsh")])
def test_unknown_shell_is_one_line(words: tuple[str, ...]) -> None:
    done = scrapy("completion", *words)
    assert done.returncode == 2
    assert "expected one shell of bash, zsh, fish, found " in done.stderr
    assert "Traceback" not in done.stderr
