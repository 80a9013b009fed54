"""Each mark of every chart of the portfolio's pages opens accounts, and these add up to what it shows."""

from collections.abc import Iterator

import numpy as np
import pytest

from components import growth_cards, portfolio_cards, renewals_cards
from components import voice as voice_cards
from components.account_list import VIEW_NAMES
from components.drilldown import BEHIND, behind, of_mark, words_of
from components.filters import filters_in
from components.portfolio_cards import Card
from data_access.queries.behind import accounts_behind, name_of_mark
from data_access.queries.growth import growth, growth_book
from data_access.queries.listing import listing
from data_access.queries.overview import filter_choices, overview
from data_access.queries.portfolio import portfolio
from data_access.queries.renewals import renewals, revenue_book
from data_access.queries.voice import voice
from domain.behind import Mark, mark_in
from domain.breakdowns import BIN_POINTS
from domain.kpis import counted_kpis
from domain.portfolio import Filters, Portfolio, narrow
from domain.renewals import Period
from domain.revenue import movements
from domain.viewer import Viewer
from domain.views import Order, View
from domain.vocabulary import Role
from tests.conftest import DEMO_DAY
from tests.oracles.raw import opened

Sums = tuple[int, int | None]
"""Accounts, and their ARR of today where the mark shows that."""

FILTERS = (
    Filters(),
    Filters(tiers=("key", "tactical")),
    Filters(bands=("watch", "at_risk")),
    Filters(renewal_within_days=180),
)


@pytest.fixture(params=[Role.EXECUTIVE, Role.ACCOUNT_MANAGER])
def viewer(request: pytest.FixtureRequest, demo_database: str) -> Viewer:
    with opened(demo_database) as raw:
        owner = raw.value(
            "SELECT owner_id FROM accounts WHERE owner_id IS NOT NULL GROUP BY 1 ORDER BY count(*) DESC LIMIT 1"
        )
        number = raw.value("SELECT min(id) FROM users WHERE role = 'executive'")
    return Viewer(owner if request.param is Role.ACCOUNT_MANAGER else number, "Somebody", request.param, DEMO_DAY)


def marks_of(card: Card) -> list[Mark]:
    """The mark of each point of a figure that can be clicked on."""
    found: dict[str, None] = {}
    for trace in card.figure.to_dict()["data"]:
        if trace.get("hoverinfo") == "skip":
            continue
        assert len(trace["customdata"]) == len(trace["x"])
        found |= dict.fromkeys(told[-1] for told in trace["customdata"])
    marks = [mark_in(one) for one in found]
    assert all(mark is not None and f"chart_{mark.chart}" == card.key for mark in marks)
    return [mark for mark in marks if mark is not None]


