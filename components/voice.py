"""The voice of the customers on the screen: requests, themes, who asked, whom to tell, and merging two requests."""

from collections.abc import Sequence
from functools import lru_cache, partial
from typing import Any, Final

import pandas as pd
import streamlit as st

from components import format as fmt
from components.figures.voice_requests import SHOWN, voice_requests_figure
from components.operation import operation_id
from components.portfolio_cards import Card
from components.portfolio_sentences import Telling
from components.portfolio_tables import Rows
from components.tables import TWO_LINES, arrow, height_of, open_table, table
from domain.voice import RENEWS_SOON_DAYS, Voice

MERGE: Final = "form_merge_requests"
TELL: Final = "form_tell_askers"
_SEEN: Final = 6
_KEPT: Final = 32
_text = st.column_config.TextColumn
_number = st.column_config.NumberColumn


def voice_sentence(shown: Voice) -> str:
    """`24 requests of 127 accounts, €6.1 m ARR; 40 people wait to hear what became of theirs.`"""
    once = shown.askers.drop_duplicates("row")
    arr = fmt.money(int(once["arr_cents"].sum()), shown.currency)
    waiting = fmt.plural(len(shown.to_tell), "asker")
    verb = "waits" if len(shown.to_tell) == 1 else "wait"
    return (
        f"{fmt.plural(len(shown.requests), 'request')} of {fmt.plural(len(once), 'account')}, {arr} ARR; "
        f"{waiting} {verb} to hear what became of theirs."
    )


@lru_cache(_KEPT)
def requests_card(shown: Voice) -> Card:
    """What is asked for by most ARR."""
    figure = voice_requests_figure(shown.requests, shown.currency)
    first = shown.requests.iloc[0]
    arr = fmt.money(int(first["arr_cents"]), shown.currency)
    title = f"“{first['title']}” stands first: {arr} of ARR asks for it"
    reading = f"The {SHOWN} with most ARR; filled: what of it renews within {RENEWS_SOON_DAYS} days"
    told = Telling(title, reading, f"Bars of ARR by request. {title}.")
    return Card("chart_voice", figure, told, shown.as_of, partial(_twin, shown))


def themes_table(shown: Voice) -> None:
    """What is asked for, by theme."""
    themes = shown.themes
    frame = pd.DataFrame(
        {
            "Theme": themes["theme"].tolist(),
            "Accounts": themes["accounts"].tolist(),
            "ARR": [fmt.money(cents, shown.currency) for cents in themes["arr_cents"]],
            "Soon": [fmt.money(cents, shown.currency) for cents in themes["soon_cents"]],
        }
    )
    columns: dict[str, Any] = {
        "Accounts": _number(width=80),
        "ARR": _text(width=80, alignment="right"),
        "Soon": _text("Renews soon", width=96, alignment="right", help=f"Within {RENEWS_SOON_DAYS} days"),
    }
    table(arrow(frame), key="table_themes", alt="Requests by theme", columns=columns)


def choose_request(shown: Voice) -> int | None:
    """The request whose askers are shown; the choice is in the address. None: all of them."""
    titles = {
        int(number): str(title) for number, title in zip(shown.requests["id"], shown.requests["title"], strict=True)
    }
    names = {f"{title} ({number})": number for number, title in titles.items()}
    chosen = st.selectbox(
        "Request", list(names), index=None, key="request", bind="query-params", placeholder="Every request",
        label_visibility="collapsed", width=380,
    )  # fmt: skip
    return names.get(chosen or "")


def askers_table(shown: Voice, request: int | None) -> int | None:
    """Who asked, most ARR first; the account just asked for, or None."""
    frame, columns, ids = _askers(shown, request)
    height = height_of(min(_SEEN, len(ids)), TWO_LINES)
    return open_table(
        frame, ids, key="table_askers", alt="Who asked for it", columns=columns, height=height, row_height=TWO_LINES,
        name_width=180,
    )  # fmt: skip


