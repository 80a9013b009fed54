"""What each table tells, and so who may read it: both walls, and the test that compares them, start from here."""

from data_access.models import Base
from data_access.models.base import OfAccount

OPEN = frozenset(
    {
        "alembic_version",
        "backtest_runs",
        "data_changes",
        "exchange_rates",
        "feature_requests",
        "health_models",
        "products",
        "refresh_runs",
        "sla_targets",
        "teams",
        "users",
        "workspace",
    }
)
"""Tells nothing about an account: everybody who is signed in may read it."""

PERSONAL = frozenset({"saved_views", "visits"})
"""A person's own rows, by `user_id`."""

ADMINISTRATIVE = frozenset({"import_rejects", "import_runs"})
"""Rows of imported files, whosever accounts they are about: for administrators."""

INTERNAL = frozenset({"account_changes", "refresh_recent", "refresh_records", "refresh_state"})
"""What refresh notes for itself: nobody reads it."""

SHARED_BY_ALL = frozenset({"feature_requests"})
"""Of the open tables, those that everybody who edits accounts may add to and change; the others are an administrator's,
and so is removing anything of them."""

AUDIT = "audit_log"
"""Only ever added to, by the change itself."""

COMPUTED = INTERNAL | frozenset(
    {
        "account_current",
        "account_history",
        "alembic_version",
        "audit_log",
        "backtest_runs",
        "data_changes",
        "health_snapshots",
        "import_rejects",
        "import_runs",
        "refresh_runs",
    }
)
"""Written by the system alone, whoever asks."""

CONTACTS = "contacts"
"""By employer, and by the accounts in which they are a stakeholder."""

PARTICIPANTS = "touchpoint_participants"
"""By the account of their touchpoint."""


def account_columns() -> dict[str, str]:
    """The tables whose rows belong to one account each, and the column that says to which."""
    mappers = [mapper for mapper in Base.registry.mappers if issubclass(mapper.class_, OfAccount)]
    of_account = {str(mapper.local_table): "account_id" for mapper in mappers}
    return {"accounts": "id", "audit_log": "account_id"} | of_account


def guarded() -> frozenset[str]:
    """Every table that is not open to everybody: a new table is among them until somebody says otherwise."""
    return frozenset(Base.metadata.tables) - OPEN
