"""Every number of the portfolio page against SQL written by hand, for each kind of viewer and several filters."""

from datetime import date, timedelta
from typing import Any

import pandas as pd
import pytest

from data_access.queries.portfolio import portfolio
from data_access.queries.revenue import past
from domain.breakdowns import arr_by_tier, health_distribution, movements, riskiest, weekly_trend
from domain.headline import headline
from domain.kpi_history import Past
from domain.kpis import Kpi, arr_at_risk, customers_by_week, kpis
from domain.portfolio import Filters, Portfolio, narrow
from domain.viewer import Viewer
from domain.vocabulary import Role
from tests.conftest import DEMO_DAY
from tests.oracles.company import VIEWERS
from tests.oracles.portfolio_revenue import Deadlines, Terms
from tests.oracles.portfolio_sql import Sql, scope
from tests.oracles.raw import Raw, opened
from tests.oracles.records import DAY

FILTERS: dict[str, tuple[Filters, str]] = {
    "none": (Filters(), "1 = 1"),
    "tiers": (Filters(tiers=("key", "strategic")), "a.tier IN ('key', 'strategic')"),
    "segment": (Filters(segments=("Enterprise",)), "a.segment = 'Enterprise'"),
    "regions": (Filters(regions=("EMEA", "DACH")), "a.region IN ('EMEA', 'DACH')"),
    "lifecycles": (Filters(lifecycles=("renewing", "churned")), "a.lifecycle IN ('renewing', 'churned')"),
    "bands": (Filters(bands=("watch", "at_risk", "unknown")), "a.band IN ('watch', 'at_risk', 'unknown')"),
    "renewal": (Filters(renewal_within_days=60), "a.renewal_on >= '{day}' AND a.renewal_on <= '{later}'"),
    "owner and tier": (Filters(owner_ids=(1, 2), tiers=("tactical",)), "a.owner_id IN (1, 2) AND a.tier = 'tactical'"),
    "search": (
        Filters(search=" PERSON 1 "),
        "lower(a.name || '|' || coalesce(a.owner_name, '') || '|' || coalesce(a.champion, '')) LIKE '%person 1%'",
    ),
    "nobody": (Filters(search="no such account"), "1 = 0"),
}


@pytest.mark.parametrize("chosen", FILTERS)
def test_the_company_for_every_person(random_company: str, chosen: str) -> None:
    for viewer in VIEWERS.values():
        check(random_company, viewer, DAY, *FILTERS[chosen])


@pytest.mark.parametrize("chosen", FILTERS)
def test_the_demo_for_every_role(demo_database: str, chosen: str) -> None:
    with opened(demo_database) as raw:
        people = {role: raw.value(f"SELECT min(id) FROM users WHERE role = '{role}'") for role in Role}
    for role, user_id in people.items():
        check(demo_database, Viewer(user_id, "Somebody", role, DEMO_DAY), DEMO_DAY, *FILTERS[chosen])


def check(url: str, viewer: Viewer, day: date, filters: Filters, words: str) -> None:
    """The page's numbers for this person and filter equal those of SQL."""
    fast = narrow(portfolio(viewer), filters)
    chosen = f"{scope(viewer)} AND {words.format(day=day, later=day + timedelta(days=60))}"
    with opened(url) as raw:
        sql = Sql(raw, day, chosen)
        assert fast.accounts["account_id"].tolist() == sql.ids()
        check_figures(fast, past(viewer), sql)
        check_breakdowns(fast, sql)
        check_movements(fast, sql, raw)


