"""Account → accounts, with their domains and the history of their owners. Parents follow when all are in."""

import json
from typing import Any

from sqlalchemy import Table

from data_access.imports.circles import hang
from data_access.imports.salesforce.context import ACCOUNTS, SOURCED, Context, Row
from data_access.imports.salesforce.rules import LIFECYCLE, told_by
from data_access.imports.salesforce.values import cents, domain, record_id, whole
from data_access.imports.store import Record
from data_access.models import AccountDomain, AccountOwner
from domain.vocabulary import Lifecycle

FIELDS = (
    "name",
    "type",
    "accounttype",
    "accounttypec",
    "classificationc",
    "customerstatusc",
    "statusc",
    "accountstatusc",
    "parentid",
    "billingcountry",
    "shippingcountry",
    "billingaddress",
    "website",
    "industry",
    "annualrevenue",
    "numberofemployees",
    "description",
    "ownerid",
    "currencyisocode",
    "firstname",
    "lastname",
    "createddate",
    "lastmodifieddate",
    "systemmodstamp",
)
_STATE = ("classificationc", "customerstatusc", "accountstatusc", "statusc", "type", "accounttype", "accounttypec")
_CUSTOMER = {Lifecycle.ONBOARDING, Lifecycle.ACTIVE, Lifecycle.RENEWING}
_DOMAINS: Table = AccountDomain.__table__  # type: ignore[assignment]
_OWNERS: Table = AccountOwner.__table__  # type: ignore[assignment]


def take(context: Context, rows: list[Row]) -> None:
    """Add or change accounts; tier, potential and fit are not the CRM's to say, and stay as they are."""
    users = context.users(rows, "ownerid")
    records = [_record(context, row, users.get(record_id(row.fields.get("ownerid", "")))) for row in rows]
    context.store.upsert(ACCOUNTS, SOURCED, records, counted=True, settle=_keep_stage)
    stored = [(row, record) for row, record in zip(rows, records, strict=True) if record.outcome != "rejected"]
    context.write(_DOMAINS, ("account_id", "domain"), _domains(context, stored))
    if "ownerid" in context.present:
        context.write(_OWNERS, ("account_id", "since_on"), _owners(context, stored))
    if "parentid" in context.present:
        context.later += [(record, record_id(row.fields["parentid"])) for row, record in stored]


def finish(context: Context) -> None:
    """Hang accounts under their parents; a line that would close a circle is left out, and told."""
    hang(context.store, ACCOUNTS, "parent_id", "ParentId", context.later)


def _record(context: Context, row: Row, owner_id: int | None) -> Record:
    person = f"{row.fields.get('firstname', '')} {row.fields.get('lastname', '')}".strip()
    name = row.text("name") or person
    if not name:
        context.store.tally.leave_out(row.line, "Name", None, "The account has no name.")
    values: dict[str, Any] = {
        "source": context.store.source,
        "external_id": row.id,
        "name": name or f"Unnamed account {row.id}",
    }
    given = context.present
    if "ownerid" in given:
        values["owner_id"] = owner_id
    for column in ("industry", "website", "description"):
        if column in given:
            values[column] = row.text(column)
    if given & {"billingcountry", "shippingcountry", "billingaddress"}:
        values["country"] = row.text("billingcountry", "shippingcountry") or _country_in(
            row.fields.get("billingaddress")
        )
    if "numberofemployees" in given:
        values["employees"] = context.value(row, "numberofemployees", whole)
    if "annualrevenue" in given:
        values["annual_revenue_cents"] = context.value(row, "annualrevenue", cents)
        known = values["annual_revenue_cents"] is not None
        values["annual_revenue_currency"] = context.currency_of(row) if known else None
    if given & set(_STATE):
        values["lifecycle"] = told_by(LIFECYCLE, *[row.fields.get(column, "") for column in _STATE]) or Lifecycle.ACTIVE
    return Record(row.line, values, {"recorded_at": context.recorded(row)})


def _keep_stage(record: Record) -> None:
    """The CRM tells customers from prospects and former ones; where a customer stands is known better here."""
    before = (record.before or {}).get("lifecycle")
    if before in _CUSTOMER and record.values.get("lifecycle") in _CUSTOMER:
        record.values["lifecycle"] = before


def _country_in(address: str | None) -> str | None:
    try:
        place = json.loads(address or "{}")
    except ValueError:
        return None
    return str(place["country"]) if isinstance(place, dict) and place.get("country") else None


def _domains(context: Context, stored: list[tuple[Row, Record]]) -> list[tuple[int, dict[str, Any], Any]]:
    found = [(row, record, domain(row.fields.get("website", ""))) for row, record in stored]
    return [
        (row.line, {"account_id": record.id, "domain": name}, context.store.now) for row, record, name in found if name
    ]


def _owners(context: Context, stored: list[tuple[Row, Record]]) -> list[tuple[int, dict[str, Any], Any]]:
    """The first owner since the account was made; a later one since the record was last changed."""
    turns = []
    for row, record in stored:
        owner = record.values["owner_id"]
        if owner is None or (record.before and record.before["owner_id"] == owner):
            continue
        if record.before:
            since, known = context.day(row, "lastmodifieddate", "systemmodstamp"), context.store.now
        else:
            since, known = context.day(row, "createddate", "lastmodifieddate"), context.recorded(row)
        since = since or context.store.now.date()
        turns.append((row.line, {"account_id": record.id, "since_on": since, "user_id": owner}, known))
    return turns
