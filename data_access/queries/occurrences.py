"""What else stands on the account's time axis: contracts, renewals, invoices, surveys, owners, the plan?"""

from collections.abc import Iterator
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from data_access.cache import cached
from data_access.models import (
    AccountOwner,
    ContractEvent,
    Invoice,
    PlanGoal,
    PlanMilestone,
    Renewal,
    SurveyResponse,
    User,
)
from data_access.queries.annotations import annotations
from data_access.queries.service import issues, promises
from data_access.session import reading
from domain import occurrence as rules
from domain.evidence import Kind
from domain.occurrence import Lane, Occurrence, Sign
from domain.ties import end_of
from domain.viewer import Viewer
from domain.vocabulary import InvoiceStatus, Progress, RenewalStatus

_LABEL = 80


@cached(entries=64)
def occurrences(viewer: Viewer, account_id: int) -> tuple[Occurrence, ...]:
    """Everything dated but the touchpoints, as known on the viewer's day, by day."""
    found = [
        *rules.issue_occurrences(issues(viewer, account_id), viewer.as_of),
        *rules.promise_occurrences(promises(viewer, account_id)),
        *rules.note_occurrences(annotations(viewer, account_id)),
    ]
    with reading(viewer) as session:
        for read in (_contract_events, _renewals, _invoices, _surveys, _owners, _milestones, _goals):
            found += read(session, viewer, account_id)
    return tuple(sorted(found, key=lambda one: (one.on, one.kind, one.id)))


def _contract_events(session: Session, viewer: Viewer, account_id: int) -> Iterator[Occurrence]:
    e = ContractEvent
    statement = select(e.id, e.kind, e.happened_on, e.note).where(
        e.account_id == account_id, e.recorded_at < end_of(viewer.as_of), e.happened_on <= viewer.as_of
    )
    for row in session.execute(statement):
        name = row.kind.value.replace("_", " ").capitalize()
        yield _one(
            Kind.CONTRACT, row.id, Lane.CONTRACT, row.happened_on, name, row.note or "", rules.contract_sign(row.kind)
        )


def _renewals(session: Session, viewer: Viewer, account_id: int) -> Iterator[Occurrence]:
    r = Renewal
    statement = select(r.id, r.due_on, r.status, r.decided_on).where(
        r.account_id == account_id, r.recorded_at < end_of(viewer.as_of)
    )
    for row in session.execute(statement):
        decided = row.decided_on is not None and row.decided_on <= viewer.as_of
        status = row.status if decided else RenewalStatus.OPEN
        yield _one(Kind.RENEWAL, row.id, Lane.CONTRACT, row.due_on, "Renewal", status.value, rules.renewal_sign(status))


def _invoices(session: Session, viewer: Viewer, account_id: int) -> Iterator[Occurrence]:
    i = Invoice
    statement = select(i.id, i.number, i.due_on, i.paid_on, i.status).where(
        i.account_id == account_id, i.recorded_at < end_of(viewer.as_of)
    )
    for row in session.execute(statement):
        word, sign = rules.invoice_state(row.due_on, row.paid_on, row.status is InvoiceStatus.CANCELLED, viewer.as_of)
        yield _one(Kind.INVOICE, row.id, Lane.INVOICES, row.due_on, f"Invoice {row.number}", f"due, {word}", sign)


def _surveys(session: Session, viewer: Viewer, account_id: int) -> Iterator[Occurrence]:
    s, end = SurveyResponse, end_of(viewer.as_of)
    statement = select(s.id, s.kind, s.score, s.comment, s.answered_at).where(
        s.account_id == account_id, s.recorded_at < end, s.answered_at < end
    )
    for row in session.execute(statement):
        words = rules.survey_words(row.kind, row.score)
        said = f"“{row.comment[:_LABEL]}”" if row.comment else ""
        day = row.answered_at.date()
        yield _one(Kind.SURVEY, row.id, Lane.SURVEYS, day, words, said, rules.survey_sign(row.kind, row.score))


def _owners(session: Session, viewer: Viewer, account_id: int) -> Iterator[Occurrence]:
    o = AccountOwner
    statement = (
        select(o.id, o.since_on, o.note, User.name.label("owner"))
        .outerjoin(User, User.id == o.user_id)
        .where(o.account_id == account_id, o.since_on <= viewer.as_of, o.recorded_at < end_of(viewer.as_of))
    )
    for row in session.execute(statement):
        label = f"Owner: {row.owner or 'nobody'}"
        yield _one(Kind.OWNER, row.id, Lane.PLAN, row.since_on, label, row.note or "from this day on", Sign.PLAIN)


def _milestones(session: Session, viewer: Viewer, account_id: int) -> Iterator[Occurrence]:
    m = PlanMilestone
    statement = select(m.id, m.title, m.due_on, m.done_on, m.progress).where(
        m.account_id == account_id, m.recorded_at < end_of(viewer.as_of)
    )
    for row in session.execute(statement):
        word, sign = rules.step_state(row.due_on, row.done_on, row.progress is Progress.DROPPED, viewer.as_of)
        yield _one(Kind.MILESTONE, row.id, Lane.PLAN, row.due_on, row.title, f"milestone, {word}", sign)


def _goals(session: Session, viewer: Viewer, account_id: int) -> Iterator[Occurrence]:
    g = PlanGoal
    day = func.coalesce(g.reached_on, g.due_on)
    statement = select(g.id, g.title, g.due_on, g.reached_on, g.progress).where(
        g.account_id == account_id, g.recorded_at < end_of(viewer.as_of), day.is_not(None)
    )
    for row in session.execute(statement):
        reached = row.reached_on if row.reached_on is not None and row.reached_on <= viewer.as_of else None
        on = reached or row.due_on
        if on is not None:
            word, sign = rules.step_state(row.due_on, reached, row.progress is Progress.DROPPED, viewer.as_of)
            yield _one(Kind.GOAL, row.id, Lane.PLAN, on, row.title, f"goal, {word.replace('done', 'reached')}", sign)


def _one(kind: Kind, number: int, lane: Lane, on: date, label: str, word: str, sign: Sign) -> Occurrence:
    return Occurrence(kind, number, lane, on, on, label, word, sign)
