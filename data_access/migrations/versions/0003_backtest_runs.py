"""Backtests are kept

Revision ID: 0003
"""

import sqlalchemy as sa
from alembic import op

from data_access.migrations.protection import open_to_readers
from data_access.models.base import UtcInstant

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "backtest_runs",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("ran_at", UtcInstant(), server_default=sa.text("(CURRENT_TIMESTAMP)"), nullable=False),
        sa.Column("as_of_on", sa.Date(), nullable=False, comment="last day of which anything was used"),
        sa.Column(
            "horizon_days",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            nullable=False,
            comment="days after a score in which an outcome counts",
        ),
        sa.Column("outcomes_from", sa.Text(), nullable=False, comment="the records, or the name of a file"),
        sa.Column("result", sa.Text(), nullable=False, comment="every figure, JSON; names no account"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_backtest_runs")),
    )
    if op.get_bind().dialect.name == "postgresql":
        open_to_readers("backtest_runs")
        op.execute(
            "CREATE TRIGGER nexus_note_change AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON backtest_runs "
            "FOR EACH STATEMENT EXECUTE FUNCTION nexus_note_change()"
        )
