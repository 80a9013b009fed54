"""Who are the people of an account and those of ours around them, and how do they hang together?"""

from data_access.cache import cached
from data_access.queries.stakeholders import our_people, relations, stakeholders
from data_access.queries.touchpoints import participations
from domain.account_map import Graph, account_graph
from domain.circle import circle
from domain.ties import tie_strengths
from domain.viewer import Viewer
from domain.vocabulary import RelationKind


@cached(entries=64)
def people_graph(viewer: Viewer, account_id: int, owner_id: int | None) -> Graph:
    """The account's people and ours around them, as of the viewer's day; `owner_id`: who of ours owns it, if any.

    Shared between people and threads: to be copied by whoever changes it.
    """
    parts, day = participations(viewer, account_id), viewer.as_of
    ties = tie_strengths(parts, day)
    ours = our_people(viewer, frozenset([*ties["user_id"].tolist(), *filter(None, [owner_id])]))
    who, lines = stakeholders(viewer, account_id), relations(viewer, account_id)
    here = [person.contact_id for person in who if not person.has_left(day)]
    reporting = [
        (line.from_contact_id, line.to_contact_id, line.is_confirmed)
        for line in lines
        if line.kind is RelationKind.REPORTS_TO
    ]
    return account_graph(who, lines, ties, ours, day, owner_id, circle(here, parts, reporting, day))
