"""Which records weigh most on an indicator, and what is each called?"""

from collections.abc import Iterable
from typing import Any

import numpy as np
from sqlalchemy import func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from data_access.columns import AnySelect
from data_access.models import (
    Assessment,
    Commitment,
    Contact,
    ContractEvent,
    Invoice,
    Issue,
    PlanGoal,
    Stakeholder,
    SurveyResponse,
    Touchpoint,
)
from domain.events import Touches
from domain.evidence import Evidence, Kind
from domain.grid import DAY_SECONDS, Ints, decay
from domain.policy import Policy
from domain.ties import end_of
from domain.viewer import Viewer
from domain.vocabulary import ContractEventKind, Direction, InvoiceStatus, Purpose, Stance, SurveyKind

Heavy = dict[str, list[tuple[int, int]]]

_INBOUND, _OUTBOUND = (tuple(Direction).index(way) for way in (Direction.INBOUND, Direction.OUTBOUND))
_QBR = tuple(Purpose).index(Purpose.QBR)
_SURVEY_NAMES = {SurveyKind.NPS: "NPS {} of 10", SurveyKind.CSAT: "CSAT {} of 5"}


def heavy_touches(touches: Touches, end: int, policy: Policy, limit: int) -> Heavy:
    """By indicator the numbers and instants of the touches that weigh most on it, those first.

    `responsiveness` and `their_responsiveness`: the slowest answers, the recent ones weighing more; `reviews`: the
    last ones held.
    """
    known = np.maximum(touches.at, touches.known_at) < end
    age = np.maximum(end - touches.at, 0) / DAY_SECONDS
    hours = touches.response_seconds / 3600.0
    slowness = decay(age, policy.reply_half_life_days) * hours / (policy.reply_scale_hours + hours)
    answers = known & ~touches.is_automated & ~np.isnan(hours)
    held = known & ~touches.is_automated & (touches.purpose == _QBR)

    def heaviest(chosen: "np.ndarray[Any, Any]", weight: "np.ndarray[Any, Any]") -> list[tuple[int, int]]:
        places: Ints = np.flatnonzero(chosen)
        places = places[np.argsort(-weight[places], kind="stable")][:limit]
        return [(int(touches.id[place]), int(touches.at[place])) for place in places]

    return {
        "responsiveness": heaviest(answers & (touches.direction == _OUTBOUND), slowness),
        "their_responsiveness": heaviest(answers & (touches.direction == _INBOUND), slowness),
        "reviews": heaviest(held, -age),
    }


def names_of(session: Session, wanted: Iterable[tuple[Kind, int]]) -> dict[tuple[Kind, int], str]:
    """What each record is called, in the records' own words."""
    named: dict[Kind, tuple[InstrumentedAttribute[int], Any]] = {
        Kind.TOUCH: (Touchpoint.id, func.coalesce(Touchpoint.subject, Touchpoint.channel)),
        Kind.ISSUE: (Issue.id, Issue.title),
        Kind.PROMISE: (Commitment.id, Commitment.promise),
        Kind.GOAL: (PlanGoal.id, PlanGoal.title),
    }
    numbers: dict[Kind, set[int]] = {}
    for kind, number in wanted:
        numbers.setdefault(kind, set()).add(number)
    found: dict[tuple[Kind, int], str] = {}
    for kind, these in numbers.items():
        number_of, name = named[kind]
        rows = session.execute(select(number_of, name).where(number_of.in_(these)))
        found |= {(kind, number): str(words) for number, words in rows}
    return found


