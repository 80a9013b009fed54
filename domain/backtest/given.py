"""What a file of outcomes gave, and whether it seems to end before the days that are judged by it."""

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from domain.backtest.samples import Outcomes

_EPOCH = date(1970, 1, 1)


@dataclass(frozen=True, slots=True)
class Given:
    """The rows of a file. Days count since 1970.

    `duplicates`: rows that say the same again; `later`: outcomes of accounts that had one already; `outside`: rows
    whose date lies outside the record, from `first_day` to `last_day`; `latest`: the last date that does not.
    """

    rows: int
    accounts: int
    duplicates: int
    later: int
    outside: int
    first_day: int
    last_day: int
    latest: int | None


def given(outcomes: Outcomes, first_day: int, last_day: int) -> Given:
    """Count the rows of a file against the days from the first on record to the last that is looked at."""
    rows, accounts = len(outcomes.day), len(np.unique(outcomes.account))
    distinct = len(np.unique(np.stack([outcomes.account, outcomes.day]), axis=1).T)
    inside = outcomes.day[(outcomes.day >= first_day) & (outcomes.day <= last_day)]
    return Given(
        rows=rows,
        accounts=accounts,
        duplicates=rows - distinct,
        later=distinct - accounts,
        outside=rows - len(inside),
        first_day=first_day,
        last_day=last_day,
        latest=int(inside.max()) if len(inside) else None,
    )


def given_line(found: Given, judged: int) -> str:
    """What became of the rows; `judged`: accounts whose outcome lies in a judged window."""
    return (
        f"The file has {_many(found.rows, 'row')} of {_many(found.accounts, 'account')}. "
        f"Ignored: {_many(found.duplicates, 'duplicate')} and {_many(found.later, 'later outcome')}, "
        "as an account leaves with its first. "
        f"Outside the record, {_day(found.first_day)} to {_day(found.last_day)} (--as-of sets its end): "
        f"{_many(found.outside, 'date')}. In judged windows: the outcomes of {_many(judged, 'account')}."
    )


def silence(found: Given, horizon_days: int) -> str:
    """A caution where the file's last outcome lies more than a horizon before the last day looked at; else nothing."""
    if found.latest is None or found.last_day - found.latest <= horizon_days:
        return ""
    return (
        f"The file's last outcome is of {_day(found.latest)}, {found.last_day - found.latest} days before the last day "
        "looked at: if it was kept no longer, customers lost since count as kept; --as-of looks from an earlier day."
    )


def _day(number: int) -> str:
    return f"{_EPOCH + timedelta(days=number):%d %b %Y}"


def _many(count: int, thing: str) -> str:
    return f"{count:,} {thing}" + ("" if count == 1 else "s")
