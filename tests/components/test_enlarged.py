"""A figure for the back of a room: type twice as large, all else the same."""

import pytest

from components.figures import kit
from components.figures.arr_by_tier import arr_by_tier_figure
from components.figures.enlarged import FACTOR, enlarged_figure
from components.figures.health_distribution import health_distribution_figure
from components.figures.health_movement import health_movement_figure
from components.theme import SIZE_NOTE
from domain.breakdowns import arr_by_tier, health_distribution, movements
from domain.movement import flows
from tests.portfolios import make_portfolio

BOOK = make_portfolio(200)
FIGURES = {
    "movement": health_movement_figure(flows(movements(BOOK, 13)), "EUR", since=BOOK.as_of),
    "distribution": health_distribution_figure(health_distribution(BOOK), "EUR", "arr_cents"),
    "tiers": arr_by_tier_figure(arr_by_tier(BOOK), "EUR"),
}


@pytest.mark.parametrize("name", FIGURES)
def test_type_grows_and_the_numbers_stay(name: str) -> None:
    before, after = FIGURES[name].to_dict(), enlarged_figure(FIGURES[name]).to_dict()
    assert kit.checked(enlarged_figure(FIGURES[name])).layout.height is None
    assert after["layout"]["font"]["size"] == FACTOR * SIZE_NOTE >= 24
    for one, other in zip(before["data"], after["data"], strict=True):
        assert (one["x"], one["y"], one.get("width")) == (other["x"], other["y"], other.get("width"))
    assert before["layout"]["xaxis"]["range"] == after["layout"]["xaxis"]["range"]


def test_the_figure_it_came_from_is_left_alone() -> None:
    before = FIGURES["tiers"].to_dict()["layout"]["font"]["size"]
    enlarged_figure(FIGURES["tiers"])
    assert FIGURES["tiers"].to_dict()["layout"]["font"]["size"] == before
