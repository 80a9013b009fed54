"""Account: everything about one customer, so that nothing is forgotten before the next call."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Final

import pandas as pd
import streamlit as st

from components import account_health as explained
from components import account_overview as parts
from components import account_timeline as timeline_parts
from components import states
from components.account_commercials import show_tables
from components.account_header import show_account_header
from components.account_overview import open_matters, people_lines, section
from components.account_people import READING as MAP_READING
from components.account_people import stakeholders_frame, stakeholders_table
from components.account_plan import no_plan, show_plan
from components.account_tabs import open_tab
from components.chart import chart
from components.figures.account_map import account_map_figure
from components.figures.timeline import timeline_figure
from data_access.queries import commercials, service
from data_access.queries import touchpoints as touchpoint_queries
from data_access.queries.account import account_header, health_history
from data_access.queries.explanation import explanation
from data_access.queries.people_graph import people_graph
from data_access.queries.plans import plan
from domain.account import AccountHeader
from domain.account_map import most_important, stakeholders_in, tie_to
from domain.errors import NotFound
from domain.landmarks import contract_landmarks
from domain.landscape import landscape
from domain.map_layout import lay_out
from domain.policy import POLICY
from domain.scoring import model_indicators
from domain.timeline import TouchFilter, lanes_of, moments, narrowed, period_of, thread_marks, told_together
from domain.viewer import Viewer
from shell.links import go_to, link_to
from shell.page import fragment, open_page


def show_account(viewer: Viewer, account_id: int) -> None:
    """Draw the header and the open tab."""
    account = account_header(viewer, account_id)
    issues = service.issues(viewer, account_id)
    worst = str(issues["title"].iloc[0]) if issues["is_open"].any() else None
    show_account_header(account, worst, viewer.as_of)
    name, place = open_tab()
    with place, states.loading(480):
        _TABS[name](viewer, account)


def overview(viewer: Viewer, account: AccountHeader) -> None:
    """What the score is made of and what is open at the left; what was last said and who matters at the right."""
    left, right = st.columns(2, gap="large")
    with left:
        show_readings(viewer, account)
        section("Open between us")
        issues, promises = (ask(viewer, account.account_id) for ask in (service.issues, service.promises))
        if not open_matters(issues, promises, viewer.as_of):
            st.caption("No issue and no promise is open.")
    with right:
        show_last_touches(viewer, account)
        section("People who matter")
        graph = people_graph(viewer, account.account_id, account.owner_id)
        people_lines(stakeholders_in(graph), lambda contact_id: tie_to(graph, contact_id))


def show_readings(viewer: Viewer, account: AccountHeader, *, with_definitions: bool = False) -> None:
    """Draw each indicator's reading, the most expensive first."""
    known = health_history(viewer, account.account_id).readings
    latest = {str(name): float(value) for name, value in known.iloc[-1].dropna().items()} if len(known) else {}
    rules, weights = model_indicators(POLICY), POLICY.weights
    if not latest and account.score is None:
        parts.no_readings(rules)
        return
    section("What the score is made of", parts.score_note(account, latest, weights))
    parts.readings_table(
        latest, rules, weights, key="table_readings", with_definitions=with_definitions,
        has_score=account.score is not None,
    )  # fmt: skip


def show_last_touches(viewer: Viewer, account: AccountHeader) -> None:
    """Draw the last touches between people; a click opens one on the timeline."""
    section("Last touches", "Between people, newest first")
    last = touchpoint_queries.latest_touches(viewer, account.account_id)
    if not last:
        planned = touchpoint_queries.touches(viewer, account.account_id)["is_planned"].sum()
        st.caption(parts.untouched(int(planned)))
        return
    chosen = parts.touches_table(last, viewer.as_of)
    if chosen is not None:
        go_to("account", {"account": str(account.account_id), "tab": "timeline", "touch": str(chosen)})


@fragment
def timeline(viewer: Viewer, account: AccountHeader) -> None:
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


@fragment
def people(viewer: Viewer, account: AccountHeader) -> None:
    """The map of who decides, and the same as a list."""
    graph = people_graph(viewer, account.account_id, account.owner_id)
    everybody = stakeholders_in(graph)
    if not everybody:
        states.empty("Nobody is known here yet.", "Add the people of this account, or import its contacts.")
        return
    shown = most_important(graph)
    hidden = len(everybody) - len(stakeholders_in(shown))
    more = f". The {len(everybody) - hidden} most important, and {hidden} more in the list below" if hidden else ""
    title = landscape(graph)
    chart(
        account_map_figure(shown, lay_out(shown)), key="chart_account_map", title=title, reading=MAP_READING + more,
        as_of=viewer.as_of, alt=f"Map of the account's people. {title}",
        table=lambda: stakeholders_frame(everybody, graph, viewer.as_of),
    )  # fmt: skip
    stakeholders_table(everybody, graph, viewer.as_of)


def health(viewer: Viewer, account: AccountHeader) -> None:
    """The weekly history, and the readings behind today's score."""
    weeks: pd.DataFrame = health_history(viewer, account.account_id).weeks
    if weeks["score"].notna().any():
        explained.history_chart(weeks, viewer.as_of)
        show_explanation(viewer, account)
    show_readings(viewer, account, with_definitions=True)


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


def show_account_plan(viewer: Viewer, account: AccountHeader) -> None:
    """The plan in force, or how to come to one."""
    found = plan(viewer, account.account_id)
    if found is None:
        no_plan()
    else:
        show_plan(found, viewer.as_of)


def show_commercials(viewer: Viewer, account: AccountHeader) -> None:
    """Contracts, subscriptions, invoices and opportunities, as tables."""
    show_tables(
        commercials.contracts(viewer, account.account_id),
        commercials.subscription_terms(viewer, account.account_id),
        commercials.invoices(viewer, account.account_id),
        commercials.opportunities(viewer, account.account_id),
        viewer.as_of,
    )


_TABS: Final[Mapping[str, Callable[[Viewer, AccountHeader], None]]] = MappingProxyType(
    {
        "overview": overview,
        "timeline": timeline,
        "people": people,
        "health": health,
        "plan": show_account_plan,
        "commercials": show_commercials,
    }
)


def asked_for() -> int:
    """The account of the address. Raises `NotFound` for anything that is not a number, too."""
    text = st.query_params.get("account", "")
    if not (text.isdecimal() and len(text) <= 18):
        raise NotFound("account")
    return int(text)


with open_page("Account", heading=False) as who_looks:
    try:
        show_account(who_looks, asked_for())
    except NotFound as missing:
        states.error(missing)
        link_to("accounts", "All accounts", {}, icon=":material/arrow_back:")
