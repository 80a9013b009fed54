"""What does one record beside the touchpoints say, as known on the viewer's day?"""

from collections.abc import Callable, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from data_access.cache import cached
from data_access.models import (
    Commitment,
    Contact,
    ContractEvent,
    Invoice,
    Issue,
    IssueEscalation,
    IssueUpdate,
    Renewal,
    SurveyResponse,
    User,
)
from data_access.queries.occurrences import occurrences
from data_access.session import reading
from domain.errors import NotFound
from domain.evidence import Kind
from domain.occurrence import Occurrence, survey_words
from domain.record import Record, noon
from domain.ties import end_of
from domain.viewer import Viewer

Facts = tuple[tuple[str, str | date], ...]


@cached(entries=256)
def record(viewer: Viewer, account_id: int, kind: Kind, number: int) -> Record:
    """The record of that kind and number, if it is this account's. Raises `NotFound`."""
    found = next((one for one in occurrences(viewer, account_id) if (one.kind, one.id) == (kind, number)), None)
    if found is None:
        raise NotFound(kind.value)
    with reading(viewer) as session:
        return _READERS[kind](session, viewer, found)


def _issue(session: Session, viewer: Viewer, found: Occurrence) -> Record:
    i = Issue
    row = session.execute(
        select(i, Contact.name.label("contact")).outerjoin(Contact, Contact.id == i.contact_id).where(i.id == found.id)
    ).one()
    issue: Issue = row.Issue
    return Record(
        Kind.ISSUE, issue.id, issue.title, issue.opened_at,
        _known(
            ("Severity", issue.severity.value.upper()), ("Department", _words(issue.department)),
            ("Raised by", row.contact), ("Opened", issue.opened_at.date()), ("State", found.word.partition(", ")[2]),
            ("Resolved", None if "open" in found.word else found.until), ("Resolution promised", issue.promised_on),
        ),
        issue.description, _notes(session, viewer, issue.id),
    )  # fmt: skip


def _notes(session: Session, viewer: Viewer, issue_id: int) -> tuple[tuple[date, str], ...]:
    """What the client was told, to whom it was escalated, and what was promised, by day."""
    u, e, c, end = IssueUpdate, IssueEscalation, Commitment, end_of(viewer.as_of)
    told = session.execute(
        select(u.told_at, u.told).where(u.issue_id == issue_id, u.told_at < end, u.recorded_at < end)
    )
    raised = session.execute(
        select(e.escalated_at, e.department, e.reason).where(
            e.issue_id == issue_id, e.escalated_at < end, e.recorded_at < end
        )
    )
    promised = session.execute(select(c.made_on, c.promise).where(c.issue_id == issue_id, c.recorded_at < end))
    notes = [(row.told_at.date(), f"Told: {row.told}") for row in told]
    notes += [(row.escalated_at.date(), f"Raised to {_words(row.department)}: {row.reason}") for row in raised]
    notes += [(row.made_on, f"Promised: {row.promise}") for row in promised]
    return tuple(sorted(notes))


def _promise(session: Session, _viewer: Viewer, found: Occurrence) -> Record:
    c = Commitment
    statement = (
        select(c, Contact.name.label("contact"), User.name.label("user"))
        .outerjoin(Contact, Contact.id == c.contact_id)
        .outerjoin(User, User.id == c.user_id)
        .where(c.id == found.id)
    )
    row = session.execute(statement).one()
    promise: Commitment = row.Commitment
    facts = _known(
        ("Promised by", f"us, {_words(promise.department)}" if promise.is_ours else "them"), ("Ours", row.user),
        ("Theirs", row.contact), ("Made", promise.made_on), ("Where", f"in the {promise.origin.value}"),
        ("Due", promise.due_on), ("State", found.word.removeprefix("due, ")),
    )  # fmt: skip
    return Record(Kind.PROMISE, promise.id, promise.promise, noon(promise.due_on), facts)


def _survey(session: Session, _viewer: Viewer, found: Occurrence) -> Record:
    s = SurveyResponse
    statement = select(s, Contact.name.label("contact")).outerjoin(Contact, Contact.id == s.contact_id)
    row = session.execute(statement.where(s.id == found.id)).one()
    answer: SurveyResponse = row.SurveyResponse
    facts = _known(("Answered by", row.contact), ("Answered", found.on))
    return Record(
        Kind.SURVEY, answer.id, survey_words(answer.kind, answer.score), answer.answered_at, facts, answer.comment
    )


def _invoice(session: Session, _viewer: Viewer, found: Occurrence) -> Record:
    bill = session.scalars(select(Invoice).where(Invoice.id == found.id)).one()
    amount = f"{bill.amount_cents / 100:,.2f} {bill.currency}"
    facts = _known(("Amount", amount), ("Issued", bill.issued_on), ("Due", bill.due_on), ("State", found.word[5:]))
    return Record(Kind.INVOICE, bill.id, found.label, noon(bill.due_on), facts)


def _contract_event(session: Session, _viewer: Viewer, found: Occurrence) -> Record:
    event = session.scalars(select(ContractEvent).where(ContractEvent.id == found.id)).one()
    change = event.arr_change_cents
    arr = None if change is None else f"{change / 100:+,.2f} {event.currency or ''}".strip()
    facts = _known(("Happened", event.happened_on), ("Takes effect", event.effective_on), ("ARR", arr))
    return Record(Kind.CONTRACT, event.id, found.label, noon(event.happened_on), facts, event.note)


def _renewal(session: Session, viewer: Viewer, found: Occurrence) -> Record:
    row = session.scalars(select(Renewal).where(Renewal.id == found.id)).one()
    decided = row.decided_on if row.decided_on is not None and row.decided_on <= viewer.as_of else None
    facts = _known(
        ("Term ends", row.due_on), ("Notice until", row.notice_on), ("State", found.word), ("Decided", decided)
    )
    return Record(Kind.RENEWAL, row.id, found.label, noon(row.due_on), facts, row.reason if decided else None)


def _note(_session: Session, _viewer: Viewer, found: Occurrence) -> Record:
    facts = _known(("From", found.on), ("To", found.until), ("Written by", found.word))
    return Record(Kind.NOTE, found.id, found.label, noon(found.on), facts)


def _plain(_session: Session, _viewer: Viewer, found: Occurrence) -> Record:
    """Milestones, goals and owners: what the timeline says of them is all that is known."""
    facts = _known(("Day", found.on), ("State", found.word))
    return Record(found.kind, found.id, found.label, noon(found.on), facts)


_READERS: Final[Mapping[Kind, Callable[[Session, Viewer, Occurrence], Record]]] = MappingProxyType(
    {
        Kind.ISSUE: _issue,
        Kind.PROMISE: _promise,
        Kind.SURVEY: _survey,
        Kind.INVOICE: _invoice,
        Kind.CONTRACT: _contract_event,
        Kind.RENEWAL: _renewal,
        Kind.MILESTONE: _plain,
        Kind.GOAL: _plain,
        Kind.OWNER: _plain,
        Kind.NOTE: _note,
    }
)


def _known(*facts: tuple[str, str | date | None]) -> Facts:
    return tuple((label, value) for label, value in facts if value)


def _words(value: Any) -> str | None:
    return None if value is None else str(value.value).replace("_", " ")
