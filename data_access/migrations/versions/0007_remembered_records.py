"""A refresh remembers the rows of small tables, and which accounts learn late of touches

Revision ID: 0007
"""

import sqlalchemy as sa
from alembic import op

from data_access.migrations.protection import protect
from data_access.migrations.watched import unwatch, watch
from data_access.migrations.watched_tables import LONG_AGO
from data_access.migrations.writing import let_writers_see

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    unwatch()
    op.create_table(
        "refresh_records",
        sa.Column("account_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "packed",
            sa.LargeBinary(),
            nullable=False,
            comment="float64 little-endian: how many rows each table has, then the rows",
        ),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name=op.f("fk_refresh_records_account_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("account_id", name=op.f("pk_refresh_records")),
    )
    op.add_column(
        "refresh_state",
        sa.Column(
            "is_late",
            sa.Boolean(),
            server_default=sa.false(),
            nullable=False,
            comment="touches or use of before base_on became known after it",
        ),
    )
    op.add_column(
        "account_changes",
        sa.Column(
            "of_records",
            sa.Boolean(),
            server_default=sa.false(),
            nullable=False,
            comment="whether rows of small tables changed: refresh_records is stale",
        ),
    )
    if op.get_bind().dialect.name == "postgresql":
        protect("refresh_records", scoped="false", book="false")
        let_writers_see("refresh_records", "false")
        op.execute(
            "CREATE OR REPLACE FUNCTION nexus_note_every_account() RETURNS trigger LANGUAGE plpgsql"  # noqa: S608
            " SECURITY DEFINER SET search_path FROM CURRENT AS $$ BEGIN"
            " INSERT INTO account_changes (account_id, known_at, happened_at, of_records)"
            f" SELECT account_id, {LONG_AGO}, {LONG_AGO}, true FROM refresh_state; RETURN NULL; END $$"
        )
    # What is remembered by now knows nothing of lateness: the next refresh computes everything.
    op.execute("DELETE FROM refresh_state")
    watch("of_records")
