"""People over the whole book: which accounts hang by a thread, and whose departure would hurt most."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields

import pandas as pd

from domain.account_map import TIE, Graph, name_of
from domain.coverage import MapStatus, coverage, filled_needs, map_status, present
from domain.threads import threads, tie_behind
from domain.vocabulary import Tier


@dataclass(frozen=True, slots=True)
class AccountStanding:
    """What an account's map says in figures.

    `coverage` 0-100; `theirs`, `ours`: people with a warm tie; `carriers`: names of those over whom every warm tie
    runs; `shares`: by one of ours (id) their share of all ties (0-1), adding up to 1; `sole`: who of ours alone has
    warm ties here.
    """

    people: int
    status: MapStatus
    coverage: float
    theirs: int
    ours: int
    is_single_theirs: bool
    is_single_ours: bool
    carriers: tuple[str, ...]
    shares: Mapping[int, float]
    names: Mapping[int, str]
    sole: int | None

    @property
    def is_single(self) -> bool:
        """Whether it hangs by one thread, on either side."""
        return self.is_single_theirs or self.is_single_ours


@dataclass(frozen=True, slots=True)
class BookAccount:
    """An account of the book; ARR in hundredths of the reporting currency, None where it is not known."""

    account_id: int
    name: str
    tier: Tier | None
    owner_id: int | None
    owner_name: str | None
    arr_cents: int | None


@dataclass(frozen=True, slots=True)
class OurCarrier:
    """One of ours over a book: the ARR that hangs on them (hundredths), in how many accounts, and in how many they
    alone have warm ties."""

    user_id: int
    name: str
    exposed_cents: int
    accounts: int
    alone_in: int


def largest_accounts(accounts: pd.DataFrame, most: int) -> list[BookAccount]:
    """Of a frame as `domain.portfolio.Portfolio.accounts` those with the most ARR, at most so many."""
    ordered = accounts.sort_values(["arr_cents", "account_id"], ascending=[False, True]).head(most)
    columns = [ordered[field.name].astype(object) for field in fields(BookAccount)]
    rows = zip(*(column.where(column.notna(), None).tolist() for column in columns), strict=True)
    return [
        BookAccount(number, name, None if tier is None else Tier(tier), owner_id, owner_name, arr)
        for number, name, tier, owner_id, owner_name, arr in rows
    ]


def account_standing(graph: Graph, tier: Tier | None) -> AccountStanding:
    """The standing of one account, from its graph."""
    held, people = threads(graph), present(graph)
    ties: dict[int, float] = {}
    for start, end, key, data in graph.edges(keys=True, data=True):
        if key == TIE and not graph.nodes[end]["has_left"]:
            ties[_number(start)] = ties.get(_number(start), 0.0) + tie_behind(data["strength"])
    whole = sum(ties.values())
    return AccountStanding(
        people=len(people),
        status=map_status(people),
        coverage=coverage(filled_needs(graph, tier)),
        theirs=len(held.theirs),
        ours=len(held.ours),
        is_single_theirs=held.is_single_theirs,
        is_single_ours=held.is_single_ours,
        carriers=tuple(name_of(graph, node) for node in held.through),
        shares={user: tie / whole for user, tie in ties.items()} if whole else {},
        names={user: name_of(graph, f"user:{user}") for user in ties},
        sole=_number(held.ours[0]) if len(held.ours) == 1 else None,
    )


def our_carriers(book: Iterable[tuple[AccountStanding, int | None]]) -> list[OurCarrier]:
    """Everybody of ours who has a tie in these accounts (standing, ARR in hundredths), who carries most first."""
    exposed: dict[int, float] = {}
    names: dict[int, str] = {}
    accounts: dict[int, int] = {}
    alone: dict[int, int] = {}
    for standing, arr_cents in book:
        names |= standing.names
        for user, share in standing.shares.items():
            exposed[user] = exposed.get(user, 0.0) + share * (arr_cents or 0)
            accounts[user] = accounts.get(user, 0) + 1
        if standing.sole is not None:
            alone[standing.sole] = alone.get(standing.sole, 0) + 1
    found = [
        OurCarrier(user, names[user], round(exposed[user]), accounts[user], alone.get(user, 0)) for user in exposed
    ]
    return sorted(found, key=lambda one: (-one.exposed_cents, one.user_id))


def _number(node: str) -> int:
    return int(node.partition(":")[2])
