"""When an outcome became known that an import brings to a record which was there without it.

A ticket that stood open here until today was not resolved for those who looked before, whatever day its system says:
what was computed then must not learn of it afterwards. A record that comes with its outcome is history, and was known
when it happened, unless the file says otherwise.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final

_OUTCOMES: Final = {
    "issues": (("resolved_at",), "resolution_recorded_at"),
    "commitments": (("kept_on", "broken_on"), "outcome_recorded_at"),
}
"""Of each table that has them: the columns of the outcome, and that of when it was known."""


def told_column(table: str, names: Sequence[str]) -> str | None:
    """The column to be filled for rows that give these columns, if there is one and they do not give it."""
    outcomes, told = _OUTCOMES.get(table, ((), ""))
    return told if told not in names and any(name in names for name in outcomes) else None


def told_at(table: str, before: Mapping[str, Any], after: Mapping[str, Any], now: datetime) -> datetime | None:
    """When the outcome of a record that stands there as `before` was known, once it is as `after`."""
    outcomes, told = _OUTCOMES[table]
    given = [name for name in outcomes if name in after]
    if all(after[name] is None for name in given):
        return None
    is_new = all(before[name] is None for name in given)
    known: datetime | None = before[told]
    return now if is_new else known
