"""Reports as files: asks as one viewer what the pages ask, and has it written."""

import os
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Final

from components.filters import address_of, filters_in
from components.reports.account_facts import AccountFacts
from components.reports.account_report import account_document
from components.reports.brand import Brand, read_brand
from components.reports.client_report import client_document
from components.reports.document import Audience, Form
from components.reports.files import report_file
from components.reports.portfolio_report import PortfolioFacts, portfolio_document
from components.reports.portfolio_slides import MOVED_TOLD
from data_access.queries import commercials, service
from data_access.queries.account import account_header, health_history
from data_access.queries.cost_to_serve import cost_to_serve
from data_access.queries.explanation import explanation
from data_access.queries.model_versions import model_on, model_versions
from data_access.queries.movement_causes import movement_causes
from data_access.queries.overview import filter_choices, overview
from data_access.queries.people import company, person_by_email
from data_access.queries.people_graph import map_reading, people_graph
from data_access.queries.plans import plan
from data_access.queries.portfolio import portfolio
from data_access.queries.pulse import last_pulse
from data_access.queries.renewals import renewals
from data_access.queries.touchpoints import touches
from data_access.settings import PROJECT
from domain.account_balance import account_balance
from domain.channel_service import channel_services
from domain.errors import NexusError
from domain.model_versions import model_changes
from domain.policy import POLICY
from domain.portfolio import Filters, narrow
from domain.renewals import Period
from domain.reports.client import ClientFacts, Sources, client_facts
from domain.reports.decisions import matters
from domain.shadow import casting
from domain.viewer import Viewer
from domain.vocabulary import Role
from shell.day import today
from shell.nothing_yet import require_book

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
    require_book(viewer)
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
    require_book(viewer)
    shown = overview(viewer, filters, since)
    if not shown.accounts:
        raise NexusError("No account matches.", "Take a filter away.")
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


def account_report(viewer: Viewer, account_id: int, audience: Audience, form: Form) -> bytes:
    """The review of one account as a file: for us, or for the client, who sees only what `ClientFacts` holds.

    Raises `NotFound` for an account that does not exist and for one that is not the viewer's to see.
    """
    ours = brand()
    shared = _client_facts(viewer, account_id)
    if audience is Audience.CLIENT:
        return report_file(client_document(shared), form, ours, ours.client_footer)
    return report_file(account_document(_account_facts(viewer, account_id, shared)), form, ours, ours.footer)


def _client_facts(viewer: Viewer, account_id: int) -> ClientFacts:
    return client_facts(
        Sources(
            header=account_header(viewer, account_id),
            as_of=viewer.as_of,
            touches=touches(viewer, account_id),
            promises=service.promises(viewer, account_id),
            issues=service.issues(viewer, account_id),
            plan=plan(viewer, account_id),
            terms=commercials.subscription_terms(viewer, account_id),
        )
    )


def _account_facts(viewer: Viewer, account_id: int, shared: ClientFacts) -> AccountFacts:
    header, found = account_header(viewer, account_id), touches(viewer, account_id)
    issues, day = service.issues(viewer, account_id), viewer.as_of
    return AccountFacts(
        as_of=day,
        header=header,
        shared=shared,
        shadows=casting(issues, day, model_on(viewer)),
        pulse=last_pulse(viewer, account_id),
        history=health_history(viewer, account_id),
        explanation=explanation(viewer, account_id),
        issues=issues,
        promises=service.promises(viewer, account_id),
        channels=channel_services(found, day, POLICY),
        balance=account_balance(found, header.tier, day, POLICY),
        graph=people_graph(viewer, account_id, header.owner_id),
        reading=map_reading(viewer, account_id, header.owner_id, header.tier),
        plan=plan(viewer, account_id),
        terms=commercials.subscription_terms(viewer, account_id),
        invoices=commercials.invoices(viewer, account_id),
        opportunities=commercials.opportunities(viewer, account_id),
        cost=cost_to_serve(viewer, account_id),
    )
