"""The list view of the account map: it says what the picture says, and sorts."""

from collections.abc import Callable, Sequence
from datetime import date

import pandas as pd
import streamlit as st

from components import format as fmt
from components import markup
from components.figures.map_marks import mark_of
from components.tables import height_of, table
from domain.account_map import TIE, Graph, Stakeholder, last_touch, name_of, tie_to
from domain.map_places import LayoutKind
from domain.vocabulary import RelationKind

READINGS = {
    LayoutKind.NETWORK: "The higher the more influence; friends left, opponents right",
    LayoutKind.ORGANISATION: "Everybody on the level of their reporting line",
    LayoutKind.GRID: "Seniority down, departments across",
}
_SIGNS = (
    ". Squares decide, hexagons procure, triangles are technical. The wider the line, the stronger the tie; dotted and "
    "“?” are assumed, red and crossed in conflict, faded left"
)
_TALLEST = 16


def reading_of(kind: LayoutKind) -> str:
    """How to read the map in this layout."""
    return READINGS[kind] + _SIGNS


def stakeholders_table(people: Sequence[Stakeholder], graph: Graph, today: date) -> int | None:
    """Draw everybody of the account, most important first; the contact whose name was just clicked, or None."""
    frame, opener = stakeholders_frame(people, graph, today), "table_stakeholders_open"
    table(
        frame,
        key="table_stakeholders",
        height=height_of(min(len(frame), _TALLEST)),
        alt="The people of the account with role, stance, influence and our strongest tie to each",
        columns={
            "Name": st.column_config.ButtonColumn("Name", type="tertiary", alignment="left", key=opener, width=190),
            "Influence": st.column_config.ProgressColumn(min_value=0, max_value=100, format="%d", width=110),
            "Tie": st.column_config.ProgressColumn(
                min_value=0, max_value=100, format="%d", width=110, help="Our strongest tie to them, 0 to 100"
            ),
            "By interaction": st.column_config.NumberColumn(
                width=100, help="Influence by their place among their people, 0 to 100"
            ),
            "Last touch": st.column_config.DateColumn(format="D MMM YYYY"),
            "Bridges": st.column_config.NumberColumn(
                width=80, help="How far they join people who do not meet otherwise: 100 less Burt's constraint"
            ),
            "Assessed": st.column_config.DateColumn(format="D MMM YYYY"),
        },
    )
    click = st.session_state.get(opener)
    return people[click["row"]].contact_id if click else None


def as_plain_list() -> bool:
    """Draw the choice between a table that sorts and one that prints; whether the second was chosen."""
    return st.toggle("For print and screen readers", key="plain_list", bind="query-params")


def plain_list(people: Sequence[Stakeholder], graph: Graph, today: date) -> None:
    """The same rows as text in a table of the page itself: whole on paper, and read aloud cell by cell."""
    frame = stakeholders_frame(people, graph, today)
    texts = frame.astype(object).map(lambda value: fmt.MISSING if fmt.is_missing(value) else _as_text(value))
    st.table(texts.set_index("Name"))


def _as_text(value: object) -> str:
    return fmt.day(value) if isinstance(value, date) else markup.markdown(str(value))


def stakeholders_frame(people: Sequence[Stakeholder], graph: Graph, today: date) -> pd.DataFrame:
    """The rows of that table."""
    return pd.DataFrame(
        {
            "Name": [f"{person.name} (left)" if person.has_left(today) else person.name for person in people],
            "Title": [person.title for person in people],
            "Stance": [_stance(person) for person in people],
            "Buying role": [_words(person.buying_role) for person in people],
            "Influence": [person.likely_influence for person in people],
            "By interaction": [person.computed_influence for person in people],
            "Tie": [round(tie_to(graph, person.contact_id)) for person in people],
            "Last touch": [last_touch(graph, person.contact_id) for person in people],
            "Known by": [_known_by(graph, person.contact_id) for person in people],
            "Seniority": [_words(person.seniority) for person in people],
            "Department": [person.department for person in people],
            "Reports to": [_reports_to(graph, person.contact_id) for person in people],
            "Bridges": [_brokerage(person) for person in people],
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
        ((data["strength"], graph.nodes[start]["name"]) for start, _, key, data in edges if key == TIE),
        reverse=True,
    )
    return ", ".join(name for _, name in ties[:3]) or None


def _reports_to(graph: Graph, contact_id: int) -> str | None:
    edges = graph.out_edges(f"contact:{contact_id}", keys=True)
    names = sorted(name_of(graph, end) for _, end, key in edges if key == RelationKind.REPORTS_TO)
    return ", ".join(names) or None


def _brokerage(person: Stakeholder) -> int | None:
    if person.position is None or person.position.constraint is None:
        return None
    return round(100 * (1 - min(person.position.constraint, 1.0)))


def map_files(svg: Callable[[], str], graphml: Callable[[], bytes], name: str) -> None:
    """The map as files, each made when it is asked for."""
    with st.popover("Files", icon=":material/download:", type="tertiary", key="map_files"):
        st.download_button(
            "Picture (SVG)", data=svg, mime="image/svg+xml", file_name=f"{name}.svg", on_click="ignore", key="map_svg",
            icon=":material/image:",
        )  # fmt: skip
        st.download_button(
            "Graph with all attributes (GraphML)", data=graphml, mime="application/graphml+xml",
            file_name=f"{name}.graphml", on_click="ignore", key="map_graphml", icon=":material/hub:",
        )  # fmt: skip
        st.caption("Internal: stances and influence are our own judgement. As PNG: the camera over the picture.")
