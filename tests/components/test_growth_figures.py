"""The figures of the growth screen: what plotly knows, what is drawn, and no markup out of names."""

import json
from collections.abc import Callable
from typing import Any

import plotly.graph_objects as go
import pytest

from components import growth_cards as cards
from components.figures import kit
from components.theme import TRANSPARENT, Slot
from domain.growth import Growth, growth
from tests.architecture import COLOUR
from tests.domain.test_growth import growth_book
from tests.portfolios import make_portfolio

FIGURES: dict[str, Callable[[Growth], go.Figure]] = {
    "whitespace": lambda told: cards.whitespace_card(told).figure,
    "stages": lambda told: cards.stages_card(told).figure,
}
EVERY = pytest.mark.parametrize("draw", FIGURES.values(), ids=FIGURES)


def answers(accounts: int, **columns: Any) -> Growth:
    book = make_portfolio(accounts, **columns)
    return growth(book, book, growth_book(book))


@EVERY
@pytest.mark.parametrize("accounts", [0, 1, 200])
def test_plotly_knows_every_property(draw: Callable[[Growth], go.Figure], accounts: int) -> None:
    assert kit.checked(draw(answers(accounts))).layout.height > 0


@EVERY
def test_a_figure_names_slots_and_no_colour_and_is_small(draw: Callable[[Growth], go.Figure]) -> None:
    text = json.dumps(draw(answers(2_000)).to_dict()).replace(TRANSPARENT, "")
    assert set(COLOUR.findall(text)) <= set(Slot)
    assert len(text) < 40_000


def test_every_position_that_is_known_has_its_sign() -> None:
    told = answers(60)
    signs = cards.whitespace_card(told).figure.to_dict()["data"]
    assert sum(len(trace["x"]) for trace in signs) == int((told.cells > 0).sum())


def test_a_hostile_name_is_a_plain_label() -> None:
    text = json.dumps(cards.whitespace_card(answers(5, name='<a href="x">$y$</a>')).figure.to_dict())
    assert "<a" not in text
    assert "$" not in text


def test_the_twins_say_the_same() -> None:
    told = answers(60)
    assert len(cards.whitespace_card(told).table()) == len(told.matrix)
    assert cards.stages_card(told).table()["Opportunities"].sum() == told.stages["count"].sum()