def records_read(session: Session, viewer: Viewer, account_id: int, limit: int) -> dict[str, tuple[Evidence, ...]]:
    """The records behind indicators that speak of few of them, as known on the viewer's day, the weightiest first."""
    survey = [
        Evidence(Kind.SURVEY, row.id, row.answered_at.date(), _SURVEY_NAMES[row.kind].format(row.score))
        for row in session.execute(_surveys(viewer, account_id).limit(limit))
    ]
    found: dict[str, list[Evidence]] = {"satisfaction": survey, "stances": [], "champion": []}
    for row in session.execute(_people(viewer, account_id)):
        key = "champion" if row.stance is Stance.CHAMPION else "stances"
        words = f"{row.name}, {row.stance.value}" + (", has left" if _has_left(row.left_on, viewer) else "")
        found[key].append(Evidence(Kind.PERSON, row.contact_id, row.assessed_on, words))
    plain = {
        "goals": (Kind.GOAL, _goals(viewer, account_id)),
        "invoices": (Kind.INVOICE, _invoices(viewer, account_id)),
        "price_rise": (Kind.CONTRACT, _contract_events(viewer, account_id, ContractEventKind.PRICE_RISE)),
        "notice": (
            Kind.CONTRACT,
            _contract_events(viewer, account_id, ContractEventKind.NOTICE, ContractEventKind.TERMINATION),
        ),
    }
    for key, (kind, statement) in plain.items():
        rows = session.execute(statement.limit(limit))
        found[key] = [Evidence(kind, number, day, str(name or kind.value.capitalize())) for number, day, name in rows]
    return {key: tuple(records[:limit]) for key, records in found.items() if records}


def _surveys(viewer: Viewer, account_id: int) -> AnySelect:
    s, end = SurveyResponse, end_of(viewer.as_of)
    return (
        select(s.id, s.answered_at, s.kind, s.score)
        .where(s.account_id == account_id, s.answered_at < end, s.recorded_at < end)
        .order_by(s.answered_at.desc(), s.id)
    )


def _people(viewer: Viewer, account_id: int) -> AnySelect:
    """Champions, and those who are against us, by their latest assessment; the most influential first."""
    a, s = Assessment, Stakeholder
    place = func.row_number().over(partition_by=a.stakeholder_id, order_by=(a.assessed_on.desc(), a.id.desc()))
    known = a.assessed_on <= viewer.as_of, a.recorded_at < end_of(viewer.as_of), a.stance.is_not(None)
    latest = select(a.id, place.label("place")).where(a.account_id == account_id, *known).subquery()
    told = (Stance.CHAMPION, Stance.SCEPTIC, Stance.BLOCKER)
    return (
        select(s.contact_id, Contact.name, Contact.left_on, a.assessed_on, a.stance)
        .join(latest, latest.c.id == a.id)
        .join(s, s.id == a.stakeholder_id)
        .join(Contact, Contact.id == s.contact_id)
        .where(latest.c.place == 1, a.stance.in_(told))
        .order_by(func.coalesce(a.influence, 50).desc(), s.contact_id)
    )


def _goals(viewer: Viewer, account_id: int) -> AnySelect:
    """Goals that are not reached, the soonest due first."""
    g, day = PlanGoal, viewer.as_of
    return (
        select(g.id, g.due_on, g.title)
        .where(g.account_id == account_id, g.set_on <= day, g.recorded_at < end_of(day))
        .where(or_(g.reached_on.is_(None), g.reached_on > day))
        .order_by(g.due_on.nulls_last(), g.id)
    )


def _invoices(viewer: Viewer, account_id: int) -> AnySelect:
    """Bills past their day, the oldest first."""
    i, day = Invoice, viewer.as_of
    return (
        select(i.id, i.due_on, i.number)
        .where(i.account_id == account_id, i.due_on < day, i.recorded_at < end_of(day))
        .where(i.status != InvoiceStatus.CANCELLED, or_(i.paid_on.is_(None), i.paid_on > day))
        .order_by(i.due_on, i.id)
    )


def _contract_events(viewer: Viewer, account_id: int, *kinds: ContractEventKind) -> AnySelect:
    e, day = ContractEvent, viewer.as_of
    return (
        select(e.id, func.coalesce(e.effective_on, e.happened_on), e.note)
        .where(e.account_id == account_id, e.kind.in_(kinds))
        .where(e.happened_on <= day, e.recorded_at < end_of(day))
        .order_by(e.happened_on.desc(), e.id)
    )


def _has_left(left_on: Any, viewer: Viewer) -> bool:
    return left_on is not None and left_on <= viewer.as_of
