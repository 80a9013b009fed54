"""The current row of every account against the slow twin, and against its own weekly history."""

import struct
from datetime import date, timedelta

import pytest

from data_access.refresh import refresh
from domain.grid import WEEKS
from tests.conftest import DEMO_DAY
from tests.oracles.company import ACCOUNTS, found
from tests.oracles.current import current_row
from tests.oracles.raw import Row, opened
from tests.oracles.records import DAY
from tests.oracles.test_health import grid_days, snapshots

SUNDAY = DAY + timedelta(days=4)


@pytest.mark.parametrize("day", [DAY, SUNDAY, DAY - timedelta(days=100)])
@pytest.mark.parametrize("seed", [1, 4])
def test_the_current_row_equals_the_slow_twin(database: str, seed: int, day: date) -> None:
    found(seed)
    refresh(day)
    with opened(database) as raw:
        for account_id in range(1, ACCOUNTS + 1):
            fast = raw.row(f"SELECT * FROM account_current WHERE account_id = {account_id}")
            slow = current_row(raw, account_id, day)
            assert {name: fast[name] for name in slow} == slow


def test_the_current_rows_of_the_demo_equal_the_slow_twin(demo_database: str) -> None:
    with opened(demo_database) as raw:
        for account_id in range(1, 200, 9):
            fast = raw.row(f"SELECT * FROM account_current WHERE account_id = {account_id}")
            slow = current_row(raw, account_id, DEMO_DAY)
            assert {name: fast[name] for name in slow} == slow


@pytest.mark.parametrize("day", [DAY, SUNDAY])
def test_the_current_row_and_its_blobs_agree_with_the_weekly_history(database: str, day: date) -> None:
    found(5)
    refresh(day)
    days = grid_days(day)
    with opened(database) as raw:
        for account_id in range(1, ACCOUNTS + 1):
            current = raw.row(f"SELECT * FROM account_current WHERE account_id = {account_id}")
            history = snapshots(raw, account_id)
            blobs = raw.row(f"SELECT * FROM account_history WHERE account_id = {account_id}")
            scores = struct.unpack(f"<{WEEKS}d", blobs["weekly_scores"])
            arr = [cents for weeks, cents in struct.iter_unpack("<qq", blobs["weekly_arr"]) for _ in range(weeks)]
            assert blobs["until_on"] == days[WEEKS - 1]
            nothing: Row = {"score": None, "arr_cents": None}
            assert [None if score != score else score for score in scores] == [
                history.get(day, nothing)["score"] for day in days[:WEEKS]
            ]
            assert [None if cents == -1 else cents for cents in arr] == [
                history.get(day, nothing)["arr_cents"] for day in days[:WEEKS]
            ]
            last = history.get(day, nothing)
            assert (current["score"], current["arr_cents"]) == (last["score"], last["arr_cents"])
            if last is not nothing:
                names = ("score_without_issues", "band", "completeness", "model_id", "readings")
                assert {name: current[name] for name in names} == {name: last[name] for name in names}
                since = [week for week in days if week not in history or history[week]["band"] != last["band"]]
                assert current["band_since_on"] == min(week for week in days if not since or week > max(since))
