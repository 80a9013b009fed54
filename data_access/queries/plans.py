"""What do we want to reach together with this account, and how far are we?"""

from datetime import datetime

import pandas as pd
from sqlalchemy import select
from sqlalchemy.orm import Session

from data_access.cache import cached
from data_access.columns import frame
from data_access.models import AccountPlan, PlanGoal, PlanMilestone, PlanRisk, User
from data_access.session import reading
from domain.account import Plan
from domain.ties import end_of
from domain.viewer import Viewer


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
        goals, milestones, risks = _parts(session, found.id, end_of(viewer.as_of))
    return Plan(
        edition=found.edition,
        step=found.step,
        expected_needs=found.expected_needs,
        market_notes=found.market_notes,
        competitors=found.competitors,
        reviewed_on=found.reviewed_on,
        goals=goals,
        milestones=milestones,
        risks=risks,
    )


def _parts(session: Session, plan_id: int, end: datetime) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Goals, milestones and risks of a plan, as known before `end`."""
    g, m, r = PlanGoal, PlanMilestone, PlanRisk
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
    return frame(session, goals, **values), frame(session, milestones), frame(session, risks)
