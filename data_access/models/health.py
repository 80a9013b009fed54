"""Health models, and the read models that refresh writes: nothing else writes them.

These have no foreign keys: PostgreSQL would look each of a million rows up, a fifth of what a refresh costs. Refresh
holds the accounts that it writes about, and a trigger takes away the rows of one that is deleted.
"""

from datetime import date, datetime

from sqlalchemy import Float, Index, LargeBinary, PrimaryKeyConstraint, SmallInteger, String, text
from sqlalchemy.orm import Mapped, mapped_column

from data_access.models.base import Base, Identified, OfAccount, Recorded, one_of, refers
from domain.vocabulary import Band, Lifecycle, Severity, Tier


class HealthModel(Identified, Recorded, Base):
    """A published version of the weights and thresholds that scores are computed with."""

    __tablename__ = "health_models"

    name: Mapped[str] = mapped_column(unique=True)
    policy: Mapped[str] = mapped_column(comment="the whole policy, JSON")
    published_on: Mapped[date]
    author_id: Mapped[int | None] = mapped_column(refers("users.id", on_delete="SET NULL"))
    note: Mapped[str | None]


_READINGS = "each indicator's reading, float64 little-endian in the model's order; NaN: unknown"


class HealthSnapshot(OfAccount, Base):
    """The health of one account at the end of one week, from what was known then."""

    __tablename__ = "health_snapshots"
    # By week, as a week is written and forgotten at once; where an account's own rows are, an index tells.
    __table_args__ = (
        PrimaryKeyConstraint("week_on", "account_id"),
        Index("ix_health_snapshots_account", "account_id", "week_on"),
        {"sqlite_with_rowid": False},
    )

    account_id: Mapped[int] = mapped_column()
    week_on: Mapped[date] = mapped_column(comment="last day of the week that is looked at: a Sunday")
    model_id: Mapped[int]
    score: Mapped[float | None] = mapped_column(Float, comment="0-100; null if nothing is known")
    score_without_issues: Mapped[float | None] = mapped_column(Float, comment="0-100, the shadow taken away")
    band: Mapped[Band] = mapped_column(one_of(Band))
    completeness: Mapped[float] = mapped_column(Float, comment="0-1: share of the weights whose input is known")
    arr_cents: Mapped[int | None] = mapped_column(comment="reporting currency, hundredths; null without subscription")
    readings: Mapped[bytes] = mapped_column(LargeBinary, comment=_READINGS)


class AccountCurrent(OfAccount, Base):
    """One row an account, as of the last refresh: what the portfolio's screens read."""

    __tablename__ = "account_current"
    account_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    as_of_on: Mapped[date]
    refreshed_at: Mapped[datetime]
    name: Mapped[str]
    tier: Mapped[Tier | None] = mapped_column(one_of(Tier))
    segment: Mapped[str | None]
    region: Mapped[str | None]
    industry: Mapped[str | None]
    lifecycle: Mapped[Lifecycle] = mapped_column(one_of(Lifecycle))
    is_customer: Mapped[bool] = mapped_column(comment="neither prospect nor churned on as_of_on")
    owner_id: Mapped[int | None]
    owner_name: Mapped[str | None]
    team_id: Mapped[int | None]
    arr_cents: Mapped[int | None] = mapped_column(comment="reporting currency, hundredths; null without subscription")
    score: Mapped[float | None] = mapped_column(Float)
    score_without_issues: Mapped[float | None] = mapped_column(Float)
    band: Mapped[Band] = mapped_column(one_of(Band))
    band_since_on: Mapped[date | None]
    completeness: Mapped[float] = mapped_column(Float)
    main_reason: Mapped[str | None] = mapped_column(comment="the worst reading, in a sentence")
    last_touch_on: Mapped[date | None] = mapped_column(comment="by a person, either way")
    next_touch_due_on: Mapped[date | None] = mapped_column(comment="last touch plus the tier's cadence")
    touches_90_days: Mapped[int] = mapped_column(server_default=text("0"))
    human_touches: Mapped[float | None] = mapped_column(
        Float, comment="touches by people, either way, each halved as its model says (90 days); null before a refresh"
    )
    automated_touches: Mapped[float | None] = mapped_column(Float, comment="the same for those of machines")
    proactive_touches: Mapped[float | None] = mapped_column(
        Float, comment="the same for those by people of ours that answered nothing"
    )
    reactive_touches: Mapped[float | None] = mapped_column(Float, comment="the same for those that answered something")
    open_issues: Mapped[int] = mapped_column(server_default=text("0"))
    worst_severity: Mapped[Severity | None] = mapped_column(one_of(Severity))
    oldest_issue_on: Mapped[date | None]
    overdue_commitments: Mapped[int] = mapped_column(server_default=text("0"))
    renewal_on: Mapped[date | None] = mapped_column(comment="next end of a contract")
    notice_on: Mapped[date | None] = mapped_column(comment="notice deadline of that contract")
    champion: Mapped[str | None] = mapped_column(comment="name of the champion with the most influence")
    stakeholders: Mapped[int] = mapped_column(SmallInteger, server_default=text("0"))
    nps: Mapped[float | None] = mapped_column(Float, comment="mean of last year's NPS answers, 0-10")
    reporting_currency: Mapped[str] = mapped_column(String(3))
    model_id: Mapped[int | None] = mapped_column(
        comment="the health model of score and readings; null before a refresh"
    )
    readings: Mapped[bytes | None] = mapped_column(LargeBinary, comment=_READINGS)


