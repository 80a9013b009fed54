"""What would restore trust soonest, computed by hand; and it agrees with the ledger of the day itself."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given

from domain.events import NEVER
from domain.grid import DAY_SECONDS, Grid
from domain.policy import POLICY
from domain.trust import level
from domain.trust_ledger import trust_ledger
from domain.trust_restore import HORIZON_DAYS, Deed, outlook
from tests.domain.happenings import GRID, goal, happened, issue, promise, touch
from tests.domain.lives import lives


def of(x: float) -> float:
    return float(level(np.array(x)))


def test_an_issue_resolved_today_fades_instead_of_growing() -> None:
    told = outlook(happened(issues=[issue(14)]), GRID, POLICY)
    grown, faded = 20 * (1 - 2 ** (-44 / 14)), 10 * 2 ** (-30 / 21)
    (found,) = told.restores
    assert told.level == pytest.approx(of(-grown))
    assert found.deed is Deed.RESOLVE
    assert found.level == pytest.approx(of(-faded))


def test_a_promise_kept_today_is_a_deposit_and_an_overdue_one_is_not() -> None:
    told = outlook(happened(promises=[promise(-10), promise(14)]), GRID, POLICY)
    ahead, overdue = 8 * (1 - 2 ** (-20 / 14)), 8 * (1 - 2 ** (-44 / 14))
    kept, settled = 5 * 2 ** (-30 / 90), 4 * 2 ** (-30 / 21)
    assert told.level == pytest.approx(of(-ahead - overdue))
    levels = {one.deed: one.level for one in told.restores}
    assert levels[Deed.KEEP] == pytest.approx(of(kept - overdue), abs=0.01)
    assert levels[Deed.SETTLE] == pytest.approx(of(-ahead - settled), abs=0.01)


def test_what_was_not_known_is_not_told() -> None:
    later = int(GRID.ends_at[-1])
    unknown = happened(
        issues=[issue(5, known_at=later), issue(-3)], promises=[promise(5, known_at=later)],
        touches=[touch(5, sentiment=1.0, known_at=later)],
    )  # fmt: skip
    assert outlook(unknown, GRID, POLICY).level == 50.0
    assert outlook(unknown, GRID, POLICY).restores == ()


def test_a_resolution_of_later_is_not_known_today() -> None:
    told = outlook(happened(issues=[issue(14, -3)]), GRID, POLICY)
    assert [one.deed for one in told.restores] == [Deed.RESOLVE]


def test_where_nothing_is_open_the_level_only_forgets() -> None:
    told = outlook(happened(goals=[goal(300, 100, 90)]), GRID, POLICY)
    assert told.level == pytest.approx(of(4 * 2 ** (-120 / 90)))
    assert told.restores == ()


@given(lives)
def test_no_deed_does_harm_and_the_best_comes_first(life: dict[str, Any]) -> None:
    told = outlook(happened(**life), GRID, POLICY)
    gains = [one.gain for one in told.restores]
    assert gains == sorted(gains, reverse=True)
    assert all(gain > 0 for gain in gains)
    assert all(one.level <= 100 for one in told.restores)


@given(lives)
def test_left_alone_it_is_the_ledger_of_that_day_with_nothing_new(life: dict[str, Any]) -> None:
    events = happened(**life)
    end = int(GRID.ends_at[-1])
    later = Grid(GRID.days[-1:], np.array([end + HORIZON_DAYS * DAY_SECONDS], dtype=np.int64))
    nothing_new = all(
        (np.where(instants == NEVER, 0, instants) < end).all()
        for table in (events.touches, events.issues, events.promises, events.goals)
        for name, instants in ((name, getattr(table, name)) for name in table.__slots__)
        if (name.endswith("_at") and name != "due_at") or name == "at"
    )
    if nothing_new:
        assert outlook(events, GRID, POLICY).level == pytest.approx(trust_ledger(events, later, POLICY).level, abs=1e-9)
