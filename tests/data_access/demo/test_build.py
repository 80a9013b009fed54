"""The demo portfolio: the same rows everywhere, whole or not at all, and never over somebody's data."""

import hashlib
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import Connection, Date, func, insert, inspect, select, text
from sqlalchemy.orm import Session

from data_access.demo import build, build_demo, load_postgresql, load_sqlite
from data_access.demo.chunk import chunk_blocks
from data_access.demo.tables import demo_tables
from data_access.engine import writer_engine
from data_access.models import Account, Base, Participant, Team, Touchpoint, UtcInstant, Workspace
from data_access.walls.tables import INTERNAL
from domain.errors import NexusError, Unavailable
from tests.servers.databases import DatabaseMaker

DAY = date(2026, 10, 14)
MADE_BY_OTHERS = {"health_models", "health_snapshots", "account_current", "account_history", "refresh_runs"}
"""What refresh adds to the tests' demo."""

AHEAD = {
    "commitments.due_on", "issues.promised_on", "issue_updates.next_update_at", "contracts.starts_on",
    "contracts.ends_on", "contracts.notice_on", "contract_events.effective_on", "subscription_terms.starts_on",
    "subscription_terms.ends_on", "renewals.due_on", "renewals.notice_on", "opportunities.close_on",
    "invoices.due_on", "plan_goals.due_on", "plan_milestones.due_on", "reminders.due_on",
    "reminders.snoozed_until_on", "account_blackouts.starts_on", "account_blackouts.ends_on",
}  # fmt: skip
"""Columns that speak of the future by their nature."""


def digests(url: str) -> dict[str, str]:
    """A fingerprint of every table that a demo fills."""
    with Session(writer_engine(url)) as session:
        return {
            table.name: hashlib.sha256(
                "\n".join(
                    repr(tuple(row)) for row in session.execute(select(table).order_by(*table.primary_key))
                ).encode()
            ).hexdigest()
            for table in demo_tables()
            if table.name not in MADE_BY_OTHERS | INTERNAL
        }


def indexes(connection: Connection) -> set[str]:
    tables = inspect(connection)
    return {str(index["name"]) for table in Base.metadata.tables for index in tables.get_indexes(table)}


def test_the_same_seed_and_day_give_the_same_rows_on_both_databases(
    database_maker: Callable[[str], DatabaseMaker], fill_demo: Callable[[str], None]
) -> None:
    one, other = (digests(database_maker(engine).template("demo", fill_demo)) for engine in ("sqlite", "postgresql"))
    assert one == other


def test_a_new_demo_replaces_the_old_one_row_by_row(own_demo_database: str) -> None:
    before = digests(own_demo_database)
    build_demo(own_demo_database, size="s", seed=2, day=DAY)
    assert digests(own_demo_database)["touchpoints"] != before["touchpoints"]
    build_demo(own_demo_database, size="s", seed=1, day=DAY)
    assert digests(own_demo_database) == before


def test_its_size_and_its_tables(demo_database: str) -> None:
    with Session(writer_engine(demo_database)) as session:
        counts = {t.name: session.scalar(select(func.count()).select_from(t)) or 0 for t in demo_tables()}
        workspace = session.scalars(select(Workspace)).one()
    assert counts["accounts"] == 200
    assert 25_000 <= counts["touchpoints"] <= 38_000
    written_by_use = {"saved_views", "visits", "audit_log", "backtest_runs", "import_runs", "import_rejects"}
    assert {name for name, count in counts.items() if not count} <= written_by_use | INTERNAL
    assert workspace.is_demo
    assert workspace.demo_day == DAY


def test_nothing_happened_after_its_day(demo_database: str) -> None:
    end = datetime.combine(DAY + timedelta(days=1), datetime.min.time(), UTC)
    late = []
    with Session(writer_engine(demo_database)) as session:
        for table in demo_tables():
            if table.name in MADE_BY_OTHERS:
                continue
            for column in table.columns:
                if f"{table.name}.{column.name}" in AHEAD or not isinstance(column.type, Date | UtcInstant):
                    continue
                happened = select(func.max(column))
                if table.name == "touchpoints":
                    happened = happened.where(Touchpoint.is_planned.is_(False))
                last = session.scalar(happened)
                if last is not None and last >= (end if isinstance(last, datetime) else end.date()):
                    late.append(f"{table.name}.{column.name}: {last}")
    assert late == []


