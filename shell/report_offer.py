"""The reports that a page offers: of what is in view, as whoever looks, made when a file is asked for."""

from collections.abc import Callable
from datetime import date
from functools import partial

from components.reports.document import Audience, Form
from components.reports.offer import Version, report_button
from data_access.queries.people import person_and_company
from data_access.queries.portfolio import portfolio
from domain.account import AccountHeader
from domain.errors import NexusError, NotFound
from domain.portfolio import Filters
from domain.viewer import Viewer
from shell.report_names import file_name
from shell.reports import account_report, brand, portfolio_report


def offer_portfolio(viewer: Viewer, filters: Filters, since: date) -> None:
    """Offer the review of the accounts in view, as of the day of the last refresh and compared with `since`."""
    as_of = portfolio(viewer).as_of
    about = "A review of the accounts in view, a message a page"
    make = partial(portfolio_report, viewer, filters, since=since)
    report_button(
        "portfolio", [Version("portfolio", about, file_name(("portfolio",), as_of), _as(viewer, make))], wrong_settings
    )


def offer_account(viewer: Viewer, account: AccountHeader) -> None:
    """Offer the review of one account: ours, and the one that its client may read."""
    of = {
        Audience.US: ("account-review", "For us: with health, trust, stances and commercials"),
        Audience.CLIENT: ("business-review", "For the client: what both sides know, nothing of what we think"),
    }
    versions = [
        Version(
            f"account_{audience}", about, file_name((name, account.name), viewer.as_of),
            _as(viewer, partial(account_report, viewer, account.account_id, audience)),
        )
        for audience, (name, about) in of.items()
    ]  # fmt: skip
    report_button("account", versions, wrong_settings)


def wrong_settings() -> NexusError | None:
    """What is wrong with the settings that every report needs."""
    try:
        brand()
    except NexusError as error:
        return error
    return None


def _as(viewer: Viewer, make: Callable[[Form], bytes]) -> Callable[[Form], bytes]:
    """The same, for as long as the viewer is who they were when the button was drawn."""

    def made(form: Form) -> bytes:
        found = person_and_company(viewer.user_id)
        if found is None or not found[0].is_active or found[0].role is not viewer.role:
            raise NotFound("report")
        return make(form)

    return made
