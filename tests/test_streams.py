"""Cases E5, E6 and E7: streams that are not UTF-8, full, or closed."""

from __future__ import annotations

import io
import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from newsspider.console.streams import SafeFile
from tests.running.crawling import ROOT
from tests.running.nights import last_run
from tests.running.stranger import at_home

PAGE = (
    "Panen Kopi Lebih Awal \u2013 \u201cDi Lereng\u201d \U0001f33e\nPetani memanen kopi sebelum musimnya.\n"
    "Penulis: Kirana Lestari\nEditor: Bagas Aryanto\nTRIBUNNEWS.COM, MALANG - Petani di lereng gunung memanen "
    "\u201ckopi\u201d sebelum musimnya karena hujan datang lebih cepat dari biasanya.\n"
)


@pytest.fixture
def page(tmp_path: Path) -> str:
    (tmp_path / "page.txt").write_text(PAGE, "utf-8")
    return str(tmp_path / "page.txt")


def shell(line: str, data: Path, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """Run a line of shell in which `scrapy` is ours."""
    there = {
        **os.environ,
        "SCRAPY": f"{sys.executable} -m scrapy",
        "NEWSSPIDER_DATA": str(data),
        "DATABASE_URL": "",
    }
    return subprocess.run(
        ["bash", "-c", f'scrapy() {{ $SCRAPY "$@"; }}; {line}'],
        cwd=ROOT,
        env={**there, **environment},
        capture_output=True,
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize("encoding", ["ascii", "latin-1"])
def test_what_a_stream_cannot_encode_is_replaced(page: str, tmp_path: Path, encoding: str) -> None:
    """Case E5."""
    done = shell(f"scrapy read {page}", tmp_path, PYTHONIOENCODING=encoding)
    assert done.returncode == 0, done.stderr
    assert b"\\U0001f33e" in done.stdout
    assert not done.stderr


@pytest.mark.parametrize("encoding", ["ascii"])
def test_json_stays_json(page: str, tmp_path: Path, encoding: str) -> None:
    """Case E5: --json too."""
    done = shell(f"scrapy read --json {page}", tmp_path, PYTHONIOENCODING=encoding)
    found = json.loads(done.stdout.decode(encoding))
    assert found["headline"] == "Panen Kopi Lebih Awal \u2013 \u201cDi Lereng\u201d \U0001f33e"


def test_errors_on_stderr_are_written_too(tmp_path: Path) -> None:
    """Case E5: the other stream."""
    done = shell("scrapy read '\u201ctiada\u201d.html'", tmp_path, PYTHONIOENCODING="ascii")
    assert done.returncode == 2
    assert b"\\u201ctiada" in done.stderr
    assert b"Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("scrapy version >&-", "Bad file descriptor"),
        ("scrapy status > /dev/full", "No space left on device"),
        ("PYTHONUNBUFFERED=1 scrapy read PAGE > /dev/full", "No space left on device"),
    ],
)
def test_output_that_cannot_be_written_is_one_line(page: str, tmp_path: Path, line: str, reason: str) -> None:
    """Case E6."""
    done = shell(line.replace("PAGE", page), tmp_path / "data")
    assert done.returncode == 1, done.stderr
    assert done.stderr.decode() == f"newsspider: expected to write to stdout, found: {reason}\n"


@pytest.mark.parametrize(
    "line",
    [
        "scrapy settings --get BOT_NAME",
        "scrapy read --json PAGE",
        "scrapy read PAGE 2>&1",
        "PYTHONUNBUFFERED=1 scrapy explain PAGE",
        "scrapy crawl --help",
        "scrapy outlets",
    ],
)
def test_a_reader_that_has_gone_is_no_error(page: str, tmp_path: Path, line: str) -> None:
    """`| head` ends a command in silence, by SIGPIPE, as it ends `ls`: 141 for the shell."""
    there = tmp_path / "gone"
    os.mkfifo(there)
    opened = f"exec 4<>{there} 5>{there} 4<&-"  # a pipe whose reader has left before the first byte
    done = shell(f"{opened}; {{ {line.replace('PAGE', page)}; }} >&5", tmp_path / "data")
    assert (done.returncode, done.stderr) == (128 + signal.SIGPIPE, b"")


def test_stderr_that_is_full_ends_nothing(page: str, tmp_path: Path) -> None:
    """Case E6: the stream that says why is the broken one."""
    done = shell(f"scrapy read {page} 2> /dev/full", tmp_path)
    assert done.returncode == 0
    assert b"Panen Kopi" in done.stdout


@pytest.mark.parametrize("closed", ["<&- >&- 2>&-", "<&-"])
def test_a_crawl_with_closed_streams_writes_its_row(database: str, tmp_path: Path, closed: str) -> None:
    """Case E7."""
    with at_home(tmp_path, database) as stranger:
        line = f"exec {sys.executable} -m scrapy crawl tribun -a render=never -a hosts=www {closed}"
        done = stranger.run("-c", f"import os; os.execvp('bash', ['bash', '-c', {line!r}])")
    assert done.returncode == 0
    assert last_run(database)["verdict"] == "ok"


def test_a_full_file_takes_everything_and_notes_the_first_error() -> None:
    """Case E6: nothing is raised in the middle of a command's work."""
    descriptor = os.open("/dev/full", os.O_WRONLY)
    file = SafeFile(descriptor, closed=False)
    with io.BufferedWriter(file) as buffered:
        buffered.write(b"x" * 100_000)
        buffered.flush()
        assert file.error is not None
        assert buffered.write(b"more") == 4
    os.close(descriptor)
