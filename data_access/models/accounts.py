"""Accounts, who serves them, the people in them and how those people stand to us and to one another."""

from datetime import date

from sqlalchemy import CheckConstraint, Index, SmallInteger, String, UniqueConstraint, text
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
from domain.vocabulary import BuyingRole, Lifecycle, RelationKind, Seniority, Stance, Tier


class Account(Identified, Recorded, Sourced, Editable, Base):
    """A customer organisation that we manage; may have a parent."""

    __tablename__ = "accounts"
    __table_args__ = (
        sourced_index("accounts"),
        CheckConstraint("parent_id IS NULL OR parent_id <> id", name="not_own_parent"),
        CheckConstraint("potential BETWEEN 0 AND 100", name="potential_range"),
        CheckConstraint("strategic_fit BETWEEN 0 AND 100", name="strategic_fit_range"),
        CheckConstraint("fiscal_year_end_month BETWEEN 1 AND 12", name="fiscal_year_end_range"),
        Index("ix_accounts_owner_id", "owner_id"),
        Index("ix_accounts_parent_id", "parent_id"),
        Index("ix_accounts_name", "name"),
    )

    name: Mapped[str]
    parent_id: Mapped[int | None] = mapped_column(refers("accounts.id", on_delete="SET NULL"))
    tier: Mapped[Tier | None] = mapped_column(one_of(Tier), comment="service level; decides the cadence")
    segment: Mapped[str | None] = mapped_column(comment="size class, e.g. enterprise, mid-market, small")
    region: Mapped[str | None]
    country: Mapped[str | None]
    industry: Mapped[str | None]
    owner_id: Mapped[int | None] = mapped_column(
        refers("users.id", on_delete="SET NULL"), comment="the account manager responsible today"
    )
    lifecycle: Mapped[Lifecycle] = mapped_column(one_of(Lifecycle), server_default="active")
    customer_since_on: Mapped[date | None]
    churned_on: Mapped[date | None] = mapped_column(comment="first day on which they were no longer a customer")
    fiscal_year_end_month: Mapped[int | None] = mapped_column(SmallInteger)
    time_zone: Mapped[str] = mapped_column(server_default="UTC", comment="IANA name")
    employees: Mapped[int | None]
    annual_revenue_cents: Mapped[int | None] = mapped_column(comment="the client's own revenue, hundredths")
    annual_revenue_currency: Mapped[str | None] = mapped_column(String(3))
    potential: Mapped[int | None] = mapped_column(SmallInteger, comment="growth potential with us, 0-100")
    strategic_fit: Mapped[int | None] = mapped_column(SmallInteger, comment="fit with our strategy, 0-100")
    website: Mapped[str | None]
    description: Mapped[str | None]


class AccountDomain(OfAccount, Base):
    """An internet domain of an account: mail and calendars are matched by it."""

    __tablename__ = "account_domains"

    account_id: Mapped[int] = mapped_column(refers("accounts.id"), primary_key=True)
    domain: Mapped[str] = mapped_column(primary_key=True, comment="lower case, without www")


class AccountOwner(Identified, OfAccount, Recorded, Base):
    """Who owned an account from which day: the history behind `accounts.owner_id`."""

    __tablename__ = "account_owners"
    __table_args__ = (UniqueConstraint("account_id", "since_on", name="uq_account_owners_day"),)

    user_id: Mapped[int | None] = mapped_column(refers("users.id", on_delete="SET NULL"))
    since_on: Mapped[date]
    note: Mapped[str | None]


class AccountTeamMember(OfAccount, Base):
    """One of our people who serves an account beside its owner, and therefore sees it."""

    __tablename__ = "account_team"
    __table_args__ = (Index("ix_account_team_user_id", "user_id"),)

    account_id: Mapped[int] = mapped_column(refers("accounts.id"), primary_key=True)
    user_id: Mapped[int] = mapped_column(refers("users.id"), primary_key=True)
    part: Mapped[str | None] = mapped_column(comment="what they do for the account, in words")


class Blackout(Identified, OfAccount, Base):
    """A period in which an account must not be approached, and why."""

    __tablename__ = "account_blackouts"
    __table_args__ = (CheckConstraint("ends_on >= starts_on", name="in_order"),)

    starts_on: Mapped[date]
    ends_on: Mapped[date]
    reason: Mapped[str]


class Contact(Identified, Recorded, Sourced, Editable, Base):
    """A person outside our company, with the account they work for where that is known."""

    __tablename__ = "contacts"
    __table_args__ = (
        sourced_index("contacts"),
        Index("ix_contacts_account_id", "account_id"),
        Index("ix_contacts_email", "email"),
    )

    account_id: Mapped[int | None] = mapped_column(refers("accounts.id"), comment="employer; unknown if null")
    name: Mapped[str]
    email: Mapped[str | None] = mapped_column(comment="lower case")
    phone: Mapped[str | None]
    title: Mapped[str | None]
    department: Mapped[str | None] = mapped_column(comment="their department, in their words")
    seniority: Mapped[Seniority | None] = mapped_column(one_of(Seniority))
    left_on: Mapped[date | None] = mapped_column(comment="day on which they left the account")


class Stakeholder(Identified, OfAccount, Recorded, Editable, Base):
    """A contact's part in one account; what we think of it is dated in its assessments."""

    __tablename__ = "stakeholders"
    __table_args__ = (
        UniqueConstraint("account_id", "contact_id", name="uq_stakeholders_person"),
        Index("ix_stakeholders_contact_id", "contact_id"),
    )

    contact_id: Mapped[int] = mapped_column(refers("contacts.id"))


class Assessment(Identified, OfAccount, Recorded, Base):
    """What somebody thought of a stakeholder on a day: role, stance, influence; assumed or confirmed."""

    __tablename__ = "stakeholder_assessments"
    __table_args__ = (
        CheckConstraint("influence BETWEEN 0 AND 100", name="influence_range"),
        Index("ix_stakeholder_assessments_stakeholder", "stakeholder_id", "assessed_on"),
        Index("ix_stakeholder_assessments_account_id", "account_id"),
    )

    stakeholder_id: Mapped[int] = mapped_column(refers("stakeholders.id"))
    assessed_on: Mapped[date]
    buying_role: Mapped[BuyingRole | None] = mapped_column(one_of(BuyingRole))
    stance: Mapped[Stance | None] = mapped_column(one_of(Stance))
    influence: Mapped[int | None] = mapped_column(SmallInteger, comment="0-100, as a person judged it")
    is_confirmed: Mapped[bool] = mapped_column(server_default=text("false"), comment="confirmed, or only assumed")
    author_id: Mapped[int | None] = mapped_column(refers("users.id", on_delete="SET NULL"))
    note: Mapped[str | None]


class ContactRelation(Identified, OfAccount, Recorded, Base):
    """A line between two contacts within an account: reports to, influences, conflicts with."""

    __tablename__ = "contact_relations"
    __table_args__ = (
        CheckConstraint("from_contact_id <> to_contact_id", name="two_people"),
        UniqueConstraint("account_id", "from_contact_id", "to_contact_id", "kind", name="uq_contact_relations_line"),
    )

    from_contact_id: Mapped[int] = mapped_column(refers("contacts.id"))
    to_contact_id: Mapped[int] = mapped_column(refers("contacts.id"))
    kind: Mapped[RelationKind] = mapped_column(one_of(RelationKind))
    is_confirmed: Mapped[bool] = mapped_column(server_default=text("false"))
    ended_on: Mapped[date | None]
