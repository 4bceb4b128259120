"""Image and compose file: sound, and the image holds what the scheduler needs."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

import yaml  # type: ignore[import-untyped]

from newsspider.durations import duration
from newsspider.scheduling.config import read_schedules
from newsspider.scheduling.supervisor import LAST_WAIT
from tests.running.crawling import ROOT

DEPLOY = ROOT / "deploy"
DOCKERFILE = (DEPLOY / "Dockerfile").read_text("utf-8")
COMPOSE: dict[str, Any] = yaml.safe_load((DEPLOY / "compose.yaml").read_text("utf-8"))
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]


def program(name: str, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """One of the environment's own programs."""
    return subprocess.run(
        [Path(sys.executable).with_name(name), *arguments],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_compose_file_matches_specification() -> None:
    done = program("check-jsonschema", "--builtin-schema", "vendor.compose-spec", DEPLOY / "compose.yaml")
    assert done.returncode == 0, done.stdout + done.stderr


def test_hadolint_finds_nothing_in_the_dockerfile() -> None:
    done = program("hadolint", DEPLOY / "Dockerfile")
    assert (done.returncode, done.stdout) == (0, ""), done.stderr


def test_containers_are_confined() -> None:
    for name, service in SERVICES.items():
        assert service["read_only"] is True, name
        assert service["cap_drop"] == ["ALL"], name
        assert service["security_opt"] == ["no-new-privileges:true"], name
        assert service["init"] is True, name
        assert service["logging"]["options"]["max-size"], name
        assert service["healthcheck"]["test"][0] == "CMD", name
        assert not {"privileged", "ports", "cap_add", "network_mode"} & {*service}, name
        assert not re.search(r"(?i)password\W+(?!file)\w", str(service.get("environment", {}))), name
    assert COMPOSE["networks"]["inside"] == {"internal": True}
    assert SERVICES["db"]["networks"] == ["inside"]


def test_compose_file_holds_no_secret() -> None:
    scheduler, db = SERVICES["scheduler"], SERVICES["db"]
    assert scheduler["environment"]["PGPASSFILE"] == "/run/secrets/pgpass"
    assert ":" not in scheduler["environment"]["DATABASE_URL"].removeprefix("postgresql://")
    assert db["environment"]["POSTGRES_PASSWORD_FILE"] == "/run/secrets/password"
    assert all(secret["file"].startswith("secrets/") for secret in COMPOSE["secrets"].values())
    dashboard = SERVICES["dashboard"]
    assert "env_file" not in dashboard, "the crawl's secrets are not the dashboard's"
    assert dashboard["environment"]["NEWSSPIDER_DASHBOARD_PASSWORD_FILE"] == "/run/secrets/dashboard_password"
    ignored = (ROOT / ".gitignore").read_text("utf-8").splitlines()
    assert {"deploy/secrets/", "deploy/newsspider.env"} <= {*ignored}


def test_dashboard_container_reads_only() -> None:
    dashboard = SERVICES["dashboard"]
    assert dashboard["environment"]["DATABASE_URL"].startswith("postgresql://newsspider_dashboard@")
    assert dashboard["volumes"] == ["state:/var/lib/newsspider:ro"]
    assert dashboard["networks"] == ["inside", "front"]
    assert dashboard["profiles"] == ["dashboard"], "expected it to be asked for: it needs secrets of its own"
    assert set(dashboard["secrets"]) <= set(COMPOSE["secrets"])


def test_scheduler_container_has_time_to_stop() -> None:
    schedules = read_schedules(DEPLOY / "schedule.toml", lambda *_: None)
    grace = duration(SERVICES["scheduler"]["stop_grace_period"])
    assert grace is not None
    assert grace.total_seconds() > max(one.stop_grace for one in schedules).total_seconds() + LAST_WAIT


def copied() -> list[str]:
    """What the image takes from the project, in the order of the Dockerfile."""
    lines = re.findall(r"^COPY (?!--from)(.+) \S+$", DOCKERFILE, re.M)
    return [name for line in lines for name in line.split()]


def test_image_holds_files_scheduler_reads(tmp_path: Path) -> None:
    ignored = (DEPLOY / "Dockerfile.dockerignore").read_text("utf-8").splitlines()
    seen = [line.removeprefix("!") for line in ignored if line.startswith("!")]
    for name in copied():
        assert any(fnmatch(name, pattern) for pattern in seen), f"{name} is not in Dockerfile.dockerignore"
        source, target = ROOT / name, tmp_path / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, target)
    done = subprocess.run(
        [sys.executable, "-m", "scrapy", "schedule", "--check"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "nightly: tribun, 30 23 * * *, Asia/Jakarta" in done.stdout


def test_image_runs_as_unprivileged_user() -> None:
    stages = re.split(r"^FROM ", DOCKERFILE, flags=re.M)[2:]
    for stage in stages:
        assert re.findall(r"^USER (\S+)$", stage, re.M)[-1] == "10001:10001", stage.splitlines()[0]
