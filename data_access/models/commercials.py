"""What an account buys: products, subscriptions, contracts, renewals, opportunities, invoices, cost to serve."""

from datetime import date

from sqlalchemy import CheckConstraint, Float, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from data_access.models.base import (
    Base,
    Editable,
    Identified,
    OfAccount,
    Recorded,
    Sourced,
    one_of,
    refers,
    sourced_index,
)
from domain.vocabulary import (
    ContractEventKind,
    Department,
    InvoiceStatus,
    OpportunityKind,
    OpportunityStage,
    ProductPosition,
    RenewalStatus,
    Severity,
    Tier,
)


class Product(Identified, Sourced, Base):
    """Something we sell."""

    __tablename__ = "products"
    __table_args__ = (sourced_index("products"),)

    name: Mapped[str] = mapped_column(unique=True)
    family: Mapped[str | None]


class Contract(Identified, OfAccount, Recorded, Sourced, Editable, Base):
    """An agreement with a term, a notice deadline, and perhaps automatic renewal."""

    __tablename__ = "contracts"
    __table_args__ = (
        sourced_index("contracts"),
        CheckConstraint("ends_on IS NULL OR ends_on > starts_on", name="in_order"),
        CheckConstraint("notice_on IS NULL OR ends_on IS NULL OR notice_on <= ends_on", name="notice_before_end"),
        Index("ix_contracts_account_id", "account_id"),
    )

    name: Mapped[str]
    starts_on: Mapped[date]
    ends_on: Mapped[date | None] = mapped_column(comment="first day after the term")
    notice_on: Mapped[date | None] = mapped_column(comment="last day on which a party may cancel")
    is_auto_renewing: Mapped[bool] = mapped_column(server_default=text("false"))
    terms: Mapped[str | None] = mapped_column(comment="special terms, in words")


class ContractEvent(Identified, OfAccount, Recorded, Sourced, Base):
    """What happened to a contract, with the ARR that it added or took away."""

    __tablename__ = "contract_events"
    __table_args__ = (
        sourced_index("contract_events"),
        Index("ix_contract_events_account", "account_id", "happened_on"),
    )

    contract_id: Mapped[int | None] = mapped_column(refers("contracts.id"))
    kind: Mapped[ContractEventKind] = mapped_column(one_of(ContractEventKind))
    happened_on: Mapped[date]
    effective_on: Mapped[date | None]
    arr_change_cents: Mapped[int | None] = mapped_column(comment="hundredths, in `currency`")
    currency: Mapped[str | None] = mapped_column(String(3))
    note: Mapped[str | None]


class Subscription(Identified, OfAccount, Recorded, Sourced, Editable, Base):
    """A product that an account subscribes to; its ARR over time is in its terms."""

    __tablename__ = "subscriptions"
    __table_args__ = (sourced_index("subscriptions"), Index("ix_subscriptions_account_id", "account_id"))

    product_id: Mapped[int] = mapped_column(refers("products.id", on_delete="RESTRICT"))
    contract_id: Mapped[int | None] = mapped_column(refers("contracts.id", on_delete="SET NULL"))
    currency: Mapped[str] = mapped_column(String(3), comment="ISO 4217 code of all its terms")


class SubscriptionTerm(Identified, OfAccount, Recorded, Base):
    """The ARR of a subscription from `starts_on` until the day before `ends_on`."""

    __tablename__ = "subscription_terms"
    __table_args__ = (
        UniqueConstraint("subscription_id", "starts_on", name="uq_subscription_terms_start"),
        CheckConstraint("ends_on IS NULL OR ends_on > starts_on", name="in_order"),
        CheckConstraint("arr_cents >= 0", name="arr_not_negative"),
        CheckConstraint("seats >= 0", name="seats_not_negative"),
        Index("ix_subscription_terms_account", "account_id", "starts_on"),
    )

    subscription_id: Mapped[int] = mapped_column(refers("subscriptions.id"))
    starts_on: Mapped[date]
    ends_on: Mapped[date | None] = mapped_column(comment="first day on which it no longer holds; open if null")
    arr_cents: Mapped[int] = mapped_column(comment="annual recurring revenue, hundredths of the currency unit")
    seats: Mapped[int | None]


