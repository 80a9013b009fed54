"""Threads count once, crowded lanes are told together, nothing is lost on the way."""

from datetime import date
from typing import Any

import numpy as np
import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.period import Period, brushed, first_to_hold, moments, nearest_touch, period_of
from domain.stretches import STRETCHES, told_together
from domain.timeline import TouchFilter, lanes_of, narrowed, thread_marks, weekly_counts
from domain.timeline_words import balance_sentence
from domain.vocabulary import Channel, Direction

YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))


def touches(*rows: dict[str, Any]) -> pd.DataFrame:
    usual = {
        "occurred_at": "2026-03-01 10:00", "channel": Channel.EMAIL, "direction": Direction.OUTBOUND,
        "is_automated": False, "is_planned": False, "thread_key": None, "sentiment": np.nan, "subject": "Hello",
        "department": None, "topic": None,
    }  # fmt: skip
    frame = pd.DataFrame([{"id": number, **usual, **row} for number, row in enumerate(rows, start=1)])
    return frame.drop(columns="thread_key").assign(
        occurred_at=pd.to_datetime(frame["occurred_at"], utc=True, format="ISO8601"),
        thread=pd.factorize(frame["thread_key"])[0],
    )


def many(count: int, channel: Channel = Channel.EMAIL) -> list[dict[str, Any]]:
    days = pd.Timestamp("2026-01-01") + pd.to_timedelta(np.linspace(0, 364, count), unit="D")
    return [{"occurred_at": str(day), "channel": channel} for day in days]


def test_a_thread_is_one_mark_with_a_length() -> None:
    marks = thread_marks(
        touches(
            {"thread_key": "a", "occurred_at": "2026-03-03", "direction": Direction.OUTBOUND, "sentiment": 0.9},
            {"thread_key": "a", "occurred_at": "2026-03-01", "direction": Direction.INBOUND, "sentiment": -0.1},
            {"thread_key": "a", "occurred_at": "2026-03-05"},
        )
    )
    mark = marks.iloc[0]
    assert len(marks) == 1
    assert (mark["mark_id"], mark["direction"], mark["messages"], mark["tone"]) == (2, Direction.INBOUND, 3, "good")
    assert (mark["ends_at"] - mark["starts_at"]).days == 4


def test_touches_without_a_thread_stand_alone() -> None:
    assert len(thread_marks(touches({}, {}, {"thread_key": "x"}))) == 3


def test_a_planned_touch_is_not_merged_with_what_happened() -> None:
    marks = thread_marks(touches({"thread_key": "a"}, {"thread_key": "a", "is_planned": True}))
    assert sorted(marks["is_planned"]) == [False, True]


def test_a_thread_is_automated_only_if_no_person_wrote_in_it() -> None:
    marks = thread_marks(touches({"thread_key": "a", "is_automated": True}, {"thread_key": "a"}))
    assert not marks["is_automated"].iloc[0]


def test_a_quiet_lane_keeps_every_mark_beside_a_crowded_one() -> None:
    marks = thread_marks(touches(*many(900), {"channel": Channel.MEETING, "occurred_at": "2026-05-05"}))
    shown = told_together(marks, YEAR, limit=150)
    assert (shown["channel"] == Channel.EMAIL).sum() <= 150
    assert (shown["channel"] == Channel.MEETING).sum() == 1


@settings(deadline=None)
@given(count=st.integers(1, 500), limit=st.integers(10, 200))
def test_no_touch_is_lost_when_a_lane_is_told_together(count: int, limit: int) -> None:
    shown = told_together(thread_marks(touches(*many(count))), YEAR, limit)
    assert (shown["threads"].sum(), shown["messages"].sum()) == (count, count)


def test_a_stretch_goes_the_way_that_most_of_it_went() -> None:
    ways = [Direction.OUTBOUND] * 8 + [Direction.INBOUND] * 2
    rows = [{**row, "direction": ways[place % 10]} for place, row in enumerate(many(400))]
    shown = told_together(thread_marks(touches(*rows)), YEAR)
    assert len(shown) <= STRETCHES
    assert (shown["direction"] == Direction.OUTBOUND).mean() > 0.9


def test_filters_narrow_by_channel_direction_machine_words_and_period() -> None:
    frame = touches(
        {"channel": Channel.CALL},
        {"direction": Direction.INBOUND},
        {"is_automated": True},
        {"occurred_at": "2025-12-31 23:59:59"},
        {"occurred_at": "2026-12-31 23:59:59"},
    )

    def ids(wanted: TouchFilter) -> list[int]:
        return narrowed(frame, wanted, YEAR)["id"].tolist()

    assert ids(TouchFilter()) == [1, 2, 3, 5]
    assert ids(TouchFilter(channels=("call",))) == [1]
    assert ids(TouchFilter(directions=("inbound",))) == [2]
    assert ids(TouchFilter(is_automated=True)) == [3]
    assert ids(TouchFilter(matching=frozenset({2, 4}))) == [2]


