"""Overview: what the score is made of and what is open; what was last said and who matters."""

import streamlit as st

from components import account_overview as parts
from components.account_brief import brief_bar, brief_is_open
from components.account_overview import open_matters, people_lines, section
from components.promise_ledger import account_ledger, ledger_sentence, sale_sentence
from data_access.queries import service
from data_access.queries import touchpoints as touchpoint_queries
from data_access.queries.people_graph import people_graph
from domain.account import AccountHeader
from domain.account_map import stakeholders_in, tie_to
from domain.promises import by_department, counted_rows, of_the_sale
from domain.viewer import Viewer
from pages.account_views import brief
from pages.account_views import service as panels
from pages.account_views.readings import show_readings
from shell.links import go_to


def show(viewer: Viewer, account: AccountHeader) -> None:
    """The score and what is open at the left, what was last said and who matters at the right; or the brief."""
    brief_bar()
    if brief_is_open():
        brief.show(viewer, account)
        return
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
    panels.show(viewer, account)
    show_promises(viewer, account)


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


def show_promises(viewer: Viewer, account: AccountHeader) -> None:
    """Draw the ledger of promises, ours and theirs; a click opens one on the timeline."""
    found = service.promises(viewer, account.account_id)
    counted = counted_rows(found)
    sentence = f"{ledger_sentence(by_department(counted))}. {sale_sentence(*of_the_sale(counted))}"
    chosen = account_ledger(found, account.account_id, sentence, viewer.as_of)
    if chosen is not None:
        go_to("account", {"account": str(account.account_id), "tab": "timeline", "record": f"promise-{chosen.id}"})
