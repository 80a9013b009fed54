"""Health: its course, where the score of a day goes, and what trust is made of."""

import pandas as pd
import streamlit as st

from components import account_health as explained
from components import account_pulse as pulses
from components.account_overview import section
from data_access.commands.pulse import give_pulse, take_back_pulse
from data_access.queries.account import health_history
from data_access.queries.explanation import explanation
from data_access.queries.pulse import last_pulse
from domain.account import AccountHeader
from domain.annotation import Chart
from domain.period import Period
from domain.viewer import Viewer
from domain.vocabulary import Role
from pages.account_views import annotations
from pages.account_views.readings import show_readings
from shell.links import go_to
from shell.page import fragment
from shell.saving import save


def show(viewer: Viewer, account: AccountHeader) -> None:
    """The weekly history, and the readings behind today's score."""
    history = health_history(viewer, account.account_id)
    weeks: pd.DataFrame = history.weeks
    if weeks["score"].notna().any():
        told = Period(weeks["week_on"].iloc[0], viewer.as_of)
        notes = annotations.notes_on(viewer, account.account_id, Chart.HEALTH, told)
        explained.history_chart(weeks, weeks["week_on"].iloc[-1], history.model_changes, notes)
        show_notes(viewer, account, told)
        show_explanation(viewer, account)
    pulse(viewer, account.account_id)
    show_readings(viewer, account, with_definitions=True)


@fragment
def show_notes(viewer: Viewer, account: AccountHeader, told: Period) -> None:
    """What people explained of the course of health; whoever may change the account explains more here."""
    annotations.show(viewer, account, Chart.HEALTH, told)


@fragment
def pulse(viewer: Viewer, account_id: int) -> None:
    """What a person thinks of the account, beside the score; whoever may change the account says it here."""
    last = last_pulse(viewer, account_id)
    section("Pulse", pulses.pulse_state(last, viewer.as_of))
    if viewer.role is Role.EXECUTIVE:
        return
    with st.container(horizontal=True, gap="small"):
        given = pulses.pulse_form()
        is_theirs = last is not None and (last.author_id == viewer.user_id or viewer.role is Role.ADMINISTRATOR)
        if last is not None and is_theirs and pulses.take_back_button():
            save(pulses.UNDO, lambda operation: take_back_pulse(viewer, operation, last.id))
    if given is not None:
        level, note = given
        save(pulses.FORM, lambda operation: give_pulse(viewer, operation, account_id, level, note))


@fragment
def show_explanation(viewer: Viewer, account: AccountHeader) -> None:
    """Where the score of a chosen day goes, what to mend first, and the ledger of trust; a click opens a record."""
    history = health_history(viewer, account.account_id)
    told = explanation(viewer.on(explained.week_picker(history, viewer.as_of)), account.account_id)
    left, right = st.columns([2, 1], gap="large")
    with left:
        explained.score_chart(told)
    with right:
        explained.remedy_lines(told.suggestions)
        explained.change_lines(told)
    chosen = explained.trust_panel(told.trust, told.day, history)
    if chosen is not None:
        go_to("account", explained.address_of(chosen, account.account_id))
