"""The second wall on PostgreSQL: two reading roles, and what each may see of every table

Revision ID: 0002
"""

from alembic import op

from data_access.migrations.protection import make_readers, of_account, open_to_readers, protect

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

OPEN = (
    "alembic_version", "workspace", "teams", "users", "exchange_rates", "products", "sla_targets", "feature_requests",
    "health_models", "data_changes", "refresh_runs",
)  # fmt: skip
OF_ACCOUNT = (
    "account_blackouts", "account_current", "account_domains", "account_owners", "account_plans", "account_products",
    "account_team", "annotations", "commitments", "contact_relations", "contract_events", "contracts",
    "feature_request_askers", "health_pulses", "health_snapshots", "invoices", "issue_escalations",
    "issue_updates", "issues", "opportunities", "plan_goal_readings", "plan_goals", "plan_milestones",
    "plan_risks", "plan_targets", "reminders", "renewals", "service_costs", "stakeholder_assessments",
    "stakeholders", "subscription_terms", "subscriptions", "survey_responses", "touchpoints", "usage_weeks",
)  # fmt: skip
MINE = "user_id = (SELECT nexus_viewer_id())"
ADMINISTERS = "(SELECT current_setting('nexus.role', true)) = 'administrator'"
NOTHING = "false"


def upgrade() -> None:
    # SQLite has neither roles nor policies: there the app's readers bring the second wall with their connections.
    if op.get_bind().dialect.name != "postgresql":
        return
    make_readers()
    open_to_readers(*OPEN)
    of_account("accounts", column="id")
    of_account("audit_log", *OF_ACCOUNT)
    protect(
        "contacts",
        scoped="account_id = ANY ((SELECT nexus_visible_accounts())::bigint[])"
        " OR id = ANY ((SELECT nexus_visible_contacts())::bigint[])",
        book="(SELECT nexus_viewer_id()) IS NOT NULL",
    )
    protect(
        "touchpoint_participants",
        # The touchpoints asked here are those that their own policy lets through.
        scoped="EXISTS (SELECT FROM touchpoints WHERE touchpoints.id = touchpoint_id)",
        book="(SELECT nexus_viewer_id()) IS NOT NULL",
    )
    for table in ("saved_views", "visits"):
        protect(table, scoped=MINE, book=MINE)
    for table in ("import_runs", "import_rejects"):
        protect(table, scoped=NOTHING, book=ADMINISTERS)
