"""Every exchange with an account, and what it led to: issues, commitments, surveys, usage."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Float, Index, SmallInteger, text
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
    Channel,
    CommitmentOrigin,
    Department,
    Direction,
    Initiative,
    IssueStatus,
    ParticipantPart,
    Purpose,
    Severity,
    SurveyKind,
    Topic,
)


class Touchpoint(Identified, OfAccount, Recorded, Sourced, Base):
    """One dated exchange with an account, by any channel, by a person or a machine."""

    __tablename__ = "touchpoints"
    __table_args__ = (
        sourced_index("touchpoints"),
        CheckConstraint("sentiment BETWEEN -1 AND 1", name="sentiment_range"),
        CheckConstraint("response_seconds >= 0", name="response_not_negative"),
        Index("ix_touchpoints_account_occurred", "account_id", "occurred_at"),
    )

    occurred_at: Mapped[datetime] = mapped_column(comment="when it happened, or is planned for")
    channel: Mapped[Channel] = mapped_column(one_of(Channel))
    purpose: Mapped[Purpose] = mapped_column(one_of(Purpose), server_default="other")
    topic: Mapped[Topic | None] = mapped_column(one_of(Topic))
    direction: Mapped[Direction] = mapped_column(one_of(Direction))
    initiative: Mapped[Initiative | None] = mapped_column(one_of(Initiative))
    department: Mapped[Department | None] = mapped_column(one_of(Department))
    is_automated: Mapped[bool] = mapped_column(server_default=text("false"), comment="sent by a machine")
    is_planned: Mapped[bool] = mapped_column(
        server_default=text("false"), comment="not known to have happened: shown, never counted"
    )
    thread_key: Mapped[str | None] = mapped_column(comment="equal for the messages of one conversation")
    sentiment: Mapped[float | None] = mapped_column(Float, comment="tone from -1 to 1; null if not known")
    response_seconds: Mapped[int | None] = mapped_column(comment="seconds after the message that this one answers")
    duration_minutes: Mapped[int | None]
    subject: Mapped[str | None]
    summary: Mapped[str | None]


class Participant(Base):
    """A person in a touchpoint: one of theirs, one of ours, or an address that nobody knows yet."""

    __tablename__ = "touchpoint_participants"
    __table_args__ = (
        CheckConstraint("contact_id IS NOT NULL OR user_id IS NOT NULL OR address IS NOT NULL", name="somebody"),
        Index("ix_touchpoint_participants_contact_id", "contact_id"),
    )

    touchpoint_id: Mapped[int] = mapped_column(refers("touchpoints.id"), primary_key=True, autoincrement=False)
    position: Mapped[int] = mapped_column(SmallInteger, primary_key=True, autoincrement=False, comment="from 0")
    contact_id: Mapped[int | None] = mapped_column(refers("contacts.id"))
    user_id: Mapped[int | None] = mapped_column(refers("users.id"))
    address: Mapped[str | None] = mapped_column(comment="e-mail address, kept when no contact or user matched")
    part: Mapped[ParticipantPart] = mapped_column(one_of(ParticipantPart))


class Issue(Identified, OfAccount, Recorded, Sourced, Editable, Base):
    """A problem of the account's, from the instant it opened until it was resolved."""

    __tablename__ = "issues"
    __table_args__ = (
        sourced_index("issues"),
        CheckConstraint("resolved_at IS NULL OR resolved_at >= opened_at", name="resolved_after_opened"),
        CheckConstraint("(status = 'resolved') = (resolved_at IS NOT NULL)", name="resolved_has_instant"),
        Index("ix_issues_account_opened", "account_id", "opened_at"),
    )

    title: Mapped[str]
    description: Mapped[str | None]
    severity: Mapped[Severity] = mapped_column(one_of(Severity))
    status: Mapped[IssueStatus] = mapped_column(one_of(IssueStatus))
    department: Mapped[Department | None] = mapped_column(one_of(Department))
    contact_id: Mapped[int | None] = mapped_column(refers("contacts.id", on_delete="SET NULL"))
    opened_at: Mapped[datetime]
    first_response_at: Mapped[datetime | None]
    resolved_at: Mapped[datetime | None]
    resolution_recorded_at: Mapped[datetime | None] = mapped_column(
        comment="instant at which the resolution became known here; resolved_at if null"
    )
    promised_on: Mapped[date | None] = mapped_column(comment="resolution promised to the client")


