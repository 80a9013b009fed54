"""Reports as files: asks as one viewer what the pages ask, and has it written."""

import os
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Final

from components.filters import address_of, filters_in
from components.reports.brand import Brand, read_brand
from components.reports.document import Form
from components.reports.files import report_file
from components.reports.portfolio_report import PortfolioFacts, portfolio_document
from components.reports.portfolio_slides import MOVED_TOLD
from data_access.queries.model_versions import model_versions
from data_access.queries.movement_causes import movement_causes
from data_access.queries.overview import filter_choices, overview
from data_access.queries.people import company, person_by_email
from data_access.queries.portfolio import portfolio
from data_access.queries.renewals import renewals
from data_access.settings import PROJECT
from domain.errors import NexusError
from domain.model_versions import model_changes
from domain.portfolio import Filters, narrow
from domain.renewals import Period
from domain.reports.decisions import matters
from domain.viewer import Viewer
from domain.vocabulary import Role
from shell.day import today

BRAND: Final = "NEXUS_BRAND"
"""The environment variable that names the file of brand settings; without it, `brand.toml` in the project."""
_OPERATOR: Final = 0
"""The number of whoever runs commands on the server without saying as whom: nobody's, who reads all accounts."""


def brand() -> Brand:
    """Whose reports they are. Raises `NexusError` for settings that are wrong, or named and not there."""
    named = os.environ.get(BRAND)
    path = Path(named) if named else PROJECT / "brand.toml"
    found = read_brand(path) if named or path.is_file() else Brand()
    workspace = company()
    return found.of("" if workspace is None else workspace.name)


def reporter(email: str | None, day: date | None = None) -> Viewer:
    """Who a report of the command line is made as; without an address the operator, who reads all accounts.

    Raises `NexusError` for somebody who may not sign in, and for a day that has not come.
    """
    workspace = company()
    if workspace is None:
        raise NexusError("There are no data yet.", "Import some, then refresh: manage.py import, manage.py refresh.")
    latest = today(workspace)
    if day is not None and day > latest:
        raise NexusError("That day has not come yet.", f"The latest day is {latest.isoformat()}.")
    if email is None:
        return Viewer(_OPERATOR, "", Role.EXECUTIVE, day or latest)
    person = person_by_email(email)
    if person is None or not person.is_active:
        raise NexusError(f"Nobody with the address {email} may sign in.", "Enter them first: manage.py user add")
    return Viewer(person.id, person.name, person.role, day or latest)


def asked_filters(viewer: Viewer, asked: Mapping[str, Sequence[str]]) -> Filters:
    """The filters that these words ask for, as in the address. Raises `NexusError` for a word that is no choice."""
    choices = filter_choices(viewer)
    for name, words in asked.items():
        for word in words:
            if filters_in({name: [word]}, choices).is_empty:
                raise NexusError(
                    f"No account of yours has {name} “{word}”.", "Write it as the filter on the page does."
                )
    return filters_in(asked, choices)


def portfolio_report(viewer: Viewer, filters: Filters, form: Form, since: date | None = None) -> bytes:
    """The portfolio review of these accounts as a file. Raises `NexusError` where there are none."""
    shown = overview(viewer, filters, since)
    if not shown.accounts:
        raise NexusError("No account matches.", "Take a filter away, or import accounts first.")
    causes = movement_causes(
        viewer, tuple(shown.moved["account_id"].head(MOVED_TOLD).tolist()), shown.moved_since, shown.as_of
    )
    words = address_of(replace(filters, search=""), filter_choices(viewer))
    narrowed = [f"{name.capitalize()}: {', '.join(values)}" for name, values in words.items()]
    whose = "All accounts" if viewer.sees_everything else f"Accounts of {viewer.name}"
    ours = brand()
    facts = PortfolioFacts(
        overview=shown,
        renewals=renewals(viewer, filters, Period.YEAR) if shown.knows_arr else None,
        causes=causes,
        models=model_changes(model_versions(viewer)),
        matters=matters(narrow(portfolio(viewer), filters)),
        scope=(whose, *narrowed),
        company=ours.company,
    )
    return report_file(portfolio_document(facts), form, ours, ours.footer)
