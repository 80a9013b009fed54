"""AccountContactRelation and OpportunityContactRole → stakeholders, with the role as an assumption."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import Table

from data_access.imports.salesforce.contacts import STAKEHOLDERS
from data_access.imports.salesforce.context import OPPORTUNITIES, Context, Row
from data_access.imports.salesforce.rules import BUYING_ROLE, told_by
from data_access.imports.salesforce.values import record_id
from data_access.imports.store import Record
from data_access.models import Assessment

FIELDS = (
    "accountid",
    "contactid",
    "opportunityid",
    "roles",
    "role",
    "isactive",
    "startdate",
    "enddate",
    "createddate",
    "lastmodifieddate",
    "systemmodstamp",
)
_ASSESSMENTS: Table = Assessment.__table__  # type: ignore[assignment]
_NO = {"false", "0", "no"}


def take(context: Context, rows: list[Row]) -> None:
    """Make contacts stakeholders of the accounts that they are related to; ended relations are left out."""
    tally = context.store.tally
    contacts = context.contacts(rows, "contactid")
    accounts = context.accounts(rows, "accountid")
    by_opportunity = context.homes(OPPORTUNITIES, [record_id(row.fields.get("opportunityid", "")) for row in rows])
    given: dict[tuple[int, int], Row] = {}
    for row in rows:
        if _is_over(context, row):
            tally.count("skipped")
            continue
        contact = contacts.get(record_id(row.fields.get("contactid", "")))
        account = accounts.get(record_id(row.fields.get("accountid", ""))) or by_opportunity.get(
            record_id(row.fields.get("opportunityid", ""))
        )
        if contact is None:
            tally.reject(row.line, "ContactId", row.text("contactid"), "The contact is not known.")
        elif account is None:
            tally.reject(row.line, "AccountId", row.text("accountid", "opportunityid"), "The account is not known.")
        elif (account, contact) in given:
            tally.count("unchanged")
            given[account, contact] = row if row.text("roles", "role") else given[account, contact]
        else:
            given[account, contact] = row
    _store(context, given)


def _store(context: Context, given: dict[tuple[int, int], Row]) -> None:
    stakeholders = context.write(
        STAKEHOLDERS,
        ("account_id", "contact_id"),
        [
            (row.line, {"account_id": account, "contact_id": contact}, context.recorded(row))
            for (account, contact), row in given.items()
        ],
    )
    numbers = {(record.values["account_id"], record.values["contact_id"]): record for record in stakeholders}
    judged = context.write(
        _ASSESSMENTS,
        ("stakeholder_id", "assessed_on"),
        [
            (row.line, values, context.recorded(row))
            for pair, row in given.items()
            if (values := _assessment(context, row, numbers[pair]))
        ],
    )
    added = {record.line for record in judged if record.outcome in ("added", "changed")}
    for record in stakeholders:
        context.store.tally.count(
            "changed" if record.outcome == "unchanged" and record.line in added else record.outcome
        )


def _assessment(context: Context, row: Row, stakeholder: Record) -> dict[str, Any] | None:
    told = row.text("roles", "role")
    role = told_by(BUYING_ROLE, told or "")
    if role is None:
        return None
    moment: datetime = context.recorded(row)
    day: date = context.day(row, "startdate") or moment.date()
    return {
        "stakeholder_id": stakeholder.id,
        "account_id": stakeholder.values["account_id"],
        "assessed_on": day,
        "buying_role": role,
        "is_confirmed": False,
        "note": f"Role in Salesforce: {told}",
    }


def _is_over(context: Context, row: Row) -> bool:
    ended = context.day(row, "enddate")
    return row.fields.get("isactive", "").lower() in _NO or bool(ended and ended < context.store.now.date())
