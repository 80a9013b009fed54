"""How a figure is shown: a sentence as its title, how to read it, the figure, and the same facts as a table."""

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from typing import Any, Final

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from components import format as fmt
from components import markup
from components.exports import XLSX, csv_file, xlsx_file
from domain.behind import Mark, mark_in

CONFIG: Final[dict[str, Any]] = {"displayModeBar": False, "responsive": True, "doubleClick": False, "showTips": False}
"""What plotly may do in the browser: no toolbar, no zoom by accident."""

_ASKED: Final = "asked_mark"
_KINDS: Final = (
    ("csv", "text/csv", csv_file),
    ("xlsx", XLSX, xlsx_file),
)

Table = pd.DataFrame | Callable[[], pd.DataFrame]


def chart(
    figure: go.Figure,
    *,
    key: str,
    title: str,
    reading: str,
    as_of: date,
    alt: str,
    table: Table,
    columns: Mapping[str, Any] | None = None,
    opens: bool = False,
) -> None:
    """Show a figure under the stable `key` (`chart_…`).

    `title` is the sentence that the figure shows, `reading` how to read it; both are plain text. `alt` says the figure
    in words to who cannot see it. `table` holds the same facts (a frame, or what makes one when it is asked for), with
    `columns` as Streamlit's column configuration. Where it `opens`, a click on a mark asks for the accounts behind it
    (`asked_mark`): the last of a point's `customdata` is the mark's name (`domain.behind`).
    """
    with st.container(gap="xsmall", key=f"{key}_block"):
        heading(title, reading, as_of, key=key, table=table, columns=columns)
        if opens:
            st.plotly_chart(
                figure, key=key, config=CONFIG, alt=alt, on_select=partial(_note_mark, key), selection_mode="points"
            )
        else:
            st.plotly_chart(figure, key=key, config=CONFIG, alt=alt)


def asked_mark() -> Mark | None:
    """The mark of a chart that was just clicked on: once, then None."""
    found = st.session_state.pop(_ASKED, None)
    return mark_in(found) if isinstance(found, str) else None


def _note_mark(key: str) -> None:
    points = st.session_state[key]["selection"]["points"]
    told = points[0].get("customdata") if points else None
    if told:
        st.session_state[_ASKED] = told[-1]


def clickable(
    figure: go.Figure,
    *,
    key: str,
    title: str,
    reading: str,
    as_of: date,
    alt: str,
    table: Table,
    on_select: Callable[[], None],
    file_name: str,
) -> None:
    """The same for a figure whose marks open something: `on_select` runs after a click. It can be saved as a PNG."""
    save = {"format": "png", "scale": 2, "filename": file_name}
    config = CONFIG | {
        "displayModeBar": "hover", "modeBarButtons": [["toImage"]], "displaylogo": False, "toImageButtonOptions": save,
    }  # fmt: skip
    with st.container(gap="xsmall", key=f"{key}_block"):
        heading(title, reading, as_of, key=key, table=table)
        st.plotly_chart(figure, key=key, config=config, alt=alt, on_select=on_select, selection_mode="points")


def heading(
    title: str,
    reading: str,
    as_of: date,
    *,
    key: str,
    table: Table | None = None,
    columns: Mapping[str, Any] | None = None,
    files: Table | None = None,
) -> None:
    """The title sentence and the note below it, at the right the button of the table twin or of a table's `files`.

    `files` holds what a table shows, all of its rows as they are stored (`components.exports`), or makes it.
    """
    with st.container(horizontal=True, vertical_alignment="top", gap="small", wrap=False):
        with st.container(gap=None):
            st.subheader(markup.markdown(title), anchor=False)
            st.caption(markup.markdown(f"{reading} · {fmt.day(as_of)}"))
        if table is not None:
            _twin(key, title, table, columns, as_of)
        if files is not None and (callable(files) or len(files)):
            _files(key, files, as_of)


def _twin(key: str, title: str, table: Table, columns: Mapping[str, Any] | None, as_of: date) -> None:
    """The same facts as a table, made and sent only once somebody opens it."""
    with st.container(width="content"):
        button = st.popover(
            "Table", icon=":material/table:", type="tertiary", key=f"{key}_twin", on_change="rerun", wrap=False
        )
    if button.open:
        with button:
            frame = table() if callable(table) else table
            st.dataframe(
                frame, key=f"{key}_table", hide_index=True, width=560, column_config=dict(columns or {}), alt=title
            )
            file_buttons(key, frame, as_of)


def _files(key: str, files: Table, as_of: date) -> None:
    """The button of a table's files, which are made only when one is asked for."""
    with st.container(width="content"):
        button = st.popover(
            "File", icon=":material/download:", type="tertiary", key=f"{key}_files", on_change="rerun", wrap=False
        )
    if button.open:
        with button:
            file_buttons(key, files() if callable(files) else files, as_of)


def file_buttons(key: str, frame: pd.DataFrame, as_of: date) -> None:
    """The frame as CSV and as XLSX."""
    name = f"{key.split('_', 1)[-1].replace('_', '-')}-{as_of.isoformat()}"
    with st.container(horizontal=True, gap="small"):
        for kind, mime, make in _KINDS:
            st.download_button(
                kind.upper(), icon=":material/download:", data=partial(make, frame, as_of), mime=mime,
                file_name=f"{name}.{kind}", on_click="ignore", key=f"{key}_{kind}",
            )  # fmt: skip
