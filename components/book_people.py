"""People over the book: where each account stands politically, what hangs by one thread, whose departure would hurt."""

from collections.abc import Mapping, Sequence
from typing import Final

import pandas as pd
import streamlit as st

from components import format as fmt
from components import markup, states
from components.account_overview import section
from components.map_reading import status_sign
from components.portfolio_tables import arr_column
from components.tables import height_of, open_table, table
from domain.book_people import AccountStanding, BookAccount, OurCarrier
from domain.coverage import MapStatus

_TALLEST: Final = 18
_ALL: Final = "all"
_SECONDS_EACH: Final = 0.011
"""What it takes to put the people of one account together, measured."""
_ORDER: Final = (MapStatus.RED, MapStatus.AMBER, MapStatus.GREEN)


def book_sentence(rows: Sequence[BookAccount], standings: Mapping[int, AccountStanding], currency: str) -> str:
    """What hangs by one thread, in a sentence."""
    single = [row for row in rows if standings[row.account_id].is_single]
    if not single:
        return f"None of {fmt.plural(len(rows), 'account')} hangs by a single thread"
    none = " or by none" if any(not standings[row.account_id].theirs for row in single) else ""
    verb = "hangs" if len(single) == 1 else "hang"
    told = f"{len(single)} of {fmt.plural(len(rows), 'account')} {verb} by a single thread{none}"
    money = _money(single, currency)
    return f"{told}: {money} of ARR" if money else told


def asks_for_all(accounts: int, at_once: int) -> bool:
    """Whether the address asks for every account; where there are more than are put together at once, offers it."""
    if accounts <= at_once:
        return False
    if st.query_params.get(_ALL) == "1":
        return True
    seconds = max(round(accounts * _SECONDS_EACH), 1)
    words = f"Put all {fmt.count(accounts)} together (about {fmt.plural(seconds, 'second')})"
    st.button(words, key="show_all_people", type="tertiary", icon=":material/groups:", on_click=_ask_for_all)
    return False


def _ask_for_all() -> None:
    st.query_params[_ALL] = "1"


def status_lines(rows: Sequence[BookAccount], standings: Mapping[int, AccountStanding], currency: str) -> None:
    """How many accounts of each map status there are, with their ARR."""
    parts = []
    for status in _ORDER:
        own = [row for row in rows if standings[row.account_id].status is status]
        parts.append(
            ", ".join(filter(None, [f"{status_sign(status)} {fmt.plural(len(own), 'account')}", _money(own, currency)]))
        )
    st.markdown(markup.markdown(" · ".join(parts)))
    st.caption(
        "Red: nobody with power supports us; amber: a supporter has power; green: a supporter decides or approves"
    )


def book_table(rows: Sequence[BookAccount], standings: Mapping[int, AccountStanding], currency: str) -> int | None:
    """The accounts, most ARR on a single thread first; the one that was just asked for, or None."""
    held = [standings[row.account_id] for row in rows]
    ordered = sorted(
        zip(rows, held, strict=True),
        key=lambda one: (not one[1].is_single, -(one[0].arr_cents or 0), one[0].name),
    )
    frame = pd.DataFrame(
        {
            "Account": [row.name for row, _ in ordered],
            "Map": [status_sign(standing.status) for _, standing in ordered],
            "Coverage": [round(standing.coverage) for _, standing in ordered],
            "Thread": [_thread(standing) for _, standing in ordered],
            "Hangs on": [_hangs_on(standing) for _, standing in ordered],
            "Warm, theirs": [standing.theirs for _, standing in ordered],
            "Warm, ours": [standing.ours for _, standing in ordered],
            "People": [standing.people for _, standing in ordered],
            "ARR": [None if row.arr_cents is None else round(row.arr_cents / 100) for row, _ in ordered],
            "Owner": [row.owner_name for row, _ in ordered],
        }
    )
    return open_table(
        frame, [row.account_id for row, _ in ordered], key="table_book_people",
        alt="Accounts with map status, coverage and threads, most ARR on a single thread first",
        height=height_of(min(len(frame), _TALLEST)),
        columns={
            "Map": st.column_config.TextColumn(width=90),
            "Coverage": st.column_config.ProgressColumn(
                min_value=0, max_value=100, format="%d", width=110,
                help="Needed parts that are filled, 0 to 100; one without a warm tie counts half",
            ),
            "Thread": st.column_config.TextColumn(width=140),
            "ARR": arr_column(currency),
        },
    )  # fmt: skip


def carriers_table(carriers: Sequence[OurCarrier], currency: str) -> None:
    """Whose departure would hurt most."""
    section("If one of ours left", "ARR that hangs on each: their share of all ties, account by account")
    if not carriers:
        states.empty(
            "No tie of ours to anybody is on record.",
            "Ties come of touchpoints with people on both sides: import them, with contacts.",
            key="state_no_carriers",
        )
        return
    frame = pd.DataFrame(
        {
            "Ours": [one.name for one in carriers],
            "ARR that hangs on them": [round(one.exposed_cents / 100) for one in carriers],
            "Accounts": [one.accounts for one in carriers],
            "Nobody else known": [one.alone_in for one in carriers],
        }
    )
    table(
        frame, key="table_our_carriers", alt="Ours by the ARR that hangs on their ties",
        height=height_of(min(len(frame), _TALLEST)),
        columns={
            "ARR that hangs on them": st.column_config.NumberColumn(
                format=f"{fmt.currency_sign(currency).replace('%', '%%')}%,.0f", width=180
            ),
            "Nobody else known": st.column_config.NumberColumn(
                help="Accounts in which only they have warm ties", width=150
            ),
        },
    )  # fmt: skip


def _money(rows: Sequence[BookAccount], currency: str) -> str:
    """Their ARR, or nothing where none is known of any."""
    known = [row.arr_cents for row in rows if row.arr_cents is not None]
    return fmt.money(sum(known), currency) if known else ""


def _thread(standing: AccountStanding) -> str:
    if not standing.theirs:
        return "no warm tie"
    sides = {(True, True): "single, both sides", (True, False): "single, theirs", (False, True): "single, ours"}
    return sides.get((standing.is_single_theirs, standing.is_single_ours), "several")


def _hangs_on(standing: AccountStanding) -> str | None:
    """Over whom every warm tie runs; else, where one of ours carries too much, who and how much."""
    if standing.carriers:
        return ", ".join(standing.carriers)
    if not standing.is_single_ours or not standing.shares:
        return None
    most = max(standing.shares, key=lambda user: (standing.shares[user], -user))
    return f"{standing.names[most]}, {fmt.percent(standing.shares[most])} of ties"
