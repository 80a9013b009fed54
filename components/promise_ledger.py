"""The promise ledger: of one account, and across accounts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import pandas as pd
import streamlit as st

from components import format as fmt
from components.account_overview import section
from components.figures.promise_bars import department_name, rate_text
from components.tables import height_of, table
from domain.promises import STATES, Tally

_WORDS: Final = {"kept": "kept", "late": "kept late", "broken": "broken", "overdue": "overdue", "open": "open"}
_ORDER: Final = ("overdue", "open", "broken", "late", "kept")
_TALLEST: Final = 10
READING: Final = (
    "Filled: kept on time; striped: kept late; red: broken; crossed: overdue; hollow: not due yet. Lowest rate on top"
)


@dataclass(frozen=True, slots=True)
class Row:
    """A promise as a row of the ledger that can be opened."""

    id: int
    account_id: int
    cells: dict[str, Any]


def ledger_sentence(tallies: Sequence[tuple[str, Tally]]) -> str:
    """`We kept 78% of 410 promises on time; the lowest is product with 61% of 41`."""
    total = sum((one for _, one in tallies), Tally())
    if not total.due:
        return "No promise of ours has come due"
    if not total.says_something:
        return f"We kept {total.kept} of {fmt.plural(total.due, 'promise')} on time: too few to tell a rate"
    told = f"We kept {rate_text(total).replace(' on time', '')} promises on time"
    worst = [(name, one) for name, one in tallies if one.says_something]
    if len(worst) > 1:
        name, one = worst[0]
        told += f"; the lowest is {department_name(name).lower()} with {rate_text(one).removesuffix(' on time')}"
    return told


def sale_sentence(sale: Tally, since: Tally) -> str:
    """`Of the promises made at the sale, 2 of 3 were kept on time; of those made since, 82% of 120`."""
    if not sale.made:
        return "No promise of the sale is on record."
    if not sale.due:
        return f"{fmt.plural(sale.made, 'promise')} of the sale, none due yet."
    broken = sale.broken + sale.overdue
    missed = f"; {broken} broken or overdue" if broken else ""
    rest = f"; of those made since, {rate_text(since)}" if since.due else ""
    return f"Promised at the sale: {rate_text(sale)}{missed}{rest}."


def tally_frame(tallies: Sequence[tuple[str, Tally]]) -> pd.DataFrame:
    """The bars as a table."""
    return pd.DataFrame(
        [
            {"Department": department_name(name)}
            | {_WORDS[state].capitalize(): getattr(one, state) for state in STATES}
            | {"Kept on time": rate_text(one)}
            for name, one in tallies
        ]
    )


def account_ledger(promises: pd.DataFrame, account_id: int, sentence: str, as_of: date) -> Row | None:
    """Draw the promises of one account, what is pressing first; the one that was just clicked, or None."""
    section("Promises", sentence)
    if promises.empty:
        return None
    days = [day.toordinal() for day in promises["due_on"]]
    # What is open or overdue begins with the oldest, what is settled with the newest.
    settled = promises["state"].isin(["kept", "late", "broken"])
    urgency = pd.Series(days, index=promises.index).mask(settled, -pd.Series(days, index=promises.index))
    order = promises.assign(_state=promises["state"].map(_ORDER.index), _urgency=urgency)
    order = order.sort_values(["_state", "_urgency", "id"])
    columns = ("id", "promise", "is_ours", "department", "origin", "made_on", "due_on", "kept_on", "state")
    rows = [
        Row(
            int(number), account_id,
            {
                "Promise": promise,
                "By": department_name(department) if ours else "Them",
                "Made": origin,
                "On": made,
                "Due": due,
                "State": _WORDS[state],
                "Late by": _late(due, kept, state, as_of),
            },
        )
        for number, promise, ours, department, origin, made, due, kept, state in zip(
            *(order[name] for name in columns), strict=True
        )
    ]  # fmt: skip
    return ledger_table(rows, "Promises of this account and of ours to it")


def ledger_table(rows: Sequence[Row], alt: str, *, width: int = 330) -> Row | None:
    """Draw promises, a row each, their words as wide as that (pixels); the one that was just clicked, or None."""
    opener = "table_promises_open"
    table(
        pd.DataFrame([row.cells for row in rows]), key="table_promises", alt=alt,
        height=height_of(min(len(rows), _TALLEST)),
        columns={
            "Promise": st.column_config.ButtonColumn(
                "Promise", type="tertiary", alignment="left", key=opener, width=width
            ),
            "Made": st.column_config.TextColumn("Made in", width=90),
            "On": st.column_config.DateColumn("Made on", format="D MMM YYYY", width=100),
            "Due": st.column_config.DateColumn(format="D MMM YYYY", width=100),
            "Late by": st.column_config.NumberColumn("Days late", width=80),
        },
    )  # fmt: skip
    click = st.session_state.get(opener)
    return rows[click["row"]] if click and click["row"] < len(rows) else None


def _late(due: date, kept: date | None, state: str, as_of: date) -> int | None:
    if state == "overdue":
        return (as_of - due).days
    return (kept - due).days if state == "late" and kept is not None else None
