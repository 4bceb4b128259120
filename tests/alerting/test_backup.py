"""Tests of the last backup's age: by a file, a folder or a command, in the health check, the status and alerts."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Mapping
from pathlib import Path

import pytest
from scrapy.settings import Settings

from newsspider.alerting.backup import Backup, backup_reason, last_backup
from newsspider.alerting.evaluate import evaluate
from newsspider.reasons.reason import ReasonCode
from newsspider.store.alerts import open_alert_store, open_alerts
from tests.databases.run_rows import ended
from tests.running.crawling import scrapy
from tests.running.nights import rows

HOUR = 3600.0


def settings_of(**stated: object) -> Settings:
    return Settings(
        {"HOST_LEASE": 45, "RUN_MAX_AGE": 93_600, "RUN_MAX_LENGTH": 0, "BACKUP_MAX_AGE": 93_600, **stated}
    )


def written(path: Path, hours_ago: float, text: str = "x") -> Path:
    path.write_text(text)
    at = time.time() - hours_ago * HOUR
    os.utime(path, (at, at))
    return path


def hours_of(backup: Backup | None) -> int:
    assert backup is not None
    assert backup.at is not None, backup.error
    return round((time.time() - backup.at.timestamp()) / HOUR)


def test_nothing_is_watched_without_a_setting() -> None:
    assert last_backup(settings_of()) is None
    assert last_backup(settings_of(BACKUP_FILE=" ", BACKUP_COMMAND="")) is None
    assert backup_reason(None, settings_of()) is None


def test_newest_finished_entry_of_a_folder_counts(tmp_path: Path) -> None:
    written(tmp_path / "monday.dump", 48)
    written(tmp_path / "tuesday.dump", 24)
    written(tmp_path / "wednesday.dump.part", 0)
    written(tmp_path / ".hidden", 0)
    assert hours_of(last_backup(settings_of(BACKUP_FILE=str(tmp_path)))) == 24
    assert hours_of(last_backup(settings_of(BACKUP_FILE=str(tmp_path / "monday.dump")))) == 48


def printing(text: str) -> str:
    return f"{sys.executable} -c \"print('{text}')\""


@pytest.mark.parametrize("text", ["{seconds}", "{seconds}.25", "{iso}+00:00", "{iso}Z"])
def test_command_prints_the_time(text: str) -> None:
    at = int(time.time() - 5 * HOUR)
    iso = time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(at))
    command = printing(text.format(seconds=at, iso=iso))
    assert hours_of(last_backup(settings_of(BACKUP_COMMAND=command, BACKUP_FILE="/nowhere"))) == 5


@pytest.mark.parametrize(
    ("stated", "found"),
    [
        ({"BACKUP_FILE": "{folder}/absent"}, "found: No such file or directory"),
        ({"BACKUP_FILE": "{folder}/none"}, "none, found none"),
        ({"BACKUP_FILE": "{folder}/empty"}, "found an empty file"),
        ({"BACKUP_COMMAND": "{folder}/absent"}, "found: No such file or directory"),
        ({"BACKUP_COMMAND": "'"}, "found: No closing quotation"),
        ({"BACKUP_COMMAND": "false"}, "exit code 0, found 1"),
        ({"BACKUP_COMMAND": "echo yesterday"}, "found 'yesterday'"),
        ({"BACKUP_COMMAND": "echo 2026-07-24T03:12"}, "found '2026-07-24T03:12'"),
        ({"BACKUP_COMMAND": "echo 99999999999999999999"}, "found '9999"),
        ({"BACKUP_COMMAND": "echo 9999-01-01T00:00Z"}, "expected a time that is past"),
        ({"BACKUP_COMMAND": "printf \\033[2J"}, "found '"),
    ],
)
def test_unknown_backup_says_what_was_found(tmp_path: Path, stated: Mapping[str, str], found: str) -> None:
    (tmp_path / "none").mkdir()
    written(tmp_path / "empty", 0, "")
    settings = settings_of(**{name: value.format(folder=tmp_path) for name, value in stated.items()})
    backup = last_backup(settings)
    assert backup is not None
    assert backup.at is None
    assert found in backup.error
    assert "\x1b" not in backup.error
    reason = backup_reason(backup, settings)
    assert reason is not None
    assert reason.code is ReasonCode.BACKUP_UNKNOWN


def test_command_is_run_without_a_shell(tmp_path: Path) -> None:
    last_backup(settings_of(BACKUP_COMMAND=f"echo 1; touch {tmp_path}/made"))
    assert not (tmp_path / "made").exists()


def test_backup_is_late_after_its_age(tmp_path: Path) -> None:
    file = str(written(tmp_path / "dump", 30))
    late = settings_of(BACKUP_FILE=file)
    reason = backup_reason(last_backup(late), late)
    assert reason is not None
    assert reason.text == "the last backup is 1 day 6 h old, expected at most 1 day 2 h"
    for fine in (
        settings_of(BACKUP_FILE=file, BACKUP_MAX_AGE=0),
        settings_of(BACKUP_FILE=file, BACKUP_MAX_AGE=HOUR * 31),
    ):
        assert backup_reason(last_backup(fine), fine) is None


def test_health_check_and_status_show_the_backup(database: str, tmp_path: Path) -> None:
    ended(database, "ok", hours_ago=1)
    file = written(tmp_path / "dump", 50)
    stated = ("-s", f"BACKUP_FILE={file}")
    done = scrapy("healthcheck", *stated, database=database)
    assert done.returncode == 1
    assert done.stdout == "failed: the last backup is 2 days 2 h old, expected at most 1 day 2 h\n"
    assert (
        "Last backup    the last backup is 2 days 2 h old"
        in scrapy("status", *stated, database=database).stdout
    )
    written(file, 2)
    done = scrapy("healthcheck", *stated, database=database)
    assert (done.returncode, done.stdout) == (0, "ok: last good run 1 (tribun) ended 1 h ago\n")
    assert "Last backup" not in scrapy("status", database=database).stdout


def test_alert_is_open_until_a_backup_is_made(database: str, tmp_path: Path) -> None:
    ended(database, "ok", hours_ago=1)
    file = written(tmp_path / "dump", 50)
    watching, blind = settings_of(BACKUP_FILE=str(file)), settings_of()
    with open_alert_store(database) as log:
        evaluate(log, watching)
        evaluate(log, blind)
        evaluate(log, watching)
        (alert,) = open_alerts(log.connection)
        assert (alert.spider, alert.kind, alert.code) == ("backup", "late", "backup_late")
        log.connection.commit()
        written(file, 1)
        evaluate(log, watching)
        assert open_alerts(log.connection) == []
    assert [row["cleared_at"] is not None for row in rows(database, "select * from alert")] == [True]
