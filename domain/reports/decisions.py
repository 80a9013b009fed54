"""What a portfolio review has to decide: accounts for which somebody must do something, by the question they raise."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import numpy as np
import numpy.typing as npt

from domain.bands import ORDER
from domain.kpis import RENEWALS_DAYS
from domain.portfolio import Portfolio
from domain.portfolio_columns import NO_DAY, due_within
from domain.vocabulary import Band, Severity

NAMED: Final = 3
"""Accounts that are named for each question, those with most ARR first."""
_LOW: Final = (ORDER.index(Band.WATCH), ORDER.index(Band.AT_RISK))
_SEVERE: Final = tuple(Severity).index(Severity.S2)


class Question(StrEnum):
    """What is asked, in the order in which it presses."""

    KEEP = "keep"
    """In watch or at risk, and the notice deadline (without one, the end of the contract) is near."""
    RESOLVE = "resolve"
    """An issue of severity 1 or 2 is open."""
    SETTLE = "settle"
    """A promise of ours is overdue."""
    OWN = "own"
    """Nobody owns the account."""


@dataclass(frozen=True, slots=True)
class Matter:
    """One question: how many customers raise it, their ARR (hundredths), and the largest of them by name."""

    question: Question
    accounts: int
    arr_cents: int
    names: tuple[str, ...]


def matters(portfolio: Portfolio) -> tuple[Matter, ...]:
    """Return the questions that some customers raise, in their order; one customer may raise several."""
    mine = portfolio.customers
    notice, renewal = mine.column("notice_on"), mine.column("renewal_on")
    last_day = np.where(notice == NO_DAY, renewal, notice)
    raised = {
        Question.KEEP: np.isin(mine.column("band"), _LOW) & due_within(last_day, mine.as_of, RENEWALS_DAYS),
        Question.RESOLVE: (mine.column("open_issues") > 0) & (mine.column("worst_severity") <= _SEVERE),
        Question.SETTLE: mine.column("overdue_commitments") > 0,
        Question.OWN: mine.rows(np.arange(len(mine)), "owner_id")["owner_id"].isna().to_numpy(dtype=bool),
    }
    return tuple(_matter(mine, question, is_one) for question, is_one in raised.items() if is_one.any())


def _matter(mine: Portfolio, question: Question, is_one: npt.NDArray[np.bool_]) -> Matter:
    rows = np.flatnonzero(is_one)
    arr = mine.column("arr_cents")[rows]
    largest = rows[np.lexsort((mine.column("account_id")[rows], -arr))[:NAMED]]
    return Matter(question, len(rows), int(arr.sum()), tuple(mine.rows(largest, "name")["name"].tolist()))
