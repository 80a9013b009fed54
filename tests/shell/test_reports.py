"""Reports say what the pages say, to whom the pages say it: numbers read back from the files, on both databases."""

import re
from itertools import accumulate
from typing import Any

import pytest
from sqlalchemy import create_engine, text

from components.format import NO_BREAK
from components.headline import headline_sentence
from components.metrics import value_text
from components.reports.document import Audience, Form
from data_access.engine import driver_url
from data_access.queries import service
from data_access.queries.account import account_header, health_history
from data_access.queries.explanation import explanation
from data_access.queries.overview import overview
from data_access.queries.people import active_people
from data_access.queries.portfolio import portfolio
from data_access.queries.renewals import renewals
from data_access.refresh import refresh
from domain.errors import NexusError, NotFound
from domain.portfolio import Filters, narrow
from domain.renewals import Period
from domain.viewer import Viewer
from domain.vocabulary import Band, Role, Tier
from shell.reports import account_report, portfolio_report, reporter
from tests.conftest import DEMO_DAY
from tests.reports import charts_of, pdf_texts, pptx_texts, spaced

EVERYTHING = Filters()
_BANDS = ("Healthy", "Stable", "Watch", "At risk", "Unknown")
NARROWED = (EVERYTHING, Filters(tiers=(Tier.KEY,)), Filters(bands=(Band.AT_RISK,)), Filters(renewal_within_days=90))


def somebody(role: Role) -> Viewer:
    person = next(person for person in active_people() if person.role is role)
    return Viewer(person.id, person.name, person.role, DEMO_DAY)


def of(values: list[float | None]) -> float:
    return sum(value or 0.0 for value in values)


@pytest.mark.parametrize("filters", NARROWED)
def test_the_charts_of_a_review_hold_the_numbers_of_the_pages(demo_database: str, filters: Filters) -> None:
    boss = somebody(Role.EXECUTIVE)
    shown, money = overview(boss, filters), renewals(boss, filters, Period.YEAR)
    charts = charts_of(portfolio_report(boss, filters, Form.PPTX))
    flows = next(one for one in charts if "Came into the band" in one)
    assert of(flows["Came into the band"]) == len(shown.moved) == -of(flows["Left the band"])
    spread, tiers, ahead = (one for one in charts if any(name.endswith(_BANDS) for name in one))
    for one in (spread, tiers):
        assert sum(map(of, one.values())) * 100 == pytest.approx(shown.distribution["arr_cents"].sum())
    assert sum(map(of, ahead.values())) * 100 == pytest.approx(money.ahead["arr_cents"].sum())
    trend = next(one for one in charts if "Each account alike" in one)
    assert trend["Each account alike"][-1] == pytest.approx(shown.trend["health_mean"].iloc[-1])
    bridge = next(one for one in charts if "Gained" in one)
    moved = [(up or 0.0) - (down or 0.0) for up, down in zip(bridge["Gained"], bridge["Lost"], strict=True)]
    opening, closing = bridge["ARR"][0] or 0.0, bridge["ARR"][-1] or 0.0
    assert opening * 100 == pytest.approx(money.bridge.opening)
    assert closing * 100 == pytest.approx(money.bridge.closing)
    *_, reached = accumulate([opening, *moved])
    assert reached == pytest.approx(closing)
    forecast = next(one for one in charts if "Expected" in one)
    due = [one.due_cents for one in (*(past.outlook for past in money.pasts), *money.outlooks)]
    expected = sum(share * cents for share, cents in zip(forecast["Expected"], due, strict=True) if share is not None)
    assert expected == pytest.approx(sum(one.expected_cents for one in (*(past.outlook for past in money.pasts),
                                                                        *money.outlooks)))  # fmt: skip


@pytest.mark.parametrize("role", [Role.EXECUTIVE, Role.TEAM_LEAD, Role.ACCOUNT_MANAGER])
@pytest.mark.parametrize("form", list(Form))
def test_a_review_tells_the_key_figures_of_whoever_asks(demo_database: str, role: Role, form: Form) -> None:
    viewer = somebody(role)
    shown = overview(viewer, EVERYTHING)
    pages = (pdf_texts if form is Form.PDF else pptx_texts)(portfolio_report(viewer, EVERYTHING, form))
    assert spaced(headline_sentence(shown.headline, shown.currency, shown.moved_since)) in pages[1]
    for figure in shown.kpis:
        assert spaced(value_text(figure, figure.value, shown.currency)) in pages[1], figure.key
    assert ("All accounts" if role is Role.EXECUTIVE else f"Accounts of {viewer.name}") in pages[0]


def test_a_review_of_an_account_manager_names_no_account_of_others(demo_database: str) -> None:
    mine, boss = somebody(Role.ACCOUNT_MANAGER), somebody(Role.EXECUTIVE)
    own = set(portfolio(mine).accounts["name"])
    others = set(portfolio(boss).accounts["name"]) - own
    words = "\n".join(pptx_texts(portfolio_report(mine, EVERYTHING, Form.PPTX)))
    assert not [name for name in others if re.search(rf"(?<!\w){re.escape(spaced(name))}(?!\w)", words)]
    assert any(spaced(name) in words for name in own)


