"""Issues, surveys, stances and promises: what is open, what they think, what was promised."""

import numpy as np
from sqlalchemy import ColumnElement, case, func, select

from data_access.columns import day_number, epoch, position_in, whole
from data_access.models import Assessment, Commitment, Issue, Stakeholder, SurveyResponse
from data_access.refresh.reading.group import Group, begin_of, dated, end_of
from data_access.refresh.reading.touches import People
from domain.events import NEVER, Issues, Promises, Stances, Surveys
from domain.vocabulary import Severity, Stance, SurveyKind

_FAVOUR = {Stance.CHAMPION: 2, Stance.SUPPORTER: 1, Stance.NEUTRAL: 0, Stance.SCEPTIC: -1, Stance.BLOCKER: -2}


def read_issues(group: Group) -> Issues:
    """Every issue."""
    i = Issue
    account, read = group.records(
        "issues",
        select(
            i.account_id,
            epoch(i.opened_at).label("opened_at"),
            epoch(i.recorded_at).label("known_at"),
            epoch(i.resolved_at).label("resolved_at"),
            epoch(i.resolution_recorded_at).label("resolution_known_at"),
            position_in(Severity, i.severity).label("severity"),
        ),
        i.account_id,
        i.id,
    )
    resolved = whole(read["resolved_at"], NEVER)
    told = read["resolution_known_at"]
    return Issues(
        account=account,
        opened_at=whole(read["opened_at"]),
        known_at=whole(read["known_at"]),
        resolved_at=resolved,
        resolution_known_at=np.where(np.isnan(told), resolved, whole(told)),
        level=whole(read["severity"]) + 1,
    )


def read_surveys(group: Group) -> Surveys:
    """Every answer, on 0-100: NPS x 10, CSAT (x - 1) x 25."""
    s = SurveyResponse
    value: ColumnElement[float] = case((s.kind == SurveyKind.NPS, s.score * 10.0), else_=(s.score - 1) * 25.0)
    account, read = group.records(
        "surveys",
        select(
            s.account_id,
            epoch(s.answered_at).label("at"),
            epoch(s.recorded_at).label("known_at"),
            value.label("value"),
            case((s.kind == SurveyKind.NPS, 1), else_=0).label("is_nps"),
        ),
        s.account_id,
        s.answered_at,
        s.id,
    )
    return Surveys(account, whole(read["at"]), whole(read["known_at"]), read["value"], read["is_nps"] > 0)


def read_stances(group: Group, people: People) -> Stances:
    """Every assessment that names a stance, until a later one of the same person is known.

    One that was typed in after a later one (by its day, then its number) never holds.
    """
    a, s = Assessment, Stakeholder
    account, read = group.records(
        "stances",
        select(
            a.account_id,
            s.contact_id,
            day_number(a.assessed_on).label("day"),
            epoch(a.recorded_at).label("known_at"),
            case({stance.value: points for stance, points in _FAVOUR.items()}, value=a.stance).label("stance"),
            func.coalesce(a.influence, 50).label("influence"),
        )
        .join(s, s.id == a.stakeholder_id)
        .where(a.stance.is_not(None)),
        a.account_id,
        a.assessed_on,
        a.id,
    )
    contact = people.positions(account, whole(read["contact_id"]))
    rows = np.flatnonzero(contact >= 0)
    since = np.maximum(begin_of(whole(read["day"])), whole(read["known_at"]))
    since[rows] = np.maximum(since[rows], people.contacts.known_at[contact[rows]])
    rows = rows[np.lexsort((rows, since[rows], contact[rows]))]
    # Rows are by the day that they speak of: of one person, only those hold that are later than all known before.
    rank = np.argsort(np.lexsort((rows, contact[rows])))
    rows = rows[rank == np.maximum.accumulate(rank)]
    contact, since = contact[rows], since[rows]
    is_followed = np.r_[contact[1:] == contact[:-1], False][: len(rows)]
    return Stances(
        account=account[rows],
        contact=contact,
        since=since,
        until=np.where(is_followed, np.r_[since[1:], NEVER][: len(rows)], NEVER),
        stance=whole(read["stance"])[rows],
        influence=whole(read["influence"])[rows],
    )


def read_promises(group: Group) -> Promises:
    """Every commitment of ours."""
    c = Commitment
    account, read = group.records(
        "promises",
        select(
            c.account_id,
            epoch(c.recorded_at).label("known_at"),
            day_number(c.due_on).label("due_day"),
            day_number(c.kept_on).label("kept_day"),
            day_number(c.broken_on).label("broken_day"),
            epoch(c.outcome_recorded_at).label("told_at"),
        ).where(c.is_ours),
        c.account_id,
        c.id,
    )
    kept, broken = dated(whole(read["kept_day"], NEVER)), dated(whole(read["broken_day"], NEVER))
    told = read["told_at"]
    return Promises(
        account=account,
        known_at=whole(read["known_at"]),
        due_at=end_of(whole(read["due_day"])),
        kept_at=kept,
        broken_at=broken,
        outcome_known_at=np.where(np.isnan(told), np.minimum(kept, broken), whole(told)),
    )