def test_filters_narrow_by_department_topic_and_tone_and_an_unknown_tone_is_none() -> None:
    frame = touches(
        {"department": "sales", "sentiment": 0.2}, {"topic": "cost", "sentiment": -0.2}, {"sentiment": 0.1}, {}
    )

    def ids(wanted: TouchFilter) -> list[int]:
        return narrowed(frame, wanted, YEAR)["id"].tolist()

    assert ids(TouchFilter(departments=("sales",))) == [1]
    assert ids(TouchFilter(topics=("cost", "strategy"))) == [2]
    assert ids(TouchFilter(tones=("good",))) == [1]
    assert ids(TouchFilter(tones=("bad", "even"))) == [2, 3]


def test_a_brush_is_read_either_way_and_never_too_narrow() -> None:
    assert brushed(date(2026, 3, 9), date(2026, 3, 1)) == Period(date(2026, 3, 1), date(2026, 3, 9))
    narrow = brushed(date(2026, 3, 4), date(2026, 3, 4))
    assert (narrow, narrow.days) == (Period(date(2026, 3, 1), date(2026, 3, 7)), 7)


def test_weeks_count_messages_of_people_and_machines_and_nothing_planned() -> None:
    frame = touches(
        {"occurred_at": "2026-01-01 00:00"}, {"occurred_at": "2026-01-07 23:59"}, {"occurred_at": "2026-01-08"},
        {"occurred_at": "2026-01-08", "is_automated": True}, {"occurred_at": "2026-01-09", "is_planned": True},
    )  # fmt: skip
    weeks = weekly_counts(frame, YEAR)
    assert len(weeks) == 53
    assert weeks["people"].tolist()[:3] == [2, 1, 0]
    assert weeks["machines"].tolist()[:3] == [0, 1, 0]
    assert weeks["week_on"].tolist()[:2] == [date(2026, 1, 1), date(2026, 1, 8)]


def test_without_touches_a_period_is_chosen_by_what_else_is_on_record() -> None:
    none = touches({}).iloc[:0]
    assert moments(none, [date(2025, 1, 1)])["occurred_at"].tolist() == [pd.Timestamp("2025-01-01", tz="UTC")]
    assert moments(none, []).empty
    assert len(moments(touches({}), [date(2025, 1, 1)])) == 1


def test_an_empty_account_has_no_marks_no_lanes_and_a_sentence() -> None:
    empty = touches({}).iloc[:0]
    marks = thread_marks(empty)
    assert marks.empty
    assert told_together(marks, YEAR).empty
    assert lanes_of(empty) == []
    assert balance_sentence(marks, date(2026, 6, 30)) == "No touchpoint in this period"


def test_the_sentence_tells_people_from_machines() -> None:
    marks = thread_marks(touches({}, {"direction": Direction.INBOUND}, {"is_automated": True}, {"is_planned": True}))
    told = balance_sentence(marks, date(2026, 6, 30))
    assert told == "2 touches between people, 50% begun by them; 1 automated; 1 planned"


def test_a_period_looks_back_as_asked_and_a_little_ahead() -> None:
    today, none = date(2026, 6, 30), touches({}).iloc[:0]
    old, future = touches({"occurred_at": "2020-01-01"}), touches({"occurred_at": "2027-02-01"})
    assert period_of(today, 365, old) == Period(date(2025, 6, 30), date(2026, 9, 11))
    assert date(2019, 10, 1) < period_of(today, None, old).first_on < date(2020, 1, 1)  # with room before the first
    assert period_of(today, None, future) == Period(date(2026, 4, 1), date(2027, 2, 1))
    assert period_of(today, None, none) == Period(date(2026, 4, 1), date(2026, 7, 21))


LENGTHS = (90, 365, 730, None)
TODAY = date(2026, 6, 30)


def test_the_first_period_to_hold_a_touch_is_found() -> None:
    def first(*days: str) -> int | None:
        return first_to_hold(touches(*({"occurred_at": day} for day in days)), TODAY, LENGTHS)

    assert first("2026-06-01") == 90
    assert first("2025-09-01") == 365
    assert first("2023-01-05") is None
    assert first("2023-01-05", "2025-01-05") == 730
    assert first("2026-09-01") == 365  # ahead, where a year looks farther than 90 days
    assert first("2040-01-01") is None
    assert first_to_hold(touches({}).iloc[:0], TODAY, LENGTHS) == 90


def test_the_nearest_touch_is_the_last_or_else_the_next() -> None:
    past, ahead = {"occurred_at": "2024-01-05"}, {"occurred_at": "2027-01-05"}
    assert nearest_touch(touches(past, ahead), TODAY) == date(2024, 1, 5)
    assert nearest_touch(touches(ahead), TODAY) == date(2027, 1, 5)
    assert nearest_touch(touches({}).iloc[:0], TODAY) is None


def test_what_is_planned_but_overdue_is_not_said_to_have_happened() -> None:
    past, ahead = {"is_planned": True, "occurred_at": "2026-06-01"}, {"is_planned": True, "occurred_at": "2026-08-01"}
    assert balance_sentence(thread_marks(touches(ahead)), TODAY) == "Nothing has happened yet; 1 planned"
    told = balance_sentence(thread_marks(touches(past, past, ahead)), TODAY)
    assert told == "3 touches planned, 2 of them for a day that has passed, none confirmed as done"
    told = balance_sentence(thread_marks(touches(past)), TODAY)
    assert told == "1 touch was planned; it is not confirmed as done"
