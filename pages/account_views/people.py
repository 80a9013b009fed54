"""People: who decides, how they stand to us, who is tied to whom."""

import streamlit as st

from components import chart, markup, states
from components import person_panel as panel
from components.account_overview import section
from components.account_people import (
    as_plain_list,
    map_files,
    plain_list,
    reading_of,
    stakeholders_frame,
    stakeholders_table,
)
from components.figures.account_map import account_map_figure
from components.figures.map_svg import map_svg
from components.forms.ghosts import FORM as GHOST
from components.forms.ghosts import ghost_offers
from components.handover import brief_lines, checks_table
from components.map_controls import chosen_person, map_controls, note_clicked, open_person
from components.map_reading import findings_list, needs_table, path_list, status_line
from data_access.commands.contacts import add_ghost, merge_ghost
from data_access.queries import service
from data_access.queries.ghosts import ghosts
from data_access.queries.people_graph import departures, map_reading, people_graph
from data_access.queries.plans import plan
from domain.account import AccountHeader
from domain.account_map import Graph, name_of, stakeholders_in
from domain.handover import HandoverFacts, handover_brief, handover_checks, readiness
from domain.landscape import landscape
from domain.map_export import graphml
from domain.map_findings import MapReading
from domain.map_layout import lay_out
from domain.map_view import departments, viewed
from domain.viewer import Viewer
from domain.vocabulary import Role
from pages.account_views.person import show_person
from shell.page import fragment
from shell.saving import save


@fragment
def show(viewer: Viewer, account: AccountHeader) -> None:
    """The map of who decides, what it says or the person who is open, and the same as a list."""
    graph = people_graph(viewer, account.account_id, account.owner_id)
    everybody = stakeholders_in(graph)
    if not everybody:
        states.empty("Nobody is known here yet.", "Add the people of this account, or import its contacts.")
        return
    reading = map_reading(viewer, account.account_id, account.owner_id, account.tier)
    left, right = st.columns([3, 1.15], gap="medium")
    with left:
        show_map(viewer, graph)
    person = chosen_person()
    with right, st.container(key="map_reading", gap="small"):
        if person is not None and f"contact:{person}" in graph:
            show_person(viewer, account, graph, person)
        else:
            show_reading(reading, graph)
    show_ghosts(viewer, account.account_id)
    show_cover(viewer, account, graph, reading)
    show_handover(viewer, account, graph)
    section("Everybody", "The same as a list; a click on a name opens the person, on a column's head sorts")
    if as_plain_list():
        plain_list(everybody, graph, viewer.as_of)
        return
    asked = stakeholders_table(everybody, graph, viewer.as_of)
    if asked is not None:
        open_person(asked)
        st.rerun()


def show_map(viewer: Viewer, graph: Graph) -> None:
    """The picture with its controls; a click opens a person or a department."""
    everybody, title = stakeholders_in(graph), landscape(graph)
    names = {person.contact_id: person.name for person in sorted(everybody, key=lambda person: person.name.casefold())}
    view = map_controls(names, departments(graph))
    shown = viewed(graph, view)
    people = sum(node.startswith("contact:") for node in shown)
    note = f". {people} of {len(everybody)} people" if people < len(everybody) else ""
    figure, name = account_map_figure(shown, lay_out(shown, view.kind), chosen_person()), f"map-{viewer.as_of}"
    chart.clickable(
        figure, key="chart_account_map", title=title, reading=reading_of(view.kind) + note, as_of=viewer.as_of,
        alt=f"Map of the account's people. {title}", on_select=note_clicked, file_name=name,
        table=lambda: stakeholders_frame(everybody, graph, viewer.as_of),
    )  # fmt: skip
    map_files(lambda: map_svg(figure, title), lambda: graphml(graph), name)


def show_reading(reading: MapReading, graph: Graph) -> None:
    """What the map says, and how to come to those who decide."""
    status_line(reading)
    section("What presses")
    findings_list(reading.findings)
    section("The way to those who decide")
    path_list(reading.paths, graph)


def show_cover(viewer: Viewer, account: AccountHeader, graph: Graph, reading: MapReading) -> None:
    """Who plays the parts that somebody should play, and what would go with each of ours."""
    left, right = st.columns(2, gap="large")
    with left:
        section("Who should be there")
        needs_table(reading.needs, graph)
    rows = departures(viewer, account.account_id, account.owner_id, account.tier)
    if rows:
        with right:
            section("If one of ours left", "Their share of all ties, and the ARR that hangs on it")
            panel.our_departures(rows, account.arr_cents, account.currency)


def show_handover(viewer: Viewer, account: AccountHeader, graph: Graph) -> None:
    """How ready the account is to change owner, and the brief for who takes over."""
    owner, found = f"user:{account.owner_id}", plan(viewer, account.account_id)
    if owner not in graph:
        return
    facts = HandoverFacts(
        promises=service.promises(viewer, account.account_id).to_dict("records"),
        issues=service.issues(viewer, account.account_id).to_dict("records"),
        plan_reviewed_on=None if found is None else found.reviewed_on,
        notice_on=account.notice_on,
        renewal_on=account.renewal_on,
    )
    checks = handover_checks(graph, owner, facts)
    name = name_of(graph, owner)
    label = f"If {markup.markdown(name)} handed over: ready {readiness(checks):.0f} of 100"
    with st.expander(label, icon=":material/swap_horiz:", key="handover"):
        left, right = st.columns(2, gap="large")
        with left:
            checks_table(checks)
        with right:
            brief_lines(handover_brief(graph, owner, facts), account.name)


def show_ghosts(viewer: Viewer, account_id: int) -> None:
    """People who were in touchpoints and are no contacts yet: added or merged in one click."""
    found = ghosts(viewer, account_id)
    if not found or viewer.role is Role.EXECUTIVE:
        return
    with st.expander(f"Seen in touchpoints, but not on the map: {len(found)}", icon=":material/person_search:"):
        taken = ghost_offers(found, viewer.as_of)
    if taken is None:
        return
    ghost, name, contact = taken
    if contact is None:
        save(GHOST, lambda operation: add_ghost(viewer, operation, account_id, ghost.address, name), "Added.")
    else:
        save(GHOST, lambda operation: merge_ghost(viewer, operation, account_id, ghost.address, contact.id), "Merged.")
