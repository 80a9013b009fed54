"""The read models against the slow twin: every reading, score and amount, on both databases."""

import struct
from collections.abc import Mapping
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest

from data_access.refresh.run import refresh
from domain.policy import POLICY
from tests.conftest import DEMO_DAY
from tests.oracles.company import ACCOUNTS, found
from tests.oracles.health import Health, SlowAccount, sampled
from tests.oracles.raw import Raw, Row, opened
from tests.oracles.records import DAY

KEYS = sorted(POLICY.weights)
TIGHT = 1e-9
DEMO_ACCOUNTS = 20
SUNDAY = 6


def grid_days(day: date) -> list[date]:
    """The 104 Sundays up to `day`, and `day`."""
    sunday = day - timedelta(days=(day.weekday() + 1) % 7)
    return sorted({*(sunday - timedelta(weeks=back) for back in range(104)), day})


def check(snapshot: Row | None, slow: Health) -> None:
    """What is told of a day is what the slow twin says; nothing is told where nothing is known."""
    if snapshot is None:
        assert slow.completeness == 0
        assert slow.arr_cents is None
        return
    readings = dict(zip(KEYS, struct.unpack(f"<{len(KEYS)}d", snapshot["readings"]), strict=True))
    assert readings == near(slow.readings)
    told = {name: snapshot[name] for name in ("completeness", "score", "score_without_issues")}
    expected = {name: getattr(slow, name) for name in told}
    assert {name: float("nan") if value is None else value for name, value in told.items()} == near(expected)
    assert snapshot["arr_cents"] == slow.arr_cents


def check_bands(history: dict[date, Row], days: list[date]) -> None:
    """Each week's band follows from its score and the three before; of the first weeks, those before are not kept."""
    scores = [history[day]["score"] if day in history else None for day in days]
    for place in range(3, len(days)):
        if days[place] in history:
            assert history[days[place]]["band"] == told_band(scores[place - 3 : place + 1])


def told_band(scores: list[float | None]) -> str:
    """By the words: it changes only as far as two in a row agree; what was unknown, or is, has no say."""
    first = [band(score) for score in scores[:2]]
    told = max(first, key=["unknown", *WORSE].index)
    for last, now in pairwise(map(band, scores)):
        if "unknown" in (told, last, now):
            told = now
        elif WORSE.index(told) < min(WORSE.index(last), WORSE.index(now)):
            told = min(last, now, key=WORSE.index)
        elif WORSE.index(told) > max(WORSE.index(last), WORSE.index(now)):
            told = max(last, now, key=WORSE.index)
    return told


WORSE = ["healthy", "stable", "watch", "at_risk"]


def near(values: Mapping[str, float | None]) -> Any:
    """Equal to these within 1e-9; None and NaN are the same."""
    numbers = {name: float("nan") if value is None else value for name, value in values.items()}
    return pytest.approx(numbers, rel=0, abs=TIGHT, nan_ok=True)


def band(score: float | None) -> str:
    """The band's name, by its written definition."""
    if score is None:
        return "unknown"
    return "healthy" if score >= 80 else "stable" if score >= 60 else "watch" if score >= 40 else "at_risk"


def snapshots(raw: Raw, account_id: int) -> dict[date, Row]:
    """What is told of the account by day: of Sundays by its snapshots, of another present day by its current row."""
    rows = raw.rows(f"SELECT * FROM health_snapshots WHERE account_id = {account_id}")
    told = {row["week_on"]: row for row in rows}
    assert {day.weekday() for day in told} <= {SUNDAY}
    now = raw.row(f"SELECT * FROM account_current WHERE account_id = {account_id}")
    if now["as_of_on"].weekday() != SUNDAY and (now["completeness"] > 0 or now["arr_cents"] is not None):
        told[now["as_of_on"]] = now
    return told


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_every_reading_score_and_amount_equals_the_slow_twin(database: str, seed: int) -> None:
    found(seed)
    refresh(DAY)
    with opened(database) as raw:
        for account_id in range(1, ACCOUNTS + 1):
            slow, fast = SlowAccount(raw, account_id, POLICY), snapshots(raw, account_id)
            assert set(fast) <= set(grid_days(DAY))
            for day in sampled(grid_days(DAY), every=9):
                check(fast.get(day), slow.on(day))
            check_bands(fast, grid_days(DAY))


def test_the_demo_equals_the_slow_twin(demo_database: str) -> None:
    known = dict.fromkeys(KEYS, 0)
    with opened(demo_database) as raw:
        ids = [row["account_id"] for row in raw.rows("SELECT account_id FROM account_current ORDER BY account_id")]
        for account_id in ids[:: len(ids) // DEMO_ACCOUNTS]:
            slow, fast = SlowAccount(raw, account_id, POLICY), snapshots(raw, account_id)
            for day in sampled(grid_days(DEMO_DAY), every=17):
                health = slow.on(day)
                check(fast.get(day), health)
                for key, reading in health.readings.items():
                    known[key] += reading is not None
    assert all(known.values()), "an indicator of which nothing is known was not compared"
