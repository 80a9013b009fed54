"""What is unresolved between us: issues of the account, promises made to it and by it."""

import pandas as pd
from sqlalchemy import select

from data_access.cache import cached
from data_access.columns import frame, ordinals
from data_access.models import Commitment, Issue
from data_access.session import reading
from domain.promises import NEVER_KEPT, STATES, stand
from domain.ties import end_of
from domain.viewer import Viewer


@cached(entries=128)
def issues(viewer: Viewer, account_id: int) -> pd.DataFrame:
    """Issues known on the viewer's day, worst and oldest first among the open ones, then the resolved, newest first.

    Columns: `id`, `title`, `severity`, `department`, `opened_at`, `resolved_at` (NaT while open on that day),
    `closed_at` (when that was known), `promised_on`, `is_open`.
    """
    i, end = Issue, pd.Timestamp(end_of(viewer.as_of))
    statement = select(
        i.id, i.title, i.severity, i.department, i.opened_at, i.resolved_at, i.resolution_recorded_at, i.promised_on
    ).where(i.account_id == account_id, i.recorded_at < end_of(viewer.as_of))
    with reading(viewer) as session:
        found = frame(session, statement.order_by(i.id), id="int64")
    for column in ("opened_at", "resolved_at", "resolution_recorded_at"):
        found[column] = pd.to_datetime(found[column], utc=True)
    known = found["resolution_recorded_at"].fillna(found["resolved_at"])
    found["resolved_at"] = found["resolved_at"].where((known < end) & (found["resolved_at"] < end))
    found["closed_at"] = known.where(found["resolved_at"].notna())
    found["is_open"] = found["resolved_at"].isna() & (found["opened_at"] < end)
    ordered = found.sort_values(
        ["is_open", "resolved_at", "severity", "opened_at"], ascending=[False, False, True, True], ignore_index=True
    )
    return ordered.drop(columns="resolution_recorded_at")


@cached(entries=128)
def promises(viewer: Viewer, account_id: int) -> pd.DataFrame:
    """Promises known on the viewer's day, by due date.

    Columns: `id`, `promise`, `is_ours`, `department`, `origin`, `made_on`, `due_on`, `kept_on`, `broken_on`, and
    `state` on that day: "open", "overdue", "kept", "late" (kept after it was due) or "broken".
    """
    c = Commitment
    statement = (
        select(
            c.id, c.promise, c.is_ours, c.department, c.origin, c.made_on, c.due_on, c.kept_on, c.broken_on,
            c.outcome_recorded_at,
        )
        .where(c.account_id == account_id, c.recorded_at < end_of(viewer.as_of))
        .order_by(c.due_on, c.id)
    )  # fmt: skip
    with reading(viewer) as session:
        found = frame(session, statement, id="int64", is_ours="bool")
    days = {name: ordinals(found[name], NEVER_KEPT) for name in ("due_on", "kept_on", "broken_on")}
    standing = stand(viewer.as_of.toordinal(), **days, told_on=ordinals(found["outcome_recorded_at"]))
    states = pd.Series([STATES[place] for place in standing.tolist()], index=found.index, dtype=object)
    return found.drop(columns="outcome_recorded_at").assign(
        state=states,
        kept_on=found["kept_on"].where(states.isin(["kept", "late"]), None),
        broken_on=found["broken_on"].where(states == "broken", None),
    )
