"""The portfolio query: who sees which accounts, how often it asks, and what a half-finished refresh shows."""

from datetime import date, timedelta

import numpy as np
import pandas as pd
import pytest

from data_access.queries.portfolio import portfolio
from data_access.refresh import refresh, shards
from domain.portfolio import NO_SUBSCRIPTION
from domain.viewer import Viewer
from domain.vocabulary import Role
from tests.builders import make_account, make_touchpoint, make_workspace
from tests.oracles.company import ACCOUNTS, VIEWERS
from tests.oracles.fixtures import own_random_company, random_company
from tests.oracles.raw import opened
from tests.oracles.records import DAY
from tests.statements import counted_statements

__all__ = ["own_random_company", "random_company"]

BOSS = VIEWERS["Emil"]


def test_an_executive_sees_every_account_by_id_with_two_years_of_weeks(random_company: str) -> None:
    found = portfolio(BOSS)
    assert found.accounts["account_id"].tolist() == list(range(1, ACCOUNTS + 1))
    assert found.scores.shape == found.arr.shape == (ACCOUNTS, len(found.weeks))
    assert (found.as_of, found.weeks[-1], found.currency) == (DAY, DAY, "EUR")
    assert [later - week for week, later in zip(found.weeks, found.weeks[1:-1], strict=False)] == [
        timedelta(weeks=1)
    ] * (len(found.weeks) - 2)


def test_a_person_on_no_account_sees_an_empty_portfolio(random_company: str) -> None:
    found = portfolio(VIEWERS["Gus"])
    assert found.accounts.empty
    assert found.scores.shape == (0, len(found.weeks))
    assert found.as_of == DAY


def test_nobody_is_shown_what_another_saw_before(random_company: str) -> None:
    seen = {name: frozenset(portfolio(viewer).accounts["account_id"]) for name, viewer in VIEWERS.items()}
    again = {name: frozenset(portfolio(viewer).accounts["account_id"]) for name, viewer in reversed(VIEWERS.items())}
    assert seen == again
    assert seen["Ann"] | seen["Ben"] < seen["Dora"] | seen["Ann"]
    assert seen["Emil"] == seen["Fay"]


def test_it_is_one_statement_and_shared_until_somebody_writes(own_random_company: str) -> None:
    with counted_statements() as counted:
        first = portfolio(BOSS)
    assert len(counted) == 1
    assert portfolio(BOSS) is first
    refresh(DAY + timedelta(days=1))
    assert portfolio(BOSS).as_of == DAY + timedelta(days=1)


def test_an_account_that_a_refresh_has_not_reached_keeps_what_it_knew_of_each_week(
    own_random_company: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = portfolio(BOSS)
    monkeypatch.setattr(shards, "ACCOUNTS_AT_MOST", 9)

    def stop(_done: int, _total: int) -> None:
        raise KeyboardInterrupt

    next_sunday = DAY + timedelta(days=4)
    with pytest.raises(KeyboardInterrupt):
        refresh(next_sunday, progress=stop, full=True)
    half = portfolio(BOSS)
    assert half.as_of == next_sunday
    assert len(half.weeks) == len(before.weeks) - 1
    for place, week in enumerate(half.weeks[:-1]):
        then = before.weeks.index(week)
        np.testing.assert_array_equal(half.scores[9:, place], before.scores[9:, then])
        np.testing.assert_array_equal(half.arr[9:, place], before.arr[9:, then])
    np.testing.assert_array_equal(half.scores[9:, -1], before.scores[9:, -1])
    refresh(next_sunday)
    np.testing.assert_array_equal(portfolio(BOSS).scores[:9], half.scores[:9])


def test_an_account_without_subscription_or_facts_is_unknown_in_every_week(database: str) -> None:
    make_workspace()
    make_touchpoint(make_account(name="NA"))
    make_account(name="Nothing")
    refresh(date(2026, 6, 30))
    found = portfolio(Viewer(1, "Boss", Role.EXECUTIVE, date(2026, 6, 30)))
    assert found.accounts["name"].tolist() == ["NA", "Nothing"]
    assert (found.arr == NO_SUBSCRIPTION).all()
    assert np.isnan(found.scores[1]).all()
    assert not np.isnan(found.scores[0, -1])
    assert found.accounts["arr_cents"].isna().all()


def test_before_anything_is_there_it_is_empty_as_of_the_viewers_day(database: str) -> None:
    found = portfolio(BOSS)
    assert found.accounts.empty
    assert found.as_of == BOSS.as_of


def test_the_frame_says_what_the_table_says(random_company: str) -> None:
    found = portfolio(BOSS).accounts.set_index("account_id")
    with opened(random_company) as raw:
        for row in raw.rows("SELECT * FROM account_current"):
            mine = found.loc[row["account_id"]]
            for name in (
                "name",
                "tier",
                "band",
                "owner_name",
                "renewal_on",
                "last_touch_on",
                "worst_severity",
                "champion",
            ):
                assert mine[name] == row[name], name
            for name in ("arr_cents", "score", "nps", "owner_id"):
                assert (row[name] is None) == bool(pd.isna(mine[name])), name
                assert row[name] is None or mine[name] == row[name], name
