"""The growth screen on the demo, against SQL over the tables."""

import json

import pytest

from data_access.models import Product
from data_access.queries.growth import growth
from domain.portfolio import Filters
from domain.viewer import Viewer
from domain.vocabulary import Role
from tests.builders import DAY, add, make_account, make_current, make_user, make_workspace
from tests.conftest import DEMO_DAY
from tests.oracles.portfolio_sql import scope
from tests.oracles.raw import opened
from tests.pages.conftest import OpenPage


def viewer_of(url: str, role: Role) -> Viewer:
    with opened(url) as raw:
        return Viewer(raw.value(f"SELECT min(id) FROM users WHERE role = '{role}'"), "Somebody", role, DEMO_DAY)


def test_each_chart_and_table_has_its_key(demo_database: str, open_page: OpenPage) -> None:
    app = open_page("growth")
    charts = [chart.proto for chart in app.get("plotly_chart")]
    assert {chart.id.rsplit("-", 1)[-1] for chart in charts} == {"chart_whitespace", "chart_opportunities"}
    assert all(chart.alt and json.loads(chart.spec)["data"] for chart in charts)
    assert len(app.dataframe) == 4


@pytest.mark.parametrize("role", [Role.EXECUTIVE, Role.TEAM_LEAD, Role.ACCOUNT_MANAGER])
def test_the_numbers_are_those_of_the_tables(demo_database: str, role: Role) -> None:
    viewer = viewer_of(demo_database, role)
    told = growth(viewer, Filters())
    mine = f"{scope(viewer)} AND a.is_customer"
    with opened(demo_database) as raw:
        stages = raw.rows(f"""
            SELECT o.stage, count(*) AS n FROM opportunities o JOIN account_current a ON a.account_id = o.account_id
            WHERE {mine} AND o.stage NOT IN ('won', 'lost') GROUP BY o.stage""")
        pairs = raw.rows(f"""
            SELECT p.account_id, q.name FROM account_products p JOIN products q ON q.id = p.product_id
            JOIN account_current a ON a.account_id = p.account_id WHERE {mine} AND p.position = 'potential'
            AND NOT EXISTS (
                SELECT 1 FROM subscriptions s JOIN subscription_terms t ON t.subscription_id = s.id
                WHERE s.account_id = p.account_id AND s.product_id = p.product_id
                AND t.starts_on <= '{DEMO_DAY}' AND (t.ends_on IS NULL OR t.ends_on > '{DEMO_DAY}'))""")
        goals = raw.value(f"""
            SELECT count(*) FROM plan_goals g JOIN account_current a ON a.account_id = g.account_id
            WHERE {mine} AND g.progress = 'at_risk' AND g.plan_id IN (
                SELECT id FROM account_plans p WHERE NOT EXISTS (
                    SELECT 1 FROM account_plans q WHERE q.account_id = p.account_id AND q.edition > p.edition))""")
    slow = {row["stage"]: row["n"] for row in stages}
    assert {str(stage): count for stage, count in zip(told.stages["stage"], told.stages["count"], strict=True)} == {
        str(stage): slow.get(str(stage), 0) for stage in told.stages["stage"]
    }
    may_buy = {(row["account_id"], row["name"]) for row in pairs}
    assert set(zip(told.whitespace["account_id"], told.whitespace["product"], strict=True)) <= may_buy
    assert len(told.whitespace) == min(len(may_buy), 100)
    assert told.plans["at_risk"].sum() == goals


def test_what_is_not_known_is_said_and_nothing_is_suggested_from_it(database: str, open_page: OpenPage) -> None:
    make_workspace(demo_day=DAY)
    make_user(role=Role.EXECUTIVE)
    make_current(make_account(tier=None), tier=None, arr_cents=None)
    add(Product(name="Core"))
    app = open_page("growth")
    words = " ".join(part.value for part in (*app.header, *app.subheader, *app.markdown))
    for told in ("No open opportunity; which accounts are worth most is not known", "No account plan is on record",
                 "It is not known which products these accounts own"):  # fmt: skip
        assert told in words
    assert not app.dataframe
    assert not app.get("plotly_chart")
