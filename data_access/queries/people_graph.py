"""Who are the people of an account and those of ours around them, and how do they hang together?"""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from data_access.cache import cached
from data_access.queries.person import title_changes
from data_access.queries.stakeholders import our_people, relations_of, stakeholders_of
from data_access.queries.touchpoints import participations, participations_of
from domain.account_map import Graph, account_graph
from domain.book_people import AccountStanding, account_standing
from domain.circle import circle_of
from domain.departure import Departure, our_departures
from domain.map_findings import MapReading, read_map
from domain.ties import counted_touches, tie_strengths
from domain.viewer import Viewer
from domain.vocabulary import RelationKind, Tier

MOST_ACCOUNTS = 100
"""Accounts whose people are put together at once, for a book."""


@cached(entries=64)
def people_graph(viewer: Viewer, account_id: int, owner_id: int | None) -> Graph:
    """The account's people and ours around them, as of the viewer's day; `owner_id`: who of ours owns it, if any.

    Shared between people and threads: to be copied by whoever changes it.
    """
    return _graphs(viewer, {account_id: owner_id}, participations(viewer, account_id))[account_id]


@cached(entries=64)
def map_reading(viewer: Viewer, account_id: int, owner_id: int | None, tier: Tier | None) -> MapReading:
    """What that graph says of an account of that tier."""
    return read_map(people_graph(viewer, account_id, owner_id), tier, title_changes(viewer, account_id))


@cached(entries=64)
def departures(
    viewer: Viewer, account_id: int, owner_id: int | None, tier: Tier | None
) -> tuple[tuple[str, Departure], ...]:
    """What would go with each of ours who is on that graph, by name."""
    return our_departures(people_graph(viewer, account_id, owner_id), tier)


@cached(entries=256)
def book_standings(
    viewer: Viewer, accounts: tuple[tuple[int, int | None, Tier | None], ...]
) -> dict[int, AccountStanding]:
    """How each account (id, owner, tier) stands, at most `MOST_ACCOUNTS`: what the account's own map says."""
    taken = accounts[:MOST_ACCOUNTS]
    ids = [account_id for account_id, _, _ in taken]
    graphs = _graphs(viewer, {number: owner for number, owner, _ in taken}, participations_of(viewer, ids))
    return {number: account_standing(graphs[number], tier) for number, _, tier in taken}


def _graphs(viewer: Viewer, owners: Mapping[int, int | None], parts: pd.DataFrame) -> dict[int, Graph]:
    day, ids = viewer.as_of, list(owners)
    ties, touches = tie_strengths(parts, day, by=["account_id"]), counted_touches(parts, day)
    ties_by, touches_by = _by_account(ties), _by_account(touches)
    ours = our_people(viewer, frozenset([*ties["user_id"].tolist(), *filter(None, owners.values())]))
    who, lines = stakeholders_of(viewer, ids), relations_of(viewer, ids)
    graphs = {}
    for number, owner_id in owners.items():
        people, drawn = who.get(number, ()), lines.get(number, ())
        here = [person.contact_id for person in people if not person.has_left(day)]
        reporting = [
            (line.from_contact_id, line.to_contact_id, line.is_confirmed)
            for line in drawn
            if line.kind is RelationKind.REPORTS_TO
        ]
        among_them = circle_of(here, touches_by.get(number, touches.iloc[:0]), reporting)
        held = ties_by.get(number, ties.iloc[:0])
        graphs[number] = account_graph(people, drawn, held, ours, day, owner_id, among_them)
    return graphs


def _by_account(rows: pd.DataFrame) -> dict[Any, pd.DataFrame]:
    return dict(iter(rows.groupby("account_id"))) if len(rows) else {}
