"""Case → issues; one that tells by what way it came in is also a touchpoint, and an escalated one an escalation."""

from datetime import datetime
from typing import Any

from sqlalchemy import Table

from data_access.imports.participants import set_participants
from data_access.imports.salesforce.context import CONTACTS, ISSUES, SOURCED, TOUCHPOINTS, Context, Row
from data_access.imports.salesforce.rules import CHANNEL, ISSUE_STATUS, SEVERITY, told_by
from data_access.imports.salesforce.values import is_true, record_id
from data_access.imports.store import Record
from data_access.models import IssueEscalation
from domain.vocabulary import Channel, Department, Direction, IssueStatus, ParticipantPart, Purpose, Severity

FIELDS = (
    "accountid",
    "contactid",
    "casenumber",
    "subject",
    "description",
    "priority",
    "severityc",
    "status",
    "isclosed",
    "closeddate",
    "isescalated",
    "origin",
    "type",
    "createddate",
    "lastmodifieddate",
    "systemmodstamp",
)
_ESCALATIONS: Table = IssueEscalation.__table__  # type: ignore[assignment]


def take(context: Context, rows: list[Row]) -> None:
    """Add or change issues; one without account takes that of its contact, or is rejected."""
    contacts = context.contacts(rows, "contactid")
    accounts = context.accounts(rows, "accountid")
    homes = context.homes(CONTACTS, [record_id(row.fields.get("contactid", "")) for row in rows])
    records: list[tuple[Row, Record]] = []
    for row in rows:
        contact_name = record_id(row.fields.get("contactid", ""))
        account = accounts.get(record_id(row.fields.get("accountid", ""))) or homes.get(contact_name)
        if account is None:
            reason = "No known account: neither its own nor that of its contact."
            context.store.tally.reject(row.line, "AccountId", row.text("accountid", "contactid"), reason)
            continue
        records.append((row, _record(context, row, account, contacts.get(contact_name))))
    undated = {record.line for row, record in records if not _closing(context, row)}

    def settle(record: Record) -> None:
        before, resolved_at = record.before or {}, record.values["resolved_at"]
        if resolved_at:
            known = before["resolved_at"] if record.line in undated else None
            record.values["resolved_at"] = known or max(resolved_at, before["opened_at"])

    context.store.upsert(ISSUES, SOURCED, [record for _, record in records], counted=True, settle=settle)
    stored = [(row, record) for row, record in records if record.outcome != "rejected"]
    _escalate(context, stored)
    _came_in(context, stored)


def _record(context: Context, row: Row, account_id: int, contact_id: int | None) -> Record:
    opened_at = context.instant(row, "createddate") or _closing(context, row) or context.store.now
    status = told_by(ISSUE_STATUS, row.fields.get("status", "")) or IssueStatus.OPEN
    if is_true(row.fields.get("isclosed", "")):
        status = IssueStatus.RESOLVED
    values: dict[str, Any] = {
        "source": context.store.source,
        "external_id": row.id,
        "account_id": account_id,
        "title": row.text("subject", "type") or f"Case {row.text('casenumber') or row.id}",
        "description": row.text("description"),
        "severity": told_by(SEVERITY, row.fields.get("severityc", ""), row.fields.get("priority", "")) or Severity.S3,
        "status": status,
        "contact_id": contact_id,
        "resolved_at": None,
    }
    if status is IssueStatus.RESOLVED:  # never before it was opened
        values["resolved_at"] = max(_closing(context, row) or opened_at, opened_at)
    first = {"recorded_at": context.recorded(row), "opened_at": opened_at, "department": Department.SUPPORT}
    return Record(row.line, values, first)


def _closing(context: Context, row: Row) -> datetime | None:
    """When it was closed, as far as the record tells: else when it was last changed."""
    return context.instant(row, "closeddate", "lastmodifieddate", "systemmodstamp")


def _opened_at(record: Record) -> datetime:
    """When the issue opened, as it stands in the table."""
    opened_at: datetime = {**(record.first or {}), **(record.before or {})}["opened_at"]
    return opened_at


def _escalate(context: Context, stored: list[tuple[Row, Record]]) -> None:
    """Salesforce tells that a case is escalated, not since when: the escalation bears the day of the case."""
    rows = []
    for row, record in stored:
        if is_true(row.fields.get("isescalated", "")):
            values = {
                "issue_id": record.id,
                "account_id": record.values["account_id"],
                "department": Department.SUPPORT,
                "escalated_at": _opened_at(record),
                "reason": "Marked as escalated in Salesforce.",
            }
            rows.append((row.line, values, context.store.now))
    context.write(_ESCALATIONS, ("issue_id", "escalated_at"), rows)


def _came_in(context: Context, stored: list[tuple[Row, Record]]) -> None:
    told = [(row, record) for row, record in stored if row.text("origin")]
    rows = [(row.line, _touch(row, record, context), context.recorded(row)) for row, record in told]
    touches = context.write(TOUCHPOINTS, SOURCED, rows)
    people = [
        [{"contact_id": record.values["contact_id"], "user_id": None, "address": None, "part": ParticipantPart.SENDER}]
        if record.values["contact_id"]
        else []
        for _, record in told
    ]
    for touch, (_, record) in zip(touches, told, strict=True):
        if touch.outcome == "changed":
            record.outcome = context.store.tally.promote(record.outcome)
    set_participants(context.store, list(zip(touches, people, strict=True)))


def _touch(row: Row, record: Record, context: Context) -> dict[str, Any]:
    return {
        "source": context.store.source,
        "external_id": row.id,
        "account_id": record.values["account_id"],
        "occurred_at": _opened_at(record),
        "channel": told_by(CHANNEL, row.fields["origin"]) or Channel.SUPPORT,
        "direction": Direction.INBOUND,
        "purpose": Purpose.ISSUE,
        "subject": record.values["title"],
        "summary": None,
    }
