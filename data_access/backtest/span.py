"""From when until when anything is on record, and since when it was known."""

from datetime import UTC, date, datetime, timedelta

from sqlalchemy import func, select, true
from sqlalchemy.orm import Session

from data_access.models import Invoice, Issue, Renewal, SurveyResponse, Touchpoint, UsageWeek

_HAPPENED_AT = (Touchpoint.occurred_at, Issue.opened_at, SurveyResponse.answered_at)
_HAPPENED_ON = (UsageWeek.week_on, Renewal.decided_on, Invoice.issued_on)
_RECORDED_AT = tuple(one.recorded_at for one in (Touchpoint, Issue, SurveyResponse, UsageWeek, Renewal, Invoice))


def span(session: Session, until: date) -> tuple[date, date]:
    """The first and the last day, until `until`, of which anything is on record; both `until` without anything."""
    end = datetime.combine(until + timedelta(days=1), datetime.min.time(), UTC)
    happened = {Touchpoint.occurred_at: Touchpoint.is_planned.is_(False)}
    ranges = [
        session.execute(select(func.min(at), func.max(at)).where(at < end, happened.get(at, true()))).one()
        for at in _HAPPENED_AT
    ]
    found = {at.date() for one in ranges for at in one if at is not None}
    for day in _HAPPENED_ON:
        found |= set(session.execute(select(func.min(day), func.max(day)).where(day <= until)).one()) - {None}
    days = sorted(day for day in found if day is not None)
    return (days[0], days[-1]) if days else (until, until)


def became_known(session: Session) -> tuple[date, date] | None:
    """The first and the last day on which records became known here; None without any."""
    ranges = [session.execute(select(func.min(at), func.max(at))).one() for at in _RECORDED_AT]
    days = sorted(at.date() for one in ranges for at in one if at is not None)
    return (days[0], days[-1]) if days else None
