"""A table of accounts of any length, of which the browser holds a window: it asks for rows as one scrolls.

Streamlit's own table sends every row, and keeps them all. This one is a component of ours (`assets/account_grid.js`):
the server formats and sends a slice. Its files are served as files, not as text within the page, as our policy for
scripts lets the browser run nothing else.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final, Literal

import streamlit as st
from streamlit.components.v2.component_manager import BidiComponentManager
from streamlit.components.v2.get_bidi_component_manager import get_bidi_component_manager
from streamlit.components.v2.manifest_scanner import ComponentConfig, ComponentManifest
from streamlit.components.v2.types import ComponentRenderer

from components import format as fmt

SLICE: Final = 100
"""Rows that are sent at once."""
_HOME: Final = Path(__file__).resolve().parent
_NAME: Final = "nexus.account_grid"

Kind = Literal["name", "text", "number", "health", "line"]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its key, its head, how its cells are drawn, its width as CSS has it, and whether the list sorts by it.

    A width has a least number of pixels: `96px`, or `minmax(96px, 1fr)`.

    Cells are texts as they are shown; of `health` (sign, score, tone), of `line` numbers 0-100. None: not known.
    `sorted` says in which direction the rows stand in the order of this column.
    """

    key: str
    label: str
    kind: Kind
    width: str
    sorts: bool = False
    sorted: Literal["ascending", "descending"] | None = None
    help: str | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody just did: opened the account with this number, or clicked on the head of this column."""

    opened: int | None = None
    sorted: str | None = None


def slice_asked_for(key: str, of: str) -> int:
    """From which row on the browser wants to see the list `of`; 0 where it has not seen that list yet."""
    state = st.session_state.get(key) or {}
    asked = state.get("slice")
    if not isinstance(asked, Mapping) or asked.get("of") != of:
        return 0
    first = asked.get("first")
    return max(first, 0) if isinstance(first, int) else 0


def account_grid(
    columns: Sequence[Column],
    rows: Sequence[Sequence[Any]],
    *,
    key: str,
    of: str,
    first: int,
    total: int,
    href: str,
    label: str,
) -> Asked:
    """Show `total` rows, of which these are known from the place `first` on: an account's number, then its cells.

    `of` names the list: rows that were sent before under the same name stay. `href` is the address of an account, but
    for its number at the end.
    """
    found = _renderer(get_bidi_component_manager())(
        key=key,
        data={
            "of": of, "first": first, "total": total, "rows": rows, "columns": [_as_sent(one) for one in columns],
            "href": href, "label": label, "missing": fmt.MISSING,
        },
        on_slice_change=_nothing, on_opened_change=_nothing, on_sorted_change=_nothing,
    )  # fmt: skip
    opened, head = found.get("opened"), found.get("sorted")
    keys = {column.key for column in columns if column.sorts}
    return Asked(int(opened) if isinstance(opened, int) else None, head if head in keys else None)


def _as_sent(column: Column) -> dict[str, Any]:
    return {name: getattr(column, name) for name in Column.__slots__}


def _nothing() -> None:
    """What happened is read from the result."""


@cache
def _renderer(manager: BidiComponentManager) -> ComponentRenderer:
    """Register the component's files, once for a runtime: Streamlit by itself looks for them in installed packages."""
    scope, name = _NAME.split(".")
    manager.register_from_manifest(ComponentManifest(scope, "1", [ComponentConfig(name, "assets")]), _HOME)
    return st.components.v2.component(
        _NAME,
        html='<div class="grid" role="grid" tabindex="-1"></div>',
        css="account_grid.css",
        js="account_grid.js",
    )
