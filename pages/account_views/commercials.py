"""Commercials: what they bought, owe and may buy."""

from components.account_commercials import service_levels, show_tables
from data_access.queries import commercials
from data_access.queries.service_levels import account_service
from domain.account import AccountHeader
from domain.viewer import Viewer

SERVICE_DAYS = 365
"""How far back issues are held against their service levels."""


def show(viewer: Viewer, account: AccountHeader) -> None:
    """Contracts, subscriptions, invoices and opportunities, as tables; how it was served."""
    show_tables(
        commercials.contracts(viewer, account.account_id),
        commercials.subscription_terms(viewer, account.account_id),
        commercials.invoices(viewer, account.account_id),
        commercials.opportunities(viewer, account.account_id),
        viewer.as_of,
    )
    service_levels(account_service(viewer, account.account_id, SERVICE_DAYS))
