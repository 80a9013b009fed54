"""Channels, balance and timing, from records written by hand; too few say nothing."""

from datetime import date
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.account_balance import account_balance
from domain.brief.lines import Blackout
from domain.channel_service import channel_services, coldest, slowest
from domain.policy import POLICY
from domain.timing import Circumstances, advice, fiscal_year_end, their_hours
from domain.vocabulary import Channel, Tier, Topic
from tests.domain import test_timeline

DAY = date(2026, 6, 30)


def touches(*rows: dict[str, Any]) -> pd.DataFrame:
    usual: dict[str, Any] = {"occurred_at": "2026-06-01 10:00", "response_seconds": np.nan, "initiative": None}
    return test_timeline.touches(*(usual | row for row in rows))


def answers(channel: str, *hours: float, tone: float = np.nan) -> list[dict[str, Any]]:
    return [{"channel": channel, "response_seconds": one * 3600, "sentiment": tone} for one in hours]


def test_the_median_answer_of_a_channel_is_held_against_its_own_norm() -> None:
    frame = touches(*answers("chat", 1, 2, 9, 10, 11), *answers("email", 1, 2, 3, 4, 30), *answers("call", 99))
    email, call, chat = channel_services(frame, DAY, POLICY)
    assert (email.channel, email.median_hours, email.norm_hours, email.within) == (Channel.EMAIL, 3.0, 24.0, 0.8)
    assert (chat.median_hours, chat.ratio, chat.within) == (9.0, 2.25, 0.4)
    assert (call.answers, call.median_hours, call.ratio) == (1, None, None)
    assert slowest([email, call, chat]) == chat
    assert slowest([email, call]) is None


def test_machines_plans_theirs_and_what_is_long_ago_are_no_answers_of_ours() -> None:
    late = answers("email", 50)[0]
    frame = touches(
        late | {"is_automated": True}, late | {"is_planned": True}, late | {"direction": "inbound"},
        late | {"occurred_at": "2025-06-01"},
    )  # fmt: skip
    assert [one.answers for one in channel_services(frame, DAY, POLICY)] == [0]


def test_the_channel_with_the_coldest_tone_is_named_if_it_stands_out() -> None:
    warm, cold = answers("email", *[1] * 5, tone=0.4), answers("chat", *[1] * 5, tone=0.1)
    found = channel_services(touches(*warm, *cold), DAY, POLICY)
    named = coldest(found)
    assert named is not None
    assert named.channel is Channel.CHAT
    assert coldest(channel_services(touches(*warm, *answers("chat", *[1] * 5, tone=0.3)), DAY, POLICY)) is None
    assert coldest(channel_services(touches(*cold), DAY, POLICY)) is None


def test_the_balance_is_of_people_of_what_we_begin_and_of_how_much() -> None:
    ours = [{"initiative": "proactive"}] * 3 + [{"initiative": "reactive"}] * 6
    frame = touches(*ours, {"direction": "inbound"}, {"is_automated": True, "channel": "notice"}, {"is_planned": True})
    told = account_balance(frame, Tier.KEY, DAY, POLICY)
    assert (told.touches, told.begun) == (11, 9)
    assert told.human == pytest.approx(10 / 11)
    assert told.proactive == pytest.approx(1 / 3)
    assert told.weekly == pytest.approx(10 / (90 / 7))
    assert told.weekly_norm == POLICY.expected_touches_a_week[Tier.KEY]


def test_a_touch_of_ninety_days_ago_counts_half() -> None:
    now = [{"occurred_at": "2026-06-30 23:59:59"}] * 10
    before = [{"occurred_at": "2026-04-01 23:59:59", "is_automated": True}] * 10
    told = account_balance(touches(*now, *before), Tier.KEY, DAY, POLICY)
    assert told.human == pytest.approx(2 / 3)
    assert told.touches == 10


def test_of_few_touches_no_share_is_told_and_no_tier_is_held_against_the_tactical_norm() -> None:
    told = account_balance(touches({}, {}), None, DAY, POLICY)
    assert (told.human, told.proactive) == (None, None)
    assert told.weekly_norm == POLICY.expected_touches_a_week[Tier.TACTICAL]
    assert account_balance(touches({}).iloc[:0], None, DAY, POLICY).weekly == 0.0


@given(machines=st.integers(0, 30), people=st.integers(0, 30))
def test_shares_stay_between_nothing_and_all(machines: int, people: int) -> None:
    rows = [{"is_automated": True}] * machines + [{"initiative": "proactive"}] * people
    told = account_balance(touches(*rows, {}).iloc[:-1], Tier.KEY, DAY, POLICY)
    assert told.touches == machines + people
    assert told.human is None or 0 <= told.human <= 1
    assert told.proactive is None or 0 <= told.proactive <= 1


def test_their_hours_are_those_of_their_own_clock() -> None:
    inbound = {"direction": "inbound", "occurred_at": "2026-06-02 02:30"}  # a Tuesday; 10:30 in Singapore
    told = their_hours(touches(*[inbound] * 20, {}), "Asia/Singapore", DAY)
    assert told.best == (1, 1, 1.0)
    assert their_hours(touches(*[inbound] * 20), "Nowhere/At all", DAY).counts.sum() == 0
    assert their_hours(touches(*[inbound] * 19), "Asia/Singapore", DAY).best is None


def test_if_they_write_at_all_hours_none_stands_out() -> None:
    rows = [
        {"direction": "inbound", "occurred_at": f"2026-06-0{day} {hour}:00"}
        for day in range(1, 6) for hour in (8, 11, 14, 17)
    ]  # fmt: skip
    told = their_hours(touches(*rows), "UTC", DAY)
    assert (told.number, told.best) == (20, None)


def now(**given: Any) -> Circumstances:
    usual: dict[str, Any] = {"as_of": DAY, "issue": None, "notice_on": None, "fiscal_year_end_month": None}
    return Circumstances(**usual | given)


def good(circumstances: Circumstances) -> list[Topic]:
    return [one.topic for one in advice(circumstances) if one.is_good]


def test_while_a_severe_issue_is_open_only_its_solution_is_spoken_of() -> None:
    assert good(now(issue="Outage")) == [Topic.CORRECTIVE]
    assert {one.reason for one in advice(now(issue="Outage"))} == {"wait until “Outage” is solved", "“Outage” is open"}


def test_strategy_is_spoken_of_before_their_budget_and_cost_before_the_notice() -> None:
    told = {one.topic: one for one in advice(now(fiscal_year_end_month=9, notice_on=date(2026, 7, 30)))}
    assert told[Topic.STRATEGY].is_good
    assert told[Topic.STRATEGY].reason == "their fiscal year ends 30 Sep 2026: budgets are made now"
    assert told[Topic.COST].reason == "30 days to the notice deadline"
    assert Topic.STRATEGY not in good(now(fiscal_year_end_month=6))


def test_in_a_blackout_nothing_is_spoken_of() -> None:
    shut = Blackout(DAY, date(2026, 7, 3), "Stocktaking.")
    assert good(now(issue="Outage", blackouts=[shut])) == []
    assert advice(now(blackouts=[shut]))[0].reason == "not before 4 Jul 2026: Stocktaking."


def test_a_fiscal_year_ends_on_the_last_day_of_its_month() -> None:
    assert fiscal_year_end(date(2026, 6, 30), 6) == date(2026, 6, 30)
    assert fiscal_year_end(date(2026, 7, 1), 6) == date(2027, 6, 30)
    assert fiscal_year_end(date(2026, 11, 1), 12) == date(2026, 12, 31)
    assert fiscal_year_end(date(2027, 12, 31), 2) == date(2028, 2, 29)
