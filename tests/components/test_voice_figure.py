"""The figure of what customers ask for: what plotly knows, and no markup out of titles."""

import json

import pytest

from components import voice as told
from components.figures import kit
from components.figures.voice_requests import voice_requests_figure
from components.theme import TRANSPARENT, Slot
from domain.voice import Voice, voice
from tests.architecture import COLOUR
from tests.domain.test_voice import voice_book
from tests.portfolios import make_portfolio


def answers(requests: int, **more: str) -> Voice:
    askers = [(1 + place % requests, place, False) for place in range(2 * requests)]
    book = voice_book([{"id": number} | more for number in range(1, requests + 1)], askers)
    return voice(make_portfolio(60), book)


@pytest.mark.parametrize("requests", [1, 20])
def test_plotly_knows_every_property_and_no_colour_is_named(requests: int) -> None:
    figure = told.requests_card(answers(requests)).figure
    assert kit.checked(figure).layout.height > 0
    assert set(COLOUR.findall(json.dumps(figure.to_dict()).replace(TRANSPARENT, ""))) <= set(Slot)


def test_a_hostile_title_is_a_plain_label() -> None:
    text = json.dumps(voice_requests_figure(answers(3, title='<a href="x">$y$</a>').requests, "EUR").to_dict())
    assert "<a" not in text
    assert "$" not in text


def test_the_sentence_counts_each_account_once() -> None:
    sentence = told.voice_sentence(answers(5)).replace("\u00a0", " ")
    assert sentence.startswith("5 requests of 10 accounts, €")
    assert sentence.endswith("0 askers wait to hear what became of theirs.")
