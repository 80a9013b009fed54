"""Commercials: what they bought, owe and may buy."""

from components.account_commercials import show_tables
from data_access.queries import commercials
from domain.account import AccountHeader
from domain.viewer import Viewer


def show(viewer: Viewer, account: AccountHeader) -> None:
    """Contracts, subscriptions, invoices and opportunities, as tables."""
    show_tables(
        commercials.contracts(viewer, account.account_id),
        commercials.subscription_terms(viewer, account.account_id),
        commercials.invoices(viewer, account.account_id),
        commercials.opportunities(viewer, account.account_id),
        viewer.as_of,
    )
