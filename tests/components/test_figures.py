"""Every figure is one that plotly knows, names no colour of its own, stays small, and shows what it is given."""

import json
from collections.abc import Callable

import numpy as np
import plotly.graph_objects as go
import pytest

from components.figures import kit
from components.figures.arr_by_tier import arr_by_tier_figure
from components.figures.health_distribution import health_distribution_figure
from components.figures.health_map import health_map_figure
from components.figures.health_movement import health_movement_figure
from components.figures.health_trend import health_trend_figure
from components.theme import BANDS, TRANSPARENT, Slot
from domain.breakdowns import arr_by_tier, health_distribution, movements, weekly_trend
from domain.kpis import RENEWALS_DAYS
from domain.movement import flows
from domain.overview import overview
from domain.portfolio import Portfolio
from domain.portfolio_columns import due_within
from domain.vocabulary import Band
from tests.architecture import COLOUR
from tests.portfolios import make_portfolio

LARGEST_BYTES = 50_000


def the_map(book: Portfolio) -> go.Figure:
    return health_map_figure(overview(book).marks, book.currency)


FIGURES: dict[str, Callable[[Portfolio], go.Figure]] = {
    "distribution_of_accounts": lambda book: health_distribution_figure(health_distribution(book), book.currency),
    "distribution_of_arr": lambda book: health_distribution_figure(health_distribution(book), "EUR", "arr_cents"),
    "arr_by_tier": lambda book: arr_by_tier_figure(arr_by_tier(book), book.currency),
    "trend": lambda book: health_trend_figure(weekly_trend(book)),
    "map": the_map,
    "movement": lambda book: health_movement_figure(flows(movements(book, 13)), book.currency, since=book.as_of),
}
BOOKS = {
    "two hundred": lambda: make_portfolio(200),
    "one": lambda: make_portfolio(1),
    "nobody scored": lambda: make_portfolio(3).take(np.isnan(make_portfolio(3).scores[:, -1])),
    "nobody": lambda: make_portfolio(1).take(np.array([False])),
}
EVERY = pytest.mark.parametrize("draw", FIGURES.values(), ids=FIGURES)


@EVERY
@pytest.mark.parametrize("book", BOOKS.values(), ids=BOOKS)
def test_plotly_knows_every_property(draw: Callable[[Portfolio], go.Figure], book: Callable[[], Portfolio]) -> None:
    assert kit.checked(draw(book())).layout.height > 0


@EVERY
def test_a_figure_names_slots_and_no_colour(draw: Callable[[Portfolio], go.Figure]) -> None:
    text = json.dumps(draw(make_portfolio(200)).to_dict()).replace(TRANSPARENT, "")
    assert set(COLOUR.findall(text)) <= set(Slot)


@EVERY
def test_a_figure_of_two_hundred_accounts_is_small(draw: Callable[[Portfolio], go.Figure]) -> None:
    assert len(json.dumps(draw(make_portfolio(200)).to_dict())) < LARGEST_BYTES


def test_the_bars_of_the_distribution_add_up_to_all_accounts() -> None:
    book = make_portfolio(200)
    bars = FIGURES["distribution_of_accounts"](book).to_dict()["data"]
    assert sum(count or 0 for trace in bars for count in trace["y"]) == 200
    assert [trace["name"] for trace in bars] == [mark.label for mark in BANDS.values()]


def test_the_segments_of_a_tier_add_up_to_its_arr() -> None:
    book = make_portfolio(200)
    segments = FIGURES["arr_by_tier"](book).to_dict()["data"]
    assert sum(sum(trace["x"]) for trace in segments) == int(book.accounts["arr_cents"].fillna(0).sum())


def test_the_map_rings_exactly_what_renews_soon() -> None:
    book = make_portfolio(200)
    rings = the_map(book).to_dict()["data"][0]
    accounts = book.accounts[due_within(book.column("renewal_on"), book.as_of, RENEWALS_DAYS)]
    shown = accounts["score"].notna() & (accounts["arr_cents"].fillna(0) > 0)
    assert len(rings["x"]) == int(shown.sum())


def test_ten_thousand_accounts_still_make_a_small_figure_with_the_largest_ailing_names() -> None:
    book = make_portfolio(10_000)
    spec = the_map(book).to_dict()
    assert len(json.dumps(spec)) < 80_000
    at_risk = next(trace for trace in spec["data"] if trace.get("name") == BANDS[Band.AT_RISK].label)
    accounts = book.accounts[(book.accounts["band"] == Band.AT_RISK) & book.accounts["score"].notna()]
    largest = accounts.sort_values("arr_cents", ascending=False)["name"].head(3)
    assert at_risk["text"][:3] == [f"{name.replace('&', '&amp;')}<br>" for name in largest]


def test_the_map_leaves_out_unknown_scores() -> None:
    book = make_portfolio(200)
    marks = {trace.get("name"): trace for trace in the_map(book).to_dict()["data"]}
    assert marks[BANDS[Band.UNKNOWN].label]["x"] == []


def test_a_hostile_name_is_a_plain_label() -> None:
    book = make_portfolio(5, name='<a href="x">$y$</a>', score=np.full(5, 30.0), band=Band.AT_RISK.value)
    text = json.dumps(the_map(book).to_dict())
    assert "<a" not in text
    assert "$" not in text


@pytest.mark.parametrize("cents", [0, 1, 99, 12_345, 9_999_999_999])
def test_money_ticks_are_round_and_within_the_data(cents: int) -> None:
    ticks = kit.money_ticks(cents, "EUR")
    assert ticks["tickvals"][0] == 0
    assert max(ticks["tickvals"]) <= max(cents, 1)
    assert len(ticks["tickvals"]) == len(set(ticks["ticktext"])) or cents < 500
    assert len(ticks["tickvals"]) <= 6
