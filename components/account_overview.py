"""The overview of an account: what its score is made of, what is open, what was last said, who matters."""

import math
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, Final

import pandas as pd
import streamlit as st

from components import format as fmt
from components import markup, states
from components.figures.map_marks import mark_of
from components.figures.timeline import lane_name
from components.tables import table
from domain.account import AccountHeader
from domain.account_map import Stakeholder
from domain.registry import Indicator
from domain.touch_record import TouchRecord
from domain.vocabulary import Direction

ARROWS: Final = {Direction.OUTBOUND: "▷", Direction.INBOUND: "◁", Direction.MUTUAL: "◆"}
_SHOWN: Final = 5
_LINE: Final = 64
MOST: Final = 8
"""Indicators on the overview."""


def section(title: str, note: str = "") -> None:
    """A heading inside a tab, with a note in small type."""
    with st.container(gap=None):
        st.subheader(markup.markdown(title), anchor=False)
        if note:
            st.caption(markup.markdown(note))


def readings_table(
    readings: Mapping[str, float],
    rules: Sequence[Indicator],
    weights: Mapping[str, float],
    *,
    key: str,
    with_definitions: bool = False,
    has_score: bool = True,
) -> None:
    """Indicators as bars of 0 to 100 with the points that each takes from the score, the most expensive first.

    Without definitions only the `MOST` expensive: the health tab has them all.
    """
    left_out = [] if with_definitions else ["What it measures"]
    left_out += [] if has_score else ["Takes from the score", "Weight"]
    table(
        readings_frame(readings, rules, weights).head(len(rules) if with_definitions else MOST).drop(columns=left_out),
        key=key,
        alt="Indicators of the health score with their readings from 0 to 100",
        placeholder="unknown",
        columns={
            "Indicator": st.column_config.TextColumn(width=160),
            "Reading": st.column_config.ProgressColumn(min_value=0, max_value=100, format="%d", width=190),
            "Takes from the score": st.column_config.NumberColumn(format="%.1f", width=140),
            "Weight": st.column_config.NumberColumn(format="%d%%", width=80),
            "What it measures": st.column_config.TextColumn(width="large"),
        },
    )


def no_readings(rules: Sequence[Indicator]) -> None:
    """Say that nothing is known from which health could be read, and what that would be."""
    names = [rule.label.lower() for rule in rules]
    states.empty(
        "Health is not known yet.",
        f"Nothing is on record to read {', '.join(names[:-1])} or {names[-1]} from: import e-mails, meetings, product "
        "use, surveys or issues of this account, then refresh.",
        key="state_no_readings",
    )


def readings_frame(
    readings: Mapping[str, float], rules: Sequence[Indicator], weights: Mapping[str, float]
) -> pd.DataFrame:
    """The rows of that table: an unknown indicator has neither reading nor weight, as it shares out its own."""
    values = {rule.key: readings.get(rule.key) for rule in rules}
    known = {key: float(value) for key, value in values.items() if value is not None and not fmt.is_missing(value)}
    total = sum(weights[key] for key in known) or 1.0
    rows = [
        {
            "Indicator": rule.label,
            "Reading": math.floor(known[rule.key]) if rule.key in known else None,
            "Takes from the score": -weights[rule.key] / total * (100 - known[rule.key]) if rule.key in known else None,
            "Weight": round(100 * weights[rule.key] / total) if rule.key in known else None,
            "What it measures": rule.definition,
        }
        for rule in rules
    ]
    return pd.DataFrame(rows).sort_values(["Takes from the score", "Indicator"], ignore_index=True)


def score_note(account: AccountHeader, readings: Mapping[str, float], weights: Mapping[str, float]) -> str:
    """Why the score is lower than its readings add up to, where an old severe issue holds it down; else the reason."""
    known = {key: value for key, value in readings.items() if key in weights and not fmt.is_missing(value)}
    total = sum(weights[key] for key in known)
    if account.score is None and known:
        return f"{len(known)} of {len(weights)} indicators known: too little for a score."
    if account.score is None or not total:
        return account.main_reason or ""
    mean = sum(weights[key] * value for key, value in known.items()) / total
    if mean - account.score > 1:
        return f"Held at {fmt.score(account.score)} by a severe open issue; the readings alone give {fmt.score(mean)}."
    return account.main_reason or ""


