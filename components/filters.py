"""The filters of the portfolio's pages, in one line, and in the address under the same names on every page.

The address is kept by us and not by Streamlit's `bind`: that drops a parameter from a followed link if the page that is
left has a widget of the same name, and so would lose the filters of every link between our pages.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from enum import StrEnum
from typing import Any, Final

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from components.theme import BANDS
from domain.portfolio import RENEWAL_WINDOWS, Filters
from domain.vocabulary import Band, Lifecycle, Tier

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
_WIDTH: Final = 144
"""Of one filter, in pixels: all of them, and the saved ones, stand in one line of 1280."""
_RENEWAL: Final = "renewal"
_SEARCH: Final = "search"
_PAGE: Final = "filters_of_page"
_LATEST: Final = "filters_latest"


def filter_bar(
    choices: Mapping[str, Sequence[Any]], *, search: str = "", beside: Callable[[Filters], None] | None = None
) -> Filters:
    """Draw the filters in one line, and return what is chosen, beside the words of a search.

    `beside` draws what stands at their end, given what is chosen.

    `choices` as `domain.portfolio.choices`. The filters stand in the open, not behind a button: what the browser does
    not show cannot be cleared from elsewhere, as Streamlit sends its old value again.
    """
    with st.container(horizontal=True, vertical_alignment="center", gap="xsmall", key="filter_bar"):
        chosen = {field: _values(field, name, choices.get(field, ())) for field, name in _NAMES.items()}
        filters = Filters(**chosen, renewal_within_days=_renewal_window(), search=search)
        if not filters.is_empty:
            st.button("Clear", icon=":material/close:", key="filter_clear", on_click=clear_filters, type="tertiary")
        if beside is not None:
            beside(filters)
    st.session_state[_LATEST] = filters
    _write(address_of(replace(filters, search=""), choices))
    return filters


def kept_filters(choices: Mapping[str, Sequence[Any]]) -> Filters:
    """The filters of the address, or of the page before, for a page that draws none; they are in its address too."""
    filters = filters_in({name: st.query_params.get_all(name) for name in (*_NAMES.values(), _RENEWAL)}, choices)
    if filters.is_empty:
        filters = replace(st.session_state.get(_LATEST, filters), search="")
        _write(address_of(filters, choices))
    return filters


def arrive(page: str, choices: Mapping[str, Sequence[Any]]) -> None:
    """Call first on a page: take over the filters of the address, or, where it has none, of the page before.

    On the page itself, what was chosen there counts, until somebody goes back or forward in the browser's history.
    """
    run = get_script_run_ctx()
    turned = run is not None and run.is_history_navigation
    if st.session_state.get(_PAGE) == page and not turned:
        return
    st.session_state[_PAGE] = page
    filters = filters_in({name: st.query_params.get_all(name) for name in (*_NAMES.values(), _RENEWAL)}, choices)
    if filters.is_empty and not turned:
        filters = st.session_state.get(_LATEST, filters)
    take_over(filters)


def take_over(filters: Filters) -> None:
    """Let these filters be those that are chosen: before they are drawn, or as what a button does."""
    for field, name in _NAMES.items():
        st.session_state[name] = list(getattr(filters, field))
    st.session_state[_RENEWAL] = filters.renewal_within_days


def filters_in(address: Mapping[str, Sequence[str]], choices: Mapping[str, Sequence[Any]]) -> Filters:
    """The filters that an address asks for, as people read them or as they are stored; others are ignored."""
    chosen: dict[str, Any] = {}
    for field, name in _NAMES.items():
        options: dict[str, Any] = {}
        for option, words in _labels(field, choices.get(field, ())).items():
            options |= {str(option).casefold(): option, words.casefold(): option}
        asked = dict.fromkeys(value.casefold() for value in address.get(name, ()))
        chosen[field] = tuple(dict.fromkeys(options[value] for value in asked if value in options))
    windows = {_window_label(days): days for days in RENEWAL_WINDOWS} | {str(days): days for days in RENEWAL_WINDOWS}
    asked_window = next((windows[value] for value in address.get(_RENEWAL, ()) if value in windows), None)
    return Filters(**chosen, renewal_within_days=asked_window)


def address_of(filters: Filters, choices: Mapping[str, Sequence[Any]]) -> dict[str, list[str]]:
    """The filters as query parameters, for the address or for a link to another page that carries them."""
    found = {name: _words(field, getattr(filters, field), choices) for field, name in _NAMES.items()}
    found = {name: words for name, words in found.items() if words}
    if filters.renewal_within_days is not None:
        found[_RENEWAL] = [_window_label(filters.renewal_within_days)]
    if filters.search:
        found[_SEARCH] = [filters.search]
    return found


def _write(address: Mapping[str, list[str]]) -> None:
    """Bring the browser's address up to date, in one step of its history; nothing where it is."""
    wanted = {name: address.get(name, []) for name in (*_NAMES.values(), _RENEWAL)}
    changed = {name: values for name, values in wanted.items() if st.query_params.get_all(name) != values}
    if changed:
        st.query_params.update(changed)


