"""Who are the people of an account and those of ours around them, and how do they hang together?"""

from data_access.queries.stakeholders import our_people, relations, stakeholders
from data_access.queries.touchpoints import participations
from domain.account_map import Graph, account_graph
from domain.ties import tie_strengths
from domain.viewer import Viewer


def people_graph(viewer: Viewer, account_id: int, owner_id: int | None) -> Graph:
    """The account's people and ours around them, as of the viewer's day; `owner_id`: who of ours owns it, if any."""
    ties = tie_strengths(participations(viewer, account_id), viewer.as_of)
    ours = our_people(viewer, frozenset([*ties["user_id"].tolist(), *filter(None, [owner_id])]))
    who, lines = stakeholders(viewer, account_id), relations(viewer, account_id)
    return account_graph(who, lines, ties, ours, viewer.as_of, owner_id)
