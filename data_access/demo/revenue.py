"""What accounts pay: contracts, subscriptions with their terms, and renewals."""

from dataclasses import dataclass

import numpy as np

from data_access.demo.accounts import Accounts
from data_access.demo.blocks import MISSING, Block, Coded, Days, Floats, Ints, texts
from data_access.demo.book import CONTRACTED, LOST, OPEN, TermRows
from data_access.demo.company import PRODUCTS
from data_access.demo.contract_events import Added, contract_event_block, known_at
from data_access.demo.parameters import CURRENCIES, RATES_TO_EUR
from data_access.demo.words import phrases
from data_access.demo.world import EPOCH, Ids, World
from domain.vocabulary import RenewalStatus

STATUSES = (RenewalStatus.OPEN, RenewalStatus.RENEWED, RenewalStatus.CONTRACTED, RenewalStatus.LOST)
_SPECIAL_TERMS = phrases("contracts")["special terms"]
_LOST_REASONS = phrases("contracts")["lost"]
_LESS_REASONS = phrases("contracts")["contracted"]
SEAT_PRICE = 480.0
"""ARR of one seat in EUR: turns money into seats."""


@dataclass(frozen=True)
class Subscriptions:
    """Subscriptions of a chunk: account (position), product (position), share of the account's ARR, first day."""

    id: Ints
    account: Ints
    product: Ints
    share: Floats
    start: Ints


def make_subscriptions(world: World, accounts: Accounts, ids: Ids, chunk: int) -> Subscriptions:
    """Which products each account has: the platform always, others by tier, some of them added later."""
    rng = world.rng("subscriptions", chunk)
    n = len(accounts)
    luck = rng.random((n, len(PRODUCTS)))
    luck[:, 0] = 0
    luck[accounts.is_prospect] = 1
    has = luck < np.array([0.22, 0.45, 0.68]).take(accounts.tier)[:, None]
    weight = np.where(has, rng.gamma(2.0, 1.0, (n, len(PRODUCTS))) + 0.2, 0)
    weight[:, 0] += 2
    account, product = np.nonzero(has)
    weight[accounts.is_prospect, 0] = 1
    share = (weight / weight.sum(axis=1, keepdims=True))[account, product]
    is_later = (product > 0) & (rng.random(len(account)) < 0.35)
    later = world.first_day + rng.integers(30, world.today - world.first_day - 40, len(account))
    start = np.where(is_later & (later > accounts.since[account] + 60), later, accounts.since[account])
    return Subscriptions(ids.take("subscriptions", len(account)), account, product, share, start)


def revenue_blocks(
    world: World, accounts: Accounts, terms: TermRows, subscriptions: Subscriptions, ids: Ids, chunk: int
) -> list[tuple[str, Block]]:
    """Rows of `contracts`, `subscriptions`, `subscription_terms`, `renewals` and `contract_events`."""
    rng = world.rng("revenue", chunk)
    contract = ids.take("contracts", len(terms.account))
    notice = terms.end - np.array([30, 60, 90]).take(np.minimum(accounts.tier, 2))[terms.account]
    # Each subscription runs through each term of its account that ends after it began.
    term, which = _pairs(terms.account, subscriptions.account, len(accounts))
    runs = subscriptions.start[which] < terms.end[term]
    term, which = term[runs], which[runs]
    worth = accounts.arr[terms.account[term]] * subscriptions.share[which]
    rate = np.array(RATES_TO_EUR).take(accounts.currency)[terms.account]
    cents = np.rint(worth * terms.factor[term] / rate[term] / 10).astype(np.int64) * 1000
    starts = np.maximum(terms.start[term], subscriptions.start[which])
    before = np.bincount(term, cents, len(terms.account)).astype(np.int64)
    later = (starts > terms.start[term]) & (starts < world.today)
    added = Added(term[later], starts[later], cents[later], subscriptions.product[which[later]])
    return [
        ("contracts", _contracts(world, accounts, terms, contract, notice, rng)),
        ("subscriptions", _subscriptions(world, accounts, terms, subscriptions, contract)),
        ("subscription_terms", _term_rows(world, accounts, terms, subscriptions, ids, term, which, starts, cents)),
        ("renewals", _renewals(world, accounts, terms, contract, notice, before, ids, rng)),
        ("contract_events", contract_event_block(world, accounts, terms, contract, before, added, ids, chunk)),
    ]


