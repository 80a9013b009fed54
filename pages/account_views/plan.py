"""Plan: where we want to go together."""

from components.account_plan import no_plan, show_plan
from data_access.queries.plans import plan
from domain.account import AccountHeader
from domain.viewer import Viewer


def show(viewer: Viewer, account: AccountHeader) -> None:
    """The plan in force, or how to come to one."""
    found = plan(viewer, account.account_id)
    if found is None:
        no_plan()
    else:
        show_plan(found, viewer.as_of)
