"""The filters of the portfolio's pages: one button with a panel behind it, and the filters in force as words beside it.

Every filter lives in the address (`bind="query-params"`), under the same name on every page, so that a view can be sent
as a link. A value in the address that does not exist is dropped by Streamlit.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

import streamlit as st

from components import markup
from components.theme import BANDS
from domain.portfolio import Filters
from domain.vocabulary import Band

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
_RENEWAL: Final = "renewal"
_SEARCH: Final = "search"


def filter_panel(choices: Mapping[str, Sequence[Any]], *, search: str = "") -> Filters:
    """Draw the button with the panel behind it, and return what is chosen, beside the words of a search.

    `choices` as `domain.portfolio.choices`.
    """
    panel = st.popover("Filter", icon=":material/filter_list:", key="filter_panel", wrap=False)
    with panel, st.container(width=460, gap="small"):
        left, right = st.columns(2)
        chosen: dict[str, Any] = {}
        for position, (field, name) in enumerate(_NAMES.items()):
            with left if position % 2 == 0 else right:
                chosen[field] = _values(field, name, choices.get(field, ()))
        window = _renewal_window()
        st.button("Clear all filters", key="filter_clear", on_click=clear_filters, type="tertiary")
    return Filters(**chosen, renewal_within_days=window, search=search)


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


def filters_in_words(filters: Filters, choices: Mapping[str, Sequence[Any]]) -> str:
    """The filters in force as one line of plain text: `Key or Strategic · EMEA · renews in 90 days`."""
    parts = [
        " or ".join(_label(field, value, choices) for value in getattr(filters, field))
        for field in _NAMES
        if getattr(filters, field)
    ]
    if filters.renewal_within_days is not None:
        parts.append(f"renews in {filters.renewal_within_days} days")
    if filters.search:
        parts.append(f"“{filters.search}”")
    return " · ".join(parts)


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
        name.capitalize(), values, format_func=labels, key=name, bind="query-params", placeholder="All", wrap=False
    )
    return tuple(chosen)


def _renewal_window() -> int | None:
    return st.selectbox(
        "Renewal", RENEWAL_WINDOWS, index=None, format_func=_window_label, key=_RENEWAL, bind="query-params",
        placeholder="At any time",
    )  # fmt: skip


def _window_label(days: int) -> str:
    return f"In {days} days"


def _ordered(field: str, options: Sequence[Any]) -> list[Any]:
    """Bands from best to worst; everything else as it comes."""
    return [band.value for band in BANDS if band.value in options] if field == "bands" else list(options)


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


def show_in_force(filters: Filters, choices: Mapping[str, Sequence[Any]]) -> None:
    """Say which filters are in force, with a cross that takes them off; nothing where there are none."""
    words = filters_in_words(filters, choices)
    if words:
        st.text(markup.shortened(words, 160), width="content")
        st.button("Clear", icon=":material/close:", key="filter_clear_shown", on_click=clear_filters, type="tertiary")
