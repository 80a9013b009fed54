"""What a refresh remembers of each account, and notes of what changed since

Revision ID: 0004
"""

import sqlalchemy as sa
from alembic import op

from data_access.migrations.protection import protect
from data_access.migrations.watched import watch
from data_access.migrations.watched_tables import LONG_AGO
from data_access.models.base import UtcInstant

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_INT = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "refresh_state",
        sa.Column("account_id", _INT, nullable=False),
        sa.Column("base_on", sa.Date(), nullable=False, comment="Sunday by the end of which the levels hold"),
        sa.Column("fingerprint", sa.Text(), nullable=False, comment="of models and rates that the levels rest on"),
        sa.Column(
            "pending_at",
            UtcInstant(),
            nullable=True,
            comment="when something of long before base_on becomes known, that is on record already",
        ),
        sa.Column("levels", sa.LargeBinary(), nullable=False, comment="float64 little-endian, in the code's order"),
        sa.Column("contacts", sa.LargeBinary(), nullable=False, comment="the same for each contact, its number first"),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name=op.f("fk_refresh_state_account_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("account_id", name=op.f("pk_refresh_state")),
    )
    op.create_table(
        "account_changes",
        sa.Column("id", _INT, nullable=False),
        sa.Column("account_id", _INT, nullable=False, comment="not a foreign key: noted beside any write"),
        sa.Column("known_at", UtcInstant(), nullable=False, comment="weeks that end after it may have changed"),
        sa.Column("happened_at", UtcInstant(), nullable=False, comment="what is new must be read back to this instant"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account_changes")),
    )
    op.create_index("ix_account_changes_account_id", "account_changes", ["account_id"])
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE FUNCTION nexus_note_every_account() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER"  # noqa: S608
            " SET search_path FROM CURRENT AS $$ BEGIN"
            " INSERT INTO account_changes (account_id, known_at, happened_at)"
            f" SELECT account_id, {LONG_AGO}, {LONG_AGO} FROM refresh_state; RETURN NULL; END $$"
        )
        for table in ("refresh_state", "account_changes"):
            protect(table, scoped="false", book="false")
    watch(None)
