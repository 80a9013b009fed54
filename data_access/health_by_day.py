"""What was told of the health of accounts: on Sundays by their snapshots, on the present day by their current rows."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import ColumnElement, Subquery, and_, exists, or_, select, union_all

from data_access.columns import Column
from data_access.models import AccountCurrent, HealthSnapshot

_SAME = ("model_id", "score", "score_without_issues", "band", "completeness", "arr_cents", "readings")
"""What both tables say of an account and a day."""


def is_told() -> ColumnElement[bool]:
    """Whether anything was known of an account on its present day: where nothing was, a week has no snapshot either."""
    c = AccountCurrent
    return and_(c.model_id.is_not(None), or_(c.completeness > 0, c.arr_cents.is_not(None)))


def health_by_day(wanted: Callable[[Column, Column], ColumnElement[bool]]) -> Subquery:
    """Rows of `account_id`, `week_on` and what snapshots say: of each Sunday, and of the present day where it is none.

    `wanted`: which of them, by the columns of the account and the day, so that each table is read by its index. To be
    selected from beside a model: that is what a viewer's session takes, and it narrows both tables.
    """
    s, c = HealthSnapshot, AccountCurrent
    sundays = select(s.account_id, s.week_on, *_same_of(s)).where(wanted(s.account_id, s.week_on))
    is_a_sunday = exists().where(s.account_id == c.account_id, s.week_on == c.as_of_on)
    present = select(c.account_id, c.as_of_on.label("week_on"), *_same_of(c))
    return union_all(sundays, present.where(wanted(c.account_id, c.as_of_on), is_told(), ~is_a_sunday)).subquery()


def _same_of(model: type[HealthSnapshot | AccountCurrent]) -> list[Any]:
    return [getattr(model, name) for name in _SAME]
