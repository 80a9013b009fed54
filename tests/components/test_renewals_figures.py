"""The figures and words of the renewals' screen: what plotly knows, what adds up, and what stands where nothing is."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pandas as pd
import plotly.graph_objects as go
import pytest

from components import renewals_sentences as tell
from components.figures import kit
from components.figures.arr_bridge import arr_bridge_figure
from components.figures.cohort_retention import cohort_retention_figure
from components.figures.renewal_forecast import renewal_forecast_figure
from components.figures.renewals_ahead import renewals_ahead_figure
from components.reports.document import Chart
from components.reports.revenue_slides import bridge_slide
from components.theme import TRANSPARENT, Slot
from domain.events import Terms
from domain.grid import EPOCH, Ints
from domain.portfolio import Portfolio
from domain.renewals import Period, Renewals, RevenueBook, renewals
from domain.revenue import Bridge, Contracts
from domain.revenue_cohorts import cohorts
from domain.revenue_forecast import Decisions, chances, simulate
from tests.architecture import COLOUR
from tests.portfolios import make_portfolio


def column(values: object) -> Ints:
    return np.asarray(values, dtype=np.int64)


def answers(book: Portfolio, period: Period = Period.YEAR) -> Renewals:
    """A book in which account n began n weeks ago and pays 1,000 euros more than the one before."""
    size = len(book)
    today = book.as_of.toordinal()
    terms = Terms(
        account=np.arange(size),
        known_at=np.zeros(size, dtype=np.int64),
        starts_day=column([today - EPOCH - 7 * place for place in range(size)]),
        ends_day=column([today - EPOCH + 300] * size),
        arr_cents=column([1_000_00 * (place + 1) for place in range(size)]),
        currency=np.full(size, "EUR", dtype=object),
    )
    contracts = Contracts(terms, size, {}, "EUR")
    nothing = column([])
    decided = Decisions(nothing, nothing, nothing, nothing, nothing, np.zeros(0, dtype=bool))
    share = chances(decided)
    chance = share.share[book.column("band")]
    kept = simulate(book.column("account_id"), chance)
    found = RevenueBook(contracts, decided, cohorts(contracts, book.as_of), share, chance, kept, np.arange(size))
    return renewals(book, book, found, period)


FIGURES: dict[str, Callable[[Renewals], go.Figure]] = {
    "bridge": lambda told: arr_bridge_figure(
        told.bridge, told.currency, told.opening_on, told.closing_on, period=told.period
    ),
    "ahead": lambda told: renewals_ahead_figure(told.ahead, told.currency),
    "forecast": lambda told: renewal_forecast_figure(told.pasts, told.outlooks, told.currency),
    "cohorts": lambda told: cohort_retention_figure(told.cohorts, told.currency),
}
EVERY = pytest.mark.parametrize("draw", FIGURES.values(), ids=FIGURES)


@EVERY
@pytest.mark.parametrize("accounts", [0, 1, 200])
def test_plotly_knows_every_property(draw: Callable[[Renewals], go.Figure], accounts: int) -> None:
    assert kit.checked(draw(answers(make_portfolio(accounts)))).layout.height > 0


@EVERY
def test_a_figure_names_slots_and_no_colour_and_is_small(draw: Callable[[Renewals], go.Figure]) -> None:
    text = json.dumps(draw(answers(make_portfolio(2_000))).to_dict()).replace(TRANSPARENT, "")
    assert set(COLOUR.findall(text)) <= set(Slot)
    assert len(text) < 40_000


def test_the_steps_of_the_bridge_lead_from_the_opening_to_the_closing() -> None:
    told = Bridge(100_00, 30_00, 20_00, 10_00, 50_00, -5_00, 85_00, 3, 1, None, None)
    bars = arr_bridge_figure(told, "EUR", date(2025, 12, 31), date(2026, 3, 31), period="year").to_dict()["data"][0]
    ends = [base + height for base, height in zip(bars["base"], bars["y"], strict=True)]
    assert (ends[0], ends[-1]) == (100_00, 85_00)
    assert bars["base"][5] == 85_00
    assert len(bars["x"]) == 7


def test_the_bars_ahead_add_up_to_what_renews() -> None:
    told = answers(make_portfolio(200))
    bars = renewals_ahead_figure(told.ahead, "EUR").to_dict()["data"]
    assert sum(sum(bar["y"]) for bar in bars) == told.upcoming["arr_cents"].fillna(0).sum()


def test_the_tiers_of_the_twin_add_up_to_all() -> None:
    table = tell.twin_of_bridge(answers(make_portfolio(200)))
    money = table.drop(columns=["Tier", "GRR", "NRR"])
    assert money.iloc[:-1].sum().round(2).tolist() == money.iloc[-1].round(2).tolist()


def test_the_first_sentence_tells_retention_and_growth() -> None:
    told = Bridge(100_00, 0, 20_00, 10_00, 5_00, 0, 105_00, 4, 1, 1.05, 0.85)
    sentence = tell.retention_sentence(told, "EUR").replace("\u00a0", " ")
    assert sentence == (
        "€105 ARR, +5.0%; of the opening 85.0% was kept (GRR), 105.0% with growth (NRR); 1 customer left."
    )
    assert "nobody had any" in tell.retention_sentence(Bridge(0, 5, 0, 0, 0, 0, 5, 0, 0, None, None), "EUR")


@pytest.mark.parametrize("period", Period)
def test_every_period_ends_by_today_and_is_told(period: Period) -> None:
    told = answers(make_portfolio(60), period)
    assert told.opening_on < told.closing_on <= told.as_of
    assert told.as_of - told.opening_on <= timedelta(days=366)
    for words in (tell.tell_bridge(told), tell.tell_ahead(told), tell.tell_forecast(told), tell.tell_cohorts(told)):
        assert words.title
        assert words.alt


def test_every_twin_has_a_row_for_what_is_drawn() -> None:
    told = answers(make_portfolio(200))
    assert len(tell.twin_of_ahead(told)) == len(told.ahead)
    assert len(tell.twin_of_forecast(told)) == len(told.pasts) + len(told.outlooks)
    assert len(tell.twin_of_cohorts(told)) == len(told.cohorts)


def test_a_cohorts_number_is_read_beside_a_bar_that_is_too_short_for_it() -> None:
    columns = ["quarter", "age", "nrr", "grr", "accounts", "start_cents"]
    first = date(2024, 1, 1)
    told = pd.DataFrame(
        [(first, age, nrr, nrr, 1, 100) for age, nrr in ((1, 0.0), (2, 0.7), (3, 1.2))], columns=columns
    )
    drawn = kit.checked(cohort_retention_figure(told, "EUR"))
    beside, inside, whole = drawn.layout.annotations
    assert (beside.text, beside.xanchor, beside.font.color) == ("0", "left", Slot.INK)
    assert beside.x == pytest.approx(1 - 0.46)
    assert (inside.text, inside.xanchor, inside.font.color) == ("70", "center", Slot.ON_LIGHT_HUE)
    assert inside.x == pytest.approx(2 - 0.46 + 0.7 * 0.46)
    assert (whole.text, whole.x) == ("120", pytest.approx(3))


def test_on_a_slide_a_bridge_in_which_nothing_moved_begins_at_zero() -> None:
    book = answers(make_portfolio(20))
    still = replace(book, bridge=replace(
        book.bridge, opening=700_000_00, new=0, expansion=0, contraction=0, churn=0, rates=0, closing=700_000_00
    ))  # fmt: skip
    for shown, begins_at_zero in ((still, True), (replace(still, bridge=replace(still.bridge, new=1_00)), False)):
        chart = bridge_slide(shown).panels[0].part
        assert isinstance(chart, Chart)
        assert (chart.low == 0) is begins_at_zero
