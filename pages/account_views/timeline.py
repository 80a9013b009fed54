"""Timeline: everything that happened, on one axis."""

from dataclasses import replace

import streamlit as st

from components import account_timeline as timeline_parts
from components import states
from components.figures.timeline import timeline_figure
from data_access.queries import commercials, service
from data_access.queries import touchpoints as touchpoint_queries
from data_access.queries.account import health_history
from domain.account import AccountHeader
from domain.errors import NotFound
from domain.landmarks import contract_landmarks
from domain.timeline import TouchFilter, lanes_of, moments, narrowed, period_of, thread_marks, told_together
from domain.viewer import Viewer
from shell.page import fragment


@fragment
def show(viewer: Viewer, account: AccountHeader) -> None:
    """Everything that happened, on one axis; a click opens the record beside it."""
    touches = touchpoint_queries.touches(viewer, account.account_id)
    issues, promises = (ask(viewer, account.account_id) for ask in (service.issues, service.promises))
    if touches.empty and issues.empty and promises.empty:
        states.empty("Nothing has happened here yet.", "Touchpoints arrive with mail, calendars and imports.")
        return
    happened = moments(touches, issues, promises)
    usual = timeline_parts.opening_period(happened, viewer.as_of)
    days_back, wanted, words = timeline_parts.timeline_filters(lanes_of(touches), usual)
    period = period_of(viewer.as_of, days_back, happened)
    lanes = lanes_of(narrowed(touches, TouchFilter(), period))
    if words:
        found = touchpoint_queries.touches_about(viewer, account.account_id, words)
        wanted = replace(wanted, matching=found)
    marks = thread_marks(narrowed(touches, wanted, period))
    if marks.empty and wanted.narrows:
        states.nothing_matches("touchpoints", clear=timeline_parts.clear_timeline_filters)
        return
    if marks.empty and len(touches):
        timeline_parts.nothing_in_period(touches, days_back, viewer.as_of)
        if issues.empty and promises.empty:
            return
    figure = timeline_figure(
        told_together(marks, period), lanes, period, viewer.as_of, issues=issues,
        promises=promises[[period.has(day) for day in promises["due_on"]]],
        landmarks=contract_landmarks(
            commercials.contracts(viewer, account.account_id), commercials.renewals(viewer, account.account_id)
        ),
        scores=health_history(viewer, account.account_id).weeks,
    )  # fmt: skip
    chosen = timeline_parts.chosen_touch()
    left, right = st.columns([3, 1.1], gap="medium") if chosen else (st.container(), None)
    with left:
        timeline_parts.timeline_chart(figure, marks, viewer.as_of)
    if right is not None and chosen:
        with right:
            show_record(viewer, account, chosen)


def show_record(viewer: Viewer, account: AccountHeader, touchpoint_id: int) -> None:
    """Draw the chosen touchpoint with its thread, or say that it is not there."""
    st.button("Close", key="close_touch", icon=":material/close:", type="tertiary", on_click=timeline_parts.close_touch)
    try:
        timeline_parts.record_panel(touchpoint_queries.conversation(viewer, account.account_id, touchpoint_id))
    except NotFound as problem:
        states.error(problem)
