"""Open issues by how long they have been open and by the ARR of the accounts that wait.

Each account stands once, by its oldest open issue and by the worst severity among its open ones: so accounts, their
issues and their ARR add up over ages and severities. Age in days from the opening to the end of the day.
"""

from dataclasses import dataclass
from enum import IntEnum
from typing import Final

import numpy as np
import pandas as pd

from domain.grid import DAY_SECONDS, Ints
from domain.portfolio import Portfolio
from domain.sla import Issues, Looked
from domain.vocabulary import Severity


class Age(IntEnum):
    """How long the oldest open issue of an account has been open."""

    WEEK = 0
    MONTH = 1
    QUARTER = 2
    LONGER = 3


UP_TO_DAYS: Final = (7, 30, 90)
"""The last whole day of each age but the last."""


@dataclass(frozen=True, slots=True, eq=False)
class OpenIssues:
    """`issues` that are open, with their `row` among the accounts asked for; `accounts`: a row an account with any.

    Columns of `accounts`: `row`, `issues`, `worst` (position in `Severity`), `days` (of the oldest), `age` and
    `arr_cents`.
    """

    issues: Issues
    row: Ints
    accounts: pd.DataFrame

    @property
    def by_age(self) -> pd.DataFrame:
        """`age`, `worst`, and of the accounts there: `accounts`, `issues`, `arr_cents`; only what occurs."""
        grouped = self.accounts.groupby(["age", "worst"])
        found = grouped.agg(accounts=("row", "size"), issues=("issues", "sum"), arr_cents=("arr_cents", "sum"))
        return found.reset_index()


def age_of(days: Ints) -> Ints:
    """The age of each number of days."""
    return np.searchsorted(np.array(UP_TO_DAYS), days, side="left").astype(np.int64)


def open_issues(shown: Portfolio, issues: Issues, row: Ints, looked: Looked, week: int = -1) -> OpenIssues:
    """Return the issues of `shown` that are open at the end of the day; `row`: of each issue, its account's place.

    `week`: the column of the history at which ARR is told.
    """
    is_open = issues.is_open(looked.end) & shown.column("is_customer")[row]
    mine, of = issues.take(is_open), row[is_open]
    rows, place, counts = np.unique(of, return_inverse=True, return_counts=True)
    oldest = np.full(len(rows), looked.end)
    np.minimum.at(oldest, place, mine.opened_at)
    worst = np.full(len(rows), len(Severity))
    np.minimum.at(worst, place, mine.severity)
    days = (looked.end - 1 - oldest) // DAY_SECONDS
    arr = np.maximum(shown.arr_of(weeks=week)[rows], 0)
    accounts = pd.DataFrame(
        {"row": rows, "issues": counts, "worst": worst, "days": days, "age": age_of(days), "arr_cents": arr}
    )
    return OpenIssues(mine, of, accounts)