def test_every_key_and_check_holds(demo_database: str) -> None:
    with writer_engine(demo_database).connect() as connection:
        if connection.dialect.name == "sqlite":
            assert connection.execute(text("PRAGMA foreign_key_check")).all() == []
            assert connection.execute(text("PRAGMA integrity_check")).scalars().all() == ["ok"]
        else:
            open_ones = text("SELECT conname FROM pg_constraint WHERE NOT convalidated")
            assert connection.execute(open_ones).scalars().all() == []
            keys = text("SELECT count(*) FROM pg_constraint WHERE contype = 'f'")
            assert connection.execute(keys).scalar_one() >= sum(
                len(table.foreign_key_constraints) for table in Base.metadata.tables.values()
            )


def test_indexes_are_back_and_ids_go_on_after_the_last(own_demo_database: str) -> None:
    expected = {str(index.name) for table in Base.metadata.tables.values() for index in table.indexes}
    with writer_engine(own_demo_database).connect() as connection:
        assert expected <= indexes(connection)
    with Session(writer_engine(own_demo_database)) as session, session.begin():
        last = session.scalar(select(func.max(Account.id))) or 0
        new = Account(name="Newcomer")
        session.add(new)
        session.flush()
        assert new.id > last


def test_the_dates_move_with_the_day(database: str) -> None:
    build_demo(database, size="s", seed=1, day=date(2024, 3, 5))
    with Session(writer_engine(database)) as session:
        last = session.scalar(select(func.max(Touchpoint.occurred_at)).where(Touchpoint.is_planned.is_(False)))
        first = session.scalar(select(func.min(Touchpoint.occurred_at)))
    assert last is not None
    assert first is not None
    assert date(2024, 3, 1) <= last.date() <= date(2024, 3, 5)
    assert date(2022, 3, 1) <= first.date() <= date(2022, 3, 20)


def test_a_database_with_data_of_somebody_is_refused_and_left_alone(database: str) -> None:
    with Session(writer_engine(database)) as session, session.begin():
        session.execute(insert(Team).values(name="Real people"))
    with pytest.raises(NexusError) as refusal:
        build_demo(database, size="s", seed=1, day=DAY)
    assert "teams" in refusal.value.message
    with Session(writer_engine(database)) as session:
        assert session.scalars(select(Team.name)).all() == ["Real people"]
        assert session.scalar(select(func.count()).select_from(Account)) == 0


def test_an_interrupted_demo_leaves_nothing_behind(database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    real = chunk_blocks

    def interrupted(*arguments: object) -> object:
        yield from list(real(*arguments))[:12]  # type: ignore[arg-type]
        raise KeyboardInterrupt

    monkeypatch.setattr(build, "chunk_blocks", interrupted)
    with writer_engine(database).connect() as connection:
        before = indexes(connection)
    with pytest.raises(KeyboardInterrupt):
        build_demo(database, size="s", seed=1, day=DAY)
    with writer_engine(database).connect() as connection:
        for table in demo_tables():
            assert connection.execute(select(func.count()).select_from(table)).scalar_one() == 0, table.name
        assert indexes(connection) == before


def test_every_touchpoint_has_somebody_of_theirs_in_it(demo_database: str) -> None:
    theirs = select(Participant.touchpoint_id).where(Participant.user_id.is_(None))
    with Session(writer_engine(demo_database)) as session:
        alone = session.scalar(select(func.count()).where(Touchpoint.id.not_in(theirs)))
    assert alone == 0


def test_somebody_who_writes_is_waited_for_and_then_named_plainly(
    database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(load_sqlite, "WAIT_SECONDS", 0)
    monkeypatch.setattr(load_postgresql, "WAIT", "100ms")
    with Session(writer_engine(database)) as other, other.begin():
        other.execute(text("DELETE FROM teams"))
        with pytest.raises(Unavailable):
            build_demo(database, size="s", seed=1, day=DAY)
