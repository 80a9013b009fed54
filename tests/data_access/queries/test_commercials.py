"""What an account buys and owes, as of the viewer's day."""

from datetime import timedelta
from typing import Any

import pytest

from data_access.models import Contract, Invoice, Opportunity, Product, Renewal, Subscription, SubscriptionTerm
from data_access.queries import commercials
from domain.viewer import Viewer
from domain.vocabulary import InvoiceStatus, OpportunityKind, OpportunityStage, RenewalStatus, Role
from tests.builders import DAY, LONG_AGO, add, at, make_account, make_user, viewer_for

ONE = timedelta(days=1)


@pytest.fixture
def viewer(database: str) -> Viewer:
    return viewer_for(make_user(), Role.EXECUTIVE)


def test_the_term_in_force_is_the_one_of_the_day(viewer: Viewer) -> None:
    account, product = make_account(), add(Product(name="Core"))
    subscription = add(Subscription(account_id=account, product_id=product, currency="EUR", recorded_at=LONG_AGO))
    row: dict[str, Any] = {"account_id": account, "subscription_id": subscription, "recorded_at": LONG_AGO}
    add(SubscriptionTerm(**row, starts_on=DAY - 9 * ONE, ends_on=DAY, arr_cents=100))
    add(SubscriptionTerm(**row, starts_on=DAY, ends_on=None, arr_cents=200))
    found = commercials.subscription_terms(viewer, account)
    assert found["arr_cents"].tolist() == [200, 100]
    assert found["is_current"].tolist() == [True, False]
    assert commercials.subscription_terms(viewer.on(DAY - ONE), account)["is_current"].tolist() == [False, True]


def test_an_invoice_is_overdue_from_the_day_after_it_was_due_until_it_was_paid(viewer: Viewer) -> None:
    account = make_account()
    row: dict[str, Any] = {
        "account_id": account, "issued_on": DAY - 90 * ONE, "amount_cents": 1, "currency": "EUR",
        "recorded_at": LONG_AGO,
    }  # fmt: skip
    add(Invoice(**row, number="today", due_on=DAY, status=InvoiceStatus.OPEN))
    add(Invoice(**row, number="late", due_on=DAY - 5 * ONE, status=InvoiceStatus.OPEN))
    add(Invoice(**row, number="paid", due_on=DAY - 9 * ONE, paid_on=DAY - 2 * ONE, status=InvoiceStatus.PAID))
    add(Invoice(**row, number="cancelled", due_on=DAY - 20 * ONE, status=InvoiceStatus.CANCELLED))
    found = commercials.invoices(viewer, account).set_index("number")["days_overdue"].to_dict()
    assert found == {"today": 0, "late": 5, "paid": 0, "cancelled": 0}
    then = commercials.invoices(viewer.on(DAY - 3 * ONE), account).set_index("number")["days_overdue"].to_dict()
    assert then["paid"] == 6


def test_contracts_renewals_and_opportunities_come_in_their_order(viewer: Viewer) -> None:
    account = make_account()
    for name, ends_on in (("old", DAY - 9 * ONE), ("new", DAY + 9 * ONE)):
        start = DAY - 400 * ONE
        add(Contract(account_id=account, name=name, starts_on=start, ends_on=ends_on, recorded_at=LONG_AGO))
    renewal = {"account_id": account, "status": RenewalStatus.OPEN, "recorded_at": LONG_AGO}
    add(Renewal(**renewal, due_on=DAY + 9 * ONE))
    sale = {"kind": OpportunityKind.UPSELL, "stage": OpportunityStage.QUALIFIED, "opened_on": DAY}
    add(Opportunity(account_id=account, name="Seats", **sale, recorded_at=LONG_AGO))
    assert commercials.contracts(viewer, account)["name"].tolist() == ["new", "old"]
    assert commercials.renewals(viewer, account)["due_on"].tolist() == [DAY + 9 * ONE]
    assert commercials.opportunities(viewer, account)["stage"].tolist() == ["qualified"]


def test_what_was_recorded_later_was_not_known(viewer: Viewer) -> None:
    account = make_account()
    add(Contract(account_id=account, name="Signed late", starts_on=DAY - 50 * ONE, recorded_at=at(2)))
    assert len(commercials.contracts(viewer, account)) == 1
    assert commercials.contracts(viewer.on(DAY - 3 * ONE), account).empty


def test_an_account_that_buys_nothing_gives_empty_frames(viewer: Viewer) -> None:
    account = make_account()
    for ask in (
        commercials.contracts, commercials.renewals, commercials.subscription_terms, commercials.invoices,
        commercials.opportunities,
    ):  # fmt: skip
        assert ask(viewer, account).empty


def test_open_opportunities_are_counted_by_account_without_those_won_lost_or_not_yet_known(viewer: Viewer) -> None:
    busy, done = make_account(), make_account()
    stages = (OpportunityStage.QUALIFIED, OpportunityStage.PROPOSED, OpportunityStage.WON, OpportunityStage.LOST)
    sale = {"kind": OpportunityKind.UPSELL, "opened_on": DAY - 9 * ONE, "name": "Seats"}
    for stage in stages:
        add(Opportunity(account_id=busy, stage=stage, **sale, recorded_at=LONG_AGO))
    add(Opportunity(account_id=busy, stage=OpportunityStage.QUALIFIED, **sale, recorded_at=at(-2)))
    add(Opportunity(account_id=done, stage=OpportunityStage.WON, **sale, recorded_at=LONG_AGO))
    assert commercials.open_opportunities(viewer) == {busy: 2}
