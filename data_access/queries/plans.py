"""What do we want to reach together with this account, and how far are we?"""

from sqlalchemy import select

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
    p, end = AccountPlan, end_of(viewer.as_of)
    latest = select(p).where(p.account_id == account_id, p.recorded_at < end).order_by(p.edition.desc()).limit(1)
    with reading(viewer) as session:
        found = session.scalars(latest).one_or_none()
        if found is None:
            return None
        g, m, r = PlanGoal, PlanMilestone, PlanRisk
        goals = frame(
            session,
            select(
                g.id, g.title, g.unit, g.start_value, g.current_value, g.target_value, g.due_on,
                g.reached_on, g.progress,
            )
            .where(g.plan_id == found.id, g.recorded_at < end)
            .order_by(g.due_on, g.id),
            start_value="float64", current_value="float64", target_value="float64",
        )  # fmt: skip
        milestones = frame(
            session,
            select(m.id, m.title, m.due_on, m.done_on, m.progress, User.name.label("owner"))
            .outerjoin(User, User.id == m.user_id)
            .where(m.plan_id == found.id, m.recorded_at < end)
            .order_by(m.due_on, m.id),
        )
        risks = frame(
            session,
            select(r.id, r.title, r.likelihood, r.impact, r.mitigation, r.progress)
            .where(r.plan_id == found.id, r.recorded_at < end)
            .order_by((r.likelihood * r.impact).desc(), r.id),
        )
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