@pytest.mark.parametrize("audience", list(Audience))
def test_nobody_has_a_report_on_an_account_that_is_not_theirs(demo_database: str, audience: Audience) -> None:
    mine, boss = somebody(Role.ACCOUNT_MANAGER), somebody(Role.EXECUTIVE)
    own = set(portfolio(mine).accounts["account_id"])
    foreign = next(one for one in portfolio(boss).accounts["account_id"] if one not in own)
    for account_id in (foreign, 10**9):
        with pytest.raises(NotFound):
            account_report(mine, int(account_id), audience, Form.PPTX)
    assert account_report(mine, int(min(own)), audience, Form.PPTX)


def test_the_movements_are_told_with_the_record_behind_them(demo_database: str) -> None:
    boss = somebody(Role.EXECUTIVE)
    shown = overview(boss, EVERYTHING)
    page = pptx_texts(portfolio_report(boss, EVERYTHING, Form.PPTX))[2]
    first = shown.moved.iloc[0]
    assert spaced(first["name"]) in page
    assert "Likely cause" in page
    assert f"and {len(shown.moved) - page.count('€')} more" in page


def test_filters_are_named_on_the_cover_and_where_nothing_matches_there_is_no_report(demo_database: str) -> None:
    boss = somebody(Role.EXECUTIVE)
    assert "Tier: Key" in pptx_texts(portfolio_report(boss, Filters(tiers=(Tier.KEY,)), Form.PPTX))[0]
    with pytest.raises(NexusError, match="No account matches"):
        portfolio_report(boss, Filters(search="nobody is called that"), Form.PPTX)


def test_an_accounts_review_tells_its_health_history_score_and_promises(demo_database: str) -> None:
    boss = somebody(Role.EXECUTIVE)
    account_id = int(narrow(portfolio(boss), Filters(bands=(Band.WATCH,))).accounts["account_id"].iloc[0])
    header, history = account_header(boss, account_id), health_history(boss, account_id)
    told, promises = explanation(boss, account_id), service.promises(boss, account_id)
    data = account_report(boss, account_id, Audience.US, Form.PPTX)
    charts: list[dict[str, Any]] = charts_of(data)
    score = next(one["Health"] for one in charts if "Health" in one)
    assert score[-1] == pytest.approx(header.score)
    assert len(score) == len(history.weeks)
    lost = next(one["Points lost"] for one in charts if "Points lost" in one)
    assert told.now is not None
    assert sum(lost) == pytest.approx(told.now.missing)
    pages = pptx_texts(data)
    ours = promises[promises["is_ours"]]
    kept, due = (ours["state"] == "kept").sum(), (ours["state"] != "open").sum()
    assert f"kept {kept} of {due} promise" in pages[1] or not due
    assert "Internal: not for the client" in pages[0]


def test_every_account_of_the_demo_has_both_its_reports(demo_database: str) -> None:
    """Those without a plan, an issue, a subscription or a score among them; one in ten, and the emptiest."""
    boss = somebody(Role.EXECUTIVE)
    accounts = portfolio(boss).accounts.sort_values(["completeness", "account_id"])
    for account_id in [*accounts["account_id"].head(4), *accounts["account_id"].iloc[::25]]:
        for audience in Audience:
            pages = pptx_texts(account_report(boss, int(account_id), audience, Form.PPTX))
            assert len(pages) >= 4
            assert all(page.strip() for page in pages)


def test_an_earlier_day_tells_what_was_known_then(demo_database: str) -> None:
    day = DEMO_DAY.replace(month=6)
    viewer = reporter(None, day)
    score = account_header(viewer, 1).score
    pages = pptx_texts(account_report(viewer, 1, Audience.US, Form.PPTX))
    assert f"{day.day} Jun 2026" in pages[0]
    assert score is None or f"Health {int(score)}" in pages[1]
    with pytest.raises(NexusError, match="has not come"):
        reporter(None, DEMO_DAY.replace(year=2030))


def test_a_book_without_revenue_is_counted(own_demo_database: str) -> None:
    engine = create_engine(driver_url(own_demo_database))
    with engine.begin() as connection:
        connection.execute(text("DELETE FROM subscription_terms"))
    engine.dispose()
    refresh(as_of=DEMO_DAY, full=True)
    for form, read in ((Form.PPTX, pptx_texts), (Form.PDF, pdf_texts)):
        pages = read(portfolio_report(somebody(Role.EXECUTIVE), EVERYTHING, form))
        assert "Accounts at risk" in pages[1]
        assert not any("ARR grew" in page or "ARR fell" in page for page in pages)
    assert NO_BREAK not in pages[1]
