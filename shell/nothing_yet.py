"""Why there is nothing to show of a book, and what to do about it: the same words on pages, reports and commands."""

from data_access.queries.on_record import has_accounts
from data_access.queries.portfolio import portfolio
from domain.errors import NexusError
from domain.viewer import Viewer


def nothing_yet(viewer: Viewer) -> tuple[str, str]:
    """What is missing where the viewer's portfolio is empty, and what helps."""
    if has_accounts(viewer):
        return (
            "Nothing is computed from the accounts yet.",
            "Run: manage.py refresh.",
        )
    if viewer.sees_everything:
        return "There are no accounts yet.", "Import some, then refresh: manage.py import, manage.py refresh."
    return "No account is yours yet.", "An import or an administrator makes you, or your team, the owner of some."


def require_book(viewer: Viewer) -> None:
    """Raise `NexusError`, saying what helps, where the viewer's portfolio is empty under any filter."""
    if not len(portfolio(viewer)):
        raise NexusError(*nothing_yet(viewer))
