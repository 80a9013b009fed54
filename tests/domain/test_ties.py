"""The vectorised strength of ties, against a slow and obvious loop."""

import math
from datetime import UTC, date, datetime, timedelta
from typing import Any

import numpy as np
import pandas as pd
import pytest

from domain.ties import CHANNEL_WEIGHT, end_of, tie_strengths
from domain.vocabulary import Channel, Direction

DAY = date(2026, 6, 30)
COLUMNS = [
    "touchpoint_id", "occurred_at", "channel", "direction", "is_automated", "is_planned", "user_id", "contact_id",
]  # fmt: skip


def parts(*rows: tuple[Any, ...]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=COLUMNS)
    return frame.astype({"user_id": "Int64", "contact_id": "Int64"})


def touch(number: int, age_days: float, channel: Channel, direction: Direction, *people: tuple[int | None, int | None],
          automated: bool = False, planned: bool = False) -> list[tuple[Any, ...]]:  # fmt: skip
    at = pd.Timestamp(end_of(DAY) - timedelta(days=age_days))
    return [(number, at, channel, direction, automated, planned, user, contact) for user, contact in people]


def slow_strength(frame: pd.DataFrame, user: int, contact: int, at: pd.Timestamp) -> float:
    out = inward = 0.0
    for _, people in frame.groupby("touchpoint_id"):
        first = people.iloc[0]
        if first["occurred_at"] > at or first["is_automated"] or first["is_planned"]:
            continue
        if user not in set(people["user_id"].dropna()) or contact not in set(people["contact_id"].dropna()):
            continue
        age = (at - first["occurred_at"]).total_seconds() / 86_400
        weight = CHANNEL_WEIGHT[first["channel"]] * 2 ** (-age / 60) / math.sqrt(len(people))
        share = {Direction.OUTBOUND: 1.0, Direction.INBOUND: 0.0, Direction.MUTUAL: 0.5}[first["direction"]]
        out, inward = out + share * weight, inward + (1 - share) * weight
    if out + inward == 0:
        return 0.0
    tie = (out + inward) * (0.5 + 0.5 * 2 * min(out, inward) / (out + inward))
    return 100 * (1 - math.exp(-tie / 6))


def test_one_meeting_of_two_a_half_life_ago_has_the_strength_of_the_formula() -> None:
    frame = parts(*touch(1, 60, Channel.MEETING, Direction.MUTUAL, (7, None), (None, 9)))
    assert tie_strengths(frame, DAY)["strength"].tolist() == [
        pytest.approx(100 * (1 - math.exp(-1.5 / math.sqrt(2) / 6)))
    ]


def test_strength_and_peak_equal_the_slow_loop() -> None:
    draw = np.random.default_rng(5)
    rows: list[tuple[Any, ...]] = []
    for number in range(60):
        ours = [(int(user), None) for user in draw.choice(3, draw.integers(1, 3), replace=False)]
        theirs = [(None, int(contact)) for contact in draw.choice(5, draw.integers(1, 4), replace=False)]
        rows += touch(number, float(draw.uniform(0, 700)), draw.choice(list(Channel)), draw.choice(list(Direction)),
                      *ours, *theirs, automated=bool(draw.random() < 0.2))  # fmt: skip
    frame = parts(*rows)
    end = pd.Timestamp(end_of(DAY))
    ties = tie_strengths(frame, DAY)
    assert len(ties) == 15
    for user, contact, strength, peak in ties[["user_id", "contact_id", "strength", "peak"]].itertuples(index=False):
        assert strength == pytest.approx(slow_strength(frame, user, contact, end))
        together = frame[frame["user_id"] == user].merge(frame[frame["contact_id"] == contact], on="touchpoint_id")
        peaks = [slow_strength(frame, user, contact, at) for at in together["occurred_at_x"]]
        assert peak == pytest.approx(max(peaks))


def test_one_way_mail_is_worth_half_of_a_conversation() -> None:
    monologue = [row for n in range(4) for row in touch(n, 1, Channel.EMAIL, Direction.OUTBOUND, (1, None), (None, 2))]
    dialogue = [
        row
        for n, way in enumerate([Direction.OUTBOUND, Direction.INBOUND] * 2)
        for row in touch(n, 1, Channel.EMAIL, way, (1, None), (None, 2))
    ]
    one = -math.log(1 - tie_strengths(parts(*monologue), DAY)["strength"].iloc[0] / 100)
    two = -math.log(1 - tie_strengths(parts(*dialogue), DAY)["strength"].iloc[0] / 100)
    assert two == pytest.approx(2 * one)


def test_what_comes_after_the_day_or_is_only_planned_or_automated_counts_nothing() -> None:
    pair = ((1, None), (None, 2))
    frame = parts(
        *touch(1, -3, Channel.MEETING, Direction.MUTUAL, *pair),
        *touch(2, 1, Channel.MEETING, Direction.MUTUAL, *pair, planned=True),
        *touch(3, 1, Channel.EMAIL, Direction.OUTBOUND, *pair, automated=True),
    )
    assert tie_strengths(frame, DAY).empty


def test_a_tie_that_lost_half_of_its_peak_is_fading() -> None:
    old = [row for n in range(8) for row in touch(n, 200 + n, Channel.CALL, Direction.MUTUAL, (1, None), (None, 2))]
    fresh = touch(99, 1, Channel.MEETING, Direction.MUTUAL, (1, None), (None, 3))
    ties = tie_strengths(parts(*old, *fresh), DAY).set_index("contact_id")
    assert ties["is_fading"].to_dict() == {2: True, 3: False}


def test_the_end_of_a_day_is_the_first_instant_of_the_next() -> None:
    assert end_of(date(2026, 12, 31)) == datetime(2027, 1, 1, tzinfo=UTC)
