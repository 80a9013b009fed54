"""Invoices, paid late where trust is low, and what serving an account costs."""

import numpy as np
import pyarrow as pa

from data_access.demo.accounts import Accounts
from data_access.demo.blocks import MISSING, Block, Coded, Days, Floats, Instants, Ints
from data_access.demo.book import Book
from data_access.demo.parameters import CURRENCIES, RATES_TO_EUR, WEEKS
from data_access.demo.phrases import joined
from data_access.demo.state import State
from data_access.demo.tickets import Tickets
from data_access.demo.world import DAY, EPOCH, Ids, World
from domain.vocabulary import Department, InvoiceStatus

STATUSES = tuple(InvoiceStatus)
_OPEN, _PAID, _DISPUTED = range(3)
_COSTED = (Department.SUPPORT, Department.SERVICES, Department.ACCOUNT_MANAGEMENT)
HOUR_COST = 78.0
"""What an hour of ours costs, in EUR: an ordinary loaded rate."""


def factor_at(book: Book, account: Ints, day: Ints) -> Floats:
    """ARR of accounts on days, over the first that the history sees; 0 outside their terms."""
    terms = book.terms
    factor = np.zeros(len(account))
    firsts = np.searchsorted(terms.account, account)
    for turn in range(int(np.bincount(terms.account).max())):
        row = np.minimum(firsts + turn, len(terms.account) - 1)
        fits = (terms.account[row] == account) & (terms.start[row] <= day) & (terms.end[row] > day)
        factor[fits] = terms.factor[row][fits]
    return factor


def invoice_block(world: World, accounts: Accounts, state: State, book: Book, ids: Ids, chunk: int) -> Block:
    """Rows of `invoices`: one a quarter in advance, due after 30 days."""
    rng = world.rng("invoices", chunk)
    turns = 7 * WEEKS // 91
    account = np.repeat(np.arange(len(accounts)), turns)
    issued = world.first_day + 91 * np.tile(np.arange(turns), len(accounts)) + account * 7 % 91
    factor = factor_at(book, account, issued)
    rows = np.flatnonzero((factor > 0) & (issued < world.today))
    account, issued, factor = account[rows], issued[rows], factor[rows]
    count = len(rows)
    due = issued + 30
    trust = state.trust_at(world, account, due)
    usual = rng.normal(0, 4, len(accounts))
    late = np.rint(usual[account] - 3 - 5.5 * trust + rng.gumbel(0, 6, count)).astype(np.int64)
    paid = due + np.maximum(late, -25)
    is_paid = paid < world.today
    is_disputed = ~is_paid & (due < world.today) & (rng.random(count) < 0.35)
    rate = np.array(RATES_TO_EUR).take(accounts.currency)[account]
    number = ids.take("invoices", count)
    year = np.array([EPOCH.fromordinal(EPOCH.toordinal() + day).year for day in range(world.first_day, world.today)])
    name = joined("MS-", _text(year[issued - world.first_day]), "-", _text(number + 100_000))
    return {
        "id": number,
        "account_id": accounts.id.take(account),
        "number": name,
        "issued_on": Days(issued),
        "due_on": Days(due),
        "paid_on": Days(np.where(is_paid, paid, MISSING)),
        "status": Coded(np.where(is_paid, _PAID, np.where(is_disputed, _DISPUTED, _OPEN)), STATUSES),
        "amount_cents": np.rint(accounts.arr[account] * factor / rate / 4 * 100).astype(np.int64),
        "currency": Coded(accounts.currency[account], CURRENCIES),
        "recorded_at": Instants(np.minimum(issued * DAY + 21_600, world.now)),
    }


def _text(numbers: Ints) -> pa.Array:
    return pa.array(numbers).cast(pa.string())


def service_cost_block(world: World, accounts: Accounts, book: Book, tickets: Tickets, ids: Ids, chunk: int) -> Block:
    """Rows of `service_costs`: hours a month of three departments, more where issues were open."""
    rng = world.rng("service costs", chunk)
    n = len(accounts)
    first = EPOCH.fromordinal(EPOCH.toordinal() + world.first_day)
    months = [(first.year + (first.month - 1 + turn) // 12, (first.month - 1 + turn) % 12 + 1) for turn in range(1, 26)]
    starts = [(EPOCH.replace(year=year, month=month) - EPOCH).days for year, month in months]
    starts = [start for start in starts if start + 28 <= world.today]
    month = np.array(starts, dtype=np.int64)
    busy = np.zeros((n, len(month)))
    at = np.clip(np.searchsorted(month, tickets.opened // DAY, side="right") - 1, 0, len(month) - 1)
    np.add.at(busy, (tickets.account, at), 1.0)
    base = np.array([1.2, 5.0, 15.0]).take(accounts.tier)[:, None, None] * np.array([0.7, 0.8, 1.0])
    hours = base * np.exp(rng.normal(0, 0.35, (n, len(month), 3)) + rng.normal(0, 0.3, (n, 1, 1)))
    hours[:, :, 0] += 3.5 * busy
    row, column, department = np.nonzero(np.ones((n, len(month), 3), dtype=bool))
    end = np.where(book.churned == MISSING, world.today, book.churned)
    seen = (month[column] >= np.maximum(accounts.since, world.first_day)[row]) & (month[column] < end[row])
    seen &= (department < 2) | (accounts.tier[row] > 0)
    row, column, department = row[seen], column[seen], department[seen]
    spent = np.rint(hours[row, column, department] * 4) / 4
    return {
        "id": ids.take("service_costs", len(row)),
        "account_id": accounts.id.take(row),
        "month_on": Days(month[column]),
        "department": Coded(department, _COSTED),
        "hours": spent,
        "hours_in_scope": np.rint(base[row, 0, department] * 4.4) / 4,
        "amount_cents": np.rint(spent * HOUR_COST * 100).astype(np.int64),
        "currency": Coded(np.zeros(len(row), dtype=np.int64), CURRENCIES),
        "recorded_at": Instants(np.minimum((month[column] + 33) * DAY, world.now)),
    }
