"""The weekly history of an account stands beside its current row, which changes every day

Revision ID: 0008
"""

import sqlalchemy as sa
from alembic import op

from data_access.migrations.protection import IN_SIGHT, of_account
from data_access.migrations.writing import let_writers_see

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

_SUNDAYS = 104 * 8
"""Bytes: behind the Sundays stood the day of the last refresh."""


def upgrade() -> None:
    op.create_table(
        "account_history",
        sa.Column("account_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "weekly_scores",
            sa.LargeBinary(),
            nullable=False,
            comment="scores up to the last Sunday by as_of_on, oldest first, float64 little-endian; NaN: unknown",
        ),
        sa.Column(
            "weekly_arr",
            sa.LargeBinary(),
            nullable=False,
            comment="ARR at the same weeks in hundredths, int64 little-endian; -1: no subscription",
        ),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name=op.f("fk_account_history_account_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("account_id", name=op.f("pk_account_history")),
    )
    op.execute(
        "INSERT INTO account_history (account_id, weekly_scores, weekly_arr)"  # noqa: S608 - our own words
        f" SELECT account_id, substr(weekly_scores, 1, {_SUNDAYS}), substr(weekly_arr, 1, {_SUNDAYS})"
        " FROM account_current"
    )
    for column in ("weekly_scores", "weekly_arr"):
        op.drop_column("account_current", column)
    if op.get_bind().dialect.name == "postgresql":
        of_account("account_history")
        let_writers_see("account_history", f"account_id {IN_SIGHT}")
        op.execute(
            "CREATE TRIGGER nexus_note_change AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON account_history "
            "FOR EACH STATEMENT EXECUTE FUNCTION nexus_note_change()"
        )
