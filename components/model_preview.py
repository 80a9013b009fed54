"""What a health model would change: who changes band, ARR with them, and how old and new model told the past."""

import json
from collections.abc import Callable
from datetime import date
from typing import Any, Final, TypeVar

import numpy as np
import pandas as pd
import streamlit as st

from components import format as fmt
from components import markup
from components.chart import heading
from components.tables import band_chips, chip_column, height_of, open_table, table, tier_text
from components.theme import BANDS
from domain.backtest.comparison import Comparison
from domain.backtest.judgement import Judgement
from domain.backtest.measures import Confusion
from domain.bands import ORDER
from domain.model_preview import Preview
from domain.policy import Policy
from domain.policy_document import policy_to_document

T = TypeVar("T")
SHIFTS_SHOWN: Final = 200
"""Accounts that change band in the list: those with the most ARR."""
_TALLEST: Final = 10


def kept(place: str, candidate: Policy, find: Callable[[], T]) -> T:
    """What was found for this very candidate, found now if it was not: it can take a while."""
    document = json.dumps(policy_to_document(candidate), sort_keys=True)
    known: tuple[str, T] | None = st.session_state.get(place)
    if known is None or known[0] != document:
        known = st.session_state[place] = (document, find())
    return known[1]


def is_kept(place: str, candidate: Policy) -> bool:
    """Whether something was found for this very candidate."""
    known = st.session_state.get(place)
    return known is not None and known[0] == json.dumps(policy_to_document(candidate), sort_keys=True)


def progress_bar(words: str) -> Callable[[int, int], None]:
    """A bar that fills with the accounts that are done."""
    bar = st.progress(0.0, words)

    def tell(done: int, total: int) -> None:
        bar.progress(min(done / max(total, 1), 1.0), f"{words} {fmt.count(done)} of {fmt.count(total)} accounts")
        if done >= total:
            bar.empty()

    return tell


def preview_sentence(found: Preview, currency: str) -> str:
    """`14 of 212 customers would change band: 9 fall, €1.2 m; 5 rise, €400 k`."""
    if not found.shifts:
        return f"None of {fmt.plural(found.customers, 'customer')} would change band"
    (fall, fallen), (rise, risen) = found.worse(), found.better()
    parts = [f"{fmt.count(fall)} fall, {fmt.money(fallen, currency)}"] if fall else []
    parts += [f"{fmt.count(rise)} rise, {fmt.money(risen, currency)}"] if rise else []
    other = len(found.shifts) - fall - rise
    parts += [f"{fmt.count(other)} become known or unknown"] if other else []
    moved = f"{fmt.count(len(found.shifts))} of {fmt.plural(found.customers, 'customer')} would change band"
    return f"{moved}: {'; '.join(parts)}"


def compare_button() -> bool:
    """Whether somebody just asked how both models told the past."""
    return st.button("Backtest old and new", icon=":material/balance:", key="model_compare")


def show_changes(lines: tuple[str, ...]) -> None:
    """What the candidate says otherwise, a line each."""
    with st.expander(f"What changes: {fmt.plural(len(lines), 'value')}", key="model_differences"):
        st.markdown("  \n".join(markup.markdown(line) for line in lines))


def show_preview(found: Preview, currency: str, as_of: date) -> int | None:
    """The sentence, the table of moves between bands, and who moves; the account just asked for, or None."""
    reading = "Customers as of the last refresh, by the model in force and by the new one"
    if found.mean_before is not None and found.mean_after is not None:
        was, will = fmt.score(found.mean_before), fmt.score(found.mean_after)
        reading += f"; health by ARR {was} → {will}"
    heading(preview_sentence(found, currency), reading, as_of, key="table_model_moves")
    left, right = st.columns([1, 1.35], gap="large")
    with left:
        table(
            moves_frame(found, currency), key="table_model_moves", columns={},
            alt="Customers and ARR by band now and band under the new model",
        )  # fmt: skip
    with right:
        return _shifts(found, currency) if found.shifts else None


