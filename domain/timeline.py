"""The touchpoints of an account as marks on a timeline: a thread is one touch, a crowded lane is told by the week.

Frames in, frames out; a frame that came in is never changed.
"""

from dataclasses import dataclass
from datetime import timedelta

import numpy as np
import numpy.typing as npt
import pandas as pd

from domain.period import Period, inside
from domain.vocabulary import Channel, Direction

MARKS_A_LANE = 150
"""Above so many marks in one lane, neighbours are told together: more cannot be told apart on a screen."""
STRETCHES = 64
"""Most stretches of days that such a lane is told by."""
_MOSTLY = 0.4
"""A stretch went one way if that way has so much more of it than the other (share, 0-1)."""
POSITIVE, NEGATIVE = 0.2, -0.2
"""Bounds of a good and of a bad tone (sentiment from -1 to 1)."""
_BIN_DAYS = (1, 2, 4, 7, 14, 28, 56, 91, 182, 364)

MARK_COLUMNS = [
    "mark_id", "channel", "direction", "tone", "is_automated", "is_planned",
    "starts_at", "ends_at", "messages", "threads", "subject",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class TouchFilter:
    """What narrows the timeline; empty parts narrow nothing.

    `tones`: "good", "even" or "bad"; a touch whose tone nobody knows has none of them. `matching`: ids found by a text
    search or by a person, None without.
    """

    channels: tuple[str, ...] = ()
    directions: tuple[str, ...] = ()
    departments: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    tones: tuple[str, ...] = ()
    is_automated: bool | None = None
    matching: frozenset[int] | None = None

    @property
    def narrows(self) -> bool:
        """Whether anything is left out."""
        return self != TouchFilter()


def narrowed(touches: pd.DataFrame, wanted: TouchFilter, period: Period) -> pd.DataFrame:
    """The touches (columns of `data_access.queries.touchpoints.touches`) that pass every filter, in the period."""
    keep = inside(touches, period)
    columns = ("channel", "direction", "department", "topic")
    chosen = (wanted.channels, wanted.directions, wanted.departments, wanted.topics)
    for column, values in zip(columns, chosen, strict=True):
        if values:
            keep &= touches[column].isin(values)
    if wanted.tones:
        sentiment = touches["sentiment"].to_numpy(dtype=float)
        keep &= ~np.isnan(sentiment) & np.isin(_tone(sentiment), wanted.tones)
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


def weekly_counts(touches: pd.DataFrame, period: Period) -> pd.DataFrame:
    """Messages by `week_on` (from the period's first day, in steps of seven), those of `people` and of `machines`.

    What is planned counts nothing. Every week of the period has a row.
    """
    size = period.days // 7 + 1
    happened = touches[inside(touches, period) & ~touches["is_planned"].astype(bool)]
    since = (happened["occurred_at"] - pd.Timestamp(period.first_on, tz="UTC")).dt.total_seconds().to_numpy()
    week = (since // (7 * 86_400)).astype(np.int64)
    machines = np.bincount(week, weights=happened["is_automated"].to_numpy(dtype=float), minlength=size).astype(int)
    days = [period.first_on + timedelta(weeks=number) for number in range(size)]
    people = np.bincount(week, minlength=size) - machines
    return pd.DataFrame({"week_on": days, "people": people, "machines": machines})


def lanes_of(touches: pd.DataFrame) -> list[Channel]:
    """The channels that occur, in the order in which their lanes stand, top first."""
    present = set(touches["channel"].astype(str)) if len(touches) else set()
    return [channel for channel in Channel if channel in present]


def _tone(values: npt.NDArray[np.float64]) -> npt.NDArray[np.str_]:
    return np.select([values >= POSITIVE, values <= NEGATIVE], ["good", "bad"], "even")
