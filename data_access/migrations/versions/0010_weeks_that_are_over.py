"""Snapshots are of Sundays, by week; refresh remembers what is new since the last one, and which tables are stale

Revision ID: 0010
"""

from typing import Literal

import sqlalchemy as sa
from alembic import op

from data_access.migrations.deleted import forget_deleted_accounts
from data_access.migrations.protection import protect
from data_access.migrations.watched import unwatch, watch
from data_access.migrations.watched_tables import LONG_AGO, RECORDS
from data_access.migrations.writing import let_writers_see

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

_READINGS = "each indicator's reading, float64 little-endian in the model's order; NaN: unknown"


def upgrade() -> None:
    # What is remembered goes by the old tables: the next refresh computes everything.
    op.execute("DELETE FROM refresh_state")
    op.execute("DELETE FROM refresh_records")
    unwatch()
    is_postgresql = op.get_bind().dialect.name == "postgresql"
    _current()
    _history()
    _snapshots_on_postgresql() if is_postgresql else _snapshots_on_sqlite()
    _remembered(is_postgresql=is_postgresql)
    _without_foreign_keys()
    forget_deleted_accounts(_COMPUTED)
    watch()


_COMPUTED = (
    "account_current", "account_history", "health_snapshots", "refresh_recent", "refresh_records", "refresh_state",
)  # fmt: skip
_FOREIGN_KEYS = {
    "account_current": ("account_id", "owner_id", "team_id"),
    "account_history": ("account_id",),
    "health_snapshots": ("account_id", "model_id"),
    "refresh_records": ("account_id",),
    "refresh_state": ("account_id",),
}


def _current() -> None:
    op.add_column(
        "account_current",
        sa.Column("model_id", _number(), nullable=True, comment="the health model of score and readings; null before "
                  "a refresh"),
    )  # fmt: skip
    op.add_column("account_current", sa.Column("readings", sa.LargeBinary(), nullable=True, comment=_READINGS))
    # Nobody asks for a few of the current rows by these: a portfolio is read as a whole.
    op.drop_index("ix_account_current_owner_id", "account_current")
    op.drop_index("ix_account_current_score", "account_current")


def _history() -> None:
    op.execute("DELETE FROM account_history")
    # SQLite adds no column that must have a value, not even to an empty table.
    recreate: Literal["always", "never"] = "never" if op.get_bind().dialect.name == "postgresql" else "always"
    with op.batch_alter_table("account_history", recreate=recreate) as table:
        table.add_column(sa.Column("until_on", sa.Date(), nullable=False, comment="the last of the Sundays"))
        table.add_column(
            sa.Column("fingerprint", _number(), nullable=False, comment="of models and rates that the weeks rest on")
        )
        table.alter_column(
            "weekly_scores",
            existing_type=sa.LargeBinary(),
            existing_nullable=False,
            comment="scores, oldest first, float64 little-endian; NaN: unknown",
        )
        table.alter_column(
            "weekly_arr",
            existing_type=sa.LargeBinary(),
            existing_nullable=False,
            comment="ARR at the same weeks: for so many of them (int64 little-endian), so much in hundredths (int64), "
            "and on; -1: no subscription",
        )


def _snapshots_on_postgresql() -> None:
    op.drop_index("ix_health_snapshots_week", "health_snapshots")
    op.drop_constraint("pk_health_snapshots", "health_snapshots")
    op.create_primary_key("pk_health_snapshots", "health_snapshots", ["week_on", "account_id"])
    op.create_index("ix_health_snapshots_account", "health_snapshots", ["account_id", "week_on"])
    op.alter_column("health_snapshots", "week_on", comment="last day of the week that is looked at: a Sunday")


