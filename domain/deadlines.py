"""When each account's contract ended next, and until when it could be cancelled, as it stood on past days."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from domain.grid import DAY_SECONDS, EPOCH, Ints
from domain.portfolio_columns import NO_DAY

_NO_NOTICE = np.iinfo(np.int64).max


@dataclass(frozen=True, slots=True, eq=False)
class Ends:
    """Contracts, and renewals that have no contract on record: a row each, days as proleptic ordinals.

    A row counts from `from_day` until the day before `until_day`, and only once it is known (epoch s). `notice` is
    `NO_DAY` where there is none.
    """

    account: Ints
    from_day: Ints
    until_day: Ints
    ends: Ints
    notice: Ints
    known_at: Ints


def next_ends(found: Ends, accounts: int, days: Sequence[date]) -> tuple[Ints, Ints]:
    """For each day (row) and account (column) the next end and its notice deadline, `NO_DAY` without one.

    Of several that end on one day, the earliest notice deadline: as the read model has it for today.
    """
    notice = np.where(found.notice == NO_DAY, _NO_NOTICE, found.notice)
    order = np.lexsort((notice, found.ends, found.account))
    account, begin, until, known = (
        column[order] for column in (found.account, found.from_day, found.until_day, found.known_at)
    )
    ends, notices = np.zeros((2, len(days), accounts), dtype=np.int64)
    for row, day in enumerate(days):
        number = day.toordinal()
        over_at = (number + 1 - EPOCH) * DAY_SECONDS
        counts = np.flatnonzero((begin <= number) & (until > number) & (known < over_at))
        who, first = np.unique(account[counts], return_index=True)
        chosen = order[counts[first]]
        ends[row, who], notices[row, who] = found.ends[chosen], found.notice[chosen]
    return ends, notices
