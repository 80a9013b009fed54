"""Task and Event → touchpoints with participants.

The account is the record's own, else that of what it is about, else that of the contact. A task that is not closed, and
anything in the future, is planned: shown, and never counted.
"""

from datetime import datetime
from typing import Any

from data_access.imports.participants import set_participants
from data_access.imports.salesforce.context import (
    CONTACTS,
    ISSUES,
    OPPORTUNITIES,
    SOURCED,
    TOUCHPOINTS,
    Context,
    Row,
)
from data_access.imports.salesforce.rules import CHANNEL, DIRECTION, PURPOSE, told_by
from data_access.imports.salesforce.values import activity_instant, is_true, record_id, whole
from data_access.imports.store import Record, Values
from domain.vocabulary import Channel, Direction, ParticipantPart, Purpose

FIELDS = (
    "accountid",
    "whatid",
    "whoid",
    "ownerid",
    "subject",
    "description",
    "activitydate",
    "activitydatetime",
    "startdatetime",
    "isalldayevent",
    "enddatetime",
    "completeddatetime",
    "status",
    "isclosed",
    "type",
    "typec",
    "tasksubtype",
    "eventsubtype",
    "calltype",
    "calldurationinseconds",
    "durationinminutes",
    "location",
    "isrecurrence",
    "ischild",
    "createddate",
    "lastmodifieddate",
    "systemmodstamp",
)
_CLOSED = ("complet", "closed", "done", "held")
_PARTS = {
    Direction.INBOUND: (ParticipantPart.SENDER, ParticipantPart.RECIPIENT),
    Direction.OUTBOUND: (ParticipantPart.RECIPIENT, ParticipantPart.SENDER),
    Direction.MUTUAL: (ParticipantPart.ATTENDEE, ParticipantPart.ATTENDEE),
}
"""What the contact and what our user are in a touchpoint of a direction."""


def take_tasks(context: Context, rows: list[Row]) -> None:
    """Add or change touchpoints from tasks."""
    _take(context, rows, is_event=False)


def take_events(context: Context, rows: list[Row]) -> None:
    """Add or change touchpoints from calendar events."""
    _take(context, rows, is_event=True)


def _take(context: Context, rows: list[Row], *, is_event: bool) -> None:
    kept = [row for row in rows if not (_is(row, "isrecurrence") or _is(row, "ischild"))]
    context.store.tally.count("skipped", len(rows) - len(kept))
    contacts = context.contacts(kept, "whoid")
    users = context.users(kept, "ownerid")
    places = _Places(context, kept)
    records: list[tuple[Row, Record]] = []
    for row in kept:
        account = places.of(row)
        if account is None:
            context.store.tally.reject(
                row.line, "AccountId", row.text("accountid", "whatid", "whoid"), _WITHOUT_ACCOUNT
            )
            continue
        record = _record(context, row, account, is_event)
        if record:
            records.append((row, record))
    context.store.upsert(TOUCHPOINTS, SOURCED, [record for _, record in records], counted=True)
    stored = [(row, record) for row, record in records if record.outcome != "rejected"]
    set_participants(context.store, [(record, _people(row, record, contacts, users)) for row, record in stored])


_WITHOUT_ACCOUNT = "No known account: neither its own, nor that of what it is about, nor that of its contact."


class _Places:
    """The accounts that activities belong to, looked up for many at once."""

    def __init__(self, context: Context, rows: list[Row]) -> None:
        what = [record_id(row.fields.get("whatid", "")) for row in rows]
        who = [record_id(row.fields.get("whoid", "")) for row in rows]
        self.direct = context.accounts(rows, "accountid", "whatid")
        self.about = context.homes(OPPORTUNITIES, what) | context.homes(ISSUES, what)
        self.contacts = context.homes(CONTACTS, who)

    def of(self, row: Row) -> int | None:
        """The account of one activity."""
        own, what, who = (record_id(row.fields.get(column, "")) for column in ("accountid", "whatid", "whoid"))
        return self.direct.get(own) or self.direct.get(what) or self.about.get(what) or self.contacts.get(who)


