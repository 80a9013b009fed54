"""The trust ledger: its rows add up to the level, and each is what its event still weighs."""

from typing import Any

import pytest
from hypothesis import given

from domain.evidence import Kind
from domain.policy import POLICY
from domain.scoring import assess, model_indicators
from domain.trust_ledger import trust_ledger
from tests.domain.happenings import GRID, facts_of, goal, happened, issue, promise, touch
from tests.domain.lives import lives

TRUST = [rule.key for rule in model_indicators(POLICY)].index("trust")


@given(lives)
def test_the_shares_add_up_to_the_level(life: dict[str, Any]) -> None:
    facts, told = facts_of(**life), trust_ledger(happened(**life), GRID, POLICY)
    x = facts.trust_entries - facts.shadow - facts.promise_shadow
    assert sum(share.of_x for share in told.shares) == pytest.approx(x[0, -1], abs=1e-9)
    assert sum(share.of_level for share in told.shares) == pytest.approx(told.level - 50, abs=1e-9)
    reading = assess(facts, POLICY).readings[TRUST, 0, -1]
    assert told.level == pytest.approx(reading, abs=1e-9) or reading != reading
    assert [abs(share.of_x) for share in told.shares] == sorted((abs(one.of_x) for one in told.shares), reverse=True)


def test_each_event_weighs_what_is_left_of_it() -> None:
    told = trust_ledger(
        happened(
            touches=[touch(180, sentiment=-0.5), touch(90, response_seconds=60.0)],
            promises=[promise(90, 90.0), promise(14)], goals=[goal(300, 100, 90)], issues=[issue(14)],
        ), GRID, POLICY,
    )  # fmt: skip
    found = {(share.kind, share.what): share.of_x for share in told.shares}
    assert found == {
        (Kind.ISSUE, "open issue"): pytest.approx(-10.0), (Kind.PROMISE, "promise overdue"): pytest.approx(-4.0),
        (Kind.PROMISE, "promise kept"): pytest.approx(2.0), (Kind.GOAL, "goal reached"): pytest.approx(2.0),
        (Kind.TOUCH, "cold exchange"): pytest.approx(-0.375), (Kind.TOUCH, "prompt answer"): pytest.approx(0.25),
    }  # fmt: skip
    assert told.x == pytest.approx(-10.125)
    assert told.shares[0].kind is Kind.ISSUE


def test_nothing_known_later_counts() -> None:
    late: dict[str, Any] = {"touches": [touch(5, sentiment=1.0, known_at=int(GRID.ends_at[-1]))], "issues": [issue(-3)]}
    told = trust_ledger(happened(**late), GRID, POLICY)
    assert (told.level, told.x, told.shares) == (50.0, 0.0, ())
