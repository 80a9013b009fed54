"""Account plans, the voice of the customer, and the working day: what people intend, hear and must not forget."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Float, Index, SmallInteger, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from data_access.models.base import (
    Base,
    Editable,
    Identified,
    OfAccount,
    Recorded,
    Sourced,
    one_of,
    refers,
    sourced_index,
)
from domain.vocabulary import (
    FeatureRequestState,
    PlanStep,
    Progress,
    PulseLevel,
    ReminderState,
)


class AccountPlan(Identified, OfAccount, Recorded, Editable, Base):
    """A version of an account's plan: what they need, where we want to go together, their market."""

    __tablename__ = "account_plans"
    __table_args__ = (UniqueConstraint("account_id", "edition", name="uq_account_plans_edition"),)

    edition: Mapped[int] = mapped_column(SmallInteger, comment="from 1; the highest is the current plan")
    step: Mapped[PlanStep] = mapped_column(one_of(PlanStep), comment="which of the five processes it is in")
    expected_needs: Mapped[str | None]
    market_notes: Mapped[str | None]
    competitors: Mapped[str | None]
    review_every_days: Mapped[int | None] = mapped_column(SmallInteger)
    reviewed_on: Mapped[date | None]
    author_id: Mapped[int | None] = mapped_column(refers("users.id", on_delete="SET NULL"))


class PlanGoal(Identified, OfAccount, Recorded, Editable, Base):
    """A goal of the client's, measured from start through current to target."""

    __tablename__ = "plan_goals"
    __table_args__ = (Index("ix_plan_goals_account_id", "account_id"),)

    plan_id: Mapped[int] = mapped_column(refers("account_plans.id"))
    title: Mapped[str]
    unit: Mapped[str | None]
    start_value: Mapped[float | None] = mapped_column(Float)
    current_value: Mapped[float | None] = mapped_column(Float)
    target_value: Mapped[float | None] = mapped_column(Float)
    set_on: Mapped[date]
    due_on: Mapped[date | None]
    reached_on: Mapped[date | None]
    progress: Mapped[Progress] = mapped_column(one_of(Progress))


class GoalReading(Identified, OfAccount, Recorded, Base):
    """A goal's value on a day."""

    __tablename__ = "plan_goal_readings"
    __table_args__ = (Index("ix_plan_goal_readings_goal", "goal_id", "measured_on"),)

    goal_id: Mapped[int] = mapped_column(refers("plan_goals.id"))
    measured_on: Mapped[date]
    value: Mapped[float] = mapped_column(Float)


class PlanMilestone(Identified, OfAccount, Recorded, Editable, Base):
    """A step of the plan with a day and somebody responsible."""

    __tablename__ = "plan_milestones"
    __table_args__ = (Index("ix_plan_milestones_account_id", "account_id"),)

    plan_id: Mapped[int] = mapped_column(refers("account_plans.id"))
    goal_id: Mapped[int | None] = mapped_column(refers("plan_goals.id", on_delete="SET NULL"))
    title: Mapped[str]
    due_on: Mapped[date]
    done_on: Mapped[date | None]
    progress: Mapped[Progress] = mapped_column(one_of(Progress))
    user_id: Mapped[int | None] = mapped_column(refers("users.id", on_delete="SET NULL"))


class PlanRisk(Identified, OfAccount, Recorded, Editable, Base):
    """What may go wrong, how likely, how badly, and what we do about it."""

    __tablename__ = "plan_risks"
    __table_args__ = (
        CheckConstraint("likelihood BETWEEN 1 AND 5 AND impact BETWEEN 1 AND 5", name="scale"),
        Index("ix_plan_risks_account_id", "account_id"),
    )

    plan_id: Mapped[int] = mapped_column(refers("account_plans.id"))
    title: Mapped[str]
    likelihood: Mapped[int] = mapped_column(SmallInteger, comment="1-5")
    impact: Mapped[int] = mapped_column(SmallInteger, comment="1-5")
    mitigation: Mapped[str | None]
    progress: Mapped[Progress] = mapped_column(one_of(Progress))


