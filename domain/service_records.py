"""What stands behind each number of the service screen: its issues, promises or customers, what presses first.

Each list has all that a number counts; of a long one the first `LISTED` rows are told, with how many there are.
"""

from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

import numpy as np
import pandas as pd

from domain.contact_mix import has_cadence, is_in_touch
from domain.grid import DAY_SECONDS, Ints
from domain.open_issues import Age
from domain.portfolio_columns import NO_DAY, TIERS
from domain.promises import NEVER_KEPT, STATES
from domain.service import Service
from domain.sla import NO_TARGET, Measure, Verdict
from domain.vocabulary import CommitmentOrigin, Department, Severity

LISTED: Final = 200
_PRESSING: Final = (Verdict.MISSED, Verdict.WAITING, Verdict.MET, Verdict.UNTOLD)
_LATE_FIRST: Final = ("overdue", "broken", "late", "open", "kept")


@dataclass(frozen=True, slots=True, eq=False)
class Records:
    """The first `rows` of `total`."""

    rows: pd.DataFrame
    total: int


def issues_behind(shown: Service, measure: Measure, tier: str | None, severity: Severity | None) -> Records:
    """The issues of a cell: missed ones first, the latest on top; then what is not due yet, then the others.

    Columns: `id`, `account_id`, `name`, `owner_name`, `severity`, `opened_on`, `verdict`, `answer_hours`,
    `resolution_hours` (NaN while not done) and `over_hours` (so much over the target, negative: so much is left).
    """
    issues, judged = shown.issues, shown.judged[measure]
    mine = np.ones(len(issues), dtype=bool)
    if tier is not None:
        mine &= issues.tier == TIERS.index(tier)
    if severity is not None:
        mine &= issues.severity == tuple(Severity).index(severity)
    rows = np.flatnonzero(mine)
    allowed = issues.first_response if measure is Measure.FIRST_RESPONSE else issues.resolution
    waiting = (shown.looked.clock - issues.opened_at[rows]) / 3600
    hours = np.where(np.isnan(judged.hours[rows]), waiting, judged.hours[rows])
    over = np.where(allowed[rows] == NO_TARGET, np.nan, hours - allowed[rows] / 3600)
    press = np.argsort(np.array(_PRESSING))[judged.verdict[rows]]
    order = np.lexsort((issues.id[rows], -np.nan_to_num(over), press))[:LISTED]
    first, over = rows[order], over[order]
    frame = _accounts(shown, shown.row[first]).assign(
        id=issues.id[first],
        severity=issues.severity[first],
        opened_on=_dates(issues.opened_at[first] // DAY_SECONDS),
        verdict=judged.verdict[first],
        answer_hours=shown.judged[Measure.FIRST_RESPONSE].hours[first],
        resolution_hours=shown.judged[Measure.RESOLUTION].hours[first],
        over_hours=over,
    )
    return Records(frame, len(rows))


def open_behind(shown: Service, age: Age | None) -> Records:
    """The open issues of the accounts of an age: the severest first, then by ARR.

    Columns: `id`, `account_id`, `name`, `owner_name`, `arr_cents`, `severity`, `opened_on`, `days`, `is_answered`.
    """
    accounts, issues = shown.opened.accounts, shown.opened.issues
    chosen = accounts if age is None else accounts[accounts["age"] == age]
    rows = np.flatnonzero(np.isin(shown.opened.row, chosen["row"].to_numpy()))
    arr = accounts.set_index("row")["arr_cents"].reindex(shown.opened.row[rows]).to_numpy(dtype=np.int64)
    order = np.lexsort((issues.id[rows], -arr, issues.severity[rows]))[:LISTED]
    first = rows[order]
    frame = _accounts(shown, shown.opened.row[first]).assign(
        id=issues.id[first],
        arr_cents=arr[order],
        severity=issues.severity[first],
        opened_on=_dates(issues.opened_at[first] // DAY_SECONDS),
        days=(shown.looked.end - 1 - issues.opened_at[first]) // DAY_SECONDS,
        is_answered=issues.answered_at[first] < shown.looked.end,
    )
    return Records(frame, len(rows))


def promises_behind(shown: Service, department: str | None) -> Records:
    """Our promises of a department: overdue ones first, the oldest on top, then broken, late, open and kept ones.

    Columns: `id`, `account_id`, `name`, `owner_name`, `department`, `origin`, `due_on`, `state`, `late_days` (NaN
    where it is not late).
    """
    promises = shown.promises
    mine = np.ones(len(promises), dtype=bool)
    if department is not None:
        mine = promises.department == list(Department).index(Department(department))
    rows = np.flatnonzero(mine)
    press = np.array([_LATE_FIRST.index(state) for state in STATES])[shown.standing[rows]]
    # What is overdue or open begins with the oldest, what is settled with the newest.
    due = promises.due_on[rows]
    urgency = np.where(np.isin(press, (0, 3)), due, -due)
    first = rows[np.lexsort((promises.id[rows], urgency, press))[:LISTED]]
    state = np.array(STATES, dtype=object)[shown.standing[first]]
    kept = np.where(promises.kept_on[first] == NEVER_KEPT, NO_DAY, promises.kept_on[first])
    until = np.where(state == "overdue", shown.as_of.toordinal(), kept)
    late = np.where(np.isin(state, ["overdue", "late"]), until - promises.due_on[first], np.nan)
    frame = _accounts(shown, shown.promise_row[first]).assign(
        id=promises.id[first],
        department=[list(Department)[place].value for place in promises.department[first].tolist()],
        origin=[list(CommitmentOrigin)[place].value for place in promises.origin[first].tolist()],
        due_on=_dates(promises.due_on[first] - _EPOCH),
        state=state,
        late_days=late,
    )
    return Records(frame, len(rows))


def customers_behind(shown: Service, by: Literal["tier", "owner_id"], key: str | int | None) -> Records:
    """The customers of a tier or owner: those that wait for a touch first, with the most ARR on top.

    Columns: those of `accounts` and `waits`.
    """
    mine = shown.shown.customers
    chosen = np.ones(len(mine), dtype=bool)
    if key is not None:
        chosen = mine.column(by) == (TIERS.index(str(key)) if by == "tier" else key)
    waits = has_cadence(mine) & ~is_in_touch(mine)
    rows = np.flatnonzero(chosen)
    first = rows[np.lexsort((mine.column("account_id")[rows], -mine.column("arr_cents")[rows], ~waits[rows]))[:LISTED]]
    return Records(mine.rows(first).assign(waits=waits[first]), len(rows))


_EPOCH: Final = date(1970, 1, 1).toordinal()


def _accounts(shown: Service, rows: Ints) -> pd.DataFrame:
    return shown.shown.rows(rows, "account_id", "name", "owner_name").reset_index(drop=True)


def _dates(days: Ints) -> list[date]:
    """Days since 1970-01-01 as dates."""
    return list(days.astype("datetime64[D]").astype(object))
