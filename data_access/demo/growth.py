"""Opportunities, and where an account stands towards the products that it does not have."""

import numpy as np

from data_access.demo.accounts import Accounts
from data_access.demo.blocks import MISSING, Block, Bools, Coded, Days, Instants, Ints
from data_access.demo.book import Book
from data_access.demo.company import PRODUCTS, Company
from data_access.demo.parameters import CURRENCIES, RATES_TO_EUR
from data_access.demo.revenue import Subscriptions
from data_access.demo.service import before_end
from data_access.demo.state import State
from data_access.demo.words import phrases
from data_access.demo.world import DAY, Ids, World
from domain.vocabulary import OpportunityKind, OpportunityStage, ProductPosition

STAGES, KINDS, POSITIONS = tuple(OpportunityStage), tuple(OpportunityKind), tuple(ProductPosition)
_UPSELL, _CROSS_SELL = KINDS.index(OpportunityKind.UPSELL), KINDS.index(OpportunityKind.CROSS_SELL)
_WON, _LOST = STAGES.index(OpportunityStage.WON), STAGES.index(OpportunityStage.LOST)
_STEPS = phrases("contracts")["next steps"]
_YES, _NO = phrases("contracts")["whitespace yes"], phrases("contracts")["whitespace no"]
_CHANCES = np.array([0.1, 0.25, 0.45, 0.7, 1.0, 0.0])
_NAMES = tuple(
    f"{product}: {what}"
    for product, _ in PRODUCTS
    for what in ("second site", "more users", "roll-out to all plants", "pilot", "group licence")
)  # fmt: skip


def growth_blocks(
    world: World, company: Company, accounts: Accounts, state: State, book: Book, subscriptions: Subscriptions,
    ids: Ids, chunk: int,
) -> list[tuple[str, Block]]:  # fmt: skip
    """Rows of `opportunities` and `account_products`."""
    rng = world.rng("growth", chunk)
    owns = np.zeros((len(accounts), len(PRODUCTS)), dtype=bool)
    owns[subscriptions.account, subscriptions.product] = True
    account, opened, product, closes, stage = _chances(rng, world, accounts, state, book)
    count = len(account)
    is_closed = stage >= _WON
    kind = np.where(owns[account, product], _UPSELL, _CROSS_SELL)
    rate = np.array(RATES_TO_EUR).take(accounts.currency)[account]
    worth = accounts.arr[account] * rng.uniform(0.04, 0.3, count) / rate
    block: Block = {
        "id": ids.take("opportunities", count),
        "account_id": accounts.id.take(account),
        "name": Coded(product * 5 + rng.integers(0, 5, count), _NAMES),
        "kind": Coded(kind, KINDS),
        "stage": Coded(stage, STAGES),
        "product_id": product + 1,
        "amount_cents": np.rint(worth / 100).astype(np.int64) * 10_000,
        "currency": Coded(accounts.currency[account], CURRENCIES),
        "probability": _CHANCES.take(stage),
        "opened_on": Days(opened),
        "close_on": Days(closes),
        "owner_id": company.managers.take(accounts.owner[account]),
        "next_step": Coded(np.where(is_closed, -1, rng.integers(0, len(_STEPS), count)), _STEPS),
        "recorded_at": Instants(opened * DAY + rng.integers(30_000, 80_000, count)),
    }
    going = ~is_closed & (kind == _CROSS_SELL)
    return [
        ("opportunities", block),
        ("account_products", _positions(rng, world, accounts, owns, account[going], product[going])),
    ]


def _chances(
    rng: np.random.Generator, world: World, accounts: Accounts, state: State, book: Book
) -> tuple[Ints, Ints, Ints, Ints, Ints]:
    """Account (position), day opened, product, day closed or expected, and stage of each opportunity."""
    often = np.array([0.9, 2.4, 5.0]).take(accounts.tier) * np.exp(0.25 * state.trust[:, -1])
    account = np.repeat(np.arange(len(accounts)), rng.poisson(often))
    opened = world.first_day + rng.integers(20, world.today - world.first_day - 3, len(account))
    fits = (opened > accounts.since[account] + 30) & before_end(world, book, account, opened)
    account, opened = account[fits], opened[fits]
    count = len(account)
    product = rng.integers(0, len(PRODUCTS), count)
    length = rng.integers(40, 260, count)
    leaves = book.leaving[account] != MISSING
    is_closed = (opened + length < world.today) | leaves
    liking = 1 / (1 + np.exp(0.4 - 0.6 * state.trust_at(world, account, opened)))
    is_won = is_closed & (rng.random(count) < liking) & ~leaves
    stage = np.where(is_won, _WON, np.where(is_closed, _LOST, np.minimum(4 * (world.today - opened) // length, 3)))
    closes = np.where(is_closed, np.minimum(opened + length, world.today - 1), opened + length)
    return account, opened, product, closes, stage


def _positions(
    rng: np.random.Generator,
    world: World,
    accounts: Accounts,
    owns: Bools,
    account: Ints,
    product: Ints,
) -> Block:
    going = np.zeros_like(owns)
    going[account, product] = True
    row, column = np.nonzero(~owns & ((rng.random(owns.shape) < 0.7) | going))
    luck = rng.random(len(row))
    position = np.where(
        going[row, column],
        POSITIONS.index(ProductPosition.IN_PROGRESS),
        np.where(luck < 0.72, POSITIONS.index(ProductPosition.POTENTIAL), POSITIONS.index(ProductPosition.NOT_FIT)),
    )
    known = np.maximum(accounts.since[row], world.first_day) + (luck * 200).astype(np.int64)
    return {
        "account_id": accounts.id.take(row),
        "product_id": column + 1,
        "position": Coded(position, POSITIONS),
        "reason": Coded(_reason(rng, position), (*_YES, *_NO)),
        "recorded_at": Instants(np.minimum(known * DAY, world.now)),
    }


def _reason(rng: np.random.Generator, position: Ints) -> Ints:
    """A reason that fits the position."""
    yes = rng.integers(0, len(_YES), len(position))
    no = len(_YES) + rng.integers(0, len(_NO), len(position))
    return np.where(position == POSITIONS.index(ProductPosition.NOT_FIT), no, yes)