class Renewal(Identified, OfAccount, Recorded, Sourced, Editable, Base):
    """A decision to renew, or not, at the end of a term."""

    __tablename__ = "renewals"
    __table_args__ = (
        sourced_index("renewals"),
        CheckConstraint("(status = 'open') = (decided_on IS NULL)", name="decided_has_day"),
        Index("ix_renewals_account_due", "account_id", "due_on"),
    )

    contract_id: Mapped[int | None] = mapped_column(refers("contracts.id"))
    due_on: Mapped[date] = mapped_column(comment="first day after the term")
    notice_on: Mapped[date | None]
    status: Mapped[RenewalStatus] = mapped_column(one_of(RenewalStatus), server_default="open")
    decided_on: Mapped[date | None]
    arr_before_cents: Mapped[int | None] = mapped_column(comment="hundredths, in `currency`")
    arr_after_cents: Mapped[int | None] = mapped_column(comment="hundredths, in `currency`; 0 when lost")
    currency: Mapped[str | None] = mapped_column(String(3))
    reason: Mapped[str | None]


class Opportunity(Identified, OfAccount, Recorded, Sourced, Editable, Base):
    """Revenue that an account may add."""

    __tablename__ = "opportunities"
    __table_args__ = (
        sourced_index("opportunities"),
        CheckConstraint("probability BETWEEN 0 AND 1", name="probability_range"),
        Index("ix_opportunities_account_id", "account_id"),
    )

    name: Mapped[str]
    kind: Mapped[OpportunityKind] = mapped_column(one_of(OpportunityKind))
    stage: Mapped[OpportunityStage] = mapped_column(one_of(OpportunityStage))
    source_stage: Mapped[str | None] = mapped_column(comment="the stage in the source's own words")
    product_id: Mapped[int | None] = mapped_column(refers("products.id", on_delete="SET NULL"))
    amount_cents: Mapped[int | None] = mapped_column(comment="hundredths, in `currency`")
    currency: Mapped[str | None] = mapped_column(String(3))
    probability: Mapped[float | None] = mapped_column(Float, comment="0-1")
    opened_on: Mapped[date]
    close_on: Mapped[date | None] = mapped_column(comment="expected, or when closed the actual, closing day")
    owner_id: Mapped[int | None] = mapped_column(refers("users.id", on_delete="SET NULL"))
    next_step: Mapped[str | None]


class AccountProduct(OfAccount, Recorded, Base):
    """An account's position towards a product that it does not own (whitespace)."""

    __tablename__ = "account_products"

    account_id: Mapped[int] = mapped_column(refers("accounts.id"), primary_key=True)
    product_id: Mapped[int] = mapped_column(refers("products.id"), primary_key=True)
    position: Mapped[ProductPosition] = mapped_column(one_of(ProductPosition))
    reason: Mapped[str | None]


class Invoice(Identified, OfAccount, Recorded, Sourced, Base):
    """A bill, and when it was paid."""

    __tablename__ = "invoices"
    __table_args__ = (
        sourced_index("invoices"),
        CheckConstraint("due_on >= issued_on", name="in_order"),
        Index("ix_invoices_account_due", "account_id", "due_on"),
    )

    number: Mapped[str]
    issued_on: Mapped[date]
    due_on: Mapped[date]
    paid_on: Mapped[date | None]
    status: Mapped[InvoiceStatus] = mapped_column(one_of(InvoiceStatus))
    amount_cents: Mapped[int] = mapped_column(comment="hundredths, in `currency`")
    currency: Mapped[str] = mapped_column(String(3))


class ServiceCost(Identified, OfAccount, Recorded, Sourced, Base):
    """What serving an account cost us in a month."""

    __tablename__ = "service_costs"
    __table_args__ = (
        sourced_index("service_costs"),
        UniqueConstraint("account_id", "month_on", "department", name="uq_service_costs_month"),
    )

    month_on: Mapped[date] = mapped_column(comment="first day of the month")
    department: Mapped[Department] = mapped_column(one_of(Department))
    hours: Mapped[float | None] = mapped_column(Float)
    hours_in_scope: Mapped[float | None] = mapped_column(Float, comment="hours that the contract covers")
    amount_cents: Mapped[int] = mapped_column(comment="hundredths, in `currency`")
    currency: Mapped[str] = mapped_column(String(3))


class SlaTarget(Base):
    """How fast we promise to answer and to resolve, per tier and severity."""

    __tablename__ = "sla_targets"

    tier: Mapped[Tier] = mapped_column(one_of(Tier), primary_key=True)
    severity: Mapped[Severity] = mapped_column(one_of(Severity), primary_key=True)
    first_response_minutes: Mapped[int]
    resolution_minutes: Mapped[int]
