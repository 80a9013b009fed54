"""What does this account buy, until when, what does it owe, and what may it buy next?

Money is in hundredths of each row's own `currency`.
"""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Any

import pandas as pd
from sqlalchemy import func, select
from sqlalchemy.orm import InstrumentedAttribute

from data_access.cache import cached
from data_access.columns import AnySelect, frame
from data_access.models import (
    Contract,
    Invoice,
    Opportunity,
    Product,
    Renewal,
    Subscription,
    SubscriptionTerm,
    User,
)
from data_access.session import reading
from domain.ties import end_of
from domain.viewer import Viewer
from domain.vocabulary import InvoiceStatus, OpportunityStage, RenewalStatus

INVOICES_SHOWN = 200


@cached(entries=128)
def contracts(viewer: Viewer, account_id: int) -> pd.DataFrame:
    """Contracts, the latest end first.

    Columns: `id`, `name`, `starts_on`, `ends_on`, `notice_on`, `is_auto_renewing`, `terms`.
    """
    c = Contract
    statement = select(c.id, c.name, c.starts_on, c.ends_on, c.notice_on, c.is_auto_renewing, c.terms).order_by(
        c.ends_on.desc(), c.id
    )
    return _read(viewer, statement.where(c.account_id == account_id), c.recorded_at, is_auto_renewing="bool")


@cached(entries=128)
def renewals(viewer: Viewer, account_id: int) -> pd.DataFrame:
    """Renewal decisions by due date: `id`, `due_on`, `notice_on`, `status`, `decided_on`; open until decided."""
    r = Renewal
    statement = select(r.id, r.due_on, r.notice_on, r.status, r.decided_on).order_by(r.due_on, r.id)
    found = _read(viewer, statement.where(r.account_id == account_id), r.recorded_at)
    later = _after(found["decided_on"], viewer.as_of)
    return found.assign(
        status=found["status"].mask(later, RenewalStatus.OPEN.value), decided_on=found["decided_on"].mask(later, None)
    )


@cached(entries=128)
def subscription_terms(viewer: Viewer, account_id: int) -> pd.DataFrame:
    """Terms of all subscriptions, newest first within a product.

    Columns: `subscription_id`, `product`, `starts_on`, `ends_on`, `arr_cents`, `currency`, `seats`, `is_current`.
    """
    s, t = Subscription, SubscriptionTerm
    statement = (
        select(
            t.subscription_id, Product.name.label("product"), t.starts_on, t.ends_on, t.arr_cents, s.currency, t.seats
        )
        .join(s, s.id == t.subscription_id)
        .join(Product, Product.id == s.product_id)
        .where(t.account_id == account_id)
        .order_by(Product.name, t.starts_on.desc(), t.id)
    )
    found = _read(viewer, statement, t.recorded_at, arr_cents="Int64", seats="Int64")
    current = [
        starts <= viewer.as_of and (ends is None or ends > viewer.as_of)
        for starts, ends in zip(found["starts_on"], found["ends_on"], strict=True)
    ]
    return found.assign(is_current=pd.Series(current, dtype=bool))


@cached(entries=128)
def invoices(viewer: Viewer, account_id: int) -> pd.DataFrame:
    """The latest invoices, newest first, with `days_overdue` on the viewer's day (0 where not).

    Columns: `id`, `number`, `issued_on`, `due_on`, `paid_on`, `status`, `amount_cents`, `currency`, `days_overdue`.
    """
    i = Invoice
    statement = (
        select(i.id, i.number, i.issued_on, i.due_on, i.paid_on, i.status, i.amount_cents, i.currency)
        .where(i.account_id == account_id)
        .order_by(i.due_on.desc(), i.id.desc())
        .limit(INVOICES_SHOWN)
    )
    found = _read(viewer, statement, i.recorded_at, amount_cents="Int64")
    day = viewer.as_of
    overdue = [
        (day - due).days if due < day and (paid is None or paid > day) and status != InvoiceStatus.CANCELLED else 0
        for due, paid, status in zip(found["due_on"], found["paid_on"], found["status"], strict=True)
    ]
    later = _after(found["paid_on"], day)
    return found.assign(
        days_overdue=pd.Series(overdue, dtype="int64"),
        status=found["status"].mask(later, InvoiceStatus.OPEN.value),
        paid_on=found["paid_on"].mask(later, None),
    )


@cached(entries=128)
def opportunities(viewer: Viewer, account_id: int) -> pd.DataFrame:
    """Opportunities, the soonest to close first.

    Columns: `id`, `name`, `kind`, `stage`, `amount_cents`, `currency`, `probability`, `close_on`, `owner`, `next_step`.
    """
    o = Opportunity
    statement = (
        select(
            o.id, o.name, o.kind, o.stage, o.amount_cents, o.currency, o.probability, o.close_on,
            User.name.label("owner"), o.next_step,
        )
        .outerjoin(User, User.id == o.owner_id)
        .where(o.account_id == account_id, o.opened_on <= viewer.as_of)
        .order_by(o.close_on, o.id)
    )  # fmt: skip
    found = _read(viewer, statement, o.recorded_at, amount_cents="Int64", probability="Float64")
    closed = found["stage"].isin([OpportunityStage.WON, OpportunityStage.LOST])
    early = closed & _after(found["close_on"], viewer.as_of)
    # Its stages before it closed are not on record: all that is known is that it was there.
    return found.assign(
        stage=found["stage"].mask(early, OpportunityStage.IDENTIFIED.value),
        probability=found["probability"].mask(early, pd.NA),
        next_step=found["next_step"].mask(early, None),
    )


@cached(entries=32)
def open_opportunities(viewer: Viewer) -> Mapping[int, int]:
    """How many opportunities are neither won nor lost, by account id; accounts without any are left out."""
    o = Opportunity
    statement = (
        select(o.account_id, func.count())
        .where(
            o.stage.not_in([OpportunityStage.WON, OpportunityStage.LOST]),
            o.recorded_at < end_of(viewer.as_of),
        )
        .group_by(o.account_id)
    )
    with reading(viewer) as session:
        return MappingProxyType({int(account_id): int(number) for account_id, number in session.execute(statement)})


def _after(days: "pd.Series[Any]", day: date) -> "pd.Series[bool]":
    """Which of these days had not come by the end of `day`: what they tell was not known then."""
    return pd.Series([isinstance(one, date) and one > day for one in days], index=days.index, dtype=bool)


def _read(
    viewer: Viewer, statement: AnySelect, recorded_at: InstrumentedAttribute[object], **dtypes: str
) -> pd.DataFrame:
    with reading(viewer) as session:
        return frame(session, statement.where(recorded_at < end_of(viewer.as_of)), **dtypes)
