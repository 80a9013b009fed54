"""A look over the database: what is missing, stale or broken, in words that say what to do."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import ColumnElement, exists, func, select
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import InstrumentedAttribute

from data_access.engine import writer_engine
from data_access.migrate import alembic_config
from data_access.models import (
    Account,
    AccountCurrent,
    Assessment,
    Contact,
    ExchangeRate,
    ImportRun,
    Issue,
    IssueEscalation,
    IssueUpdate,
    RefreshRun,
    Stakeholder,
    Subscription,
    SubscriptionTerm,
    Touchpoint,
    User,
    Workspace,
)
from data_access.session import maintaining
from data_access.settings import load_settings
from data_access.walls.inspection import may_become_readers, tables_without_wall
from domain.vocabulary import ImportStatus, Lifecycle, Role

STALE_DAYS = 14
"""Without a touchpoint for so long, a book that is alive has a feed that is not."""


class Level(StrEnum):
    """How much a finding matters."""

    BROKEN = "broken"
    MISSING = "missing"
    STALE = "stale"
    FINE = "fine"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found, and what to do about it."""

    level: Level
    message: str
    advice: str = ""


def examine() -> list[Finding]:
    """Everything worth saying about the configured database, the worst first."""
    schema = _schema()
    if schema.level is not Level.FINE:
        return [schema]
    with maintaining() as session:
        found = [schema, *(finding for check in _CHECKS for finding in check(session))]
    return sorted(found, key=lambda finding: list(Level).index(finding.level))


def _schema() -> Finding:
    newest = ScriptDirectory.from_config(alembic_config()).get_current_head()
    with writer_engine(load_settings().database_url).connect() as connection:
        here = MigrationContext.configure(connection).get_current_revision()
    if here == newest:
        return Finding(Level.FINE, f"The schema is the newest, {newest}.")
    if here is None:
        return Finding(Level.BROKEN, "The database has no schema of ours.", "Run: python manage.py migrate")
    return Finding(Level.BROKEN, f"The schema is {here}, this version needs {newest}.", "Run: python manage.py migrate")


def _workspace(session: Session) -> Iterator[Finding]:
    found = session.execute(select(Workspace)).scalar_one_or_none()
    if found is None:
        yield Finding(Level.MISSING, "Nothing says whose database this is.", "Import something, or make a demo.")
        return
    yield Finding(
        Level.FINE, f"{found.name}, figures in {found.reporting_currency}{', a demo' if found.is_demo else ''}."
    )
    used = set(session.execute(select(Subscription.currency).distinct()).scalars())
    known = set(session.execute(select(ExchangeRate.currency).distinct()).scalars())
    lacking = sorted(used - known - {found.reporting_currency})
    if lacking:
        yield Finding(
            Level.BROKEN,
            f"Subscriptions are in {', '.join(lacking)}, for which there is no exchange rate.",
            "Import exchange_rates.csv: their ARR cannot be told in the reporting currency.",
        )


_NEEDED: tuple[tuple[type, str, str], ...] = (
    (Account, "accounts", "Import them: nothing can be shown without."),
    (User, "users", "Add people: python manage.py user add"),
    (Contact, "contacts", "Import them: maps and coverage need people."),
    (Touchpoint, "touchpoints", "Import them: health rests on them."),
    (
        SubscriptionTerm,
        "subscription terms",
        "Import subscriptions and their terms: without them no account has an ARR.",
    ),
)


def _empty(session: Session) -> Iterator[Finding]:
    for model, name, advice in _NEEDED:
        rows = session.execute(select(func.count()).select_from(model)).scalar_one()
        yield (
            Finding(Level.FINE, f"{rows:,} {name}.")
            if rows
            else Finding(Level.MISSING, f"There are no {name}.", advice)
        )


def _people(session: Session) -> Iterator[Finding]:
    administrators = select(func.count()).where(User.role == Role.ADMINISTRATOR, User.is_active)
    if not session.execute(administrators).scalar_one():
        yield Finding(
            Level.MISSING, "Nobody is administrator.", "Run: python manage.py user add --role administrator …"
        )


def _second_wall(session: Session) -> Iterator[Finding]:
    open_tables = tables_without_wall(session.connection())
    if open_tables:
        yield Finding(
            Level.BROKEN,
            f"Row-level security is missing on {', '.join(open_tables)}.",
            "Somebody took it away: restore the database's schema, or make it anew and import.",
        )
    if not may_become_readers(session.connection()):
        yield Finding(
            Level.BROKEN,
            "The database user of this app may not read as the roles that nexus_reader() names.",
            "Let the owner of the tables grant it both roles.",
        )


