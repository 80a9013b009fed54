"""A preview says what a refresh would say: by weighing stored readings anew, and by computing the day again."""

from dataclasses import replace
from types import MappingProxyType
from typing import Any

import numpy as np
import pytest
from sqlalchemy import Engine, event, select

from data_access.backtest.stored import stored_on, stored_today
from data_access.models import AccountCurrent, HealthSnapshot
from data_access.queries import model_preview as previews
from data_access.queries.model_preview import is_quick, model_preview
from data_access.session import reading
from domain.bands import band_of
from domain.policy import POLICY, Policy
from domain.reweighing import can_reweigh, scores_under
from domain.viewer import Viewer
from domain.vocabulary import Role, Tier
from tests.builders import viewer_for
from tests.conftest import DEMO_DAY

ADMINISTRATOR: Viewer = viewer_for(1, Role.ADMINISTRATOR, DEMO_DAY)
HEAVIER = replace(
    POLICY,
    weights=MappingProxyType({**POLICY.weights, "seats": 40.0, "trust": 5.0}),
    tier_weights=MappingProxyType({Tier.KEY: MappingProxyType({"satisfaction": 35.0})}),
)
LONGER = replace(POLICY, trust_half_life_days=30.0, engagement_half_life_days=200.0)


def told(policy: Policy, *, quick: bool) -> dict[int, float]:
    """The candidate's score of each customer, by one of the two ways."""
    who, _ = previews._customers(ADMINISTRATOR)
    if quick:
        found = previews._reweighed(ADMINISTRATOR, who, policy)
    else:
        found = previews._recomputed(ADMINISTRATOR, who, policy, None)
    return dict(zip(who.account, found.tolist(), strict=True))


def test_stored_readings_give_back_the_scores_that_were_told(demo_database: str) -> None:
    stored = stored_today(ADMINISTRATOR, POLICY)
    assert len(stored.account) > 100
    assert scores_under(stored, POLICY) == pytest.approx(stored.score, rel=0, abs=1e-9, nan_ok=True)
    with reading(ADMINISTRATOR) as session:
        days = list(session.scalars(select(HealthSnapshot.week_on).distinct().order_by(HealthSnapshot.week_on)))[::26]
    weeks = stored_on(ADMINISTRATOR, POLICY, days)
    assert len(np.unique(weeks.day)) == len(days)
    assert scores_under(weeks, POLICY) == pytest.approx(weeks.score, rel=0, abs=1e-9, nan_ok=True)
    assert (weeks.cap < 100).any(), "no cap was compared"


def test_both_ways_say_the_same(demo_database: str) -> None:
    assert told(HEAVIER, quick=True) == pytest.approx(told(HEAVIER, quick=False), rel=0, abs=1e-9, nan_ok=True)


def test_it_names_who_changes_band_with_the_arr_that_moves(demo_database: str) -> None:
    found, after = model_preview(ADMINISTRATOR, HEAVIER), told(HEAVIER, quick=False)
    with reading(ADMINISTRATOR) as session:
        now = {row.account_id: row for row in session.scalars(select(AccountCurrent).where(AccountCurrent.is_customer))}
    moved = {number for number, row in now.items() if band_of(row.score) != band_of(after[number])}
    assert moved
    assert {one.account_id for one in found.shifts} == moved
    assert found.customers == len(now)
    assert found.arr_moved == sum(now[number].arr_cents or 0 for number in moved)
    for one in found.shifts:
        row = now[one.account_id]
        assert (one.name, one.arr_cents, one.band_before) == (row.name, row.arr_cents, band_of(row.score))
        assert one.band_after is band_of(after[one.account_id])


def test_the_model_in_force_moves_nobody(demo_database: str) -> None:
    found = model_preview(ADMINISTRATOR, replace(POLICY, name="Same"))
    assert found.shifts == ()
    assert found.mean_after == pytest.approx(found.mean_before, abs=1e-9)


def test_other_numbers_are_computed_again_and_progress_is_told(demo_database: str) -> None:
    progress: list[tuple[int, int]] = []
    assert not is_quick(ADMINISTRATOR, LONGER)
    found = model_preview(ADMINISTRATOR, LONGER, lambda done, total: progress.append((done, total)))
    assert found.shifts
    assert progress[-1][0] == progress[-1][1] > 0


def test_weighing_anew_reads_no_touchpoint(demo_database: str) -> None:
    statements: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        statements.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    assert is_quick(ADMINISTRATOR, HEAVIER)
    progress: list[tuple[int, int]] = []
    model_preview(ADMINISTRATOR, HEAVIER, lambda done, total: progress.append((done, total)))
    event.remove(Engine, "before_cursor_execute", note)
    assert not progress
    assert any("account_current.readings" in statement for statement in statements)
    assert not [statement for statement in statements if "touchpoints" in statement or "health_snapshots" in statement]


def test_an_indicator_that_was_not_read_cannot_be_weighed_anew() -> None:
    fewer = replace(POLICY, weights=MappingProxyType({"trust": 1.0, "seats": 1.0}))
    assert can_reweigh(POLICY, HEAVIER)
    assert can_reweigh(POLICY, fewer)
    assert not can_reweigh(fewer, POLICY)
    assert not can_reweigh(POLICY, LONGER)
