"""The second wall on PostgreSQL for writing: two roles that people's changes are made as

Revision ID: 0005
"""

from alembic import op

from data_access.migrations.writing import let_write, make_writers

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

ADMINISTRATORS = ("workspace", "teams", "users", "exchange_rates", "products", "sla_targets", "health_models")
BY_THE_SYSTEM = (
    "account_changes", "account_current", "health_snapshots", "import_rejects", "import_runs", "refresh_state",
)  # fmt: skip


def upgrade() -> None:
    # On SQLite the app's writing connections bring the wall with them.
    if op.get_bind().dialect.name != "postgresql":
        return
    make_writers()
    let_write(shared=("feature_requests",), administrators=ADMINISTRATORS, by_the_system=BY_THE_SYSTEM)
