"""How the account map is looked at: layout, department, person; all of it is in the address."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

import streamlit as st

from domain.map_places import LayoutKind
from domain.map_view import View

_CHART: Final = "chart_account_map"
_MAP, _PERSON, _DEPARTMENT, _FOCUS, _COLLAPSED = "map", "person", "department", "focus", "collapsed"
_NAMES: Final = {
    LayoutKind.NETWORK: "Power and stance",
    LayoutKind.ORGANISATION: "Organisation",
    LayoutKind.GRID: "Grid",
}
_LONGEST_ID: Final = 19


def chosen_person() -> int | None:
    """The contact that the address asks for as `person=ID`."""
    text = st.query_params.get(_PERSON, "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < _LONGEST_ID else None


def close_person() -> None:
    """Close the person who is open, and show everybody."""
    for name in (_PERSON, _FOCUS):
        st.query_params.pop(name, None)


def open_person(contact_id: int) -> None:
    """Open a person."""
    st.query_params[_PERSON] = str(contact_id)


def map_controls(names: Mapping[int, str], departments: Sequence[str]) -> View:
    """Draw the controls in one line; `names`: everybody by contact id, `departments` by name.

    The address is the truth: each widget is set from it before it is drawn, and writes into it when it is used.
    """
    kind = _asked(_MAP, LayoutKind, LayoutKind.NETWORK)
    person, department = chosen_person(), st.query_params.get(_DEPARTMENT)
    department = department if department in departments else None
    focused, collapsed = (st.query_params.get(name) == "1" for name in (_FOCUS, _COLLAPSED))
    person = person if person in names else None
    values = {_MAP: kind, _PERSON: person, _DEPARTMENT: department, _FOCUS: focused, _COLLAPSED: collapsed}
    for name, value in values.items():
        st.session_state[_key(name)] = value
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="map_controls"):
        st.segmented_control(
            "Layout", list(_NAMES), format_func=_NAMES.__getitem__, key=_key(_MAP), on_change=_note, args=(_MAP,),
            label_visibility="collapsed", required=True,
        )  # fmt: skip
        _choice(_PERSON, "Find a person", list(names), names)
        if len(departments) > 1:
            _choice(_DEPARTMENT, "All departments", list(departments), dict(zip(departments, departments, strict=True)))
        if person is not None:
            st.toggle("Only around them", key=_key(_FOCUS), on_change=_note, args=(_FOCUS,))
        elif department is None:
            st.toggle("Fewer", key=_key(_COLLAPSED), on_change=_note, args=(_COLLAPSED,),
                      help="The twelve most important, the rest by department")  # fmt: skip
    return View(kind, person if focused else None, department, collapsed)


def note_clicked() -> None:
    """Open the person, or the department, whose mark was just clicked."""
    points = st.session_state[_CHART]["selection"]["points"]
    opens = points[0].get("customdata") if points else None
    opens = opens[0] if isinstance(opens, list) else opens
    if isinstance(opens, int | float):
        open_person(int(opens))
    elif isinstance(opens, str):
        st.query_params[_DEPARTMENT] = opens


def _choice(name: str, empty: str, options: Sequence[Any], labels: Mapping[Any, str]) -> None:
    st.selectbox(
        empty, options, format_func=lambda option: labels[option], index=None, key=_key(name), placeholder=empty,
        on_change=_note, args=(name,), label_visibility="collapsed", width=168,
    )  # fmt: skip


def _note(name: str) -> None:
    value = st.session_state[_key(name)]
    if name in (_PERSON, _DEPARTMENT):
        st.query_params.pop(_FOCUS, None)
    if value in (None, False, LayoutKind.NETWORK):
        st.query_params.pop(name, None)
    else:
        st.query_params[name] = "1" if value is True else str(value)


def _asked(name: str, kind: type[LayoutKind], usual: LayoutKind) -> LayoutKind:
    text = st.query_params.get(name, usual)
    return kind(text) if text in list(kind) else usual


def _key(name: str) -> str:
    return f"map_control_{name}"
