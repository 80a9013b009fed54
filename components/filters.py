"""The filters of the portfolio's pages, in one line.

Every filter lives in the address (`bind="query-params"`), under the same name on every page, so that a view can be sent
as a link. A value in the address that does not exist is dropped by Streamlit.
"""

from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from typing import Any, Final

import streamlit as st

from components.theme import BANDS
from domain.portfolio import Filters
from domain.vocabulary import Band, Lifecycle, Tier

RENEWAL_WINDOWS: Final = (30, 90, 180, 365)
"""Days ahead that can be asked for."""

_NAMES: Final[Mapping[str, str]] = {
    "tiers": "tier",
    "segments": "segment",
    "regions": "region",
    "owner_ids": "owner",
    "lifecycles": "lifecycle",
    "bands": "band",
}
"""Field of `Filters` to name in the address, which is the widget's key as well."""
_CLOSED: Final[Mapping[str, type[StrEnum]]] = {"tiers": Tier, "lifecycles": Lifecycle, "bands": Band}
_WIDTH: Final = 156
"""Of one filter, in pixels: all of them stand in one line of 1280."""
_RENEWAL: Final = "renewal"
_SEARCH: Final = "search"


def filter_bar(choices: Mapping[str, Sequence[Any]], *, search: str = "") -> Filters:
    """Draw the filters in one line, and return what is chosen, beside the words of a search.

    `choices` as `domain.portfolio.choices`. The filters stand in the open, not behind a button: what the browser does
    not show cannot be cleared from elsewhere, as Streamlit sends its old value again.
    """
    with st.container(horizontal=True, vertical_alignment="center", gap="xsmall", key="filter_bar"):
        chosen = {field: _values(field, name, choices.get(field, ())) for field, name in _NAMES.items()}
        filters = Filters(**chosen, renewal_within_days=_renewal_window(), search=search)
        if not filters.is_empty:
            st.button("Clear", icon=":material/close:", key="filter_clear", on_click=clear_filters, type="tertiary")
    return filters


def search_box(placeholder: str = "Search name, owner or champion") -> str:
    """A search that acts as one types; its words are in the address."""
    words = st.text_input(
        "Search", key=_SEARCH, type="search", live=True, bind="query-params", placeholder=placeholder,
        label_visibility="collapsed", width=300, max_chars=80,
    )  # fmt: skip
    return words or ""


def clear_filters() -> None:
    """Take every filter off, and the search with them."""
    for name in _NAMES.values():
        st.session_state[name] = []
    st.session_state[_RENEWAL] = None
    if _SEARCH in st.session_state:
        st.session_state[_SEARCH] = ""


def address_of(filters: Filters, choices: Mapping[str, Sequence[Any]]) -> dict[str, list[str]]:
    """The filters as query parameters, for a link to another page that carries them."""
    found = {
        name: [_label(field, value, choices) for value in getattr(filters, field)]
        for field, name in _NAMES.items()
        if getattr(filters, field)
    }
    if filters.renewal_within_days is not None:
        found[_RENEWAL] = [_window_label(filters.renewal_within_days)]
    if filters.search:
        found[_SEARCH] = [filters.search]
    return found


def _values(field: str, name: str, options: Sequence[Any]) -> tuple[Any, ...]:
    values = [value for value, _ in options] if field == "owner_ids" else _ordered(field, options)
    labels = _labeller(field, {field: options})
    chosen = st.multiselect(
        name.capitalize(), values, format_func=labels, key=name, bind="query-params", placeholder=name.capitalize(),
        label_visibility="collapsed", width=_WIDTH, wrap=False,
    )  # fmt: skip
    return tuple(chosen)


def _renewal_window() -> int | None:
    return st.selectbox(
        "Renewal", RENEWAL_WINDOWS, index=None, format_func=_window_label, key=_RENEWAL, bind="query-params",
        placeholder="Renewal", label_visibility="collapsed", width=_WIDTH,
    )  # fmt: skip


def _window_label(days: int) -> str:
    return f"Within {days} days"


def _ordered(field: str, options: Sequence[Any]) -> list[Any]:
    """A closed vocabulary whole and in its own order, so that a link to a band without accounts is one."""
    return [member.value for member in _CLOSED[field]] if field in _CLOSED else list(options)


def _labeller(field: str, choices: Mapping[str, Sequence[Any]]) -> Callable[[Any], str]:
    return lambda value: _label(field, value, choices)


def _label(field: str, value: Any, choices: Mapping[str, Sequence[Any]]) -> str:
    """A value as people read it, and as it stands in the address."""
    if field == "bands":
        return BANDS[Band(value)].label
    if field == "owner_ids":
        return _owner_labels(choices.get(field, ())).get(value, str(value))
    return str(value).replace("_", " ").capitalize() if field in ("tiers", "lifecycles") else str(value)


def _owner_labels(owners: Sequence[tuple[int, str]]) -> dict[int, str]:
    """Names of owners; two of the same name are told apart by their number."""
    names = [name for _, name in owners]
    return {key: name if names.count(name) == 1 else f"{name} ({key})" for key, name in owners}
