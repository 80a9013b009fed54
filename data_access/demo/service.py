"""Promises and weekly use: what service leaves behind."""

import numpy as np

from data_access.demo.accounts import Accounts
from data_access.demo.blocks import MISSING, Block, Bools, Coded, Days, Instants, Ints
from data_access.demo.book import Book
from data_access.demo.company import Company
from data_access.demo.parameters import RECORDED_LATE_SHARE, WEEKS
from data_access.demo.people import People
from data_access.demo.revenue import SEAT_PRICE, Subscriptions
from data_access.demo.state import State
from data_access.demo.stories import storied_use
from data_access.demo.words import phrases
from data_access.demo.world import DAY, Ids, World
from domain.vocabulary import CommitmentOrigin, Department

PROMISES = phrases("service")["promises"]
SALE_PROMISES = phrases("service")["sale promises"]
CLIENT_PROMISES = phrases("service")["client promises"]
ORIGINS = tuple(CommitmentOrigin)
# fmt: off
_PROMISERS = (
    Department.ACCOUNT_MANAGEMENT, Department.SUPPORT, Department.ENGINEERING, Department.PRODUCT, Department.SERVICES,
    Department.FINANCE, Department.SALES,
)
# fmt: on


def before_end(world: World, book: Book, account: Ints, day: Ints) -> Bools:
    """Whether an account was still a customer on a day that is not after today."""
    gone = book.churned[account]
    return np.asarray((day < world.today) & ((gone == MISSING) | (day < gone)))


def commitment_block(
    world: World, company: Company, accounts: Accounts, people: People, state: State, book: Book, ids: Ids, chunk: int
) -> Block:
    """Rows of `commitments`: ours with the outcomes that moved trust, and a few of theirs."""
    rng = world.rng("commitments", chunk)
    rows = state.promises
    seen = before_end(world, book, rows.account, rows.made)
    account, made, due = rows.account[seen], rows.made[seen], rows.due[seen]
    kept, broken, sale = rows.kept[seen], rows.broken[seen], rows.is_sale[seen]
    count = len(account)
    # A client's promise is drawn among the kept ones: what they break does not move their trust in us.
    is_ours = ~((rng.random(count) < 0.12) & (kept != MISSING) & ~sale)
    which = np.where(
        sale, len(PROMISES) + rng.integers(0, len(SALE_PROMISES), count), rng.integers(0, len(PROMISES), count)
    )
    clients = len(PROMISES) + len(SALE_PROMISES) + rng.integers(0, len(CLIENT_PROMISES), count)
    which = np.where(is_ours, which, clients)
    origin = np.where(sale, 0, np.where(rng.random(count) < 0.12, 2, 1))
    department = np.where(rng.random(count) < 0.45, 0, rng.integers(0, len(_PROMISERS) - 1, count))
    department = np.where(sale, len(_PROMISERS) - 1, department)
    user = _promiser(company, accounts, account, department)
    outcome = np.maximum(kept, broken)
    known = outcome * DAY + rng.integers(30_000, 100_000, count) + np.where(rng.random(count) < 0.1, 4 * DAY, 0)
    typed = np.where(rng.random(count) < RECORDED_LATE_SHARE, 5 * DAY, 0) + rng.integers(32_000, 86_000, count)
    return {
        "id": ids.take("commitments", count),
        "account_id": accounts.id.take(account),
        "promise": Coded(which, (*PROMISES, *SALE_PROMISES, *CLIENT_PROMISES)),
        "is_ours": is_ours,
        "department": Coded(department, _PROMISERS),
        "origin": Coded(origin, ORIGINS),
        "made_on": Days(made),
        "due_on": Days(due),
        "kept_on": Days(kept),
        "broken_on": Days(broken),
        "outcome_recorded_at": Instants(np.where(outcome == MISSING, MISSING, np.minimum(known, world.now))),
        "contact_id": people.id.take(people.first[account] + rng.integers(0, 1 << 30, count) % people.count[account]),
        "user_id": user,
        "recorded_at": Instants(np.minimum(made * DAY + typed, world.now)),
    }


def _promiser(company: Company, accounts: Accounts, account: Ints, department: Ints) -> Ints:
    """The owner, or the colleague of the department that promised."""
    user = company.managers.take(accounts.owner[account])
    for code, name in enumerate(_PROMISERS[1:], 1):
        here = department == code
        user[here] = company.colleague(name, accounts.number[account[here]])
    return user


def usage_block(
    world: World, accounts: Accounts, state: State, book: Book, subscriptions: Subscriptions, chunk: int
) -> Block:
    """Rows of `usage_weeks`: seats in use follow trust slowly, each account in its own way."""
    rng = world.rng("usage", chunk)
    count = len(subscriptions.account)
    account = subscriptions.account
    # Whole weeks from Monday to Sunday that are over today.
    monday = world.first_day + (4 - world.first_day) % 7 + 7 * np.arange(WEEKS - 1)
    monday = monday[monday + 7 <= world.today]
    weeks = len(monday)
    seats = np.maximum(3, accounts.arr[account] * subscriptions.share / SEAT_PRICE)
    slow = np.cumsum(state.trust, axis=1) / np.arange(1, WEEKS + 1)
    level = 0.1 + 0.55 * (0.5 * state.trust + 0.5 * slow)[account, :weeks] + rng.normal(0, 0.8, count)[:, None]
    cooling = (book.leaving[account, None] != MISSING) & (monday >= book.leaving[account, None])
    share = world.season[:weeks] ** 0.6 / (1 + np.exp(-level)) * np.where(cooling, 0.55, 1.0)
    share *= storied_use(accounts.story, weeks)[account]
    active = np.rint(
        np.minimum(seats[:, None] * share * np.exp(rng.normal(0, 0.08, (count, weeks))), seats[:, None] * 1.05)
    )
    end = np.where(book.churned == MISSING, world.today, book.churned)
    row, week = np.nonzero((monday >= subscriptions.start[:, None]) & (monday < end[account][:, None]))
    users = active[row, week].astype(np.int64)
    return {
        "account_id": accounts.id.take(account[row]),
        "week_on": Days(monday[week]),
        "product_id": subscriptions.product[row] + 1,
        "active_users": users,
        "seats": np.rint(seats).astype(np.int64)[row],
        "events": users * rng.integers(18, 60, len(row)),
        "recorded_at": Instants((monday[week] + 7) * DAY + 10_800),
    }
