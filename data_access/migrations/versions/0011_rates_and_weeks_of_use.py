"""An exchange rate is noted for the accounts that it converts, and use on the Sunday that ends its week

Revision ID: 0011
"""

from data_access.migrations.watched import unwatch, watch

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    unwatch()
    watch()