class PlanTarget(Identified, OfAccount, Recorded, Editable, Base):
    """Revenue that the plan aims to add, by kind, in a year."""

    __tablename__ = "plan_targets"
    __table_args__ = (Index("ix_plan_targets_account_id", "account_id"),)

    plan_id: Mapped[int] = mapped_column(refers("account_plans.id"))
    product_id: Mapped[int | None] = mapped_column(refers("products.id", on_delete="SET NULL"))
    is_upsell: Mapped[bool] = mapped_column(comment="upsell; false: cross-sell")
    year: Mapped[int] = mapped_column(SmallInteger)
    arr_cents: Mapped[int] = mapped_column(comment="hundredths, in `currency`")
    currency: Mapped[str] = mapped_column(String(3))


class FeatureRequest(Identified, Recorded, Sourced, Editable, Base):
    """Something that customers want of a product; who asked stands in `feature_request_askers`."""

    __tablename__ = "feature_requests"
    __table_args__ = (sourced_index("feature_requests"),)

    title: Mapped[str]
    description: Mapped[str | None]
    product_id: Mapped[int | None] = mapped_column(refers("products.id", on_delete="SET NULL"))
    theme: Mapped[str | None]
    state: Mapped[FeatureRequestState] = mapped_column(one_of(FeatureRequestState), server_default="new")
    shipped_on: Mapped[date | None]
    merged_into_id: Mapped[int | None] = mapped_column(refers("feature_requests.id", on_delete="SET NULL"))


class FeatureRequestAsker(Identified, OfAccount, Recorded, Base):
    """An account that asked for a feature, who there, when, and whether they were told the outcome."""

    __tablename__ = "feature_request_askers"
    __table_args__ = (
        UniqueConstraint("request_id", "account_id", "contact_id", name="uq_feature_request_askers_person"),
        Index("ix_feature_request_askers_account_id", "account_id"),
    )

    request_id: Mapped[int] = mapped_column(refers("feature_requests.id"))
    contact_id: Mapped[int | None] = mapped_column(refers("contacts.id", on_delete="SET NULL"))
    asked_on: Mapped[date]
    quote: Mapped[str | None]
    told_at: Mapped[datetime | None]


class Reminder(Identified, OfAccount, Recorded, Editable, Base):
    """A dated nudge to a person, made by hand or by a rule."""

    __tablename__ = "reminders"
    __table_args__ = (
        UniqueConstraint("user_id", "rule", "subject_key", name="uq_reminders_subject"),
        Index("ix_reminders_user_due", "user_id", "due_on"),
    )

    user_id: Mapped[int] = mapped_column(refers("users.id"))
    title: Mapped[str]
    due_on: Mapped[date]
    snoozed_until_on: Mapped[date | None]
    state: Mapped[ReminderState] = mapped_column(one_of(ReminderState), server_default="due")
    dismissed_because: Mapped[str | None]
    rule: Mapped[str | None] = mapped_column(comment="the rule that made it; null: by hand")
    subject_key: Mapped[str | None] = mapped_column(comment="what it is about: a rule never repeats itself")


class HealthPulse(Identified, OfAccount, Recorded, Base):
    """The owner's own judgement of an account, shown beside the score; expires after 90 days."""

    __tablename__ = "health_pulses"
    __table_args__ = (Index("ix_health_pulses_account", "account_id", "given_on"),)

    level: Mapped[PulseLevel] = mapped_column(one_of(PulseLevel))
    given_on: Mapped[date]
    author_id: Mapped[int | None] = mapped_column(refers("users.id", on_delete="SET NULL"))
    note: Mapped[str | None]


class Annotation(Identified, OfAccount, Recorded, Editable, Base):
    """An anomaly explained once, on a day or a range of a chart, for the next viewer."""

    __tablename__ = "annotations"
    __table_args__ = (
        CheckConstraint("ends_on IS NULL OR ends_on >= starts_on", name="in_order"),
        Index("ix_annotations_account", "account_id", "starts_on"),
    )

    starts_on: Mapped[date]
    ends_on: Mapped[date | None]
    chart: Mapped[str] = mapped_column(comment="timeline or health")
    note: Mapped[str]
    author_id: Mapped[int | None] = mapped_column(refers("users.id", on_delete="SET NULL"))