def _record(context: Context, row: Row, account_id: int, is_event: bool) -> Record | None:
    occurred_at = _occurred_at(context, row, is_event)
    if occurred_at is None:
        context.store.tally.reject(row.line, "ActivityDate", None, "It has no date at all.")
        return None
    channel = _channel(row, is_event)
    subject = row.text("subject")
    values = {
        "source": context.store.source,
        "external_id": row.id,
        "account_id": account_id,
        "occurred_at": occurred_at,
        "channel": channel,
        "direction": _direction(row, is_event or channel in (Channel.MEETING, Channel.VIDEO, Channel.EVENT)),
        "purpose": told_by(PURPOSE, subject or "") or Purpose.OTHER,
        "is_planned": occurred_at > context.store.now or not (is_event or _is_closed(context, row)),
        "is_automated": "listemail" in row.fields.get("tasksubtype", "").lower(),
        "duration_minutes": _minutes(context, row),
        "subject": subject,
        "summary": row.text("description"),
    }
    return Record(row.line, values, {"recorded_at": context.recorded(row)})


def _occurred_at(context: Context, row: Row, is_event: bool) -> datetime | None:
    columns = ("startdatetime", "activitydatetime") if is_event else ()
    timed = context.instant(row, *columns)
    if timed and _is(row, "isalldayevent"):
        timed = timed.replace(hour=12, minute=0, second=0)
    activity = context.value(row, "activitydate", lambda text: activity_instant(text, context.day_first))
    found = timed or activity
    if found and found > context.store.now and not is_event and _is_closed(context, row):
        found = None  # due later, and done already: what counts is when it was done
    return found or context.instant(row, "completeddatetime", "lastmodifieddate", "createddate")


def _channel(row: Row, is_event: bool) -> Channel:
    """What the record says of itself, most explicit first; else the lightest that it can have been."""
    if row.fields.get("tasksubtype", "").lower() not in ("", "task", "event"):
        said = told_by(CHANNEL, row.fields["tasksubtype"])
        if said:
            return said
    if row.text("calltype", "calldurationinseconds") and not is_event:
        return Channel.CALL
    texts = [row.fields.get(column, "") for column in ("type", "typec", "location", "subject")]
    known = [said for text in texts if (said := told_by(CHANNEL, text))]
    if is_event and Channel.VIDEO in known:
        return Channel.VIDEO
    return known[0] if known else (Channel.MEETING if is_event else Channel.EMAIL)


def _direction(row: Row, is_mutual: bool) -> Direction:
    said = told_by(DIRECTION, row.fields.get("calltype", "")) or told_by(DIRECTION, row.fields.get("subject", ""))
    return said or (Direction.MUTUAL if is_mutual else Direction.OUTBOUND)


def _is_closed(context: Context, row: Row) -> bool:
    status = row.fields.get("status", "").lower()
    if not context.present & {"isclosed", "status"}:
        return True
    return _is(row, "isclosed") or any(word in status for word in _CLOSED)


def _minutes(context: Context, row: Row) -> int | None:
    minutes = context.value(row, "durationinminutes", whole)
    seconds = context.value(row, "calldurationinseconds", whole)
    if minutes is None and seconds is not None:
        minutes = (seconds + 59) // 60
    return minutes if minutes is not None and 0 <= minutes <= 100_000 else None


def _people(row: Row, record: Record, contacts: dict[Any, int], users: dict[Any, int]) -> list[Values]:
    theirs, ours = _PARTS[record.values["direction"]]
    contact = contacts.get(record_id(row.fields.get("whoid", "")))
    user = users.get(record_id(row.fields.get("ownerid", "")))
    people: list[Values] = []
    if contact:
        people.append({"contact_id": contact, "user_id": None, "address": None, "part": theirs})
    if user:
        people.append({"contact_id": None, "user_id": user, "address": None, "part": ours})
    return people


def _is(row: Row, column: str) -> bool:
    return is_true(row.fields.get(column, ""))