def moves_frame(found: Preview, currency: str) -> pd.DataFrame:
    """A row a band now, a column a band under the new model: accounts and ARR; the unmoved are on the diagonal."""
    names = [BANDS[band].label for band in ORDER]
    cells = {
        f"→ {name}": [_cell(int(found.accounts[row, column]), int(found.arr_cents[row, column]), currency)
                      for row in range(len(ORDER))]
        for column, name in enumerate(names)
    }  # fmt: skip
    held = np.flatnonzero(found.accounts.sum(axis=1))
    return pd.DataFrame({"Now": names, **cells}).take(held)


def shifts_frame(found: Preview) -> pd.DataFrame:
    """Who moves, the most ARR first."""
    shown = found.shifts[:SHIFTS_SHOWN]
    return pd.DataFrame(
        {
            "Account": [one.name for one in shown],
            "Health": band_chips(
                [one.before for one in shown], [one.band_before for one in shown],
                [one.after for one in shown], [one.band_after for one in shown],
            ),
            "ARR": [None if one.arr_cents is None else one.arr_cents / 100 for one in shown],
            "Tier": [tier_text(one.tier) for one in shown],
            "Owner": [one.owner for one in shown],
        }
    )  # fmt: skip


def show_comparison(found: Comparison, as_of: date) -> None:
    """Old and new model beside one another on the same past."""
    title, reading = comparison_sentence(found)
    heading(title, reading, as_of, key="table_model_backtest")
    table(comparison_frame(found), key="table_model_backtest", columns={}, alt=title)


def comparison_sentence(found: Comparison) -> tuple[str, str]:
    """Title and how to read it."""
    before, after = found.before, found.after
    reading = (
        f"{fmt.count(before.n)} samples of customers, {fmt.plural(before.outcomes, 'account')} with an outcome within "
        f"{found.horizon_days} days; AUC with the middle 95% of draws of accounts"
    )
    if before.auc is None or after.auc is None:
        return "Too few outcomes to say which model tells them better", reading
    difference = round(after.auc, 2) - round(before.auc, 2)
    words = "better than" if difference > 0 else "worse than" if difference < 0 else "as well as"
    title = f"The new model ranks past outcomes {words} the one in force: AUC {after.auc:.2f}, now {before.auc:.2f}"
    return title, reading


def comparison_frame(found: Comparison) -> pd.DataFrame:
    """A row a model."""
    rows = [("In force", found.before, found.calls_before), ("New", found.after, found.calls_after)]
    return pd.DataFrame([_row(name, judged, calls) for name, judged, calls in rows])


def _shifts(found: Preview, currency: str) -> int | None:
    frame = shifts_frame(found)
    columns = {
        "Health": chip_column("Health", frame["Health"].tolist(), width=190),
        "ARR": st.column_config.NumberColumn(format=f"{fmt.currency_sign(currency).replace('%', '%%')}%,.0f", width=92),
        "Tier": st.column_config.TextColumn(width=96),
        "Owner": st.column_config.TextColumn(width=130),
    }
    return open_table(
        frame, [one.account_id for one in found.shifts], key="table_model_shifts", columns=columns, name_width=190,
        alt="Accounts that would change band, the most ARR first", height=height_of(min(len(frame), _TALLEST)),
    )  # fmt: skip


def _cell(accounts: int, cents: int, currency: str) -> str:
    return fmt.MISSING if not accounts else f"{fmt.count(accounts)} · {fmt.money(cents, currency)}"


def _row(name: str, judged: Judgement, calls: Confusion) -> dict[str, Any]:
    known = judged.auc is not None and judged.auc_low is not None and judged.auc_high is not None
    return {
        "Model": name,
        "AUC": None if judged.auc is None else round(judged.auc, 3),
        "Interval": f"{judged.auc_low:.2f} to {judged.auc_high:.2f}" if known else None,
        "Lift in the worst tenth": None if judged.lift_10 is None else round(judged.lift_10, 2),
        "At-risk calls that came": fmt.percent(calls.precision),
        "Outcomes that were called": fmt.percent(calls.recall),
        "Samples": judged.n,
    }
