"""The health of an account, explained: its course, where the score goes, what to mend, and what trust is made of."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Final

import pandas as pd
import streamlit as st

from components import format as fmt
from components import markup
from components.account_overview import section
from components.account_record import address_of_record
from components.chart import chart, heading
from components.figures.health_history import health_history_figure, history_sentence
from components.figures.health_waterfall import health_waterfall_figure, waterfall_sentence
from components.figures.model_marks import Marks
from components.figures.trust_level import trust_level_figure
from components.tables import height_of, table
from domain.account import HealthHistory
from domain.annotation import Annotation
from domain.evidence import Evidence, Explanation, Restoring, Suggestion, TrustSheet
from domain.explanation import CAP, Cause, Change, Waterfall
from domain.moves import points_moved
from domain.trust_restore import HORIZON_DAYS, Deed

_SHOWN: Final = 5
_LEAST_CHANGE: Final = 0.3
"""Points from which a change is told."""
_LEAST_BAR: Final = 0.5
"""Points from which the records behind a bar are listed."""
_TALLEST: Final = 9
_LINE: Final = 72
_DEEDS: Final = {Deed.RESOLVE: "Resolve", Deed.SETTLE: "Settle", Deed.KEEP: "Keep"}
_WAYS: Final = {Cause.ISSUE: "Resolve", Cause.PROMISE: "Keep"}


def history_chart(weeks: pd.DataFrame, as_of: date, models: Marks = (), notes: Sequence[Annotation] = ()) -> None:
    """Draw the weekly score over its bands, with the days from which another health model counts."""
    title = history_sentence(weeks)
    reading = "Weekly score over its bands; dotted, the score without open issues"
    chart(
        health_history_figure(weeks, models=models, notes=notes), key="chart_health_history", title=title, as_of=as_of,
        reading=f"{reading}; upright, another health model" if models else reading, alt=title,
        table=lambda: weeks.loc[::-1, ["week_on", "score", "score_without_issues", "completeness", "model"]],
    )  # fmt: skip


def week_picker(history: HealthHistory, today: date) -> date:
    """Draw the choice of the day to explain, the newest first; it is in the address as `week=15 Nov 2026`.

    At first it is the last day that was told, so that the score above and its explanation are of one day.
    """
    days: dict[str, date] = {
        f"{day.day} {day:%b %Y}": day for day in sorted({*history.weeks["week_on"], today}, reverse=True)
    }
    last = list(days.values()).index(max(history.weeks["week_on"], default=today))
    chosen = st.selectbox("Explain the score of", list(days), last, key="week", bind="query-params", width=220)
    return days.get(chosen, today)


def score_chart(told: Explanation) -> None:
    """Draw where the score of that day goes, with the records behind each bar; say so where none is told."""
    if told.now is None:
        section("Where the score goes", "Too little was known on that day to tell a score.")
        return
    now, title = told.now, waterfall_sentence(told.now)
    chart(
        health_waterfall_figure(now), key="chart_health_waterfall", title=title, as_of=told.day,
        reading="From 100 down to the score: each bar is what one cause takes; red, the cap of an old severe issue",
        alt=f"Waterfall from 100 to {fmt.score(now.score)}. {title}", table=lambda: bars_frame(now),
    )  # fmt: skip
    _records(told, now)


def bars_frame(told: Waterfall) -> pd.DataFrame:
    """Every bar, also those that take nothing; the points add up to what is missing."""
    return pd.DataFrame(
        {
            "Cause": [bar.label for bar in told.bars],
            "Takes": [round(bar.points, 2) for bar in told.bars],
            "Reading": [bar.reading if bar.reading is None else round(bar.reading) for bar in told.bars],
            "Why": [bar.sentence for bar in told.bars],
        }
    )


def remedy_lines(suggestions: Sequence[Suggestion]) -> None:
    """Draw what would raise the score the most, each alone."""
    section("Fix this first", "What the score gains if this cause alone were gone")
    if not suggestions:
        st.caption("Nothing by itself would raise the score.")
    with st.container(gap="xsmall"):
        for one in suggestions[:_SHOWN]:
            st.markdown(f"**{markup.markdown(_points(one.remedy.gain))}**  {markup.markdown(remedy_text(one))}")


def remedy_text(one: Suggestion) -> str:
    """`Resolve “Exports fail”`, `Keep “Send the roadmap”`, `Bring satisfaction to its best`."""
    if one.record is not None:
        return f"{_WAYS[one.remedy.cause]} “{markup.shortened(one.record.label, _LINE)}”"
    return f"Bring {one.remedy.key.replace('_', ' ')} to its best"


def change_lines(told: Explanation) -> None:
    """Draw what gave and took points in the week before, by cause."""
    if told.now is None or told.before is None:
        section("Since the week before", "There was no score a week before.")
        return
    seen = [one for one in told.changes if abs(one.points) >= _LEAST_CHANGE][:_SHOWN]
    section("Since the week before", _moved(told.before, told.now))
    with st.container(gap="xsmall"):
        for one in seen:
            st.markdown(f"**{markup.markdown(_points(one.points))}**  {markup.markdown(_change(one))}")


def trust_panel(sheet: TrustSheet, day: date, history: HealthHistory) -> Evidence | None:
    """Draw the course of trust and the ledger of that day; the record that was just clicked, or None."""
    days, levels = history.weeks["week_on"].tolist(), history.readings.get("trust")
    left, right = st.columns([1, 1.15], gap="large")
    with left:
        title = trust_sentence(sheet)
        if levels is not None and levels.notna().any():
            chart(
                trust_level_figure(days, levels, day, models=history.model_changes), key="chart_trust", title=title,
                reading="The level of the trust reservoir by week, 0 to 100; 50 is empty", as_of=day,
                alt=f"Trust. {title}", table=lambda: _trust_frame(history),
            )  # fmt: skip
        else:
            section("Trust", title)
        _restores(sheet)
    with right:
        heading(
            "What trust is made of", "Deposits and withdrawals with what is left of them, largest first", day,
            key="table_trust_ledger",
        )  # fmt: skip
        if not sheet.rows:
            st.caption("Nothing has moved trust yet.")
            return None
        return _ledger_table(sheet)


def _trust_frame(history: HealthHistory) -> pd.DataFrame:
    weeks = history.weeks
    levels = history.readings["trust"].tolist()
    frame = pd.DataFrame({"Week": weeks["week_on"].tolist(), "Trust": levels, "Model": weeks["model"].tolist()})
    return frame.iloc[::-1]


def trust_sentence(sheet: TrustSheet) -> str:
    """`Trust stands at 81 of 100; “Exports fail” takes 13 points of it`."""
    if not sheet.rows:
        return "Trust stands at 50 of 100: nothing has moved it yet"
    level = f"Trust stands at {fmt.score(sheet.level)} of 100"
    worst = min(sheet.rows, key=lambda row: row.of_level)
    if round(worst.of_level) >= 0:
        return f"{level}; nothing weighs on it"
    points = fmt.plural(round(-worst.of_level), "point")
    return f"{level}; “{markup.shortened(worst.record.label, _LINE)}” takes {points} of it"


def restore_text(one: Restoring) -> str:
    """`Resolve “Exports fail” at once: 58`, on whichever day is explained."""
    return f"{_DEEDS[one.deed]} “{markup.shortened(one.record.label, _LINE)}” at once: {fmt.score(one.level)}"


def ledger_frame(sheet: TrustSheet) -> pd.DataFrame:
    """The rows of the ledger, and one for all smaller ones; the points add up to the level's distance from 50."""
    rows: list[dict[str, Any]] = [
        {"Record": row.record.label, "What": row.what, "When": row.record.on, "Points": round(row.of_level, 2)}
        for row in sheet.rows
    ]
    if sheet.others:
        words = f"{fmt.count(sheet.others)} smaller ones"
        rows.append({"Record": words, "What": "together", "When": None, "Points": round(sheet.rest_of_level, 2)})
    return pd.DataFrame(rows)


