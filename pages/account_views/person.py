"""One person of the map: what is known, and changing it."""

from collections.abc import Mapping

import streamlit as st

from components import person_panel as panel
from components.account_overview import section
from components.forms import person as forms
from data_access.commands.account_map import assess, draw_line, end_line, set_boss
from data_access.commands.contacts import edit_contact
from data_access.queries.person import assessments, contact_card, line_changes, touches_of
from domain.account import AccountHeader
from domain.account_map import Graph, name_of, stakeholders_in
from domain.departure import departure
from domain.viewer import Viewer
from domain.vocabulary import RelationKind, Role
from shell.saving import save

_SAID = {RelationKind.INFLUENCES: "influences", RelationKind.CONFLICTS_WITH: "is in conflict with"}


def show_person(viewer: Viewer, account: AccountHeader, graph: Graph, contact_id: int) -> None:
    """Everything about one person."""
    node = f"contact:{contact_id}"
    panel.person_head(graph.nodes[node]["person"], viewer.as_of)
    panel.person_lines(graph, contact_id)
    if viewer.role is not Role.EXECUTIVE:
        with st.expander("Change", icon=":material/edit:", key="change_person"):
            change_person(viewer, account.account_id, graph, contact_id)
    section("Our ties to them")
    panel.person_ties(graph, contact_id)
    if not graph.nodes[node]["has_left"]:
        gone = departure(graph, account.tier, node)
        panel.departure_table(gone, account.arr_cents, account.currency, key="table_departure")
    section("What we thought of them")
    panel.person_history(assessments(viewer, account.account_id, contact_id))
    panel.line_history(line_changes(viewer, account.account_id, contact_id))
    section("Last touches")
    panel.person_touches(touches_of(viewer, account.account_id, contact_id), viewer.as_of)


def change_person(viewer: Viewer, account_id: int, graph: Graph, contact_id: int) -> None:
    """The forms: stance, role, influence; lines; title and departure."""
    me = f"contact:{contact_id}"
    people = sorted(stakeholders_in(graph), key=lambda person: person.name.casefold())
    names = {person.contact_id: person.name for person in people}
    judged = forms.judgement_form(graph.nodes[me]["person"])
    if judged is not None:
        save(forms.ASSESS, lambda operation: assess(viewer, operation, account_id, contact_id, judged))
    change_lines(viewer, account_id, graph, contact_id, names)
    card = contact_card(viewer, account_id, contact_id)
    edited = None if card is None else forms.contact_form(contact_id, card, viewer.as_of)
    if edited is not None:
        save(forms.CARD, lambda operation: edit_contact(viewer, operation, account_id, contact_id, edited))


def change_lines(viewer: Viewer, account_id: int, graph: Graph, contact_id: int, names: Mapping[int, str]) -> None:
    """The forms of lines: whom they report to, influence and conflict."""
    me = f"contact:{contact_id}"
    bosses = {
        _number(end): data["is_confirmed"]
        for _, end, key, data in graph.out_edges(me, keys=True, data=True)
        if key == RelationKind.REPORTS_TO
    }
    above = min(bosses, default=None)
    reports = forms.boss_form(contact_id, names, above, is_confirmed=above is not None and bosses[above])
    if reports is not None:
        boss, sure = reports
        save(forms.BOSS, lambda operation: set_boss(viewer, operation, account_id, contact_id, boss, is_confirmed=sure))
    drawn = forms.line_form(contact_id, names)
    if drawn is not None:
        line, confirmed = drawn
        save(forms.LINE, lambda operation: draw_line(viewer, operation, account_id, line, is_confirmed=confirmed))
    held = [
        (
            (_number(start), RelationKind(key), _number(end)),
            f"{name_of(graph, start)} {_SAID[RelationKind(key)]} {name_of(graph, end)}",
        )
        for start, end, key in (*graph.in_edges(me, keys=True), *graph.out_edges(me, keys=True))
        if key in _SAID
    ]
    ended = forms.line_to_end(held)
    if ended is not None:
        save(forms.END, lambda operation: end_line(viewer, operation, account_id, ended))


def _number(node: str) -> int:
    return int(node.partition(":")[2])
