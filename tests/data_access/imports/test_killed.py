"""An import that is killed at any instant leaves nothing of the file it was at; running it again completes it."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

from data_access.settings import PROJECT
from tests.data_access.imports.conftest import Bring, WriteCsv
from tests.data_access.imports.reading import one, rows

ACCOUNTS, TOUCHPOINTS, KILLS = 300, 20_000, 6


def test_killed_anywhere_it_leaves_whole_files_or_nothing(database: str, write_csv: WriteCsv, bring: Bring) -> None:
    accounts = write_csv(
        "accounts.csv",
        "external_id,name,tier",
        [[f"A{number}", f"Account {number}", "key"] for number in range(ACCOUNTS)],
    )
    touchpoints = write_csv(
        "touchpoints.csv",
        "external_id,account_external_id,occurred_at,channel,direction,participants",
        [
            [
                f"X{number}",
                f"A{number % ACCOUNTS}",
                "2024-03-02T10:00:00Z",
                "email",
                "inbound",
                f"sender:address:p{number}@x.example",
            ]
            for number in range(TOUCHPOINTS)
        ],
    )
    begun = time.monotonic()
    _import(accounts.parent, "--dry-run").wait()
    whole = time.monotonic() - begun
    chance = random.Random(1)
    for _ in range(KILLS):
        process = _import(accounts.parent)
        time.sleep(chance.uniform(0.3, 1.0) * whole)
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        _check_whole_files()
    bring(accounts, touchpoints)
    _check_whole_files()
    assert one("SELECT count(*) FROM touchpoints") == TOUCHPOINTS


def _import(folder: Path, *options: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "manage.py", "import", str(folder), *options]
    return subprocess.Popen(command, cwd=PROJECT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def _check_whole_files() -> None:
    assert one("SELECT count(*) FROM accounts") in (0, ACCOUNTS)
    assert one("SELECT count(*) FROM touchpoints") in (0, TOUCHPOINTS)
    assert one("SELECT count(*) FROM touchpoint_participants") == one("SELECT count(*) FROM touchpoints")
    applied = {
        name for (name,) in rows("SELECT file_name FROM import_runs WHERE status = 'applied' AND rows_added > 0")
    }
    assert ("touchpoints.csv" in applied) == (one("SELECT count(*) FROM touchpoints") > 0)
    assert rows("SELECT * FROM import_runs WHERE status NOT IN ('applied', 'dry_run')") == []
