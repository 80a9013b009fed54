"""The stretch of time that a timeline shows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import pandas as pd

from domain.ties import end_of

_LEAST_BACK, _LEAST_AHEAD, _MOST_AHEAD = 90, 21, 730
_ROOM = 40
"""Of the whole time, a part of so many stays empty before the first mark, so that it can be seen."""
LEAST_DAYS = 7
"""A stretch that somebody drew with the brush is never shorter: a slip of the hand would show nothing."""


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of the timeline, both days included; it looks ahead too, as planned touches and deadlines matter."""

    first_on: date
    last_on: date

    @property
    def days(self) -> int:
        """Length in days."""
        return (self.last_on - self.first_on).days + 1

    def has(self, day: date) -> bool:
        """Whether `day` lies in it."""
        return self.first_on <= day <= self.last_on


def period_of(as_of: date, days_back: int | None, touches: pd.DataFrame) -> Period:
    """The stretch from `days_back` before `as_of` to a fifth of it ahead, for what is due.

    None for `days_back` takes in every touch, but of the future no more than two years.
    """
    if days_back is None:
        times = touches["occurred_at"]
        first = min(times.min().date(), as_of) if len(times) else as_of
        back = (as_of - first).days
        days_back = max(back + back // _ROOM, _LEAST_BACK)
        last = times.max().date() if len(times) else as_of
    else:
        last = as_of
    ahead = max(days_back // 5, _LEAST_AHEAD, min((last - as_of).days, _MOST_AHEAD))
    return Period(as_of - timedelta(days=days_back), as_of + timedelta(days=ahead))


def moments(touches: pd.DataFrame, days: Sequence[date]) -> pd.DataFrame:
    """What a period is chosen by (`occurred_at`): the touches; without any, the days of what else is on record."""
    if len(touches):
        return touches
    return pd.DataFrame({"occurred_at": pd.to_datetime(pd.Series(days, dtype=object), utc=True)})


def first_to_hold(touches: pd.DataFrame, as_of: date, lengths: Sequence[int | None]) -> int | None:
    """The first of these lengths (days to look back, None for all) whose period holds a touch.

    Without any touch the first of all; the last where none of them holds one.
    """
    if touches.empty:
        return lengths[0]
    for days_back in lengths:
        if len(within(touches, period_of(as_of, days_back, touches))):
            return days_back
    return lengths[-1]


def nearest_touch(touches: pd.DataFrame, as_of: date) -> date | None:
    """The day of the last touch up to `as_of`, planned or not; if all lie ahead, of the next one."""
    if touches.empty:
        return None
    times = touches["occurred_at"]
    past = times[times < pd.Timestamp(end_of(as_of))]
    nearest: date = (past.max() if len(past) else times.min()).date()
    return nearest


def within(touches: pd.DataFrame, period: Period) -> pd.DataFrame:
    """The rows whose `occurred_at` lies in the period."""
    return touches[inside(touches, period)]


def inside(touches: pd.DataFrame, period: Period) -> "pd.Series[bool]":
    """Whether each row's `occurred_at` lies in the period."""
    since = touches["occurred_at"] >= pd.Timestamp(period.first_on, tz="UTC")
    return since & (touches["occurred_at"] < pd.Timestamp(end_of(period.last_on)))


def brushed(first_on: date, last_on: date) -> Period:
    """The stretch between two days that somebody chose, in whichever order, at least `LEAST_DAYS` long."""
    first_on, last_on = min(first_on, last_on), max(first_on, last_on)
    short = max(LEAST_DAYS - (last_on - first_on).days - 1, 0)
    return Period(first_on - timedelta(days=short // 2), last_on + timedelta(days=short - short // 2))
