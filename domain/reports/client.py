"""What a client may see of their own account: an allow-list.

A report for a client is drawn from `ClientFacts` and from nothing else. A fact that is not copied here, by name, cannot
be in it: not a new column, not a new field of the account. Left out on purpose: health, trust, risk and forecast;
stances, influence and who is for or against us; money of any kind (prices stand in the contract, cost and margin are
ours); plans, risks, notes, annotations, briefs and the pulse; subjects, summaries and tone of touchpoints; severity,
department and escalation of issues; every other client.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from domain.account import AccountHeader, Plan
from domain.promises import Tally, counted_rows, tally
from domain.reports.contact import REVIEW_DAYS, Contact, contact


@dataclass(frozen=True, slots=True)
class ClientPromise:
    """A promise between the two sides; `state` as in `domain.promises.STATES`."""

    promise: str
    is_ours: bool
    made_on: date
    due_on: date
    settled_on: date | None
    state: str


@dataclass(frozen=True, slots=True)
class ClientIssue:
    """A problem of theirs: when it was opened, by when its resolution was promised, and when it was resolved."""

    title: str
    opened_on: date
    promised_on: date | None
    resolved_on: date | None


@dataclass(frozen=True, slots=True)
class ClientGoal:
    """A goal of theirs, measured; None for a value that is not known."""

    title: str
    unit: str | None
    start: float | None
    current: float | None
    target: float | None
    due_on: date | None
    reached_on: date | None


@dataclass(frozen=True, slots=True)
class ClientProduct:
    """What they use: since when, and how many seats they have."""

    name: str
    since_on: date
    seats: int | None


@dataclass(frozen=True, slots=True)
class ClientFacts:
    """Everything that a client's report may tell."""

    name: str
    as_of: date
    manager: str | None
    customer_since_on: date | None
    contract_ends_on: date | None
    contact: Contact
    kept: Tally
    promises: tuple[ClientPromise, ...]
    issues: tuple[ClientIssue, ...]
    goals: tuple[ClientGoal, ...]
    products: tuple[ClientProduct, ...]

    @property
    def open_issues(self) -> int:
        """Issues that are not resolved yet."""
        return sum(one.resolved_on is None for one in self.issues)

    @property
    def resolved_issues(self) -> int:
        """Issues resolved within the days that a review looks back on."""
        return sum(one.resolved_on is not None and (self.as_of - one.resolved_on).days < REVIEW_DAYS
                   for one in self.issues)  # fmt: skip

    @property
    def reached_goals(self) -> int:
        """Goals that were reached."""
        return sum(one.reached_on is not None for one in self.goals)


@dataclass(frozen=True, slots=True, eq=False)
class Sources:
    """The answers from which it is copied: frames of `data_access.queries`, as of one day."""

    header: AccountHeader
    as_of: date
    touches: pd.DataFrame
    promises: pd.DataFrame
    issues: pd.DataFrame
    plan: Plan | None
    terms: pd.DataFrame


def client_facts(found: Sources) -> ClientFacts:
    """Copy what a client may see. Promises: open ones first, the soonest due; then settled ones, the newest."""
    header = found.header
    return ClientFacts(
        name=header.name,
        as_of=found.as_of,
        manager=header.owner_name,
        customer_since_on=header.customer_since_on,
        contract_ends_on=header.renewal_on,
        contact=contact(found.touches, found.as_of),
        kept=tally(one for one in counted_rows(found.promises) if one.is_ours),
        promises=_promises(found.promises),
        issues=_issues(found.issues, found.as_of),
        goals=() if found.plan is None else _goals(found.plan.goals),
        products=_products(found.terms),
    )


def _promises(promises: pd.DataFrame) -> tuple[ClientPromise, ...]:
    told = [
        ClientPromise(
            promise=str(row["promise"]),
            is_ours=bool(row["is_ours"]),
            made_on=row["made_on"],
            due_on=row["due_on"],
            settled_on=_day(row["kept_on"]) or _day(row["broken_on"]),
            state=str(row["state"]),
        )
        for row in _rows(promises)
    ]
    ahead = sorted((one for one in told if one.settled_on is None), key=lambda one: one.due_on)
    settled = sorted((one for one in told if one.settled_on is not None), key=lambda one: one.due_on, reverse=True)
    return (*ahead, *settled)


def _issues(issues: pd.DataFrame, as_of: date) -> tuple[ClientIssue, ...]:
    """Those that are open, and those resolved within the days of the review; as the query orders them."""
    told = [
        ClientIssue(
            title=str(row["title"]),
            opened_on=row["opened_at"].date(),
            promised_on=_day(row["promised_on"]),
            resolved_on=None if pd.isna(row["resolved_at"]) else row["resolved_at"].date(),
        )
        for row in _rows(issues)
    ]
    return tuple(one for one in told if one.resolved_on is None or (as_of - one.resolved_on).days < REVIEW_DAYS)


def _goals(goals: pd.DataFrame) -> tuple[ClientGoal, ...]:
    return tuple(
        ClientGoal(
            title=str(row["title"]),
            unit=None if pd.isna(row["unit"]) else str(row["unit"]),
            start=_number(row["start_value"]),
            current=_number(row["current_value"]),
            target=_number(row["target_value"]),
            due_on=_day(row["due_on"]),
            reached_on=_day(row["reached_on"]),
        )
        for row in _rows(goals)
    )


def _products(terms: pd.DataFrame) -> tuple[ClientProduct, ...]:
    """The products in force, each once, since its first term, with the seats of its latest."""
    names = dict.fromkeys(terms["product"][terms["is_current"].astype(bool)])
    found = []
    for name in names:
        mine = terms[terms["product"] == name]
        seats = [int(one) for one in mine["seats"][mine["is_current"].astype(bool)] if not pd.isna(one)]
        found.append(ClientProduct(str(name), min(mine["starts_on"]), sum(seats) if seats else None))
    return tuple(found)


def _rows(frame: pd.DataFrame) -> Iterable[dict[Any, Any]]:
    return frame.to_dict("records")


def _day(value: Any) -> date | None:
    return value if isinstance(value, date) and not pd.isna(value) else None


def _number(value: Any) -> float | None:
    return None if value is None or pd.isna(value) else float(value)
