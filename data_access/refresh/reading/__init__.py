"""Events of a group of accounts out of the database, as columns."""

from sqlalchemy.orm import Session

from data_access.columns import integers
from data_access.refresh.reading.business import (
    read_goals,
    read_invoices,
    read_rates,
    read_terms,
    read_usage,
)
from data_access.refresh.reading.contracts import (
    read_contracts,
    read_events_of,
    read_owner_changes,
)
from data_access.refresh.reading.group import Group
from data_access.refresh.reading.judgements import read_issues, read_promises, read_stances, read_surveys
from data_access.refresh.reading.kept import Kept
from data_access.refresh.reading.recent import Recent
from data_access.refresh.reading.touches import People, read_reached, read_touches
from data_access.refresh.shards import Shard
from domain.events import Events
from domain.grid import Ints
from domain.vocabulary import ContractEventKind, Tier

_TIERS = list(Tier)


def read_events(
    session: Session,
    shard: Shard,
    account_ids: Ints,
    tiers: list[Tier | None],
    recent: Recent | None = None,
    kept: Kept | None = None,
) -> Events:
    """Everything about the accounts of `account_ids` (ascending), which are those of `shard`, in a fixed order.

    `recent`, `kept`: what is remembered of them; see `Group`.
    """
    group = Group(session, shard, account_ids, recent, kept)
    touches, people = read_touches(group), People(group)
    goals, goal_readings = read_goals(group)
    deadlines, contract_ends, ends = read_contracts(group)
    return Events(
        accounts=len(account_ids),
        tier=integers(_TIERS.index(tier) if tier is not None else -1 for tier in tiers),
        touches=touches,
        reached=read_reached(group, touches, people),
        contacts=people.contacts,
        stances=read_stances(group, people),
        issues=read_issues(group),
        surveys=read_surveys(group),
        promises=read_promises(group),
        usage=read_usage(group),
        terms=read_terms(group),
        goals=goals,
        goal_readings=goal_readings,
        invoices=read_invoices(group),
        price_rises=read_events_of(group, "price rises", ContractEventKind.PRICE_RISE, effective=True),
        notices=read_events_of(
            group, "notices", ContractEventKind.NOTICE, ContractEventKind.TERMINATION, effective=False
        ),
        deadlines=deadlines,
        contract_ends=contract_ends,
        owner_changes=read_owner_changes(group),
        ends=ends,
    )


__all__ = ["read_events", "read_rates"]
