"""Contact → contacts and stakeholders; ReportsToId → reporting lines, when all are in."""

from typing import Any

from sqlalchemy import Table, bindparam, select, update

from data_access.imports.salesforce.context import CONTACTS, SOURCED, Context, Row
from data_access.imports.salesforce.rules import SENIORITY, told_by
from data_access.imports.salesforce.values import email, record_id
from data_access.imports.store import Record, chunks
from data_access.models import ContactRelation, Stakeholder
from domain.vocabulary import RelationKind

FIELDS = (
    "accountid",
    "name",
    "firstname",
    "lastname",
    "email",
    "phone",
    "mobilephone",
    "title",
    "designationc",
    "jobtitlec",
    "department",
    "reportstoid",
    "createddate",
    "lastmodifieddate",
    "systemmodstamp",
)
STAKEHOLDERS: Table = Stakeholder.__table__  # type: ignore[assignment]
_RELATIONS: Table = ContactRelation.__table__  # type: ignore[assignment]
_TITLES = ("title", "designationc", "jobtitlec")


def take(context: Context, rows: list[Row]) -> None:
    """Add or change contacts; one whose account is not known is kept without it."""
    accounts = context.accounts(rows, "accountid")
    records = []
    for row in rows:
        name = record_id(row.fields.get("accountid", ""))
        if name and name not in accounts:
            context.store.tally.leave_out(row.line, "AccountId", name, "The account is not known.")
        records.append(_record(context, row, accounts.get(name)))
    context.store.upsert(CONTACTS, SOURCED, records, counted=True)
    stored = [(row, record) for row, record in zip(rows, records, strict=True) if record.outcome != "rejected"]
    employed = [(row, record) for row, record in stored if record.values.get("account_id")]
    context.write(
        STAKEHOLDERS,
        ("account_id", "contact_id"),
        [
            (row.line, {"account_id": record.values["account_id"], "contact_id": record.id}, context.recorded(row))
            for row, record in employed
        ],
    )
    if "reportstoid" in context.present:
        context.later += [(record, record_id(row.fields["reportstoid"])) for row, record in employed]


def finish(context: Context) -> None:
    """Draw the reporting lines between people of one account, and end those that hold no longer."""
    known = context.store.ids(CONTACTS, [manager_name for _, manager_name in context.later])
    homes = _homes(context, list(known.values()))
    lines, employees = [], {}
    for record, manager_name in context.later:
        if not manager_name:
            continue
        home, manager = record.values["account_id"], known.get(manager_name)
        if manager is None or manager == record.id or homes.get(manager) != home:
            context.store.tally.leave_out(record.line, "ReportsToId", manager_name, "No other contact of the account.")
            continue
        employees[record.line] = record
        values = {"account_id": home, "from_contact_id": record.id, "to_contact_id": manager}
        lines.append(
            (record.line, {**values, "kind": RelationKind.REPORTS_TO, "is_confirmed": True}, context.store.now)
        )
    drawn = context.write(_RELATIONS, ("account_id", "from_contact_id", "to_contact_id", "kind"), lines)
    for line in drawn:
        if line.outcome != "unchanged":
            context.store.tally.promote(employees[line.line].outcome)
    _end_former(context, {line.values["from_contact_id"]: line.values["to_contact_id"] for line in drawn})


def _record(context: Context, row: Row, account_id: int | None) -> Record:
    address = context.value(row, "email", email)
    full = f"{row.fields.get('firstname', '')} {row.fields.get('lastname', '')}".strip()
    name = row.text("name") or full or address
    if not name:
        context.store.tally.leave_out(row.line, "Name", None, "The contact has no name.")
    values: dict[str, Any] = {
        "source": context.store.source,
        "external_id": row.id,
        "name": name or f"Unnamed contact {row.id}",
    }
    given = context.present
    if "accountid" in given:
        values["account_id"] = account_id
    if "email" in given:
        values["email"] = address
    if given & {"phone", "mobilephone"}:
        values["phone"] = row.text("phone", "mobilephone")
    if "department" in given:
        values["department"] = row.text("department")
    if given & set(_TITLES):
        values["title"] = row.text(*_TITLES)
        values["seniority"] = told_by(SENIORITY, values["title"] or "")
    return Record(row.line, values, {"recorded_at": context.recorded(row)})


def _homes(context: Context, numbers: list[int]) -> dict[int, int]:
    homes: dict[int, int] = {}
    for part in chunks(numbers):
        query = select(CONTACTS.c.id, CONTACTS.c.account_id).where(
            CONTACTS.c.id.in_(part), CONTACTS.c.account_id.is_not(None)
        )
        homes.update(context.store.session.execute(query).all())
    return homes


def _end_former(context: Context, managers: dict[int, int]) -> None:
    """A person reports to one manager: an older line to somebody else ends today."""
    session = context.store.session
    former = []
    for part in chunks(managers):
        query = select(_RELATIONS.c.id, _RELATIONS.c.from_contact_id, _RELATIONS.c.to_contact_id).where(
            _RELATIONS.c.from_contact_id.in_(part),
            _RELATIONS.c.kind == RelationKind.REPORTS_TO,
            _RELATIONS.c.ended_on.is_(None),
        )
        former += [{"key": number} for number, who, whom in session.execute(query) if managers[who] != whom]
    if former:
        end = update(_RELATIONS).where(_RELATIONS.c.id == bindparam("key")).values(ended_on=context.store.now.date())
        session.connection().execute(end, former)
