"""Shell completion of the commands: their options, spiders and outlets, as a script for bash, zsh or fish."""

from __future__ import annotations

import argparse
import re
import shlex
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

PROGRAM = "scrapy"
PLAIN = re.compile(r"[\w=.,:-]+")


@dataclass(frozen=True, kw_only=True)
class Option:
    """An option: its spellings, its help, and what may follow it; `values` is None if nothing does."""

    flags: tuple[str, ...]
    help: str
    values: tuple[str, ...] | None = None


@dataclass(frozen=True, kw_only=True)
class Completed:
    """A command: its options, and the words that may follow them, where these are known."""

    name: str
    description: str
    options: Sequence[Option]
    words: Sequence[str] = ()


def options_of(parser: argparse.ArgumentParser, values: Mapping[str, Sequence[str]]) -> list[Option]:
    """The options of a parser; `values` has those of options without choices of their own, by flag."""
    found = []
    for action in parser._actions:
        if not action.option_strings:
            continue
        stated = next((values[flag] for flag in action.option_strings if flag in values), ())
        takes_one = action.nargs != 0
        found.append(
            Option(
                flags=tuple(action.option_strings),
                help=(action.help or "").split(" (")[0].replace("%(default)s", str(action.default)),
                values=tuple(map(str, action.choices or stated)) if takes_one else None,
            )
        )
    return found


def script(shell: str, commands: Sequence[Completed]) -> str:
    """The script for a shell of SHELLS."""
    return "\n".join(SHELLS[shell](commands)) + "\n"


def _words(words: Sequence[str]) -> str:
    """Words in quotes; others than plain ones are left out, because bash and fish expand what they offer."""
    return shlex.quote(" ".join(filter(PLAIN.fullmatch, words)))


def _flags(command: Completed) -> list[str]:
    return [flag for option in command.options for flag in option.flags]


def _bash(commands: Sequence[Completed]) -> Iterator[str]:
    yield f"# Completion of {PROGRAM} for bash. For every new shell:"
    yield f"#   scrapy completion bash > ~/.local/share/bash-completion/completions/{PROGRAM}"
    yield "_newsspider() {"
    yield '    local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]} words=""'
    yield '    case "$COMP_CWORD ${COMP_WORDS[1]} $before" in'
    yield f"        '1 '*) words={_words([command.name for command in commands])} ;;"
    for command in commands:
        for option in command.options:
            if option.values is not None:
                cases = " | ".join(f"*' {command.name} {flag}'" for flag in option.flags)
                yield f"        {cases}) words={_words(option.values)} ;;"
        offered = _words([*command.words, *_flags(command)])
        yield f"        *' {command.name} '*) words={offered} ;;"
    yield "    esac"
    yield '    mapfile -t COMPREPLY < <(compgen -W "$words" -- "$word")'
    yield "    [[ ${COMPREPLY[*]} != *= ]] || compopt -o nospace"
    yield "}"
    yield f"complete -o default -F _newsspider {PROGRAM}"


def _zsh(commands: Sequence[Completed]) -> Iterator[str]:
    yield f"#compdef {PROGRAM}"
    yield f"# Completion of {PROGRAM} for zsh. For every new shell, in a folder of $fpath:"
    yield f"#   scrapy completion zsh > ~/.zfunc/_{PROGRAM}"
    yield "_newsspider() {"
    yield "    local -a offered"
    yield "    if (( CURRENT == 2 )); then"
    yield f"        offered=({' '.join(_described(one.name, one.description) for one in commands)})"
    yield "        _describe command offered"
    yield "        return"
    yield "    fi"
    yield '    case "$words[2] $words[CURRENT - 1]" in'
    for command in commands:
        for option in command.options:
            if option.values is not None:
                cases = " | ".join(f"'{command.name} {flag}'" for flag in option.flags)
                spaceless = "-S '' " if any(value.endswith("=") for value in option.values) else ""
                yield f"        {cases}) compadd {spaceless}-- {shlex.join(option.values)}; _files ;;"
        flags = [_described(flag, option.help) for option in command.options for flag in option.flags]
        yield f"        '{command.name} '*)"
        yield f"            offered=({' '.join(flags)})"
        yield f"            compadd -- {shlex.join(command.words)}; _describe option offered; _files ;;"
    yield "    esac"
    yield "}"
    yield f'if [ "$funcstack[1]" = _{PROGRAM} ]; then'
    yield '    _newsspider "$@"'
    yield f"else compdef _newsspider {PROGRAM}; fi"


def _described(name: str, meaning: str) -> str:
    escaped = name.replace(":", "\\:")
    return shlex.quote(f"{escaped}:{meaning}")


def _fish(commands: Sequence[Completed]) -> Iterator[str]:
    yield f"# Completion of {PROGRAM} for fish. For every new shell:"
    yield f"#   scrapy completion fish > ~/.config/fish/completions/{PROGRAM}.fish"
    first = _fish_quoted("test (count (commandline -opc)) -eq 1")
    for command in commands:
        about = _fish_quoted(command.description)
        yield f"complete -c {PROGRAM} -n {first} -f -a {command.name} -d {about}"
    for command in commands:
        inside = f"complete -c {PROGRAM} -n {_fish_quoted(f'__fish_seen_subcommand_from {command.name}')}"
        if command.words:
            yield f"{inside} -a {_words(command.words)}"
        for option in command.options:
            flags = " ".join(_fish_flag(flag) for flag in option.flags)
            values = f" -x -a {_words(option.values)}" if option.values else ""
            needed = " -r" if option.values == () else ""
            yield f"{inside} {flags}{values}{needed} -d {_fish_quoted(option.help)}"


def _fish_flag(flag: str) -> str:
    return f"-l {flag[2:]}" if flag.startswith("--") else f"-s {flag[1:]}"


def _fish_quoted(text: str) -> str:
    """Fish knows two escapes within single quotes: the backslash and the quote."""
    escaped = text.replace("\\", "\\\\").replace("'", "\\'")
    return f"'{escaped}'"


SHELLS: Mapping[str, Callable[[Sequence[Completed]], Iterator[str]]] = {
    "bash": _bash,
    "zsh": _zsh,
    "fish": _fish,
}
