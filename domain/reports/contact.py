"""How much people of both sides were in touch: by month for a year, and over the quarter of a review."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

import pandas as pd

from domain.period import Period, inside
from domain.vocabulary import Channel, Direction

REVIEW_DAYS: Final = 91
"""What a business review looks back on: 13 weeks."""
MONTHS: Final = 12
_MET: Final = (Channel.MEETING, Channel.VIDEO, Channel.EVENT)


@dataclass(frozen=True, slots=True)
class Month:
    """Touches between people in a month, by direction; `ours` also holds those without a direction."""

    month_on: date
    ours: int
    theirs: int


@dataclass(frozen=True, slots=True)
class Contact:
    """Touches between people: by month, oldest first; of the review's days all, theirs, and those face to face.

    `next_meeting_on`: of what is planned, the next meeting, video call or event; None without one.
    """

    months: tuple[Month, ...]
    touches: int
    theirs: int
    met: int
    next_meeting_on: date | None


def contact(touches: pd.DataFrame, as_of: date) -> Contact:
    """Return it from `data_access.queries.touchpoints.touches`; automated touches are left out."""
    people = touches[~touches["is_automated"].astype(bool)]
    planned = people["is_planned"].to_numpy(dtype=bool)
    happened, ahead = people[~planned], people[planned]
    recent = happened[inside(happened, Period(as_of - timedelta(days=REVIEW_DAYS - 1), as_of))]
    first = _months_before(as_of, MONTHS - 1)
    days = happened["occurred_at"].dt
    month = (days.year * 12 + days.month - 1).tolist()
    is_theirs = (happened["direction"] == Direction.INBOUND).tolist()
    cells = list(zip(month, is_theirs, strict=True))
    meetings = [one.date() for one in ahead["occurred_at"][ahead["channel"].isin(_MET)] if one.date() > as_of]
    numbers = [first.year * 12 + first.month - 1 + step for step in range(MONTHS)]
    return Contact(
        months=tuple(
            Month(date(number // 12, number % 12 + 1, 1), cells.count((number, False)), cells.count((number, True)))
            for number in numbers
        ),
        touches=len(recent),
        theirs=int((recent["direction"] == Direction.INBOUND).sum()),
        met=int(recent["channel"].isin(_MET).sum()),
        next_meeting_on=min(meetings, default=None),
    )


def _months_before(day: date, months: int) -> date:
    number = day.year * 12 + day.month - 1 - months
    return date(number // 12, number % 12 + 1, 1)
