"""The history of each account tells when it was last touched by a person

Revision ID: 0009
"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

_EMPTY = {"sqlite": "zeroblob(416)", "postgresql": "decode(repeat('00', 416), 'hex')"}
"""No contact in 104 weeks: what stands until the next refresh."""


def upgrade() -> None:
    op.add_column(
        "account_history",
        sa.Column(
            "weekly_contact",
            sa.LargeBinary(),
            nullable=True,
            comment="day of the last touch by a person at the same weeks, int32 little-endian: 1 is 0001-01-01, "
            "0: none",
        ),
    )
    op.execute(f"UPDATE account_history SET weekly_contact = {_EMPTY[op.get_bind().dialect.name]}")  # noqa: S608
    with op.batch_alter_table("account_history") as table:
        table.alter_column("weekly_contact", existing_type=sa.LargeBinary(), nullable=False)
    # The next refresh computes every history anew.
    op.execute("DELETE FROM refresh_state")
