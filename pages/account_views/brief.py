"""The context brief of the overview: what to know before a call."""

from collections.abc import Mapping

from components import format as fmt
from components.account_brief import show_brief
from data_access.queries import service
from data_access.queries.blackouts import blackouts
from data_access.queries.occurrences import occurrences
from data_access.queries.plans import plan
from data_access.queries.stakeholders import stakeholders
from data_access.queries.touchpoints import participations, touches
from domain.account import AccountHeader
from domain.brief.compose import brief
from domain.brief.lines import Known, last_contacts
from domain.policy import POLICY
from domain.shadow import casting
from domain.viewer import Viewer
from shell.links import link_to


def show(viewer: Viewer, account: AccountHeader) -> None:
    """Draw the brief; each sentence leads to its evidence."""

    def link(label: str, address: Mapping[str, str]) -> None:
        link_to("account", label, {"account": str(account.account_id), **address})

    show_brief(brief(known_of(viewer, account)), viewer.as_of, link)


def known_of(viewer: Viewer, account: AccountHeader) -> Known:
    """Everything that the brief is composed from, as known on the viewer's day."""
    number = account.account_id
    issues, in_force = service.issues(viewer, number), plan(viewer, number)
    return Known(
        as_of=viewer.as_of,
        account=account,
        arr=fmt.money(account.arr_cents, account.currency),
        touches=touches(viewer, number),
        issues=issues,
        promises=service.promises(viewer, number),
        occurrences=occurrences(viewer, number),
        shadows=casting(issues, viewer.as_of, POLICY),
        people=stakeholders(viewer, number),
        last_contact=last_contacts(participations(viewer, number)),
        goals=None if in_force is None else in_force.goals,
        blackouts=blackouts(viewer, number),
    )
