"""User → users. A person known by e-mail already (entered here) is the same person."""

from zoneinfo import available_timezones

from sqlalchemy import select, update

from data_access.imports.salesforce.context import SOURCED, USERS, Context, Row, stub_name
from data_access.imports.salesforce.values import email, first_given, is_true
from data_access.imports.store import Record, chunks
from domain.vocabulary import Role

FIELDS = (
    "name",
    "firstname",
    "lastname",
    "username",
    "alias",
    "email",
    "isactive",
    "usertype",
    "timezonesidkey",
    "createddate",
    "lastmodifieddate",
    "systemmodstamp",
)
_NO_PERSON = (
    "automated",
    "guest",
    "cloudintegration",
    "csnonly",
    "csp",
    "powercustomer",
    "powerpartner",
    "selfservice",
)


def take(context: Context, rows: list[Row]) -> None:
    """Add or complete users; the role is given once and then belongs to the administrator here."""
    emails = {row.line: context.value(row, "email", email) for row in rows}
    _adopt(context, {address: row.id for row in rows if (address := emails[row.line])})
    taken = _taken_addresses(context, [address for address in emails.values() if address])
    records = []
    for row in rows:
        address = emails[row.line]
        if address and taken.setdefault(address, row.id) != row.id:
            context.store.tally.leave_out(row.line, "email", address, "Another user has this address.")
            address = None
        records.append(_record(context, row, address))
    context.store.upsert(USERS, SOURCED, records, counted=True, settle=_keep_out)


def _record(context: Context, row: Row, address: str | None) -> Record:
    full = f"{row.fields.get('firstname', '')} {row.fields.get('lastname', '')}".strip()
    name = first_given(row.fields, "name") or full or first_given(row.fields, "username", "alias") or stub_name(row.id)
    kind = row.fields.get("usertype", "").lower()
    is_active = "isactive" not in context.present or is_true(row.fields["isactive"])
    values = {
        "source": context.store.source,
        "external_id": row.id,
        "name": name,
        "is_active": is_active and not kind.startswith(_NO_PERSON),
    }
    if "email" in context.present:
        values["email"] = address
    if "timezonesidkey" in context.present:
        values["time_zone"] = _zone(row.fields["timezonesidkey"])
    return Record(row.line, values, {"role": Role.ACCOUNT_MANAGER, "recorded_at": context.recorded(row)})


def _keep_out(record: Record) -> None:
    """Whom an administrator here has locked out stays out, and no file locks an administrator out."""
    before = record.before or {}
    unnamed = stub_name(record.values["external_id"])
    is_stub = before["name"] == unnamed
    if record.values["name"] == unnamed:
        record.values["name"] = before["name"]
    if not is_stub and (before["role"] is Role.ADMINISTRATOR or not before["is_active"]):
        record.values["is_active"] = before["is_active"]


def _zone(text: str) -> str:
    return text if text in available_timezones() else "UTC"


def _adopt(context: Context, ids: dict[str, str]) -> None:
    """Give the CRM's id to people who were entered here before, by their address."""
    session, source = context.store.session, context.store.source
    for part in chunks(ids):
        entered = select(USERS.c.id, USERS.c.email).where(USERS.c.email.in_(part), USERS.c.external_id.is_(None))
        for number, address in session.execute(entered).all():
            stub = (USERS.c.source == source) & (USERS.c.external_id == ids[address])
            if session.execute(select(USERS.c.id).where(stub)).first() is None:
                session.execute(
                    update(USERS).where(USERS.c.id == number).values(source=source, external_id=ids[address])
                )


def _taken_addresses(context: Context, addresses: list[str]) -> dict[str, str]:
    """Who has an address already, by id in this source, or "" if they come from elsewhere."""
    taken: dict[str, str] = {}
    for part in chunks(addresses):
        query = select(USERS.c.email, USERS.c.source, USERS.c.external_id).where(USERS.c.email.in_(part))
        for address, source, name in context.store.session.execute(query):
            taken[address] = name if source == context.store.source and name else ""
    return taken
