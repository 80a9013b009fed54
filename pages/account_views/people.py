"""People: who decides, how they stand to us, who is tied to whom."""

import streamlit as st

from components import chart, states
from components.account_overview import section
from components.account_people import reading_of, stakeholders_frame, stakeholders_table
from components.figures.account_map import account_map_figure
from components.map_controls import chosen_person, map_controls, note_clicked
from components.map_reading import findings_list, needs_lines, path_list, status_line
from data_access.queries.people_graph import people_graph
from domain.account import AccountHeader
from domain.account_map import Graph, stakeholders_in
from domain.landscape import landscape
from domain.map_findings import MapReading, read_map
from domain.map_layout import lay_out
from domain.map_view import departments, viewed
from domain.viewer import Viewer
from shell.page import fragment


@fragment
def show(viewer: Viewer, account: AccountHeader) -> None:
    """The map of who decides, what it says, and the same as a list."""
    graph = people_graph(viewer, account.account_id, account.owner_id)
    everybody = stakeholders_in(graph)
    if not everybody:
        states.empty("Nobody is known here yet.", "Add the people of this account, or import its contacts.")
        return
    reading = read_map(graph, account.tier)
    left, right = st.columns([3, 1.15], gap="medium")
    with left:
        show_map(viewer, graph)
    with right, st.container(key="map_reading", gap="small"):
        show_reading(reading, graph)
    stakeholders_table(everybody, graph, viewer.as_of)


def show_map(viewer: Viewer, graph: Graph) -> None:
    """The picture with its controls; a click opens a person or a department."""
    everybody, title = stakeholders_in(graph), landscape(graph)
    names = {person.contact_id: person.name for person in sorted(everybody, key=lambda person: person.name.casefold())}
    view = map_controls(names, departments(graph))
    shown = viewed(graph, view)
    people = sum(node.startswith("contact:") for node in shown)
    note = f". {people} of {len(everybody)} people" if people < len(everybody) else ""
    chart.clickable(
        account_map_figure(shown, lay_out(shown, view.kind), chosen_person()), key="chart_account_map", title=title,
        reading=reading_of(view.kind) + note, as_of=viewer.as_of, alt=f"Map of the account's people. {title}",
        table=lambda: stakeholders_frame(everybody, graph, viewer.as_of), on_select=note_clicked,
    )  # fmt: skip


def show_reading(reading: MapReading, graph: Graph) -> None:
    """What the map says."""
    status_line(reading)
    section("What presses")
    findings_list(reading.findings)
    section("The way to those who decide")
    path_list(reading.paths, graph)
    section("Who should be there")
    needs_lines(reading.needs, graph)