def search_box(placeholder: str = "Search name, owner or champion") -> str:
    """A search that acts as one types; its words are in the address."""
    words = st.text_input(
        "Search", key=_SEARCH, type="search", live=True, bind="query-params", placeholder=placeholder,
        label_visibility="collapsed", width=240, max_chars=80,
    )  # fmt: skip
    return words or ""


def clear_filters() -> None:
    """Take every filter off, and the search with them."""
    for name in _NAMES.values():
        st.session_state[name] = []
    st.session_state[_RENEWAL] = None
    if _SEARCH in st.session_state:
        st.session_state[_SEARCH] = ""


def _words(field: str, values: Sequence[Any], choices: Mapping[str, Sequence[Any]]) -> list[str]:
    labels = _labels(field, choices.get(field, ())) if values else {}
    return [labels.get(value, str(value)) for value in values]


def _values(field: str, name: str, options: Sequence[Any]) -> tuple[Any, ...]:
    labels = _labels(field, options)
    chosen = st.multiselect(
        name.capitalize(), list(labels), format_func=lambda value: labels.get(value, str(value)), key=name,
        placeholder=name.capitalize(), label_visibility="collapsed", width=_WIDTH, wrap=False,
    )  # fmt: skip
    return tuple(chosen)


def _renewal_window() -> int | None:
    return st.selectbox(
        "Renewal", RENEWAL_WINDOWS, index=None, format_func=_window_label, key=_RENEWAL,
        placeholder="Renewal", label_visibility="collapsed", width=_WIDTH,
    )  # fmt: skip


def _window_label(days: int) -> str:
    return f"Within {days} days"


def _options(field: str, found: Sequence[Any]) -> list[Any]:
    """A closed vocabulary whole and in its own order, so that a link to a band without accounts is one."""
    if field in _CLOSED:
        return [member.value for member in _CLOSED[field]]
    return [key for key, _ in found] if field == "owner_ids" else list(found)


def _labels(field: str, found: Sequence[Any]) -> dict[Any, str]:
    """Each value that can be chosen, as people read it and as it stands in the address."""
    values = _options(field, found)
    if field == "bands":
        return {value: BANDS[Band(value)].label for value in values}
    if field == "owner_ids":
        return _owner_labels(found)
    is_code = field in ("tiers", "lifecycles")
    return {value: value.replace("_", " ").capitalize() if is_code else str(value) for value in values}


def _owner_labels(owners: Sequence[tuple[int, str]]) -> dict[int, str]:
    """Names of owners; two of the same name are told apart by their number."""
    times = Counter(name for _, name in owners)
    return {key: name if times[name] == 1 else f"{name} ({key})" for key, name in owners}
