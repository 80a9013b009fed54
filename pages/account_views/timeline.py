"""Timeline: everything that happened, on one axis."""

from dataclasses import replace

import pandas as pd
import streamlit as st

from components import account_record as records
from components import account_timeline as parts
from components import states
from components.figures.timeline import Backdrop, timeline_figure
from components.figures.timeline_brush import timeline_brush_figure
from components.timeline_filters import (
    Chosen,
    brushed_period,
    clear_timeline_filters,
    opening_period,
    timeline_filters,
)
from data_access.queries import commercials
from data_access.queries import touchpoints as touchpoint_queries
from data_access.queries.account import health_history
from data_access.queries.occurrences import occurrences
from data_access.queries.records import record
from data_access.queries.service import issues
from data_access.queries.touch_people import TouchPerson, people_in_touches, touches_with
from domain.account import AccountHeader
from domain.annotation import Chart
from domain.errors import NotFound
from domain.evidence import Kind
from domain.landmarks import contract_landmarks
from domain.occurrence import Occurrence, Sign, occurring
from domain.period import Period, moments, period_of, within
from domain.policy import POLICY
from domain.record import followed
from domain.recovery import recovery
from domain.shadow import casting
from domain.stretches import told_together
from domain.timeline import TouchFilter, lanes_of, narrowed, thread_marks, weekly_counts
from domain.viewer import Viewer
from pages.account_views import annotations
from shell.page import fragment


@fragment
def show(viewer: Viewer, account: AccountHeader) -> None:
    """Everything that happened, on one axis; a click opens the record beside it, a drag looks closer."""
    touches = touchpoint_queries.touches(viewer, account.account_id)
    others = occurrences(viewer, account.account_id)
    if touches.empty and not others:
        states.empty("Nothing has happened here yet.", "Touchpoints arrive with mail, calendars and imports.")
        return
    happened = moments(touches, [one.on for one in others])
    people = _labels(people_in_touches(viewer, account.account_id))
    chosen = timeline_filters(lanes_of(touches), list(people), opening_period(happened, viewer.as_of))
    brushed = brushed_period()
    period = brushed or period_of(viewer.as_of, chosen.days_back, happened)
    wanted = _with_search(viewer, account.account_id, chosen, people)
    marks = thread_marks(narrowed(touches, wanted, period))
    if marks.empty and wanted.narrows:
        states.nothing_matches("touchpoints", clear=clear_timeline_filters)
        return
    if marks.empty and len(touches) and brushed is None:
        parts.nothing_in_period(touches, chosen.days_back, viewer.as_of)
        if not others:
            return
    asked = records.chosen_record()
    left, right = st.columns([3, 1.1], gap="medium") if asked else (st.container(), None)
    with left:
        show_lanes(viewer, account.account_id, marks, period, occurring(others, period.first_on, period.last_on))
        whole = period_of(viewer.as_of, None, happened)
        parts.brush_chart(timeline_brush_figure(weekly_counts(touches, whole), period, whole))
        show_shadow(viewer, account.account_id)
        annotations.show(viewer, account, Chart.TIMELINE, period)
    if right is not None and asked:
        with right:
            show_record(viewer, account, *asked)


def show_lanes(viewer: Viewer, account_id: int, marks: pd.DataFrame, period: Period, shown: list[Occurrence]) -> None:
    """Draw the marks in the lanes of the channels in use in the period, over the course of health and trust."""
    history = health_history(viewer, account_id)
    lanes = lanes_of(within(touchpoint_queries.touches(viewer, account_id), period))
    backdrop = Backdrop(
        weeks=history.weeks,
        trust=history.trust,
        records=shown,
        landmarks=contract_landmarks(
            commercials.contracts(viewer, account_id), commercials.renewals(viewer, account_id)
        ),
        models=history.model_changes,
    )
    figure = timeline_figure(told_together(marks, period), lanes, period, viewer.as_of, backdrop)
    parts.timeline_chart(figure, marks, shown, viewer.as_of)


def show_shadow(viewer: Viewer, account_id: int) -> None:
    """Draw what health did under the issue that casts the longest shadow today, and since it closed."""
    shadows = casting(issues(viewer, account_id), viewer.as_of, POLICY)
    if shadows:
        parts.shadow_heading(shadows[0])
        show_recovery(viewer, account_id, Kind.ISSUE, shadows[0].issue_id)


def show_record(viewer: Viewer, account: AccountHeader, kind: Kind, number: int) -> None:
    """Draw the chosen record, a touch with its thread, and what followed; or say that it is not there."""
    records.close_button()
    touches = touchpoint_queries.touches(viewer, account.account_id)
    others = occurrences(viewer, account.account_id)
    try:
        if kind is Kind.TOUCH:
            messages = touchpoint_queries.conversation(viewer, account.account_id, number)
            records.touch_panel(messages)
            at, own = messages[-1].occurred_at, frozenset(message.id for message in messages)
        else:
            found = record(viewer, account.account_id, kind, number)
            records.record_panel(found)
            show_recovery(viewer, account.account_id, kind, number)
            at, own = found.at, frozenset[int]()
        records.followers(followed(touches, others, at, own, (kind, number)))
    except NotFound as problem:
        states.error(problem)


def show_recovery(viewer: Viewer, account_id: int, kind: Kind, number: int) -> None:
    """Draw what the score did under an issue and since it closed; nothing for other records."""
    for issue in occurrences(viewer, account_id):
        if (issue.kind, issue.id) == (kind, number) and kind is Kind.ISSUE:
            closed_on = None if issue.sign is Sign.OVERDUE else issue.until
            weeks = health_history(viewer, account_id).weeks
            records.recovery_line(recovery(weeks, issue.on, closed_on), issue.on, closed_on)


def _labels(people: tuple[TouchPerson, ...]) -> dict[str, TouchPerson]:
    """Each person under a label that is theirs alone."""
    labels: dict[str, TouchPerson] = {}
    for person in people:
        label = f"{person.name} (ours)" if person.is_ours else person.name
        labels[label if label not in labels else f"{label} · {person.id}"] = person
    return labels


def _with_search(viewer: Viewer, account_id: int, chosen: Chosen, people: dict[str, TouchPerson]) -> TouchFilter:
    """The filters, and the touches that the words or the person of the search were found in."""
    found: list[frozenset[int]] = []
    if chosen.words:
        found.append(touchpoint_queries.touches_about(viewer, account_id, chosen.words))
    person = people.get(chosen.person or "")
    if person is not None:
        found.append(touches_with(viewer, account_id, person.id, is_ours=person.is_ours))
    return replace(chosen.wanted, matching=frozenset.intersection(*found)) if found else chosen.wanted
