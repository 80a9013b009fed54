"""Why is this account's score what it is, what makes up its trust, and which records is that about?

Two ways into the database meet here. What may be shown is asked as the viewer, like every query: whether the account
is theirs to see (first of all), and the records' names. The facts are computed from all events of that one account, by
the reader of the refresh, which is the system's own and narrows nothing: it runs only after the viewer was found to
see the account, for that account alone, and only numbers of it are told.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime

import numpy as np
from sqlalchemy import select
from sqlalchemy.orm import InstrumentedAttribute, Session

from data_access.cache import cached
from data_access.models import Account, Commitment, Issue, PlanGoal
from data_access.queries.evidence import heavy_touches, names_of, records_read
from data_access.queries.model_versions import model_on
from data_access.refresh.reading import read_events
from data_access.refresh.shards import shard_of
from data_access.session import maintaining, reading
from domain.errors import NotFound
from domain.events import Events
from domain.evidence import Evidence, Explanation, Kind, LedgerRow, Restoring, Suggestion, TrustSheet
from domain.explanation import Cause, Remedy, changes, remedies, two_rows, waterfall
from domain.facts import gather
from domain.scoring import assess
from domain.trust_ledger import Share, TrustLedger, trust_ledger
from domain.trust_restore import Deed, Outlook, outlook
from domain.viewer import Viewer
from domain.vocabulary import Tier

ROWS_TOLD = 40
"""Deposits and withdrawals that are told one by one; the others, each tiny, are told as a sum."""
RESTORES_TOLD = 3
"""Deeds that would restore trust."""
RECORDS_TOLD = 5
"""Records behind one bar."""
LEAST_SHARE = 0.1
"""What weighs less than this on x is no record behind a bar (points)."""


@cached(entries=64)
def explanation(viewer: Viewer, account_id: int) -> Explanation:
    """The score at the end of the viewer's day: its parts, what changed in a week, what to mend, the ledger of trust.

    By the model in force on that day; the week before is read by the same, so that what changed is what happened.

    Raises `NotFound`, the same for an id that does not exist and for one that is not the viewer's to see.
    """
    events, ids = _read(account_id, _tier(viewer, account_id))
    grid, policy = two_rows(viewer.as_of), model_on(viewer)
    facts = gather(events, grid, policy)
    health = assess(facts, policy)
    now, before = (waterfall(facts, health, grid, row, policy) for row in (-1, -2))
    found = remedies(events, facts, health, grid, policy)
    ledger, ahead = trust_ledger(events, grid, policy), outlook(events, grid, policy)
    heavy = heavy_touches(events.touches, int(grid.ends_at[-1]), policy, RECORDS_TOLD)
    shares = [*ledger.shares[:ROWS_TOLD], *_issues(ledger), *_withdrawals(ledger)]
    wanted = {(share.kind, ids.of(share.kind, share.position)) for share in shares}
    wanted |= {(Kind.TOUCH, number) for touches in heavy.values() for number, _ in touches}
    wanted |= {(_KINDS[one.cause], ids.of(_KINDS[one.cause], one.position)) for one in found if one.cause in _KINDS}
    wanted |= {(_DEEDS[one.deed], ids.of(_DEEDS[one.deed], one.position)) for one in ahead.restores[:RESTORES_TOLD]}
    with reading(viewer) as session:
        names = names_of(session, wanted)
        records = records_read(session, viewer, account_id, RECORDS_TOLD)
    told = _Told(ids, names)
    records |= {key: tuple(told.touch(*one) for one in touches) for key, touches in heavy.items() if touches}
    records |= {"service": told.of(_issues(ledger)), "trust": told.of(_withdrawals(ledger))}
    return Explanation(
        day=viewer.as_of,
        now=now,
        before=before,
        changes=changes(before, now) if before and now else (),
        suggestions=tuple(told.suggestion(one, events) for one in found),
        trust=told.sheet(ledger, ahead, events),
        records=records,
    )


_KINDS = {Cause.ISSUE: Kind.ISSUE, Cause.PROMISE: Kind.PROMISE}
_DEEDS = {Deed.RESOLVE: Kind.ISSUE, Deed.SETTLE: Kind.PROMISE, Deed.KEEP: Kind.PROMISE}


@dataclass(frozen=True, slots=True)
class _Ids:
    """The numbers of an account's records in the order of its events."""

    touches: list[int]
    issues: list[int]
    promises: list[int]
    goals: list[int]

    def of(self, kind: Kind, position: int) -> int:
        lists = {Kind.ISSUE: self.issues, Kind.PROMISE: self.promises, Kind.GOAL: self.goals}
        return lists.get(kind, self.touches)[position]


