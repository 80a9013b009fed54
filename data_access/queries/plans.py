"""What do we want to reach together with this account, and how far are we?"""

from collections.abc import Mapping
from datetime import date

import pandas as pd
from sqlalchemy import select
from sqlalchemy.orm import Session

from data_access.cache import cached
from data_access.columns import frame
from data_access.models import AccountPlan, GoalReading, PlanGoal, PlanMilestone, PlanRisk, User
from data_access.session import reading
from domain.account import Plan
from domain.ties import end_of
from domain.viewer import Viewer
from domain.vocabulary import Progress


@cached(entries=128)
def plan(viewer: Viewer, account_id: int) -> Plan | None:
    """The latest edition of the account's plan known on the viewer's day; None while there is none."""
    p = AccountPlan
    latest = (
        select(p)
        .where(p.account_id == account_id, p.recorded_at < end_of(viewer.as_of))
        .order_by(p.edition.desc())
        .limit(1)
    )
    with reading(viewer) as session:
        found = session.scalars(latest).one_or_none()
        if found is None:
            return None
        goals, milestones, risks = _parts(session, found.id, viewer.as_of)
    return Plan(
        edition=found.edition,
        step=found.step,
        expected_needs=found.expected_needs,
        market_notes=found.market_notes,
        competitors=found.competitors,
        reviewed_on=found.reviewed_on if (found.reviewed_on or date.max) <= viewer.as_of else None,
        goals=goals,
        milestones=milestones,
        risks=risks,
    )


def _parts(session: Session, plan_id: int, day: date) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Goals, milestones and risks of a plan, as known on `day`."""
    g, m, r, end = PlanGoal, PlanMilestone, PlanRisk, end_of(day)
    goals = (
        select(
            g.id, g.title, g.unit, g.start_value, g.current_value, g.target_value, g.due_on, g.reached_on, g.progress
        )
        .where(g.plan_id == plan_id, g.recorded_at < end)
        .order_by(g.due_on, g.id)
    )
    milestones = (
        select(m.id, m.title, m.due_on, m.done_on, m.progress, User.name.label("owner"))
        .outerjoin(User, User.id == m.user_id)
        .where(m.plan_id == plan_id, m.recorded_at < end)
        .order_by(m.due_on, m.id)
    )
    risks = (
        select(r.id, r.title, r.likelihood, r.impact, r.mitigation, r.progress)
        .where(r.plan_id == plan_id, r.recorded_at < end)
        .order_by((r.likelihood * r.impact).desc(), r.id)
    )
    values = dict.fromkeys(("start_value", "current_value", "target_value"), "float64")
    found = _valued(frame(session, goals, **values), _measured(session, plan_id, day))
    return _as_on(found, "reached_on", day), _as_on(frame(session, milestones), "done_on", day), frame(session, risks)


def _measured(session: Session, plan_id: int, day: date) -> dict[int, tuple[float, bool]]:
    """By goal its last value measured by `day`, and whether it was measured again later."""
    v = GoalReading
    statement = (
        select(v.goal_id, v.measured_on, v.value, v.recorded_at)
        .join(PlanGoal, PlanGoal.id == v.goal_id)
        .where(PlanGoal.plan_id == plan_id)
        .order_by(v.goal_id, v.measured_on, v.id)
    )
    found: dict[int, tuple[float, bool]] = {}
    for row in session.execute(statement):
        is_known = row.measured_on <= day and row.recorded_at < end_of(day)
        value = row.value if is_known else found.get(row.goal_id, (float("nan"), False))[0]
        found[row.goal_id] = (value, not is_known)
    return found


def _valued(goals: pd.DataFrame, measured: Mapping[int, tuple[float, bool]]) -> pd.DataFrame:
    """Goals with the values of that day: where one was measured later, what it had reached before (NaN: unknown)."""
    values = [
        measured[number][0] if measured.get(number, (0.0, False))[1] else float(value)
        for number, value in zip(goals["id"], goals["current_value"], strict=True)
    ]
    return goals.assign(current_value=pd.Series(values, index=goals.index, dtype="float64"))


def _as_on(steps: pd.DataFrame, done: str, day: date) -> pd.DataFrame:
    """Steps as they stood: what was done after `day` was under way."""
    later = pd.Series([isinstance(one, date) and one > day for one in steps[done]], index=steps.index, dtype=bool)
    under_way = steps["progress"].mask(later & (steps["progress"] == Progress.DONE), Progress.ON_TRACK.value)
    return steps.assign(**{done: steps[done].mask(later, None), "progress": under_way})
