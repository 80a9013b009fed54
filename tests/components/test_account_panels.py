"""The three panels: sentences, pictures that plotly accepts, and words where too little is known."""

import numpy as np
import pytest

from components.account_panels import (
    balance_frame,
    balance_sentence,
    channel_frame,
    channel_sentence,
    hours_frame,
    timing_sentence,
)
from components.figures import kit
from components.figures.small_panels import balance_figure, channel_service_figure, hours_figure
from domain.account_balance import Balance
from domain.channel_service import ChannelService
from domain.timing import Hours
from domain.vocabulary import Channel, Tier

EMAIL = ChannelService(Channel.EMAIL, 20, 6.0, 24.0, 0.9, 12, 0.3)
CHAT = ChannelService(Channel.CHAT, 9, 9.0, 4.0, 0.2, 9, -0.4)
CALL = ChannelService(Channel.CALL, 1, None, 8.0, None, 0, None)


def balance(human: float | None = 0.9, proactive: float | None = 0.6, touches: int = 40) -> Balance:
    return Balance(touches, human, 0.6, 20, proactive, 0.5, 1.4, 2.6)


def hours(*cells: tuple[int, int, int], number: int | None = None) -> Hours:
    counts = np.zeros((5, 4), dtype=np.int64)
    for day, part, many in cells:
        counts[day, part] = many
    return Hours(counts, int(counts.sum()) if number is None else number)


@pytest.mark.parametrize(
    ("found", "sentence"),
    [
        ([], "Too few answers of ours to say how fast they are: fewer than 5 in any channel"),
        ([CALL], "Too few answers of ours to say how fast they are: fewer than 5 in any channel"),
        ([EMAIL], "E-mail keeps its norm"),
        ([EMAIL, CHAT, CALL], "Chat is answered in 9 h, its norm is 4 h; the tone is coldest by chat"),
    ],
)
def test_the_slow_and_the_cold_channel_are_named(found: list[ChannelService], sentence: str) -> None:
    assert channel_sentence(found).replace("\xa0", " ") == sentence


@pytest.mark.parametrize(
    ("told", "tier", "sentence"),
    [
        (balance(), Tier.KEY, "People lead, and we begin enough; 1.4 weighted touches a week, key accounts get 2.6"),
        (
            balance(human=0.4), Tier.KEY,
            "Only 40% of touches are by people, the norm is 60%; 1.4 weighted touches a week, key accounts get 2.6",
        ),
        (
            balance(proactive=0.3), None,
            "We begin 30% of what we say, the norm is 50%; "
            "1.4 weighted touches a week, accounts without a tier get 2.6",
        ),
        (balance(touches=3), Tier.KEY, "Too few touches to tell a balance: 3 in 90 days"),
    ],
)  # fmt: skip
def test_the_balance_names_what_is_short(told: Balance, tier: Tier | None, sentence: str) -> None:
    assert balance_sentence(told, tier) == sentence


def test_their_hours_are_said_with_what_they_rest_on() -> None:
    assert timing_sentence(hours((1, 1, 24), (0, 0, 56))) == "They write most on Mon, 7 to 10 h: 70% of 80 messages"
    assert timing_sentence(hours((1, 1, 3))) == "Too few messages of theirs to tell their hours: 3 in a year"
    assert timing_sentence(hours((1, 1, 1), number=40)) == "They write at all hours: no part of the week stands out"


def test_the_pictures_are_known_to_plotly_and_told_as_tables() -> None:
    for figure in (
        channel_service_figure([EMAIL, CHAT, CALL]), channel_service_figure([]), balance_figure(balance()),
        balance_figure(balance(human=None, proactive=None)), hours_figure(hours((1, 1, 24))), hours_figure(hours()),
    ):  # fmt: skip
        kit.checked(figure)
    assert len(channel_frame([EMAIL, CALL])) == 2
    assert len(balance_frame(balance())) == 3
    assert hours_frame(hours((1, 1, 24)))["Messages"].sum() == 24