def address_of(record: Evidence, account_id: int) -> dict[str, str]:
    """Where a record of the ledger is to be seen."""
    return {"account": str(account_id), "tab": "timeline", **address_of_record(record.kind, record.id)}


def _restores(sheet: TrustSheet) -> None:
    """What would restore trust soonest, each deed alone."""
    if sheet.ahead is None or not sheet.rows:
        return
    st.markdown(f"Left alone, trust stands at **{fmt.score(sheet.ahead)}** in {HORIZON_DAYS} days.")
    with st.container(gap="xsmall", key="trust_restores"):
        for one in sheet.restores:
            st.markdown(f"**{markup.markdown(_points(one.gain))}**  {markup.markdown(restore_text(one))}")
        if not sheet.restores:
            st.caption("Nothing is open that would restore it: only good touches will.")


def _ledger_table(sheet: TrustSheet) -> Evidence | None:
    opener = "table_trust_ledger_open"
    frame = ledger_frame(sheet)
    table(
        frame, key="table_trust_ledger", alt="Deposits and withdrawals that make up the level of trust",
        height=height_of(min(len(frame), _TALLEST)),
        columns={
            "Record": st.column_config.ButtonColumn(
                "Record", type="tertiary", alignment="left", key=opener, width=270
            ),
            "What": st.column_config.TextColumn(width=120),
            "When": st.column_config.DateColumn(format="D MMM YYYY", width=96),
            "Points": st.column_config.NumberColumn(format="%+.1f", width=64),
        },
    )  # fmt: skip
    click = st.session_state.get(opener)
    return sheet.rows[click["row"]].record if click and click["row"] < len(sheet.rows) else None


def _records(told: Explanation, now: Waterfall) -> None:
    """The records behind the bars that take the most, closed until somebody asks."""
    behind = [
        (bar, told.records.get("service" if bar.key == CAP else bar.key, ()))
        for bar in now.bars
        if bar.points >= _LEAST_BAR
    ]
    with st.expander("The records behind the bars", key="health_records"):
        for bar, records in behind:
            if records:
                st.markdown(f"**{markup.markdown(bar.label)}**  {markup.markdown(_points(-bar.points))}")
                lines = "  \n".join(markup.markdown(f"{fmt.day(one.on)} · {one.label}") for one in records)
                st.caption(lines)
        if not any(records for _, records in behind):
            st.caption("These causes rest on sums of many records, or on none.")


def _moved(before: Waterfall, now: Waterfall) -> str:
    was, is_now = fmt.score(before.score), fmt.score(now.score)
    if not points_moved(before.score, now.score):
        return f"The score is flat at {is_now}"
    return f"The score went from {was} to {is_now}"


def _change(one: Change) -> str:
    return f"{one.label}: {markup.shortened(one.sentence, _LINE)}"


def _points(points: float) -> str:
    """With a decimal where a whole number would say nothing."""
    return fmt.signed(f"{abs(points):.0f}" if abs(points) >= 10 else f"{abs(points):.1f}", points)
