"""Links between screens, which keep the day that is looked at."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, NoReturn
from urllib.parse import urlencode

import streamlit as st

from shell.navigation import PAGES

Address = Mapping[str, str | Sequence[str]]


def go_to(path: str, address: Address) -> NoReturn:
    """Leave for another screen (its address without the slash), with these query parameters."""
    st.switch_page(PAGES / f"{path}.py", query_params=_with_day(address))


def link_to(path: str, label: str, address: Address, *, icon: str | None = None) -> None:
    """Draw a link to another screen, with these query parameters. `label` is Markdown: escape what came from data."""
    st.page_link(_page(path), label=label, icon=icon, query_params=_with_day(address), width="content")


def href_to(path: str, last: str) -> str:
    """The address of another screen up to the value of its `last` query parameter, for links that the browser makes."""
    day = st.query_params.get("as_of")
    return f"{path}?{urlencode({'as_of': day}) + '&' if day else ''}{last}="


@cache
def _page(path: str) -> st.Page:
    """The screen as Streamlit knows it: found on the disk once, not for every link of every run."""
    return st.Page(PAGES / f"{path}.py", url_path=path)


def _with_day(address: Address) -> dict[str, Any]:
    day = st.query_params.get("as_of")
    return {**address, **({"as_of": day} if day else {})}