def _pairs(left: Ints, right: Ints, count: int) -> tuple[Ints, Ints]:
    """All pairs of positions (l, r) with `left[l] == right[r]`; both sorted, values below `count`."""
    sizes = np.bincount(right, minlength=count)
    firsts = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    repeat = sizes[left]
    one = np.repeat(np.arange(len(left)), repeat)
    turn = np.arange(len(one)) - np.repeat(np.cumsum(repeat) - repeat, repeat)
    return one, firsts[left[one]] + turn


def _contracts(
    world: World, accounts: Accounts, terms: TermRows, contract: Ints, notice: Ints, rng: np.random.Generator
) -> Block:
    years = [(EPOCH.toordinal() + day) for day in terms.start.tolist()]
    names = [f"Subscription agreement {type(EPOCH).fromordinal(day).year}" for day in years]
    count = len(contract)
    special = np.where(rng.random(count) < 0.25, rng.integers(0, len(_SPECIAL_TERMS), count), -1)
    return {
        "id": contract,
        "account_id": accounts.id.take(terms.account),
        "name": texts(names),
        "starts_on": Days(terms.start),
        "ends_on": Days(terms.end),
        "notice_on": Days(notice),
        "is_auto_renewing": (rng.random(count) < 0.6) & (terms.outcome != LOST),
        "terms": Coded(special, _SPECIAL_TERMS),
        "recorded_at": known_at(world, _signed(world, terms)),
    }


def _signed(world: World, terms: TermRows) -> Ints:
    """The day on which a term was agreed: its predecessor's decision, or its start."""
    follows = np.zeros(len(terms.account), dtype=bool)
    follows[1:] = terms.account[1:] == terms.account[:-1]
    previous = np.concatenate([[0], terms.decided[:-1]])
    return np.where(follows, previous, np.minimum(terms.start, world.today - 1))


def _subscriptions(
    world: World, accounts: Accounts, terms: TermRows, subscriptions: Subscriptions, contract: Ints
) -> Block:
    """Each under the newest contract that has begun."""
    begun = terms.start <= world.today
    newest = np.zeros(len(accounts), dtype=np.int64)
    newest[terms.account[begun]] = contract[begun]
    return {
        "id": subscriptions.id,
        "account_id": accounts.id.take(subscriptions.account),
        "product_id": subscriptions.product + 1,
        "contract_id": newest.take(subscriptions.account),
        "currency": Coded(accounts.currency.take(subscriptions.account), CURRENCIES),
        "recorded_at": known_at(world, subscriptions.start),
    }


def _term_rows(
    world: World, accounts: Accounts, terms: TermRows, subscriptions: Subscriptions, ids: Ids,
    term: Ints, which: Ints, starts: Ints, cents: Ints,
) -> Block:  # fmt: skip
    rate = np.array(RATES_TO_EUR).take(accounts.currency)[terms.account[term]]
    agreed = np.where(starts > terms.start[term], starts, _signed(world, terms)[term])
    return {
        "id": ids.take("subscription_terms", len(term)),
        "account_id": accounts.id.take(terms.account[term]),
        "subscription_id": subscriptions.id[which],
        "starts_on": Days(starts),
        "ends_on": Days(terms.end[term]),
        "arr_cents": cents,
        "seats": np.maximum(3, np.rint(cents * rate / 100 / SEAT_PRICE)).astype(np.int64),
        "recorded_at": known_at(world, agreed),
    }


def _renewals(
    world: World, accounts: Accounts, terms: TermRows, contract: Ints, notice: Ints, before: Ints, ids: Ids,
    rng: np.random.Generator,
) -> Block:  # fmt: skip
    count = len(contract)
    is_open = terms.outcome == OPEN
    after = np.where(is_open, MISSING, np.rint(before * terms.after / terms.factor / 1000).astype(np.int64) * 1000)
    reasons = (*_LOST_REASONS, *_LESS_REASONS)
    why = np.where(terms.outcome == LOST, rng.integers(0, len(_LOST_REASONS), count), -1)
    less = len(_LOST_REASONS) + rng.integers(0, len(_LESS_REASONS), count)
    why = np.where(terms.outcome == CONTRACTED, less, why)
    known = np.where(is_open, _signed(world, terms), terms.decided)
    return {
        "id": ids.take("renewals", count),
        "account_id": accounts.id.take(terms.account),
        "contract_id": contract,
        "due_on": Days(terms.end),
        "notice_on": Days(notice),
        "status": Coded(terms.outcome, STATUSES),
        "decided_on": Days(np.where(is_open, MISSING, terms.decided)),
        "arr_before_cents": before,
        "arr_after_cents": after,
        "currency": Coded(accounts.currency.take(terms.account), CURRENCIES),
        "reason": Coded(why, reasons),
        "recorded_at": known_at(world, known, rng.integers(30_000, 200_000, count)),
    }
