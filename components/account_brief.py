"""The context brief: one screen, or one sheet of paper, before a call."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Final

import streamlit as st

from components import format as fmt
from components import markup
from components.account_record import address_of_record
from domain.brief.lines import Line, Section

Link = Callable[[str, Mapping[str, str]], None]
"""Draws a sentence (Markdown) that leads to an address of the account's page."""
_PARAMETER: Final = "brief"
_COLUMNS: Final = 3
_PRINT: Final = """<style>
.st-key-account_brief [data-testid="stPageLink"] a
  { padding: 0; min-height: 0; align-items: flex-start; background: none; font-weight: 400; }
.st-key-account_brief [data-testid="stPageLink"] a * { font-weight: 400; }
.st-key-account_brief [data-testid="stPageLink"] a:hover { text-decoration: underline; }
.st-key-account_brief [data-testid="stPageLink"] a span, .st-key-account_brief [data-testid="stPageLink"] p
  { white-space: normal; overflow: visible; line-height: 1.4; }
@page { size: A4 landscape; margin: 9mm; }
@media print {
  [data-testid="stHeader"], [data-testid="stToolbar"], [role="tablist"], .st-key-person_menu, .st-key-brief_bar,
    .st-key-account_header [data-testid="stMetric"] { display: none !important; }
  .st-key-account_brief * { font-size: 8.5pt !important; }
  .st-key-account_header h1 { font-size: 15pt !important; padding: 0 !important; }
  .st-key-account_brief, .st-key-account_brief [data-testid="stVerticalBlock"] { gap: 2pt !important; }
  .st-key-account_brief [data-testid="stPageLink"] a, .st-key-account_brief p
    { margin: 0 !important; padding: 0 !important; line-height: 1.25 !important; }
  .st-key-account_brief [data-testid="stHeading"] { padding-top: 5pt !important; }
  [data-testid="stApp"], [data-testid="stAppViewContainer"], [data-testid="stMain"]
    { position: static !important; height: auto !important; overflow: visible !important; }
  .st-key-account_brief h3 { font-size: 10pt !important; }
  [data-testid="stMainBlockContainer"] { padding: 0 !important; }
}
</style>"""
"""Links of the brief read as sentences; on paper only the account's name and the brief are left."""


def brief_is_open() -> bool:
    """Whether the address asks for the brief, as `brief=1`."""
    return st.query_params.get(_PARAMETER) == "1"


def brief_bar() -> None:
    """Draw the button that opens the brief, or the one that leads back from it."""
    with st.container(horizontal=True, horizontal_alignment="right", vertical_alignment="center", key="brief_bar"):
        if brief_is_open():
            st.caption("To print it, use the browser's print command: only the brief is on the sheet.")
            st.button("Back to the overview", icon=":material/arrow_back:", key="brief_close", on_click=_close)
        else:
            st.button("Brief before a call", icon=":material/description:", key="brief_open", on_click=_open)


def show_brief(sections: Sequence[Section], as_of: date, link: Link) -> None:
    """Draw the sections in columns, each sentence as a link to its evidence."""
    st.html(_PRINT)
    with st.container(key="account_brief", gap="small"):
        st.caption(
            markup.markdown(f"As known on {fmt.day(as_of)}. Each sentence leads to the record that it rests on.")
        )
        size = -(-len(sections) // _COLUMNS)
        for place, column in enumerate(st.columns(_COLUMNS, gap="medium")):
            with column:
                for section in sections[place * size : (place + 1) * size]:
                    _section(section, link)


def address_of(line: Line) -> dict[str, str]:
    """Where the evidence of a sentence is seen, as query parameters of the account's page."""
    if line.record is None:
        return {"tab": line.tab}
    return {"tab": "timeline", **address_of_record(*line.record)}


def _section(section: Section, link: Link) -> None:
    with st.container(gap="xsmall"):
        st.subheader(markup.markdown(section.title), anchor=False)
        if not section.lines and section.nothing:
            st.caption(markup.markdown(section.nothing))
        for line in section.lines:
            because = f" :gray[{markup.markdown(line.because)}]" if line.because else ""
            link(f"{markup.markdown(line.text)}{because}", address_of(line))


def _open() -> None:
    st.query_params[_PARAMETER] = "1"


def _close() -> None:
    st.query_params.pop(_PARAMETER, None)
