"""Terminal output: colours on a terminal alone, no markup of pages, no line wrapped."""

from __future__ import annotations

from io import StringIO

import pytest

from newsspider.console.terminal import as_text, grid, line, progress, safe, show
from newsspider.text import STEERING

HOSTILE = "[red]Harga[/red] :smile: \x1b[2J\u202eberas\x07 https://www.tribunnews.com/" + "x" * 300


def test_page_text_is_neither_markup_nor_wrapped() -> None:
    shown = as_text([safe(HOSTILE, "bold"), HOSTILE.replace("\x1b", "")])
    first, second = shown.split("\n")
    assert first.startswith("[red]Harga[/red] :smile: \ufffd[2J\ufffdberas\ufffd https://")
    assert first.endswith("x" * 300)
    assert second.endswith("x" * 300)
    assert not STEERING.search(first)


def test_table_cell_is_no_markup() -> None:
    table = grid(5, 5, numbers=(1,))
    table.add_row(safe("[bold]kopi"), "7")
    assert as_text([table]) == "[bold]kopi      7"


def test_colour_only_when_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("FORCE_COLOR", "1")
    text = line(safe("ok", "green"), ": ", safe("good", "bold"))
    assert as_text([text]) == "ok: good"
    assert as_text([text], colour=True) == "\x1b[32mok\x1b[0m: \x1b[1mgood\x1b[0m"
    monkeypatch.setenv("NO_COLOR", "1")
    assert as_text([text], colour=True) == "ok: \x1b[1mgood\x1b[0m"


def test_stream_without_terminal_gets_plain_text(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    stream = StringIO()
    show(safe("ok", "green"), file=stream)
    assert stream.getvalue() == "ok\n"


def test_progress_is_silent_without_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    with progress(safe("crawl")) as moving:
        moving.update(safe("[red]7 pages"))
    assert capsys.readouterr().out == ""