def _snapshots_on_sqlite() -> None:
    """SQLite cannot change a primary key: the table is made anew, in the order of its weeks."""
    op.rename_table("health_snapshots", "health_snapshots_before")
    op.drop_index("ix_health_snapshots_week", "health_snapshots_before")
    op.create_table(
        "health_snapshots",
        sa.Column("account_id", _number(), nullable=False),
        sa.Column("week_on", sa.Date(), nullable=False, comment="last day of the week that is looked at: a Sunday"),
        sa.Column("model_id", _number(), nullable=False),
        sa.Column("score", sa.Float(), nullable=True, comment="0-100; null if nothing is known"),
        sa.Column("score_without_issues", sa.Float(), nullable=True, comment="0-100, the shadow taken away"),
        sa.Column(
            "band",
            sa.Enum(
                "healthy",
                "stable",
                "watch",
                "at_risk",
                "unknown",
                name="band_known",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("completeness", sa.Float(), nullable=False, comment="0-1: share of the weights whose input is known"),
        sa.Column(
            "arr_cents",
            _number(),
            nullable=True,
            comment="reporting currency, hundredths; null without subscription",
        ),
        sa.Column("readings", sa.LargeBinary(), nullable=False, comment=_READINGS),
        sa.PrimaryKeyConstraint("week_on", "account_id", name=op.f("pk_health_snapshots")),
        sqlite_with_rowid=False,
    )
    names = "account_id, week_on, model_id, score, score_without_issues, band, completeness, arr_cents, readings"
    op.execute(
        f"INSERT INTO health_snapshots ({names}) SELECT {names} FROM health_snapshots_before"  # noqa: S608
        " ORDER BY week_on, account_id"
    )
    op.drop_table("health_snapshots_before")
    op.create_index("ix_health_snapshots_account", "health_snapshots", ["account_id", "week_on"])


def _remembered(*, is_postgresql: bool) -> None:
    with op.batch_alter_table("refresh_state") as table:
        for gone in ("pending_at", "is_late", "fingerprint"):
            table.drop_column(gone)
    with op.batch_alter_table("account_changes") as table:
        table.drop_column("of_records")
        table.add_column(
            sa.Column(
                "records",
                sa.Integer(),
                server_default=sa.text("0"),
                nullable=False,
                comment="a bit for each small table of which refresh_records is stale",
            )
        )
    op.create_table(
        "refresh_recent",
        sa.Column("account_id", _number(), nullable=False),
        sa.Column(
            "packed",
            sa.LargeBinary(),
            nullable=False,
            comment="float64 little-endian: how many rows each kind has, then the rows",
        ),
        sa.PrimaryKeyConstraint("account_id", name=op.f("pk_refresh_recent")),
    )
    if is_postgresql:
        protect("refresh_recent", scoped="false", book="false")
        let_writers_see("refresh_recent", "false")
        op.execute(
            "CREATE OR REPLACE FUNCTION nexus_note_every_account() RETURNS trigger LANGUAGE plpgsql"  # noqa: S608
            " SECURITY DEFINER SET search_path FROM CURRENT AS $$ BEGIN"
            " INSERT INTO account_changes (account_id, known_at, happened_at, records)"
            f" SELECT account_id, {LONG_AGO}, {LONG_AGO}, {(1 << len(RECORDS)) - 1} FROM refresh_state;"
            " RETURN NULL; END $$"
        )
        # Numbers in 64 bits hardly get smaller, and taking them apart costs more than reading them.
        for name in ("refresh_records", "refresh_recent"):
            op.execute(f"ALTER TABLE {name} ALTER COLUMN packed SET STORAGE EXTERNAL")
            # In the row itself as long as it fits a page: elsewhere it would be looked up in pieces.
            op.execute(f"ALTER TABLE {name} SET (toast_tuple_target = 8160)")


def _without_foreign_keys() -> None:
    for table_name, columns in _FOREIGN_KEYS.items():
        if table_name == "health_snapshots" and op.get_bind().dialect.name == "sqlite":
            continue  # made without
        with op.batch_alter_table(table_name) as table:
            for column in columns:
                table.drop_constraint(f"fk_{table_name}_{column}", type_="foreignkey")


def _number() -> sa.types.TypeEngine[int]:
    return sa.BigInteger().with_variant(sa.Integer(), "sqlite")
