"""When an account is receptive: at what hours they write to us, and for which topic it is a good time now, and why.

Hours are those of the account's own time zone. The rules of the topics are ours: nobody hears of new things while the
old one is broken; money is spoken of before the notice deadline, strategy before the budget of the next fiscal year.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import numpy as np
import numpy.typing as npt
import pandas as pd

from domain.brief.lines import Blackout, counted, on
from domain.period import Period, inside
from domain.vocabulary import Direction, Topic

DAYS = 365
LEAST = 20
"""Below so many messages of theirs their hours say nothing."""
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri")
HOURS = ((7, 10), (10, 13), (13, 16), (16, 19))
EVEN = 1 / (len(WEEKDAYS) * len(HOURS))
"""The share of each part of the week if they wrote evenly."""
CLEARLY = 1.5
"""A part of the week is told if it has so many times its even share."""
NOTICE_DAYS = 90
BUDGET_DAYS = (30, 150)
"""Budgets are made so long before a fiscal year ends (days)."""


@dataclass(frozen=True, slots=True, eq=False)
class Hours:
    """Messages of theirs by weekday (row) and part of the day (column); `number` of all, those outside too."""

    counts: npt.NDArray[np.int64]
    number: int

    @property
    def best(self) -> tuple[int, int, float] | None:
        """Weekday, part of the day, and the share there (0-1); None where too few, or no part stands out."""
        if self.number < LEAST:
            return None
        day, part = np.unravel_index(int(self.counts.argmax()), self.counts.shape)
        share = float(self.counts[day, part]) / self.number
        return (int(day), int(part), share) if share >= CLEARLY * EVEN else None


@dataclass(frozen=True, slots=True)
class Advice:
    """Whether it is a good time for a topic, and why."""

    topic: Topic
    is_good: bool
    reason: str


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What timing depends on: the worst open issue, the notice deadline, the fiscal year's last month, blackouts."""

    as_of: date
    issue: str | None
    notice_on: date | None
    fiscal_year_end_month: int | None
    blackouts: Sequence[Blackout] = ()


def their_hours(touches: pd.DataFrame, time_zone: str, as_of: date) -> Hours:
    """Return when people of theirs wrote or called in the last year; an unknown time zone is read as UTC."""
    period = Period(as_of - timedelta(days=DAYS), as_of)
    theirs = (touches["direction"] == Direction.INBOUND) & ~touches["is_automated"].astype(bool)
    rows = touches[theirs & inside(touches, period) & ~touches["is_planned"].astype(bool)]
    local = rows["occurred_at"].dt.tz_convert(_zone(time_zone))
    day, hour = local.dt.day_of_week.to_numpy(dtype=np.int64), local.dt.hour.to_numpy(dtype=np.int64)
    part = np.full(len(rows), -1)
    for place, (first, end) in enumerate(HOURS):
        part[(hour >= first) & (hour < end)] = place
    counts = np.zeros((len(WEEKDAYS), len(HOURS)), dtype=np.int64)
    in_week = (part >= 0) & (day < len(WEEKDAYS))
    np.add.at(counts, (day[in_week], part[in_week]), 1)
    return Hours(counts, len(rows))


def advice(now: Circumstances) -> list[Advice]:
    """Return for each of the four topics whether it is a good time, and the first reason that decides it."""
    shut = next((one for one in now.blackouts if one.starts_on <= now.as_of <= one.ends_on), None)
    found = []
    for topic in (Topic.STRATEGY, Topic.COST, Topic.INNOVATION, Topic.CORRECTIVE):
        if shut is not None:
            found.append(Advice(topic, False, f"not before {on(shut.ends_on + timedelta(days=1))}: {shut.reason}"))
        else:
            found.append(_on_topic(topic, now))
    return found


def _on_topic(topic: Topic, now: Circumstances) -> Advice:
    if topic is Topic.CORRECTIVE:
        return Advice(
            topic, now.issue is not None, f"“{now.issue}” is open" if now.issue else "no severe issue is open"
        )
    if now.issue is not None:
        return Advice(topic, False, f"wait until “{now.issue}” is solved")
    if topic is Topic.COST and now.notice_on is not None:
        days = (now.notice_on - now.as_of).days
        if 0 <= days <= NOTICE_DAYS:
            return Advice(topic, True, f"{counted(days, 'day')} to the notice deadline")
    if topic is Topic.STRATEGY and now.fiscal_year_end_month is not None:
        ends = fiscal_year_end(now.as_of, now.fiscal_year_end_month)
        days = (ends - now.as_of).days
        if BUDGET_DAYS[0] <= days <= BUDGET_DAYS[1]:
            return Advice(topic, True, f"their fiscal year ends {on(ends)}: budgets are made now")
        return Advice(topic, False, f"their fiscal year ends {on(ends)}: no budget is made now")
    return Advice(topic, True, "nothing speaks against it")


def fiscal_year_end(day: date, month: int) -> date:
    """The last day of that month, the next one from `day` on."""
    for year in (day.year, day.year + 1):
        ends = date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
        if ends >= day:
            return ends
    raise AssertionError("a month ends every year")


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo("UTC")