def portfolio_charts(viewer: Viewer, filters: Filters) -> Iterator[tuple[Card, dict[str, Sums]]]:
    shown = overview(viewer, filters, None)
    bars = shown.distribution
    places = [100 // BIN_POINTS if np.isnan(low) else int(low // BIN_POINTS) for low in bars["score_from"]]
    yield (
        portfolio_cards.distribution_card(shown),
        {
            str(place): (int(count), int(arr))
            for place, count, arr in zip(places, bars["accounts"], bars["arr_cents"], strict=True)
        },
    )
    yield (
        portfolio_cards.movement_card(shown),
        {
            f"{row['band_before']}.{row['band_now']}.{shown.moved_since}": (int(row["accounts"]), int(row["arr_cents"]))
            for row in shown.flows.to_dict("records")
        },
    )
    yield (
        portfolio_cards.tier_card(shown),
        {
            f"{row['tier']}.{row['band']}": (int(row["accounts"]), int(row["arr_cents"]))
            for row in shown.by_tier.to_dict("records")
        },
    )
    yield (
        portfolio_cards.map_card(shown),
        {str(row["mark"]): (int(row["accounts"]), int(row["sum_cents"])) for row in shown.marks.to_dict("records")},
    )
    yield (
        portfolio_cards.trend_card(shown),
        {str(row["week_on"]): (int(row["accounts_known"]), None) for row in shown.trend.to_dict("records")},
    )


def other_charts(viewer: Viewer, filters: Filters) -> Iterator[tuple[Card, dict[str, Sums]]]:
    told = renewals(viewer, filters, Period.YEAR)
    yield (
        renewals_cards.ahead_card(told),
        {
            f"{row['quarter'] or 'later'}.{row['band']}": (int(row["accounts"]), int(row["arr_cents"]))
            for row in told.ahead.to_dict("records")
        },
    )
    yield (
        renewals_cards.cohorts_card(told),
        {str(row["quarter"]): (int(row["accounts"]), None) for row in told.cohorts.to_dict("records")},
    )
    asked = voice(viewer, filters)
    if not asked.requests.empty:
        yield (
            voice_cards.requests_card(asked),
            {
                str(row["id"]): (int(row["accounts"]), int(row["arr_cents"]))
                for row in asked.requests.to_dict("records")
            },
        )
    grown = growth(viewer, filters)
    yield growth_cards.whitespace_card(grown), {str(one): (1, None) for one in grown.matrix["account_id"]}


def opened_by(viewer: Viewer, filters: Filters, mark: Mark) -> Portfolio:
    """What the link of a mark lists: the same as what the mark is made of."""
    shown = narrow(portfolio(viewer), filters)
    opens = shown.take(accounts_behind(viewer, shown, mark))
    screen, address = of_mark(mark, filters, filter_choices(viewer))
    if screen == "account":
        assert opens.column("account_id").tolist() == [int(address["account"])]
    else:
        assert mark_in(address[BEHIND]) == mark
        listed = listing(viewer, filters, View.ALL, Order.ARR, mark).shown
        assert listed.positions.tolist() == opens.positions.tolist()
        assert "Not a mark" not in words_of(mark, name_of_mark(viewer, mark))
    return opens


@pytest.mark.parametrize("filters", FILTERS, ids=str)
def test_the_accounts_behind_each_mark_add_up_to_it(viewer: Viewer, filters: Filters) -> None:
    seen = set()
    for card, expected in (*portfolio_charts(viewer, filters), *other_charts(viewer, filters)):
        for mark in marks_of(card):
            opens = opened_by(viewer, filters, mark)
            accounts, arr = expected[".".join(mark.parts)]
            assert len(opens) == accounts, mark
            assert arr is None or int(opens.column("arr_cents").sum()) == arr, mark
        seen.add(card.key)
    assert len(seen) >= 8


@pytest.mark.parametrize("filters", FILTERS, ids=str)
@pytest.mark.parametrize("period", [Period.YEAR, Period.LAST_QUARTER])
def test_each_step_of_the_bridge_opens_those_who_made_it(viewer: Viewer, filters: Filters, period: Period) -> None:
    told = renewals(viewer, filters, period)
    moved = movements(revenue_book(viewer).contracts, told.opening_on, told.closing_on)
    marks = marks_of(renewals_cards.bridge_card(told))
    assert len(marks) == 7
    for mark in marks:
        opens = opened_by(viewer, filters, mark)
        each = getattr(moved, mark.parts[1])[opens.positions]
        assert each.all()
        assert int(each.sum()) == getattr(told.bridge, mark.parts[1])


@pytest.mark.parametrize("filters", FILTERS, ids=str)
def test_a_forecast_opens_the_renewals_of_its_quarter(viewer: Viewer, filters: Filters) -> None:
    told = renewals(viewer, filters, Period.YEAR)
    ahead = {str(one.quarter): one for one in told.outlooks}
    past = {str(one.outlook.quarter): one.outlook for one in told.pasts}
    for mark in marks_of(renewals_cards.forecast_card(told)):
        opens = opened_by(viewer, filters, mark)
        if mark.parts[0] in ahead:
            assert int(opens.column("arr_cents").sum()) == ahead[mark.parts[0]].due_cents
        else:
            assert 0 < len(opens) <= past[mark.parts[0]].renewals


@pytest.mark.parametrize("filters", FILTERS, ids=str)
def test_a_stage_opens_the_accounts_of_its_opportunities(viewer: Viewer, filters: Filters) -> None:
    told, book = growth(viewer, filters), growth_book(viewer).opportunities
    for mark in marks_of(growth_cards.stages_card(told)):
        opens = opened_by(viewer, filters, mark)
        mine = book[(book["stage"] == mark.parts[0]) & book["at"].isin(opens.positions)]
        shown = told.stages[told.stages["stage"] == mark.parts[0]].iloc[0]
        assert (len(mine), int(mine["cents"].sum())) == (shown["count"], shown["cents"])
        assert set(mine["at"]) == set(opens.positions)


@pytest.mark.parametrize(
    "text",
    [
        "", ".", "x", "x.1", "health_distribution.x", "health_distribution.1.2", "health_movement.watch.stable.soon",
        "arr_by_tier.key.purple", "renewals.2026-13-01.watch", "arr_bridge.year.accounts", "arr_bridge.year.__class__",
        "cohorts.1900-01-01", "opportunities.won", "voice.x", "voice.999999999", "whitespace.-1", "a" * 4000 + ".1",
    ],
)  # fmt: skip
def test_an_address_that_names_no_mark_lists_nobody(demo_database: str, text: str) -> None:
    viewer = Viewer(1, "Somebody", Role.EXECUTIVE, DEMO_DAY)
    mark = mark_in(text)
    if mark is not None:
        assert not accounts_behind(viewer, portfolio(viewer), mark).any()
        assert words_of(mark, name_of_mark(viewer, mark))


@pytest.mark.parametrize("filters", FILTERS, ids=str)
def test_the_accounts_behind_each_key_figure_add_up_to_it(viewer: Viewer, filters: Filters) -> None:
    options = filter_choices(viewer)
    shown = narrow(portfolio(viewer), filters)
    figures = {one.key: one for one in (*overview(viewer, filters, None).kpis, *counted_kpis(shown))}
    views = {name: view for view, name in VIEW_NAMES.items()}
    summed = {
        "arr": "arr_cents", "at_risk": "arr_cents", "customers": None, "renewals": None, "low": None,
        "issues": "open_issues",
    }  # fmt: skip
    for key, figure in figures.items():
        screen, words, address = behind(key, filters, options)
        assert words
        if screen != "accounts" or (key not in summed and key != "logo_churn"):
            continue
        asked = {name: value if isinstance(value, list) else [value] for name, value in address.items()}
        mark = mark_in(asked.get(BEHIND, [""])[0])
        view = views.get(asked.get("view", ["All"])[0], View.ALL)
        listed = listing(viewer, filters_in(asked, options), view, Order.ARR, mark).shown
        if key == "logo_churn":
            cohort = renewals(viewer, filters, Period.YEAR).bridge.accounts
            assert figure.value == (None if not cohort else pytest.approx(len(listed) / cohort))
            continue
        column = summed[key]
        told = len(listed) if column is None else int(listed.column(column).sum())
        assert told == (figure.value or 0), key