def _stale(session: Session) -> Iterator[Finding]:
    now = datetime.now(UTC)
    latest = select(func.max(Touchpoint.occurred_at)).where(~Touchpoint.is_planned)
    last: datetime | None = session.execute(latest).scalar()
    if last is not None and last < now - timedelta(days=STALE_DAYS):
        yield Finding(
            Level.STALE, f"The last touchpoint is of {last:%Y-%m-%d}.", "Import newer ones: every account looks silent."
        )
    refreshed = session.execute(select(func.max(RefreshRun.finished_at))).scalar_one()
    imported = session.execute(
        select(func.max(ImportRun.finished_at)).where(
            ImportRun.status == ImportStatus.APPLIED, ImportRun.rows_added + ImportRun.rows_changed > 0
        )
    ).scalar_one()
    if refreshed is None or (imported and imported > refreshed):
        yield Finding(Level.STALE, "The screens do not show the newest data.", "Run: python manage.py refresh")


def _count(session: Session, what: InstrumentedAttribute[int], *where: ColumnElement[bool]) -> int:
    return session.execute(select(func.count(what)).where(*where)).scalar_one()


def _accounts(session: Session) -> Iterator[Finding]:
    alive = Account.lifecycle.notin_((Lifecycle.PROSPECT, Lifecycle.CHURNED))
    gaps = (
        (Account.owner_id.is_(None), "have no owner", "Nobody but executives sees them: set their owners."),
        (Account.tier.is_(None), "have no tier", "No cadence applies: set tiers, or import a column tier."),
        (
            ~exists().where(Subscription.account_id == Account.id),
            "have no subscription",
            "Their ARR is unknown: import subscriptions.",
        ),
        (
            ~exists().where(Stakeholder.account_id == Account.id),
            "have no stakeholder",
            "Their map is empty: import contacts with their account.",
        ),
        (
            Account.owner_id.in_(select(User.id).where(~User.is_active)),
            "belong to an inactive user",
            "Give them to somebody who can sign in, or import the User file.",
        ),
    )
    for condition, words, advice in gaps:
        number = _count(session, Account.id, alive, condition)
        if number:
            yield Finding(Level.MISSING, f"{number:,} customer accounts {words}.", advice)


def _broken(session: Session) -> Iterator[Finding]:
    without_home = _count(session, Contact.id, Contact.account_id.is_(None))
    if without_home:
        yield Finding(Level.MISSING, f"{without_home:,} contacts have no account.", "They appear on no map.")
    early = _count(session, Issue.id, Issue.recorded_at < Issue.opened_at)
    if early:
        yield Finding(Level.BROKEN, f"{early:,} issues were recorded before they opened.", "Correct recorded_at.")
    ahead = _count(session, Touchpoint.id, Touchpoint.occurred_at > datetime.now(UTC), ~Touchpoint.is_planned)
    if ahead:
        yield Finding(
            Level.BROKEN, f"{ahead:,} touchpoints in the future are not marked as planned.", "Set is_planned."
        )
    for child, parent, named in _BELOW:
        strayed = _count(session, child.account_id, named == parent.id, child.account_id != parent.account_id)
        if strayed:
            words = f"{strayed:,} rows of {child.__tablename__} have another account than their {parent.__tablename__}."
            yield Finding(Level.BROKEN, words, "People see rows by the account on them: correct account_id.")
    missing = _count(session, Account.id, ~exists().where(AccountCurrent.account_id == Account.id))
    if missing:
        yield Finding(Level.STALE, f"{missing:,} accounts are on no screen yet.", "Run: python manage.py refresh")


_BELOW = (
    (SubscriptionTerm, Subscription, SubscriptionTerm.subscription_id),
    (IssueEscalation, Issue, IssueEscalation.issue_id),
    (IssueUpdate, Issue, IssueUpdate.issue_id),
    (Assessment, Stakeholder, Assessment.stakeholder_id),
)
"""Rows that hang on another row of the same account."""

_CHECKS: tuple[Callable[[Session], Iterator[Finding]], ...] = (
    _workspace,
    _empty,
    _people,
    _second_wall,
    _stale,
    _accounts,
    _broken,
)
