"""The list view of the account map: it says what the picture says, and sorts."""

from collections.abc import Sequence
from datetime import date

import pandas as pd
import streamlit as st

from components.figures.account_map import mark_of
from components.tables import height_of, table
from domain.account_map import Graph, Stakeholder, tie_to

_TALLEST = 16


def stakeholders_table(people: Sequence[Stakeholder], graph: Graph, today: date) -> None:
    """Draw everybody of the account, most important first."""
    frame = stakeholders_frame(people, graph, today)
    table(
        frame,
        key="table_stakeholders",
        height=height_of(min(len(frame), _TALLEST)),
        alt="The people of the account with role, stance, influence and our strongest tie to each",
        columns={
            "Name": st.column_config.TextColumn(width=190),
            "Influence": st.column_config.ProgressColumn(min_value=0, max_value=100, format="%d", width=110),
            "Tie": st.column_config.ProgressColumn(
                min_value=0, max_value=100, format="%d", width=110, help="Our strongest tie to them, 0 to 100"
            ),
            "Assessed": st.column_config.DateColumn(format="D MMM YYYY"),
        },
    )


def stakeholders_frame(people: Sequence[Stakeholder], graph: Graph, today: date) -> pd.DataFrame:
    """The rows of that table."""
    return pd.DataFrame(
        {
            "Name": [f"{person.name} (left)" if person.has_left(today) else person.name for person in people],
            "Title": [person.title for person in people],
            "Stance": [_stance(person) for person in people],
            "Buying role": [_words(person.buying_role) for person in people],
            "Influence": [person.likely_influence for person in people],
            "Tie": [round(tie_to(graph, person.contact_id)) for person in people],
            "Known by": [_known_by(graph, person.contact_id) for person in people],
            "Seniority": [_words(person.seniority) for person in people],
            "Department": [person.department for person in people],
            "Assessed": [person.assessed_on for person in people],
        }
    )


def _stance(person: Stakeholder) -> str | None:
    if person.stance is None:
        return None
    mark = mark_of(person)
    return f"{mark.glyph} {mark.letter}  {mark.label}{'' if person.is_confirmed else ' (assumed)'}"


def _words(value: str | None) -> str | None:
    return None if value is None else value.replace("_", " ").capitalize()


def _known_by(graph: Graph, contact_id: int) -> str | None:
    edges = graph.in_edges(f"contact:{contact_id}", keys=True, data=True)
    ties = sorted(
        ((data["strength"], graph.nodes[start]["name"]) for start, _, _, data in edges if "strength" in data),
        reverse=True,
    )
    return ", ".join(name for _, name in ties[:3]) or None
