"""What do these accounts pay, since when, until when, and how were their renewals decided?

Columns over the accounts of `portfolio(viewer)`, by their position in it, as known on the day of the last refresh.
"""

from collections import defaultdict
from datetime import date
from typing import Any

import numpy as np
from sqlalchemy import case, select

from data_access.cache import cached
from data_access.columns import columns, day_number, epoch, integers
from data_access.models import Contract, ExchangeRate, Renewal, Subscription, SubscriptionTerm
from data_access.queries.portfolio import portfolio
from data_access.session import reading
from domain.bands import bands_of
from domain.deadlines import Ends
from domain.events import NEVER, Terms
from domain.grid import Ints
from domain.kpi_history import Past, past_of
from domain.kpis import COMPARED_WEEKS
from domain.money import Rates, convert, rate_on
from domain.portfolio import Portfolio
from domain.portfolio_columns import NO_DAY
from domain.revenue import Contracts
from domain.revenue_forecast import LOOK_BACK_WEEKS, Decisions
from domain.ties import end_of
from domain.viewer import Viewer
from domain.vocabulary import RenewalStatus


@cached(entries=16)
def contracts_of(viewer: Viewer) -> Contracts:
    """Every subscription term of the viewer's accounts, and the rates: two statements."""
    book = portfolio(viewer)
    s, t = Subscription, SubscriptionTerm
    statement = (
        select(
            t.account_id, epoch(t.recorded_at).label("known_at"), day_number(t.starts_on).label("starts"),
            day_number(t.ends_on).label("ends"), t.arr_cents, s.currency,
        )
        .join(s, s.id == t.subscription_id)
        .where(t.recorded_at < end_of(book.as_of))
        .order_by(t.id)
    )  # fmt: skip
    with reading(viewer) as session:
        read = columns(session, statement)
        rates = _rates(session)
    account, known = positions(book, read["account_id"])
    terms = Terms(
        account=account,
        known_at=integers(read["known_at"])[known],
        starts_day=integers(read["starts"])[known],
        ends_day=integers(read["ends"], NEVER)[known],
        arr_cents=integers(read["arr_cents"])[known],
        currency=np.array(read["currency"], dtype=object)[known],
    )
    return Contracts(terms, len(book), rates, book.currency)


@cached(entries=16)
def decisions(viewer: Viewer) -> Decisions:
    """Every decided renewal of the viewer's accounts whose band before it is within the weekly history."""
    book, rates = portfolio(viewer), contracts_of(viewer).rates
    r = Renewal
    statement = (
        select(r.account_id, r.due_on, r.decided_on, r.status, r.arr_before_cents, r.currency)
        .where(r.status != RenewalStatus.OPEN, r.decided_on <= book.as_of, r.recorded_at < end_of(book.as_of))
        .order_by(r.due_on, r.id)
    )
    with reading(viewer) as session:
        read = columns(session, statement)
    account, known = positions(book, read["account_id"])
    due = _days(read["due_on"])[known]
    cents = [
        convert(amount, rate_on(rates, currency or book.currency, min(day, book.as_of), book.currency)) if amount else 0
        for amount, currency, day in zip(read["arr_before_cents"], read["currency"], read["due_on"], strict=True)
    ]
    weeks = np.array([week.toordinal() for week in book.weeks])
    week = np.searchsorted(weeks, due - 7 * LOOK_BACK_WEEKS, side="right") - 1
    found = Decisions(
        account=account,
        due=due,
        decided=_days(read["decided_on"])[known],
        band=bands_of(book.scores[account, np.maximum(week, 0)]).astype(np.int64),
        arr_cents=np.array(cents, dtype=np.int64)[known],
        is_kept=np.array([status != RenewalStatus.LOST for status in read["status"]], dtype=bool)[known],
    )
    return found.take(week >= 0)


@cached(entries=16)
def past(viewer: Viewer) -> Past:
    """Deadlines and yearly movements at the last weeks of the book's history, with which key figures compare."""
    book = portfolio(viewer)
    days = book.weeks[book.week_before(COMPARED_WEEKS) :]
    return past_of(contracts_of(viewer), _ends(viewer, book), days)


def _ends(viewer: Viewer, book: Portfolio) -> Ends:
    c, r, known = Contract, Renewal, end_of(book.as_of)
    signed = select(
        c.account_id, c.starts_on.label("begin"), c.ends_on.label("until"), c.ends_on, c.notice_on,
        epoch(c.recorded_at).label("known_at"),
    ).where(c.ends_on.is_not(None), c.recorded_at < known)  # fmt: skip
    until = case((r.status == RenewalStatus.OPEN, r.due_on), else_=r.decided_on)
    alone = select(
        r.account_id, r.recorded_at.label("begin"), until.label("until"), r.due_on.label("ends_on"), r.notice_on,
        epoch(r.recorded_at).label("known_at"),
    ).where(r.contract_id.is_(None), r.recorded_at < known)  # fmt: skip
    with reading(viewer) as session:
        of_contracts, of_renewals = columns(session, signed), columns(session, alone)
    read = {name: (*of_contracts[name], *of_renewals[name]) for name in of_contracts}
    account, mine = positions(book, read["account_id"])
    ends = _days(read["ends_on"])[mine]
    begin = np.where(np.arange(len(mine)) < len(of_contracts["begin"]), _days(read["begin"]), NO_DAY)
    return Ends(
        account=account,
        from_day=begin[mine],
        until_day=np.minimum(_days(read["until"])[mine], ends),
        ends=ends,
        notice=_days(read["notice_on"])[mine],
        known_at=integers(read["known_at"])[mine],
    )


def _rates(session: Any) -> Rates:
    found: dict[str, list[tuple[date, int]]] = defaultdict(list)
    statement = select(ExchangeRate.currency, ExchangeRate.starts_on, ExchangeRate.rate_e8)
    for currency, starts_on, rate in session.execute(statement.order_by(ExchangeRate.starts_on)):
        found[currency].append((starts_on, rate))
    return dict(found)


def positions(book: Portfolio, account_ids: Any) -> tuple[Ints, "np.ndarray[Any, np.dtype[np.bool_]]"]:
    """Where the accounts of these rows stand in the book, and which rows are of accounts that it holds."""
    ids, wanted = book.column("account_id"), integers(account_ids)
    if not len(ids):
        return np.zeros(0, dtype=np.int64), np.zeros(len(wanted), dtype=bool)
    place = np.minimum(np.searchsorted(ids, wanted), len(ids) - 1)
    known = ids[place] == wanted
    return place[known].astype(np.int64), known


def _days(values: Any) -> Ints:
    """Dates as proleptic ordinals; `NO_DAY` stands for None."""
    return np.fromiter((NO_DAY if day is None else day.toordinal() for day in values), np.int64, len(values))
