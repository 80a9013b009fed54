"""A crowded lane of the timeline, told by stretches of days: what cannot be told apart on a screen is told together.

The figure stays as small for 20,000 touches as for some hundred, whatever the period.
"""

import numpy as np
import numpy.typing as npt
import pandas as pd

from domain.period import Period
from domain.timeline import MARK_COLUMNS, tone_of
from domain.vocabulary import Channel, Direction

MARKS_A_LANE = 60
"""Above so many marks in one lane, neighbours are told together: more cannot be told apart on a screen."""
STRETCHES = 40
"""Most stretches of days that such a lane is told by: a large mark is as wide as a fortieth of the axis."""
_MOSTLY = 0.4
"""A stretch went one way if that way has so much more of it than the other (share, 0-1)."""
_BIN_DAYS = (1, 2, 4, 7, 14, 28, 56, 91, 182, 364)
_WAYS = (Direction.MUTUAL.value, Direction.OUTBOUND.value, Direction.INBOUND.value)
_SIGN_OF_TONE = {"good": 1.0, "bad": -1.0, "even": 0.0}

Floats = npt.NDArray[np.float64]
Places = npt.NDArray[np.int64]


def told_together(marks: pd.DataFrame, period: Period, limit: int = MARKS_A_LANE) -> pd.DataFrame:
    """The marks of `domain.timeline.thread_marks`, lanes with more than `limit` told by at most `STRETCHES` stretches.

    A stretch has one mark for people, one for machines and one for what is planned, in the direction that most of it
    went; `threads` and `messages` add up; the subject is that of a stretch's only touch, else empty.
    """
    if marks.empty:
        return marks
    lane = positions(marks["channel"], [channel.value for channel in Channel])
    crowded = np.bincount(lane, minlength=len(Channel))[lane] > limit
    if not crowded.any():
        return marks
    stretches = _stretches(marks[crowded], lane[crowded], period)
    together = pd.concat([marks[~crowded], stretches], ignore_index=True)
    return together.sort_values(["starts_at", "mark_id"], ignore_index=True)


def positions(values: pd.Series, words: list[str]) -> Places:
    """The position of each value among these words."""
    return pd.Categorical(values, categories=words).codes.astype(np.int64)


def _stretches(marks: pd.DataFrame, lane: Places, period: Period) -> pd.DataFrame:
    """One mark for each lane, stretch, and whether it was by machines or is planned; rows come in order of time."""
    width = next((days for days in _BIN_DAYS if period.days / days < STRETCHES), _BIN_DAYS[-1])
    first = pd.Timestamp(period.first_on, tz="UTC")
    stretch = ((marks["starts_at"] - first).dt.total_seconds().to_numpy() // (86_400 * width)).astype(np.int64)
    kind = marks["is_automated"].to_numpy(dtype=np.int64) * 2 + marks["is_planned"].to_numpy(dtype=np.int64)
    _, firsts, codes = np.unique(
        (lane * (stretch.max() + 1) + stretch) * 4 + kind, return_index=True, return_inverse=True
    )
    lasts = np.zeros(len(firsts), dtype=np.intp)
    np.maximum.at(lasts, codes, np.arange(len(codes)))

    def summed(values: npt.ArrayLike) -> Floats:
        return np.asarray(np.bincount(codes, weights=np.asarray(values, dtype=np.float64)), dtype=np.float64)

    sizes = np.bincount(codes)
    told = marks.take(firsts).reset_index(drop=True)
    outward, inward = (summed(marks["direction"] == one) for one in _WAYS[1:])
    way = (outward - inward) / sizes
    threads = summed(marks["threads"]).astype(np.int64)
    return told.assign(
        direction=np.select([way >= _MOSTLY, way <= -_MOSTLY], _WAYS[1:], _WAYS[0]),
        tone=tone_of(summed(marks["tone"].map(_SIGN_OF_TONE)) / sizes),
        ends_at=marks["starts_at"].take(lasts).reset_index(drop=True),
        messages=summed(marks["messages"]).astype(np.int64),
        threads=threads,
        subject=told["subject"].where(threads == 1, None),
    )[MARK_COLUMNS]
