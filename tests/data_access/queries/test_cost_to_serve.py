"""What an account costs, against hand-written SQL, on both databases."""

import pytest
from sqlalchemy import create_engine, text

from data_access.engine import driver_url
from data_access.queries.cost_to_serve import cost_to_serve
from data_access.queries.portfolio import portfolio
from domain.errors import NotFound
from domain.viewer import Viewer
from domain.vocabulary import Role
from tests.conftest import DEMO_DAY

BOSS = Viewer(0, "Boss", Role.EXECUTIVE, DEMO_DAY)
_SQL = """
SELECT c.account_id, COUNT(DISTINCT c.month_on), SUM(CAST(FLOOR(0.5 + c.amount_cents * CASE
  WHEN c.currency = w.reporting_currency THEN 1.0
  ELSE (SELECT x.rate_e8 / 100000000.0 FROM exchange_rates x WHERE x.currency = c.currency
        AND x.starts_on <= c.month_on ORDER BY x.starts_on DESC LIMIT 1) END) AS BIGINT))
FROM service_costs c, workspace w
WHERE c.month_on >= '2025-10-01' AND c.month_on < '2026-10-01' AND c.recorded_at < '2026-10-15 00:00:00'
GROUP BY c.account_id ORDER BY c.account_id
"""


def test_costs_are_those_of_the_last_twelve_whole_months(demo_database: str) -> None:
    engine = create_engine(driver_url(demo_database))
    with engine.connect() as connection:
        rows = connection.execute(text(_SQL)).all()
    engine.dispose()
    assert rows
    for account_id, months, cents in rows[::7]:
        told = cost_to_serve(BOSS, account_id)
        assert told is not None
        assert len(told.months) == months
        assert sum(amount for _, amount in told.months) == pytest.approx(int(cents), abs=months)


def test_an_account_without_costs_has_none_and_a_foreign_one_is_not_there(demo_database: str) -> None:
    engine = create_engine(driver_url(demo_database))
    with engine.connect() as connection:
        found = connection.execute(text("SELECT DISTINCT account_id FROM service_costs")).scalars().all()
    engine.dispose()
    without = [one for one in portfolio(BOSS).accounts["account_id"].tolist() if one not in set(found)]
    assert all(cost_to_serve(BOSS, one) is None for one in without[:3])
    with pytest.raises(NotFound):
        cost_to_serve(Viewer(10**6, "Nobody", Role.ACCOUNT_MANAGER, DEMO_DAY), found[0])