def check_figures(fast: Portfolio, known: Past, sql: Sql) -> None:
    found = {figure.key: figure for figure in kpis(fast, known)}
    now, before = sql.day, sql.week(13)
    assert (found["arr"].value, found["arr"].previous) == (sql.arr(now), sql.arr(before))
    customers = customers_by_week(fast)
    assert (customers[-1], customers[fast.week_before(13)]) == (sql.customers(), sql.customers_before(before))
    assert found["health"].value == near(sql.health(now))
    assert found["health"].previous == near(sql.health(before))
    assert found["renewals"].value == sql.renewals()
    ends = Deadlines(sql)
    courses = list(zip(fast.weeks[fast.week_before(13) :], found["renewals"].history, strict=True))
    for day, told in courses[:-1:4]:
        assert told == ends.renewals(day), day
    for day, told in list(zip(fast.weeks[fast.week_before(13) :], found["at_risk"].history, strict=True))[:-1:4]:
        assert told == ends.at_risk(day), day
    check_retention(found, sql, fast.weeks)
    assert found["coverage"].value == sql.cadence()
    courses = list(zip(fast.weeks[fast.week_before(13) :], found["coverage"].history, strict=True))
    for day, told in courses[:-1:4]:
        assert told == sql.cadence_before(day), day
    assert found["coverage"].history[-1] == sql.cadence()
    assert arr_at_risk(fast) == sql.at_risk_and_due()
    assert found["at_risk"].value in (sql.at_risk_and_due(), None)
    assert found["arr"].history[0] == sql.arr(before)
    assert found["arr"].history[-2] == sql.arr(fast.weeks[-2])


def check_retention(found: dict[str, Kpi], sql: Sql, weeks: tuple[date, ...]) -> None:
    terms = Terms(sql)
    for place in (0, -1):
        slow = terms.year_to(weeks[-14:][place] if place else weeks[weeks.index(sql.week(13))])
        for key, value in slow.items():
            assert found[key].history[place] == near(value), key


def check_breakdowns(fast: Portfolio, sql: Sql) -> None:
    bars = health_distribution(fast).fillna({"score_from": -1.0})
    told = {bar.score_from: (bar.accounts, bar.arr_cents) for bar in bars.itertuples() if bar.accounts}
    assert told == sql.distribution()
    tiers = {(row.tier, row.band): (row.accounts, row.arr_cents) for row in arr_by_tier(fast).itertuples()}
    assert tiers == sql.tiers()
    assert riskiest(fast, 5)["account_id"].tolist() == sql.riskiest(5)
    slow = sql.trend()
    if slow:
        for week in weekly_trend(fast).to_dict("records"):
            check_week(week, slow.get(week["week_on"]))


def check_week(fast: dict[Any, Any], slow: dict[str, Any] | None) -> None:
    if slow is None:
        assert pd.isna(fast["health_by_arr"])
        return
    assert fast["accounts_known"] == slow["n"]
    by_arr = slow["points"] / float(slow["scored"]) if slow["scored"] else float("nan")
    assert fast["health_by_arr"] == pytest.approx(by_arr, rel=1e-12, nan_ok=True)
    assert fast["health_mean"] == pytest.approx(slow["mean"] or float("nan"), rel=1e-12, nan_ok=True)


def check_movements(fast: Portfolio, sql: Sql, raw: Raw) -> None:
    slow = sql.movements(4)
    moved = movements(fast, 4)
    columns = ["account_id", "band_before", "band_now", "score_before", "score_now", "is_worse"]
    assert [list(row) for row in moved[columns].itertuples(index=False)] == [
        [*(row[name] for name in columns[:-1]), bool(row["worse"])] for row in slow
    ]
    fell = [row["account_id"] for row in slow if row["worse"] and row["band_now"] in ("watch", "at_risk")]
    told = headline(fast, 4)
    assert (told.accounts, told.arr_cents, told.fell) == (sql.customers(), sql.arr(sql.day), len(fell))
    amounts = [raw.value(f"SELECT arr_cents FROM account_current WHERE account_id = {one}") or 0 for one in fell]
    assert told.fell_arr_cents == sum(amounts)


def near(value: float | None) -> Any:
    return None if value is None else pytest.approx(value, rel=1e-12)
