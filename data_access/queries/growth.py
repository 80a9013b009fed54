"""What may these accounts buy, what is being sold to them, and what do their plans say?

Per-account records only, by their position in `portfolio(viewer)`: never touchpoints.
"""

from typing import Any

import numpy as np
import pandas as pd
from sqlalchemy import case, func, or_, select
from sqlalchemy.orm import Session

from data_access.cache import cached
from data_access.columns import columns, floats
from data_access.models import (
    Account,
    AccountPlan,
    AccountProduct,
    Opportunity,
    PlanGoal,
    PlanMilestone,
    Product,
    Subscription,
    SubscriptionTerm,
    User,
)
from data_access.queries.portfolio import portfolio
from data_access.queries.revenue import contracts_of, positions
from data_access.session import reading
from domain.growth import POSITIONS, Growth, GrowthBook
from domain.growth import growth as computed
from domain.money import Rates, convert, rate_on
from domain.portfolio import Filters, Portfolio, narrow
from domain.ties import end_of
from domain.viewer import Viewer
from domain.vocabulary import OpportunityStage, ProductPosition, Progress

_CHANCES = {
    OpportunityStage.IDENTIFIED: 0.1,
    OpportunityStage.QUALIFIED: 0.25,
    OpportunityStage.PROPOSED: 0.5,
    OpportunityStage.NEGOTIATING: 0.75,
}
"""Taken where nobody said how likely it is. Our choice."""


@cached(entries=16)
def growth_book(viewer: Viewer) -> GrowthBook:
    """What is the same under every filter: six statements."""
    book, rates = portfolio(viewer), contracts_of(viewer).rates
    with reading(viewer) as session:
        read = columns(session, select(Product.id, Product.name).order_by(Product.id))
        ids = {int(number): place for place, number in enumerate(read["id"])}
        position, reasons = _positions_of(session, book, ids)
        facts = columns(session, select(Account.id, Account.potential, Account.strategic_fit).order_by(Account.id))
        at, known = positions(book, facts["id"])
        potential, fit = np.full((2, len(book)), np.nan)
        potential[at], fit[at] = floats(facts["potential"])[known], floats(facts["strategic_fit"])[known]
        sold, plans = _opportunities(session, book, rates), _plans(session, book)
    return GrowthBook(tuple(read["name"]), position, reasons, potential, fit, sold, plans)


@cached(entries=32)
def growth(viewer: Viewer, filters: Filters) -> Growth:
    """All answers at once, from what is in memory."""
    whole = portfolio(viewer)
    return computed(narrow(whole, filters), whole, growth_book(viewer))


def _positions_of(
    session: Session, book: Portfolio, products: dict[int, int]
) -> tuple["np.ndarray[Any, np.dtype[np.int8]]", dict[tuple[int, int], str]]:
    found = np.zeros((len(book), len(products)), dtype=np.int8)
    reasons: dict[tuple[int, int], str] = {}
    p, s, t, day = AccountProduct, Subscription, SubscriptionTerm, book.as_of
    entered = columns(session, select(p.account_id, p.product_id, p.position, p.reason))
    owned = columns(
        session,
        select(s.account_id, s.product_id)
        .join(t, t.subscription_id == s.id)
        .where(t.starts_on <= day, or_(t.ends_on.is_(None), t.ends_on > day), t.recorded_at < end_of(day))
        .distinct(),
    )
    at, known = positions(book, entered["account_id"])
    rows = zip(entered["product_id"], entered["position"], entered["reason"], strict=True)
    mine = [row for row, is_mine in zip(rows, known, strict=True) if is_mine]
    for place, (product, position, reason) in zip(at.tolist(), mine, strict=True):
        found[place, products[product]] = POSITIONS.index(position)
        if reason:
            reasons[place, products[product]] = reason
    at, known = positions(book, owned["account_id"])
    of = [products[product] for product, is_mine in zip(owned["product_id"], known, strict=True) if is_mine]
    found[at, of] = POSITIONS.index(ProductPosition.OWNED)
    return found, reasons


def _opportunities(session: Session, book: Portfolio, rates: Rates) -> pd.DataFrame:
    o = Opportunity
    statement = (
        select(
            o.account_id, o.name.label("title"), o.kind, o.stage, o.amount_cents, o.currency, o.probability, o.close_on,
            User.name.label("owner"), o.next_step,
        )
        .outerjoin(User, User.id == o.owner_id)
        .where(o.stage.in_(list(_CHANCES)), o.recorded_at < end_of(book.as_of))
        .order_by(o.id)
    )  # fmt: skip
    read = columns(session, statement)
    at, known = positions(book, read["account_id"])
    frame = pd.DataFrame({name: list(values) for name, values in read.items()}, dtype=object)[known]
    cents = [
        convert(amount, rate_on(rates, currency or book.currency, book.as_of, book.currency)) if amount else 0
        for amount, currency in zip(frame["amount_cents"], frame["currency"], strict=True)
    ]
    chance = [
        _CHANCES[stage] if told is None else told
        for stage, told in zip(frame["stage"], frame["probability"], strict=True)
    ]
    return frame[["title", "kind", "stage", "close_on", "owner", "next_step"]].assign(
        at=at, cents=np.array(cents, dtype=np.int64), probability=np.array(chance, dtype=float)
    )


def _plans(session: Session, book: Portfolio) -> pd.DataFrame:
    """The current plan of each account, its goals and milestones counted on the day."""
    p, g, m, day = AccountPlan, PlanGoal, PlanMilestone, book.as_of

    def goals(progress: Progress) -> Any:
        return func.sum(case((g.progress == progress, 1), else_=0))

    of_goals = select(g.plan_id, goals(Progress.ON_TRACK), goals(Progress.AT_RISK), goals(Progress.DONE))
    counted = {row[0]: tuple(row)[1:] for row in session.execute(of_goals.group_by(g.plan_id))}
    is_open = m.done_on.is_(None) & (m.progress != Progress.DROPPED)
    late = func.sum(case((is_open & (m.due_on < day), 1), else_=0))
    coming = func.min(case((is_open & (m.due_on >= day), m.due_on)))
    steps = {row[0]: tuple(row)[1:] for row in session.execute(select(m.plan_id, late, coming).group_by(m.plan_id))}
    statement = select(p.id, p.account_id, p.step, p.reviewed_on).where(p.recorded_at < end_of(day))
    latest = {row.account_id: row for row in session.execute(statement.order_by(p.account_id, p.edition))}
    at, known = positions(book, list(latest))
    rows = [row for row, is_mine in zip(latest.values(), known, strict=True) if is_mine]
    made = [
        (int(place), str(row.step), *counted.get(row.id, (0, 0, 0)), *steps.get(row.id, (0, None)), row.reviewed_on)
        for place, row in zip(at, rows, strict=True)
    ]
    names = ["at", "step", "on_track", "at_risk", "done", "late", "next_due_on", "reviewed_on"]
    return pd.DataFrame(made, columns=names)
