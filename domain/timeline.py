"""The touchpoints of an account as marks on a timeline: a thread is one touch, a crowded lane is told by the week.

Frames in, frames out; a frame that came in is never changed.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import numpy.typing as npt
import pandas as pd

from domain.ties import end_of
from domain.vocabulary import Channel, Direction

MARKS_A_LANE = 150
"""Above so many marks in one lane, neighbours are told together: more cannot be told apart on a screen."""
STRETCHES = 64
"""Most stretches of days that such a lane is told by."""
_MOSTLY = 0.4
"""A stretch went one way if that way has so much more of it than the other (share, 0-1)."""
POSITIVE, NEGATIVE = 0.2, -0.2
"""Bounds of a good and of a bad tone (sentiment from -1 to 1)."""
_LEAST_BACK, _LEAST_AHEAD, _MOST_AHEAD = 90, 21, 730
_ROOM = 40
"""Of the whole time, a part of so many stays empty before the first mark, so that it can be seen."""
_BIN_DAYS = (1, 2, 4, 7, 14, 28, 56, 91, 182, 364)

MARK_COLUMNS = [
    "mark_id", "channel", "direction", "tone", "is_automated", "is_planned",
    "starts_at", "ends_at", "messages", "threads", "subject",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class TouchFilter:
    """What narrows the timeline; empty parts narrow nothing. `matching`: ids found by a text search, None without."""

    channels: tuple[str, ...] = ()
    directions: tuple[str, ...] = ()
    is_automated: bool | None = None
    matching: frozenset[int] | None = None

    @property
    def narrows(self) -> bool:
        """Whether anything is left out."""
        return self != TouchFilter()


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


def moments(touches: pd.DataFrame, issues: pd.DataFrame, promises: pd.DataFrame) -> pd.DataFrame:
    """What a period is chosen by (`occurred_at`): the touches; without any, when issues opened and promises are due."""
    if len(touches):
        return touches
    due = pd.to_datetime(promises["due_on"], utc=True)
    opened = pd.to_datetime(issues["opened_at"], utc=True)
    return pd.DataFrame({"occurred_at": pd.concat([opened, due], ignore_index=True)})


def first_to_hold(touches: pd.DataFrame, as_of: date, lengths: Sequence[int | None]) -> int | None:
    """The first of these lengths (days to look back, None for all) whose period holds a touch.

    Without any touch the first of all; the last where none of them holds one.
    """
    if touches.empty:
        return lengths[0]
    for days_back in lengths:
        if len(narrowed(touches, TouchFilter(), period_of(as_of, days_back, touches))):
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


def narrowed(touches: pd.DataFrame, wanted: TouchFilter, period: Period) -> pd.DataFrame:
    """The touches (columns of `data_access.queries.touchpoints.touches`) that pass every filter, in the period."""
    keep = (touches["occurred_at"] >= pd.Timestamp(period.first_on, tz="UTC")) & (
        touches["occurred_at"] < pd.Timestamp(end_of(period.last_on))
    )
    if wanted.channels:
        keep &= touches["channel"].isin(wanted.channels)
    if wanted.directions:
        keep &= touches["direction"].isin(wanted.directions)
    if wanted.is_automated is not None:
        keep &= touches["is_automated"].astype(bool) == wanted.is_automated
    if wanted.matching is not None:
        keep &= touches["id"].isin(wanted.matching)
    return touches[keep]


def thread_marks(touches: pd.DataFrame) -> pd.DataFrame:
    """One mark a thread, in the lane and direction of the message that began it; see `MARK_COLUMNS`.

    Touches without a thread stand alone; what is planned is not merged with what happened. `mark_id` is the id of the
    first message; `tone` is "good", "bad" or "even" by the mean of the known sentiments, "even" where none is known.
    """
    if touches.empty:
        return pd.DataFrame(columns=MARK_COLUMNS)
    ordered = touches.sort_values(["occurred_at", "id"], ignore_index=True)
    codes, firsts, lasts = _groups(ordered)
    sizes = np.bincount(codes)
    automated = np.bincount(codes, weights=ordered["is_automated"].to_numpy(dtype=float))
    marks = ordered.loc[firsts, ["id", "channel", "direction", "is_planned", "subject", "occurred_at"]]
    marks = marks.rename(columns={"id": "mark_id", "occurred_at": "starts_at"}).reset_index(drop=True)
    return marks.assign(
        ends_at=ordered["occurred_at"].to_numpy()[lasts],
        is_automated=automated == sizes,
        tone=_tone(_means(codes, ordered["sentiment"].to_numpy(dtype=float))),
        messages=sizes,
        threads=1,
    )[MARK_COLUMNS]


def _groups(ordered: pd.DataFrame) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.intp], npt.NDArray[np.intp]]:
    """The group of each row (a thread's messages, happened and planned apart), and each group's first and last row."""
    thread = pd.factorize(ordered["thread_key"])[0]
    alone = thread < 0
    thread[alone] = len(ordered) + np.arange(int(alone.sum()))
    key = thread * 2 + ordered["is_planned"].to_numpy(dtype=bool)
    _, firsts, codes = np.unique(key, return_index=True, return_inverse=True)
    lasts = np.zeros(len(firsts), dtype=np.intp)
    lasts[codes] = np.arange(len(ordered))
    return codes, firsts, lasts


def _means(codes: npt.NDArray[np.intp], values: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Mean of the known values of each group; NaN where none is known."""
    known = ~np.isnan(values)
    counts = np.bincount(codes, weights=known)
    sums = np.bincount(codes, weights=np.where(known, values, 0.0))
    means: npt.NDArray[np.float64] = np.divide(sums, counts, out=np.full(len(counts), np.nan), where=counts > 0)
    return means


def told_together(marks: pd.DataFrame, period: Period, limit: int = MARKS_A_LANE) -> pd.DataFrame:
    """The same marks, but lanes with more than `limit` told by stretches of days, at most `STRETCHES` a lane.

    A stretch has one mark for people and one for machines, in the direction that most of it went; `threads` and
    `messages` add up, and its subject is empty. What is planned stands by itself.
    """
    if marks.empty:
        return marks
    crowded = marks.groupby("channel")["mark_id"].transform("size") > limit
    if not crowded.any():
        return marks
    stretches = _stretches(marks[crowded], period)
    together = pd.concat([marks[~crowded], stretches], ignore_index=True)
    return together.sort_values(["starts_at", "mark_id"], ignore_index=True)


def _stretches(marks: pd.DataFrame, period: Period) -> pd.DataFrame:
    width = next((days for days in _BIN_DAYS if period.days / days < STRETCHES), _BIN_DAYS[-1])
    first = pd.Timestamp(period.first_on, tz="UTC")
    stretch = ((marks["starts_at"] - first).dt.total_seconds() // (86_400 * width)).astype("int64")
    ways = {Direction.OUTBOUND.value: 1.0, Direction.INBOUND.value: -1.0, Direction.MUTUAL.value: 0.0}
    told = (
        marks.assign(
            _stretch=stretch,
            _tone=marks["tone"].map({"good": 1.0, "bad": -1.0, "even": 0.0}),
            _way=marks["direction"].astype(str).map(ways),
        )
        .groupby(["channel", "_stretch", "is_automated", "is_planned"], sort=True)
        .agg(
            mark_id=("mark_id", "first"),
            _tone=("_tone", "mean"),
            _way=("_way", "mean"),
            starts_at=("starts_at", "min"),
            ends_at=("starts_at", "max"),
            messages=("messages", "sum"),
            threads=("threads", "sum"),
            subject=("subject", "first"),
        )
        .reset_index()
    )
    way = told["_way"]
    told["tone"] = _tone(told["_tone"].to_numpy(dtype=float))
    told["direction"] = np.select(
        [way >= _MOSTLY, way <= -_MOSTLY], [Direction.OUTBOUND.value, Direction.INBOUND.value], Direction.MUTUAL.value
    )
    told["subject"] = told["subject"].where(told["threads"] == 1, None)
    return told[MARK_COLUMNS]


def lanes_of(touches: pd.DataFrame) -> list[Channel]:
    """The channels that occur, in the order in which their lanes stand, top first."""
    present = set(touches["channel"].astype(str)) if len(touches) else set()
    return [channel for channel in Channel if channel in present]


def _tone(values: npt.NDArray[np.float64]) -> npt.NDArray[np.str_]:
    return np.select([values >= POSITIVE, values <= NEGATIVE], ["good", "bad"], "even")