@dataclass(frozen=True, slots=True)
class _Told:
    """Events as records with names."""

    ids: _Ids
    names: dict[tuple[Kind, int], str]

    def record(self, kind: Kind, position: int, at: int) -> Evidence:
        return self._named(kind, self.ids.of(kind, position), at)

    def touch(self, number: int, at: int) -> Evidence:
        return self._named(Kind.TOUCH, number, at)

    def of(self, shares: Iterable[Share]) -> tuple[Evidence, ...]:
        return tuple(self.record(share.kind, share.position, share.at) for share in shares)

    def suggestion(self, remedy: Remedy, events: Events) -> Suggestion:
        if remedy.cause is Cause.INDICATOR:
            return Suggestion(remedy, None)
        is_issue = remedy.cause is Cause.ISSUE
        instants = events.issues.opened_at if is_issue else events.promises.due_at - 1
        return Suggestion(remedy, self.record(_KINDS[remedy.cause], remedy.position, int(instants[remedy.position])))

    def sheet(self, ledger: TrustLedger, ahead: Outlook, events: Events) -> TrustSheet:
        told, rest = ledger.shares[:ROWS_TOLD], ledger.shares[ROWS_TOLD:]
        rows = tuple(
            LedgerRow(record, share.what, share.of_x, share.of_level)
            for record, share in zip(self.of(told), told, strict=True)
        )
        sums = sum(share.of_x for share in rest), sum(share.of_level for share in rest)
        restores = []
        for one in ahead.restores[:RESTORES_TOLD]:
            is_issue = one.deed is Deed.RESOLVE
            instants = events.issues.opened_at if is_issue else events.promises.due_at - 1
            record = self.record(_DEEDS[one.deed], one.position, int(instants[one.position]))
            restores.append(Restoring(record, one.deed, one.level, one.gain))
        return TrustSheet(ledger.level, ledger.x, rows, len(rest), *sums, ahead.level, tuple(restores))

    def _named(self, kind: Kind, number: int, at: int) -> Evidence:
        return Evidence(kind, number, _day(at), self.names.get((kind, number), kind.value.capitalize()))


def _tier(viewer: Viewer, account_id: int) -> Tier | None:
    """The tier of an account that the viewer may see."""
    with reading(viewer) as session:
        found = session.execute(select(Account.id, Account.tier).where(Account.id == account_id)).one_or_none()
    if found is None:
        raise NotFound("account")
    tier: Tier | None = found.tier
    return tier


def _read(account_id: int, tier: Tier | None) -> tuple[Events, _Ids]:
    """All events of the account and the numbers of its records, of one state of the database."""
    with maintaining() as session:
        if session.get_bind().dialect.name == "postgresql":
            session.connection(execution_options={"isolation_level": "REPEATABLE READ"})
        events = read_events(session, shard_of([account_id]), np.array([account_id], dtype=np.int64), [tier])
        ids = _Ids(
            touches=events.touches.id.tolist(),
            issues=_numbers(session, Issue.id, Issue.account_id, account_id),
            promises=_numbers(session, Commitment.id, Commitment.account_id, account_id, only_ours=True),
            goals=_numbers(session, PlanGoal.id, PlanGoal.account_id, account_id),
        )
    return events, ids


def _numbers(
    session: Session,
    number: InstrumentedAttribute[int],
    of: InstrumentedAttribute[int],
    account_id: int,
    *,
    only_ours: bool = False,
) -> list[int]:
    """The numbers of an account's records, in the order in which `read_events` reads them."""
    statement = select(number).where(of == account_id).order_by(number)
    return list(session.scalars(statement.where(Commitment.is_ours) if only_ours else statement))


def _issues(ledger: TrustLedger) -> list[Share]:
    return [share for share in ledger.shares if share.kind is Kind.ISSUE and share.of_x < -LEAST_SHARE][:RECORDS_TOLD]


def _withdrawals(ledger: TrustLedger) -> list[Share]:
    return [share for share in ledger.shares if share.of_x < -LEAST_SHARE][:RECORDS_TOLD]


def _day(at: int) -> date:
    return datetime.fromtimestamp(at, UTC).date()
