"""The doctor names what is missing, stale or broken."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlalchemy import text

from data_access.doctor import Level, examine
from data_access.models import Account, Product, Subscription, SubscriptionTerm, Touchpoint, User, Workspace
from data_access.session import maintaining
from domain.vocabulary import Channel, Direction, Role


def said(level: Level) -> str:
    """What the doctor says on one level, as one text."""
    return "\n".join(f"{finding.message} {finding.advice}" for finding in examine() if finding.level is level)


def test_a_database_without_schema_is_broken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEXUS_DATABASE_URL", f"sqlite:///{tmp_path / 'empty.db'}")
    (finding,) = examine()
    assert finding.level is Level.BROKEN
    assert "manage.py migrate" in finding.advice


def test_an_older_schema_is_broken(database: str) -> None:
    with maintaining() as session:
        session.execute(text("UPDATE alembic_version SET version_num = '0000'"))
    assert "The schema is 0000" in said(Level.BROKEN)


def test_an_empty_database_lacks_everything(database: str) -> None:
    missing = said(Level.MISSING)
    for words in ("whose database", "no accounts", "no users", "no touchpoints", "Nobody is administrator"):
        assert words in missing


def test_gaps_and_faults_are_counted(database: str) -> None:
    with maintaining() as session:
        session.add(Workspace(id=1, name="Us", reporting_currency="EUR"))
        session.add(User(name="Ann", email="ann@us.example", role=Role.ADMINISTRATOR))
        one, two = Account(name="One"), Account(name="Two")
        product = Product(name="Drill")
        session.add_all([one, two, product])
        session.flush()
        subscription = Subscription(account_id=one.id, product_id=product.id, currency="USD")
        session.add(subscription)
        session.flush()
        session.add(
            SubscriptionTerm(
                account_id=two.id, subscription_id=subscription.id, starts_on=date(2024, 1, 1), arr_cents=100
            )
        )
        for year in (2020, 2999):
            moment = datetime(year, 1, 1, tzinfo=UTC)
            touch = {"channel": Channel.CALL, "direction": Direction.OUTBOUND, "occurred_at": moment}
            session.add(Touchpoint(account_id=one.id, **touch))
    broken = said(Level.BROKEN)
    assert "Subscriptions are in USD" in broken
    assert "1 touchpoints in the future" in broken
    assert "1 rows of subscription_terms have another account than their subscriptions" in broken
    assert "2 customer accounts have no owner" in said(Level.MISSING)
    assert "do not show the newest data" in said(Level.STALE)
