"""Our side: the workspace, users, teams, and what a person keeps for themselves."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from data_access.models.base import Base, Editable, Identified, Recorded, Sourced, one_of, refers, sourced_index
from domain.vocabulary import Department, Role


class Workspace(Base):
    """The one row that says whose database this is."""

    __tablename__ = "workspace"
    __table_args__ = (CheckConstraint("id = 1", name="single_row"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    name: Mapped[str] = mapped_column(comment="our company's name")
    reporting_currency: Mapped[str] = mapped_column(String(3), comment="ISO 4217 code that totals are told in")
    is_demo: Mapped[bool] = mapped_column(server_default=text("false"), comment="demo sign-in works only where true")
    demo_day: Mapped[date | None] = mapped_column(comment="day for which the demo was made")


class Team(Identified, Sourced, Base):
    """A group of our people; those of its members who are team leads see all accounts that the others own."""

    __tablename__ = "teams"
    __table_args__ = (sourced_index("teams"),)

    name: Mapped[str] = mapped_column(unique=True)


class User(Identified, Recorded, Sourced, Editable, Base):
    """One of our people: signs in, owns accounts, takes part in touchpoints."""

    __tablename__ = "users"
    __table_args__ = (
        sourced_index("users"),
        CheckConstraint("email = lower(email)", name="email_lower_case"),
        UniqueConstraint("email", name="uq_users_email"),
        Index("ix_users_team_id", "team_id"),
    )

    name: Mapped[str]
    email: Mapped[str | None] = mapped_column(comment="lower case; unique; without one nobody can sign in")
    role: Mapped[Role] = mapped_column(one_of(Role))
    department: Mapped[Department | None] = mapped_column(one_of(Department))
    team_id: Mapped[int | None] = mapped_column(refers("teams.id", on_delete="SET NULL"))
    time_zone: Mapped[str] = mapped_column(server_default="UTC", comment="IANA name")
    is_active: Mapped[bool] = mapped_column(server_default=text("true"), comment="may sign in")
    sessions_valid_after: Mapped[datetime | None] = mapped_column(comment="sessions begun before are ended")


class ExchangeRate(Base):
    """Units of the reporting currency for one unit of `currency`, from this day until the next row's."""

    __tablename__ = "exchange_rates"
    __table_args__ = (CheckConstraint("rate_e8 > 0", name="positive"),)

    currency: Mapped[str] = mapped_column(String(3), primary_key=True)
    starts_on: Mapped[date] = mapped_column(primary_key=True)
    rate_e8: Mapped[int] = mapped_column(comment="rate x 100,000,000: exact, with eight decimals")


class SavedView(Identified, Editable, Base):
    """Filters of a page that a person keeps under a name."""

    __tablename__ = "saved_views"
    __table_args__ = (UniqueConstraint("user_id", "page", "name", name="uq_saved_views_name"),)

    user_id: Mapped[int] = mapped_column(refers("users.id"))
    page: Mapped[str]
    name: Mapped[str]
    query: Mapped[str] = mapped_column(comment="the page's query string")


class Visit(Base):
    """When a person last looked at a page: for 'what changed since you last looked'."""

    __tablename__ = "visits"

    user_id: Mapped[int] = mapped_column(refers("users.id"), primary_key=True)
    page: Mapped[str] = mapped_column(primary_key=True)
    seen_at: Mapped[datetime]
