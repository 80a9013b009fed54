"""Promises: what our departments promised across accounts, what they kept, and what is overdue."""

import streamlit as st

from components import states
from components.account_overview import section
from components.figures.promise_bars import department_name
from components.promise_ledger import Row, department_chart, due_filter, late_table, sale_line
from data_access.queries.promises import late_promises, promise_counts
from domain.promises import by_department, of_the_sale
from domain.viewer import Viewer
from shell.links import go_to
from shell.page import fragment, open_page


@fragment
def promises(viewer: Viewer) -> None:
    """Draw the ledger by department, the sale against the service, and what is late; a click opens the record."""
    days_back = due_filter()
    counted = promise_counts(viewer, days_back)
    tallies = by_department(counted)
    if not tallies:
        states.empty(
            "No promise of ours is on record here.", "Promises arrive with imports, or are logged on an account."
        )
        return
    department_chart(tallies, viewer.as_of)
    sale_line(*of_the_sale(counted))
    late = late_promises(viewer, days_back)
    section("Overdue and broken", "The longest overdue first; a click opens the record in its account")
    if not late:
        st.caption("Nothing is overdue, and nothing was broken.")
        return
    rows = [
        Row(
            one.id, one.account_id,
            {
                "Promise": one.promise, "Account": one.account, "By": department_name(one.department),
                "Made": one.origin, "Due": one.due_on, "State": one.state,
                "Late by": (viewer.as_of - one.due_on).days if one.state == "overdue" else None,
            },
        )
        for one in late
    ]  # fmt: skip
    chosen = late_table(rows)
    if chosen is not None:
        go_to("account", {"account": str(chosen.account_id), "tab": "timeline", "record": f"promise-{chosen.id}"})


with open_page("Promises") as who:
    promises(who)
