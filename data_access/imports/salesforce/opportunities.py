"""Opportunity → opportunities. No recurring revenue is made out of them: an amount is not a subscription."""

from typing import Any

from sqlalchemy import Table, insert, select

from data_access.imports.bad_value import BadValueError
from data_access.imports.salesforce.context import OPPORTUNITIES, SOURCED, Context, Row
from data_access.imports.salesforce.rules import KIND, STAGE, told_by
from data_access.imports.salesforce.values import cents, is_true, number, record_id
from data_access.imports.store import Record
from data_access.models import Product
from domain.vocabulary import OpportunityKind, OpportunityStage

FIELDS = (
    "accountid",
    "name",
    "stagename",
    "amount",
    "probability",
    "closedate",
    "type",
    "nextstep",
    "isclosed",
    "iswon",
    "forecastcategory",
    "forecastcategoryname",
    "ownerid",
    "currencyisocode",
    "productc",
    "productnamec",
    "createddate",
    "lastmodifieddate",
    "systemmodstamp",
)
_PRODUCTS: Table = Product.__table__  # type: ignore[assignment]
_LONGEST_NAME = 200
_STAGE_FROM = (
    (0.75, OpportunityStage.NEGOTIATING),
    (0.5, OpportunityStage.PROPOSED),
    (0.2, OpportunityStage.QUALIFIED),
)


def take(context: Context, rows: list[Row]) -> None:
    """Add or change opportunities; one without a known account is rejected."""
    accounts = context.accounts(rows, "accountid")
    users = context.users(rows, "ownerid")
    products = _products(context, rows)
    records = []
    for row in rows:
        name = record_id(row.fields.get("accountid", ""))
        if name not in accounts:
            reason = (
                "The account is not known: deleted, or its file was not imported." if name else "It has no account."
            )
            context.store.tally.reject(row.line, "AccountId", name, reason)
            continue
        records.append(_record(context, row, accounts[name], users, products))
    context.store.upsert(OPPORTUNITIES, SOURCED, records, counted=True)


def _record(context: Context, row: Row, account_id: int, users: dict[Any, int], products: dict[str, int]) -> Record:
    recorded = context.recorded(row)
    probability = context.value(row, "probability", _probability)
    amount = context.value(row, "amount", cents)
    values: dict[str, Any] = {
        "source": context.store.source,
        "external_id": row.id,
        "account_id": account_id,
        "name": row.text("name") or f"Unnamed opportunity {row.id}",
        "kind": told_by(KIND, row.fields.get("type", "")) or OpportunityKind.NEW,
        "stage": _stage(row, probability),
        "source_stage": row.text("stagename"),
    }
    given = context.present
    if "amount" in given:
        values["amount_cents"] = amount
        values["currency"] = context.currency_of(row) if amount is not None else None
    if "probability" in given:
        values["probability"] = probability
    if "closedate" in given:
        values["close_on"] = context.day(row, "closedate")
    if "ownerid" in given:
        values["owner_id"] = users.get(record_id(row.fields["ownerid"]))
    if "nextstep" in given:
        values["next_step"] = row.text("nextstep")
    if given & {"productc", "productnamec"}:
        values["product_id"] = products.get(_product_name(row).casefold())
    return Record(row.line, values, {"recorded_at": recorded, "opened_on": recorded.date()})


def _stage(row: Row, probability: float | None) -> OpportunityStage:
    if is_true(row.fields.get("iswon", "")):
        return OpportunityStage.WON
    said = told_by(STAGE, row.fields.get("stagename", ""))
    if is_true(row.fields.get("isclosed", "")):
        return OpportunityStage.WON if said is OpportunityStage.WON else OpportunityStage.LOST
    if said:
        return said
    likely = probability or 0
    return next((stage for least, stage in _STAGE_FROM if likely >= least), OpportunityStage.IDENTIFIED)


def _probability(text: str) -> float | None:
    percent = number(text.strip().removesuffix("%"))
    if percent is None:
        return None
    if not 0 <= percent <= 100:
        raise BadValueError("A probability is from 0 to 100.")
    return float(percent) / 100


def _products(context: Context, rows: list[Row]) -> dict[str, int]:
    """Row numbers by name without regard to case; a product that nobody sells yet is entered by its name."""
    names = {name.casefold(): name for row in rows if (name := _product_name(row))}
    if not names:
        return {}
    session = context.store.session
    known = {name.casefold(): number for name, number in session.execute(select(_PRODUCTS.c.name, _PRODUCTS.c.id))}
    missing = sorted(set(names) - set(known))
    if missing:
        new = [{"name": names[name], "source": context.store.source} for name in missing]
        made = session.execute(insert(_PRODUCTS).returning(_PRODUCTS.c.name, _PRODUCTS.c.id), new)
        known.update({name.casefold(): number for name, number in made})
    return known


def _product_name(row: Row) -> str:
    name = row.text("productc", "productnamec") or ""
    return name if len(name) <= _LONGEST_NAME else ""