class AccountHistory(OfAccount, Base):
    """Scores, ARR and contact of an account on the Sundays of two years: changed once a week, its current row daily."""

    __tablename__ = "account_history"

    account_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    until_on: Mapped[date] = mapped_column(comment="the last of the Sundays")
    fingerprint: Mapped[int] = mapped_column(comment="of models and rates that the weeks rest on")
    weekly_scores: Mapped[bytes] = mapped_column(
        LargeBinary,
        comment="scores, oldest first, float64 little-endian; NaN: unknown",
    )
    weekly_arr: Mapped[bytes] = mapped_column(
        LargeBinary,
        comment="ARR at the same weeks: for so many of them (int64 little-endian), so much in hundredths (int64), "
        "and on; -1: no subscription",
    )
    weekly_contact: Mapped[bytes] = mapped_column(
        LargeBinary,
        comment="day of the last touch by a person at the same weeks, int32 little-endian: 1 is 0001-01-01, 0: none",
    )


class RefreshState(Base):
    """What a refresh remembers of an account at the end of a week, to go on from there."""

    __tablename__ = "refresh_state"

    account_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    base_on: Mapped[date] = mapped_column(comment="Sunday by the end of which the levels hold")
    levels: Mapped[bytes] = mapped_column(LargeBinary, comment="float64 little-endian, in the code's order")
    contacts: Mapped[bytes] = mapped_column(LargeBinary, comment="the same for each contact, its number first")


class RefreshRecords(Base):
    """The rows of an account's small tables, as the refresh that last read them found them."""

    __tablename__ = "refresh_records"

    account_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    packed: Mapped[bytes] = mapped_column(
        LargeBinary, comment="float64 little-endian: how many rows each table has, then the rows"
    )


class RefreshRecent(Base):
    """Touches and use of an account that tell on the days after its levels, as the refresh that last read them did."""

    __tablename__ = "refresh_recent"

    account_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    packed: Mapped[bytes] = mapped_column(
        LargeBinary, comment="float64 little-endian: how many rows each kind has, then the rows"
    )


class AccountChange(Identified, Base):
    """A note, left by the database itself, that records of an account changed since its last refresh."""

    __tablename__ = "account_changes"
    __table_args__ = (Index("ix_account_changes_account_id", "account_id"),)

    account_id: Mapped[int] = mapped_column(comment="not a foreign key: noted beside any write")
    known_at: Mapped[datetime] = mapped_column(comment="weeks that end after it may have changed")
    happened_at: Mapped[datetime] = mapped_column(comment="what is new must be read back to this instant")
    records: Mapped[int] = mapped_column(
        server_default=text("0"), comment="a bit for each small table of which refresh_records is stale"
    )
