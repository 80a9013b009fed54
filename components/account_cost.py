"""What serving an account costs us, what of its ARR is left, and how much of the work its contract does not cover."""

from typing import Final

import pandas as pd
import streamlit as st

from components import format as fmt
from components import markup
from components.account_overview import section
from components.figures.promise_bars import department_name
from components.tables import table
from domain.cost_to_serve import LEAST_MONTHS, MONTHS, CostToServe

_NOTE: Final = "each at its month's rate; the margin is that of today's ARR. For us alone"
_FIGURES: Final = (
    (
        "Cost to serve",
        f"Cost of a year: that of the recorded months of the last {MONTHS} whole ones, scaled to {MONTHS}.",
    ),
    ("Margin", "What a year's cost leaves of today's ARR, as a share of it."),
    ("Beyond scope", "Hours that the contract does not cover, as a share of all hours, where both are recorded."),
)


def cost_sentence(told: CostToServe, currency: str) -> str:
    """`Serving them costs €12 k a year; 64% of their ARR is left; 8% of the hours are beyond scope`."""
    yearly = "" if told.yearly_cents is None else f" {fmt.money(told.yearly_cents, currency)} a year"
    left = "" if told.margin is None else f"; {fmt.percent(told.margin)} of their ARR is left"
    beyond = "" if told.beyond_scope is None else f"; {fmt.percent(told.beyond_scope)} of the hours are beyond scope"
    cost = f"Serving them costs{yearly}" if yearly else "Too few months are recorded to say what serving them costs"
    return f"{cost}{left}{beyond}"


def cost_panel(told: CostToServe | None, currency: str) -> None:
    """Three figures, and the recorded cost by department; or what is missing."""
    if told is None:
        section(
            "Cost to serve",
            f"No cost of the last {MONTHS} months is on record. It arrives by import: service_costs.csv.",
        )
        return
    months = fmt.plural(len(told.months), "recorded month")
    few = "" if told.yearly_cents is not None else f"; a year's cost is told from {LEAST_MONTHS} on"
    section("Cost to serve", f"Of {months}{few}; {_NOTE}.")
    values = (
        fmt.MISSING if told.yearly_cents is None else f"{fmt.money(told.yearly_cents, currency)} a year",
        *(fmt.MISSING if share is None else fmt.percent(share) for share in (told.margin, told.beyond_scope)),
    )
    grid = st.grid(3, min_column_width=200, gap="small", key="cost_figures")
    for (label, meaning), value in zip(_FIGURES, values, strict=True):
        with grid.cell():
            st.metric(label, markup.markdown(value), help=meaning)
    total = sum(cents for _, cents in told.departments)
    frame = pd.DataFrame(
        {
            "Department": [department_name(name) for name, _ in told.departments],
            "Cost": [fmt.money_exact(cents, currency) for _, cents in told.departments],
            "Share": [cents / total if total else None for _, cents in told.departments],
        }
    )
    columns = {
        "Cost": st.column_config.TextColumn(f"Cost of {months}", alignment="right"),
        "Share": st.column_config.NumberColumn(format="percent"),
    }
    table(frame, key="table_cost_to_serve", alt="What serving the account costs, by department", columns=columns)
