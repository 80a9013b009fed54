"""Commercials: what they bought, owe and may buy, and what serving them takes."""

from components.account_commercials import service_levels, show_tables
from components.account_cost import cost_panel
from data_access.queries import commercials
from data_access.queries.cost_to_serve import cost_to_serve
from data_access.queries.service_levels import account_service
from domain.account import AccountHeader
from domain.viewer import Viewer

SERVICE_DAYS = 365
"""How far back issues are held against their service levels."""


def show(viewer: Viewer, account: AccountHeader) -> None:
    """Contracts, subscriptions, invoices and opportunities, as tables; what serving it costs, and how it was served."""
    show_tables(
        commercials.contracts(viewer, account.account_id),
        commercials.subscription_terms(viewer, account.account_id),
        commercials.invoices(viewer, account.account_id),
        commercials.opportunities(viewer, account.account_id),
        viewer.as_of,
    )
    cost_panel(cost_to_serve(viewer, account.account_id), account.currency)
    service_levels(account_service(viewer, account.account_id, SERVICE_DAYS))
