"""By whom and on whose initiative accounts are touched is in their current row

Revision ID: 0006
"""

import sqlalchemy as sa
from alembic import op

from data_access.migrations.watched_tables import FAR

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_COLUMNS = {
    "human_touches": ("touches by people, either way, each halved as its model says (90 days); null before a refresh"),
    "automated_touches": "the same for those of machines",
    "proactive_touches": "the same for those by people of ours that answered nothing",
    "reactive_touches": "the same for those that answered something",
}


def upgrade() -> None:
    for name, comment in _COLUMNS.items():
        op.add_column("account_current", sa.Column(name, sa.Float(), nullable=True, comment=comment))
    # The next refresh writes the current rows anew; no week of the history changes.
    op.execute(
        "INSERT INTO account_changes (account_id, known_at, happened_at)"  # noqa: S608 - our own words
        f" SELECT account_id, {FAR}, {FAR} FROM refresh_state"
    )
