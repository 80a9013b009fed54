"""What serving an account costs us, what of its ARR is left, and how much of the work the contract does not cover.

Over the last twelve whole months of which costs are recorded. A year's cost is that of the recorded months, scaled to
twelve; below three of them it is not told. Margin = (ARR - a year's cost)/ARR, of today's ARR. Beyond scope: hours that
the contract does not cover, as a share of all, where both are recorded (months of work are netted, as contracts are).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from domain.vocabulary import Department

MONTHS: Final = 12
LEAST_MONTHS: Final = 3
"""Recorded months below which a year's cost is not told. Our choice."""


@dataclass(frozen=True, slots=True)
class Cost:
    """One department's cost of one month (its first day), hundredths of the reporting currency, and its hours."""

    month_on: date
    department: Department
    cents: int
    hours: float | None
    hours_in_scope: float | None


@dataclass(frozen=True, slots=True)
class CostToServe:
    """Cost by month, oldest first, and by department, the dearest first; hundredths of the reporting currency.

    `yearly_cents`: of a year; `margin` and `beyond_scope`: shares (0-1; a margin may be below 0), None where not known.
    """

    months: tuple[tuple[date, int], ...]
    departments: tuple[tuple[Department, int], ...]
    yearly_cents: int | None
    margin: float | None
    beyond_scope: float | None


def first_month(as_of: date) -> date:
    """The first of the twelve whole months before the month of that day."""
    return date(as_of.year - 1, as_of.month, 1)


def cost_to_serve(costs: Sequence[Cost], arr_cents: int | None, as_of: date) -> CostToServe | None:
    """Return what serving costs, from the costs of one account; None where none is recorded in these months."""
    told = [one for one in costs if first_month(as_of) <= one.month_on < as_of.replace(day=1)]
    if not told:
        return None
    months: dict[date, int] = {}
    departments: dict[Department, int] = {}
    for one in told:
        months[one.month_on] = months.get(one.month_on, 0) + one.cents
        departments[one.department] = departments.get(one.department, 0) + one.cents
    yearly = round(sum(months.values()) * MONTHS / len(months)) if len(months) >= LEAST_MONTHS else None
    return CostToServe(
        months=tuple(sorted(months.items())),
        departments=tuple(sorted(departments.items(), key=lambda one: (-one[1], one[0]))),
        yearly_cents=yearly,
        margin=(arr_cents - yearly) / arr_cents if arr_cents and yearly is not None else None,
        beyond_scope=_beyond_scope(told),
    )


def _beyond_scope(costs: Sequence[Cost]) -> float | None:
    known = [
        (one.hours, one.hours_in_scope) for one in costs if one.hours is not None and one.hours_in_scope is not None
    ]
    worked = sum(hours for hours, _ in known)
    return max(worked - sum(covered for _, covered in known), 0.0) / worked if worked else None