def untouched(planned: int) -> str:
    """That no person has been in touch, and how many touches are planned all the same."""
    ahead = f" {fmt.plural(planned, 'touch', 'touches')} planned, none confirmed as done: see the timeline."
    return f"No person has been in touch yet.{ahead if planned else ''}"


def touches_table(touches: Sequence[TouchRecord], today: date) -> int | None:
    """Draw touchpoints as a small table; the id of the one that was just clicked, or None."""
    opener = "table_last_touches_open"
    frame = pd.DataFrame(
        {
            "Touch": [touch.subject or touch.purpose.replace("_", " ").capitalize() for touch in touches],
            "How": [f"{ARROWS[touch.direction]} {lane_name(touch.channel)}" for touch in touches],
            "When": [fmt.from_today(touch.occurred_at.date(), today) for touch in touches],
            "With": [", ".join(one.name for one in touch.people if not one.is_ours) or None for touch in touches],
        }
    )
    columns: dict[str, Any] = {
        "Touch": st.column_config.ButtonColumn("Touch", type="tertiary", alignment="left", key=opener, width=250),
        "How": st.column_config.TextColumn(width=76),
        "When": st.column_config.TextColumn(width=84),
    }
    table(frame, key="table_last_touches", alt="The last touchpoints between people", columns=columns)
    click = st.session_state.get(opener)
    return touches[click["row"]].id if click else None


def open_matters(issues: pd.DataFrame, promises: pd.DataFrame, today: date) -> int:
    """Draw open issues and promises, the most pressing first; how many there are."""
    lines = [
        f"**{markup.markdown(severity.upper())}** {markup.markdown(markup.shortened(title, _LINE))}  \n"
        f":gray[issue open for {markup.markdown(fmt.plural(max((today - opened.date()).days, 0), 'day'))}]"
        for severity, title, opened in _columns(issues[issues["is_open"]], "severity", "title", "opened_at")
    ]
    pressing = promises[promises["state"].isin(["overdue", "open"])]
    for state, promise, ours, due in _columns(pressing, "state", "promise", "is_ours", "due_on"):
        colour = "red" if state == "overdue" else "gray"
        word = "overdue, was due" if state == "overdue" else "due"
        whose = "we promised" if ours else "they promised"
        lines.append(
            f"{markup.markdown(markup.shortened(promise, _LINE))}  \n"
            f":{colour}[{whose}, {word} {markup.markdown(fmt.from_today(due, today))}]"
        )
    _list(lines, "issues or promises")
    return len(lines)


def people_lines(people: Sequence[Stakeholder], strength: Callable[[int], float]) -> None:
    """Draw those who matter most: stance, name, title, and how strong our strongest tie to them is."""
    lines = []
    for person in people[:_SHOWN]:
        mark = mark_of(person)
        sign = f":{mark.tone}[**{markup.markdown(mark.letter or '–')}**]"
        tie = strength(person.contact_id)
        known = "no tie" if tie < 1 else f"tie {fmt.score(tie)}"
        facts = " · ".join(part for part in (mark.label, markup.shortened(person.title or "", 40), known) if part)
        lines.append(f"{sign} {markup.markdown(person.name)}  \n:gray[{markup.markdown(facts)}]")
    _list(lines, "people")


def _list(lines: Sequence[str], what: str) -> None:
    if not lines and what == "people":
        st.caption("Nobody is known here yet.")
    with st.container(gap="xsmall"):
        for line in lines[:_SHOWN]:
            st.markdown(line)
        if len(lines) > _SHOWN:
            st.caption(f"and {len(lines) - _SHOWN} more {what}")


def _columns(frame: pd.DataFrame, *names: str) -> Any:
    return zip(*(frame[name] for name in names), strict=True)
