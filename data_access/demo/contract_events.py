"""What happened to contracts: signed, amended, extended, renewed, given notice, ended."""

from dataclasses import dataclass

import numpy as np

from data_access.demo.accounts import Accounts
from data_access.demo.blocks import Block, Bools, Coded, Days, Instants, Ints
from data_access.demo.book import CONTRACTED, LOST, RENEWED, TermRows
from data_access.demo.company import PRODUCTS
from data_access.demo.parameters import CURRENCIES
from data_access.demo.words import phrases
from data_access.demo.world import DAY, Ids, World
from domain.vocabulary import ContractEventKind

KINDS = tuple(ContractEventKind)
_AMENDMENTS = phrases("contracts")["amendments"]
_NOTES = (*_AMENDMENTS, *(f"{name} added." for name, _ in PRODUCTS))
AMENDED_SHARE = 0.22


@dataclass(frozen=True)
class Added:
    """Products added within a term: term (position), first day, ARR in cents, product (position)."""

    term: Ints
    start: Ints
    cents: Ints
    product: Ints


@dataclass(frozen=True)
class Happened:
    """Events of one kind: term (position), day, day of effect, change of ARR in cents, number of a note or -1."""

    kind: ContractEventKind
    term: Ints
    day: Ints
    effective: Ints
    cents: Ints
    note: Ints


def known_at(world: World, day: Ints, seconds: Ints | int = 43_200) -> Instants:
    """An instant on each day at which what happened then became known, never after the demo's day."""
    return Instants(np.minimum(np.maximum(day, world.first_day - 30) * DAY + seconds, world.now))


def contract_event_block(
    world: World, accounts: Accounts, terms: TermRows, contract: Ints, before: Ints, added: Added, ids: Ids, chunk: int
) -> Block:
    """Rows of `contract_events`, by account and day."""
    rng = world.rng("contract events", chunk)
    parts = [*_decisions(rng, world, terms, before), _extensions(added), _amendments(rng, world, terms)]
    term = np.concatenate([part.term for part in parts])
    kind = np.concatenate([np.full(len(part.term), KINDS.index(part.kind)) for part in parts])
    day = np.concatenate([part.day for part in parts])
    order = np.lexsort((kind, day, terms.account[term]))
    term, day = term[order], day[order]
    return {
        "id": ids.take("contract_events", len(term)),
        "account_id": accounts.id.take(terms.account[term]),
        "contract_id": contract[term],
        "kind": Coded(kind[order], KINDS),
        "happened_on": Days(day),
        "effective_on": Days(np.concatenate([part.effective for part in parts])[order]),
        "arr_change_cents": np.concatenate([part.cents for part in parts])[order],
        "currency": Coded(accounts.currency.take(terms.account[term]), CURRENCIES),
        "note": Coded(np.concatenate([part.note for part in parts])[order], _NOTES),
        "recorded_at": known_at(world, day, rng.integers(30_000, 150_000, len(term))),
    }


def _decisions(rng: np.random.Generator, world: World, terms: TermRows, before: Ints) -> list[Happened]:
    """Signatures, renewals with what they changed, notices and terminations."""
    change = np.rint(before * (terms.after / terms.factor - 1) / 1000).astype(np.int64) * 1000
    nothing = np.zeros_like(before)
    first = np.diff(terms.account, prepend=-1) > 0
    kept = np.isin(terms.outcome, (RENEWED, CONTRACTED))
    by_itself = kept & (terms.outcome == RENEWED) & (change == 0) & (rng.random(len(before)) < 0.7)
    grown = kept & (change > 0)

    def found(rows: Bools, kind: ContractEventKind, day: Ints, effective: Ints, cents: Ints) -> Happened:
        at = np.flatnonzero(rows & (day < world.today))
        return Happened(kind, at, day[at], effective[at], cents[at], np.full(len(at), -1))

    kinds, decided, end, lost = ContractEventKind, terms.decided, terms.end, terms.outcome == LOST
    return [
        found(first, kinds.SIGNED, terms.start, terms.start, before),
        found(kept & ~by_itself, kinds.RENEWAL, decided, end, nothing),
        found(by_itself, kinds.AUTO_RENEWAL, decided, end, nothing),
        found(grown & terms.is_rise, kinds.PRICE_RISE, decided, end, change),
        found(grown & ~terms.is_rise, kinds.EXPANSION, decided, end, change),
        found(terms.outcome == CONTRACTED, kinds.CONTRACTION, decided, end, change),
        found(lost, kinds.NOTICE, decided, end, nothing),
        found(lost, kinds.TERMINATION, end, end, -before),
    ]


def _extensions(added: Added) -> Happened:
    """A product added in the middle of a term."""
    note = len(_AMENDMENTS) + added.product
    return Happened(ContractEventKind.EXPANSION, added.term, added.start, added.start, added.cents, note)


def _amendments(rng: np.random.Generator, world: World, terms: TermRows) -> Happened:
    """Changes of terms that leave the ARR as it is."""
    day = terms.start + np.floor((terms.end - terms.start) * rng.uniform(0.1, 0.9, len(terms.start))).astype(np.int64)
    seen = (rng.random(len(day)) < AMENDED_SHARE) & (day < world.today) & (day >= world.first_day)
    at = np.flatnonzero(seen)
    note = rng.integers(0, len(_AMENDMENTS), len(at))
    return Happened(ContractEventKind.AMENDMENT, at, day[at], day[at], np.zeros(len(at), dtype=np.int64), note)