def file_of_askers(shown: Voice) -> pd.DataFrame:
    """Everybody who asked, as a file holds them."""
    return shown.askers[
        [
            "name",
            "who",
            "title",
            "theme",
            "state",
            "quote",
            "arr_cents",
            "renewal_on",
            "asked_on",
            "told_at",
            "owner_name",
        ]
    ]


def tell_form(shown: Voice) -> tuple[Sequence[int], str] | None:
    """Whom to tell what became of their request; those who were, and the number of the operation, once it is saved."""
    waiting = shown.to_tell
    names = {
        int(number): f"{name} · {who or 'nobody named'} · {title} ({state})"
        for number, name, who, title, state in zip(
            *(waiting[column].tolist() for column in ("id", "name", "who", "title", "state")), strict=True
        )
    }
    with st.container(key=TELL), st.form(f"{TELL}_fields", border=True):
        told = st.multiselect(
            "Tell these people, then note it here", list(names), format_func=lambda one: names.get(one, str(one)),
            key="told_askers", placeholder="Who has been told?",
        )  # fmt: skip
        if st.form_submit_button("They have been told", icon=":material/done_all:", key="told_save") and told:
            return told, operation_id(TELL)
    return None


def merge_form(shown: Voice) -> tuple[int, int, int, str] | None:
    """Two requests that say the same: which into which, its version and the operation's number, once it is saved."""
    names = dict(zip(shown.requests["id"].tolist(), shown.requests["title"].tolist(), strict=True))
    versions = dict(zip(shown.requests["id"].tolist(), shown.requests["version"].tolist(), strict=True))
    with st.container(key=MERGE), st.form(f"{MERGE}_fields", border=True):
        one, into = (
            st.selectbox(label, list(names), index=None, format_func=lambda number: str(names[number]), key=key)
            for label, key in (("Says the same as another", "merge_one"), ("Stands for both", "merge_into"))
        )
        st.caption("Everybody who asked for either keeps their place.")
        if st.form_submit_button("Merge", icon=":material/merge:", key="merge_save") and one and into:
            return int(one), int(versions[one]), int(into), operation_id(MERGE)
    return None


@lru_cache(_KEPT)
def _askers(shown: Voice, request: int | None) -> Rows:
    rows = shown.askers if request is None else shown.askers[(shown.askers["root"] == request).to_numpy(dtype=bool)]
    rows = rows.head(100)
    frame = pd.DataFrame(
        {
            "Account": rows["name"].tolist(),
            "Who": rows["who"].tolist(),
            "Request": rows["title"].tolist(),
            "Quote": rows["quote"].tolist(),
            "ARR": [fmt.money(cents, shown.currency) for cents in rows["arr_cents"]],
            "Renews": [fmt.day(when) for when in rows["renewal_on"]],
            "Asked": [fmt.day(when) for when in rows["asked_on"]],
            "Told": [fmt.MISSING if fmt.is_missing(when) else fmt.day(when.date()) for when in rows["told_at"]],
        }
    )
    columns: dict[str, Any] = {
        "Who": _text(width=130),
        "Request": _text(width=200),
        "Quote": _text("In their words", width=240),
        "ARR": _text(width=76, alignment="right"),
        "Renews": _text(width=100),
        "Asked": _text(width=100),
        "Told": _text(width=100),
    }
    return arrow(frame), columns, rows["account_id"].tolist()


def _twin(shown: Voice) -> pd.DataFrame:
    rows = shown.requests
    return pd.DataFrame(
        {
            "Request": rows["title"].tolist(),
            "Theme": rows["theme"].tolist(),
            "Product": rows["product"].tolist(),
            "State": [str(state) for state in rows["state"]],
            "Accounts": rows["accounts"].tolist(),
            "ARR": [cents / 100 for cents in rows["arr_cents"]],
            "Renews soon": [cents / 100 for cents in rows["soon_cents"]],
            "Next renewal": rows["next_renewal_on"].tolist(),
            "Not told yet": rows["untold"].tolist(),
        }
    )
