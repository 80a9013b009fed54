"""The days of an account's contracts that nobody may miss."""

from dataclasses import dataclass
from datetime import date

import pandas as pd

from domain.vocabulary import RenewalStatus


@dataclass(frozen=True, slots=True)
class Landmark:
    """A day that matters to the contract; a firm one is an end, the other a last chance."""

    day: date
    name: str
    is_firm: bool = True


def contract_landmarks(contracts: pd.DataFrame, renewals: pd.DataFrame) -> list[Landmark]:
    """Renewals still open, ends of contracts and notice deadlines, by day; a day is named once, by the first of these.

    `contracts` has `ends_on` and `notice_on`, `renewals` has `due_on`, `notice_on` and `status`.
    """
    open_ones = renewals[renewals["status"] == RenewalStatus.OPEN]
    named: dict[date, Landmark] = {}
    for column, name, is_firm in (
        (open_ones["due_on"], "Renewal", True),
        (contracts["ends_on"], "Contract end", True),
        (open_ones["notice_on"], "Notice", False),
        (contracts["notice_on"], "Notice", False),
    ):
        for day in column.dropna():
            named.setdefault(day, Landmark(day, name, is_firm))
    return [named[day] for day in sorted(named)]
