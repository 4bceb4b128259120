"""systemd units: sound, confined, and at the times of the schedules."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from ctypes.util import find_library
from datetime import UTC, datetime
from pathlib import Path

import pytest

from newsspider.browser.executable import find_browser
from newsspider.durations import duration
from newsspider.scheduling.config import Schedule, read_schedules
from newsspider.scheduling.supervisor import LAST_WAIT
from tests.deploy.confined import LIBRARY
from tests.deploy.units import SERVICES, TIMERS, UNITS, analyze, needs_systemd, placed, settings, values
from tests.running.crawling import ROOT

SCHEDULES = {
    schedule.name: schedule for schedule in read_schedules(ROOT / "deploy" / "schedule.toml", lambda *_: None)
}
THRESHOLD = 25
"""Tenths: 2.5 of 10."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return placed(tmp_path_factory.mktemp("units"))


@needs_systemd
def test_systemd_accepts_units(folder: Path) -> None:
    done = analyze("verify", "--man=no", *(folder / name for name in (*SERVICES, *TIMERS)))
    assert (done.returncode, done.stdout + done.stderr) == (0, "")


@needs_systemd
@pytest.mark.parametrize("service", SERVICES)
def test_services_are_confined(folder: Path, service: str) -> None:
    done = analyze("security", "--offline=true", f"--threshold={THRESHOLD}", folder / service)
    match = re.search(r"Overall exposure level for .*", done.stdout)
    print(match[0] if match else done.stderr)
    assert done.returncode == 0, done.stdout + done.stderr


@needs_systemd
@pytest.mark.parametrize("timer", TIMERS)
def test_timer_uses_jakarta_time(timer: str) -> None:
    (when,) = values(timer, "OnCalendar")
    assert when.endswith(" Asia/Jakarta")
    assert len(elapses(when, 2)) == 2


@needs_systemd
@pytest.mark.parametrize("schedule", SCHEDULES.values(), ids=SCHEDULES)
def test_timer_matches_its_schedule(schedule: Schedule) -> None:
    timer = f"newsspider-crawl@{schedule.name}.timer"
    assert timer in TIMERS, f"write deploy/systemd/{timer}"
    (when,) = values(timer, "OnCalendar")
    due: list[datetime] = []
    moment = datetime.now(UTC)
    while len(due) < 20:
        moment = (schedule.cron.after(moment) or moment).astimezone(UTC)
        due.append(moment)
    assert elapses(when, 20) == due
    assert values(timer, "Persistent") == ["true"]


def elapses(when: str, count: int) -> list[datetime]:
    done = analyze("calendar", f"--iterations={count}", when)
    assert done.returncode == 0, done.stderr
    found = re.findall(r"(?:\(in UTC\)|Next elapse|Iter(?:ation|\.) #\d+): \w{3} (\S+ \S+) UTC", done.stdout)
    return [datetime.strptime(text, "%Y-%m-%d %H:%M:%S").replace(tzinfo=UTC) for text in dict.fromkeys(found)]


def test_every_crawl_timer_has_a_schedule() -> None:
    named = {found[1] for timer in TIMERS if (found := re.match(r"newsspider-crawl@(.+)\.timer", timer))}
    assert named == {*SCHEDULES}


@pytest.mark.parametrize(
    "service", [name for name in SERVICES if not re.search("healthcheck|dashboard", name)]
)
def test_unit_lets_crawls_outlive_scheduler(service: str) -> None:
    assert values(service, "KillMode") == ["process"]
    assert values(service, "OOMPolicy") == ["continue"]
    (limit,) = values(service, "TimeoutStopSec")
    grace = max(schedule.stop_grace for schedule in SCHEDULES.values())
    found = duration(limit.replace("min", "m"))
    assert found is not None
    assert found.total_seconds() > grace.total_seconds() + LAST_WAIT


def test_units_hold_no_secret() -> None:
    for path in UNITS.rglob("*"):
        if path.is_file():
            assert not re.search(r"://[^/\s]*:[^/\s]*@|PASSWORD|TOKEN", path.read_text("utf-8")), path


def allowed() -> Iterator[str]:
    """The system calls that a unit leaves, one by one."""
    for line in (value for name, value in settings(SERVICES[0]) if name == "SystemCallFilter"):
        for name in line.split():
            yield from expanded(name)


def expanded(name: str) -> Iterator[str]:
    if not name.startswith("@"):
        yield name
        return
    done = analyze("syscall-filter", name)
    for line in done.stdout.splitlines()[1:]:
        inner = line.strip()
        if inner and not inner.startswith("#"):
            yield from expanded(inner)


@needs_systemd
def test_browser_sandbox_starts_under_unit(data_dir: Path) -> None:
    browser = find_browser(Path("/nowhere"))  # as the system has it: what is in a home is not nobody's
    if browser is None or find_library("seccomp") is None:
        pytest.skip(f"a browser on the PATH and {LIBRARY} are needed: whether it starts is not checked")
    spaces = ["unshare", "--user", "--pid", "--net", "--fork", "true"]
    if subprocess.run(spaces, capture_output=True, check=False).returncode != 0:
        pytest.skip("nobody can make namespaces here: whether the browser keeps its sandbox is not checked")
    data_dir.chmod(0o777)
    program = [
        str(browser),
        "--headless",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--dump-dom",
        "data:text/html,<p></p><script>document.body.append(6 * 7)</script>",
    ]
    shown = {}
    for kinds in (*values(SERVICES[0], "RestrictNamespaces"), ""):
        done = subprocess.run(
            [sys.executable, "-m", "tests.deploy.confined", ",".join(allowed()), kinds, "--", *program],
            cwd=ROOT,
            env={"PATH": "/usr/bin:/bin", "HOME": str(data_dir), "TMPDIR": str(data_dir)},
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        shown[kinds] = done.stdout + done.stderr
    assert "</script>42</body>" in shown["user pid net"], shown["user pid net"]
    assert "No usable sandbox" in shown[""], "expected these namespaces to be what its sandbox is made of"


def test_the_runbook_names_only_what_is_there() -> None:
    text = (ROOT / "docs" / "runbook.md").read_text("utf-8")
    for unit in re.findall(r"newsspider-[a-z]+(?:@[a-z]+)?\.(?:service|timer)", text):
        assert unit in (*SERVICES, *TIMERS), unit
    for path in re.findall(r"deploy/[\w./-]*\w", text):
        assert [*ROOT.glob(f"{path}*")], path
