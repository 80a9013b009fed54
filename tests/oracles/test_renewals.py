"""The bridge, cohorts and renewals of the screen against plain Python over the tables, on both databases."""

from collections import Counter
from datetime import date

import pytest

from data_access.queries.portfolio import portfolio
from data_access.queries.renewals import renewals
from domain.portfolio import Filters, narrow
from domain.renewals import Period, Renewals
from domain.revenue import Bridge
from domain.revenue_cohorts import quarter_of
from domain.viewer import Viewer
from domain.vocabulary import Role
from tests.conftest import DEMO_DAY
from tests.oracles.company import VIEWERS
from tests.oracles.portfolio_revenue import Terms
from tests.oracles.portfolio_sql import Sql, scope
from tests.oracles.raw import opened
from tests.oracles.records import DAY

FILTERS = {
    "none": (Filters(), "1 = 1"),
    "tiers": (Filters(tiers=("key", "tactical")), "a.tier IN ('key', 'tactical')"),
    "bands": (Filters(bands=("watch", "at_risk")), "a.band IN ('watch', 'at_risk')"),
}


@pytest.mark.parametrize("period", Period)
def test_the_company_for_every_person(random_company: str, period: Period) -> None:
    for viewer in VIEWERS.values():
        for chosen in FILTERS:
            check(random_company, viewer, DAY, period, chosen)


@pytest.mark.parametrize("chosen", FILTERS)
def test_the_demo_for_an_executive_and_an_account_manager(demo_database: str, chosen: str) -> None:
    with opened(demo_database) as raw:
        people = [
            (role, raw.value(f"SELECT min(id) FROM users WHERE role = '{role}'"))
            for role in (Role.EXECUTIVE, Role.ACCOUNT_MANAGER)
        ]
    for role, user_id in people:
        check(demo_database, Viewer(user_id, "Somebody", role, DEMO_DAY), DEMO_DAY, Period.YEAR, chosen)


def check(url: str, viewer: Viewer, day: date, period: Period, chosen: str) -> None:
    """What the screen says equals what the tables say."""
    filters, words = FILTERS[chosen]
    if not len(narrow(portfolio(viewer), filters)):
        return
    fast = renewals(viewer, filters, period)
    with opened(url) as raw:
        sql = Sql(raw, day, f"{scope(viewer)} AND {words}")
        check_bridge(fast, Terms(sql))
        check_ahead(fast, sql)


def check_bridge(fast: Renewals, terms: Terms) -> None:
    slow = terms.bridge(fast.opening_on, fast.closing_on)
    assert {name: getattr(fast.bridge, name) for name in slow} == slow
    parts = Counter[str]()
    for _, told in fast.by_tier:
        parts.update({name: getattr(told, name) for name in slow})
    assert {name: parts[name] for name in slow} == slow
    assert adds_up(fast.bridge)


def adds_up(told: Bridge) -> bool:
    moved = told.new + told.expansion - told.contraction - told.churn + told.rates
    return told.opening + moved == told.closing


def check_ahead(fast: Renewals, sql: Sql) -> None:
    rows = sql.raw.rows(f"""
        SELECT a.account_id, a.renewal_on, a.notice_on, a.band, coalesce(a.arr_cents, 0) AS arr FROM account_current a
        WHERE {sql.chosen} AND a.is_customer AND a.renewal_on >= '{sql.day}'
        ORDER BY coalesce(a.notice_on, a.renewal_on), a.renewal_on, a.account_id""")
    assert fast.upcoming["account_id"].tolist() == [row["account_id"] for row in rows]
    slow: Counter[tuple[date, str]] = Counter()
    for row in rows:
        slow[quarter_of(row["renewal_on"]), row["band"]] += row["arr"]
    for quarter, band, cents in zip(
        *(fast.ahead[name].tolist() for name in ("quarter", "band", "arr_cents")), strict=True
    ):
        assert quarter is None or slow[quarter, band] == cents
    assert fast.ahead["arr_cents"].sum() == sum(slow.values())
    assert fast.ahead["accounts"].sum() == len(rows)