class IssueEscalation(Identified, OfAccount, Recorded, Base):
    """An issue raised to a department that must act."""

    __tablename__ = "issue_escalations"
    __table_args__ = (Index("ix_issue_escalations_issue_id", "issue_id"),)

    issue_id: Mapped[int] = mapped_column(refers("issues.id"))
    department: Mapped[Department] = mapped_column(one_of(Department))
    escalated_at: Mapped[datetime]
    answered_at: Mapped[datetime | None]
    reason: Mapped[str]


class IssueUpdate(Identified, OfAccount, Recorded, Base):
    """What the client was told about an issue, and when they expect the next word."""

    __tablename__ = "issue_updates"
    __table_args__ = (Index("ix_issue_updates_issue_id", "issue_id"),)

    issue_id: Mapped[int] = mapped_column(refers("issues.id"))
    told_at: Mapped[datetime]
    told: Mapped[str]
    next_update_at: Mapped[datetime | None]
    author_id: Mapped[int | None] = mapped_column(refers("users.id", on_delete="SET NULL"))


class Commitment(Identified, OfAccount, Recorded, Sourced, Editable, Base):
    """A dated promise between an account and one of our departments."""

    __tablename__ = "commitments"
    __table_args__ = (
        sourced_index("commitments"),
        CheckConstraint("kept_on IS NULL OR broken_on IS NULL", name="kept_or_broken"),
        Index("ix_commitments_account_due", "account_id", "due_on"),
    )

    promise: Mapped[str]
    is_ours: Mapped[bool] = mapped_column(server_default=text("true"), comment="we promised; false: they did")
    department: Mapped[Department] = mapped_column(one_of(Department))
    origin: Mapped[CommitmentOrigin] = mapped_column(one_of(CommitmentOrigin), server_default="service")
    made_on: Mapped[date]
    due_on: Mapped[date]
    kept_on: Mapped[date | None] = mapped_column(comment="kept; late if after due_on")
    broken_on: Mapped[date | None] = mapped_column(comment="given up, or declared broken")
    outcome_recorded_at: Mapped[datetime | None] = mapped_column(
        comment="instant at which kept_on or broken_on became known here; that day if null"
    )
    issue_id: Mapped[int | None] = mapped_column(refers("issues.id", on_delete="SET NULL"))
    contact_id: Mapped[int | None] = mapped_column(refers("contacts.id", on_delete="SET NULL"))
    user_id: Mapped[int | None] = mapped_column(refers("users.id", on_delete="SET NULL"))


class SurveyResponse(Identified, OfAccount, Recorded, Sourced, Base):
    """One answer to a survey."""

    __tablename__ = "survey_responses"
    __table_args__ = (
        sourced_index("survey_responses"),
        CheckConstraint(
            "(kind = 'nps' AND score BETWEEN 0 AND 10) OR (kind = 'csat' AND score BETWEEN 1 AND 5)",
            name="score_in_scale",
        ),
        Index("ix_survey_responses_account_answered", "account_id", "answered_at"),
    )

    kind: Mapped[SurveyKind] = mapped_column(one_of(SurveyKind))
    score: Mapped[int] = mapped_column(SmallInteger)
    comment: Mapped[str | None]
    contact_id: Mapped[int | None] = mapped_column(refers("contacts.id", on_delete="SET NULL"))
    answered_at: Mapped[datetime]


class UsageWeek(OfAccount, Recorded, Base):
    """Use of one product by one account in the week that begins on a Monday."""

    __tablename__ = "usage_weeks"
    __table_args__ = (CheckConstraint("active_users >= 0 AND events >= 0", name="not_negative"),)

    account_id: Mapped[int] = mapped_column(refers("accounts.id"), primary_key=True)
    week_on: Mapped[date] = mapped_column(primary_key=True, comment="Monday of the week")
    product_id: Mapped[int] = mapped_column(refers("products.id"), primary_key=True)
    active_users: Mapped[int]
    seats: Mapped[int | None]
    events: Mapped[int]
