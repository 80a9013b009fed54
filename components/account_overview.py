"""The overview of an account: what its score is made of, what is open, what was last said, who matters."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, Final

import pandas as pd
import streamlit as st

from components import format as fmt
from components import markup
from components.figures.account_map import mark_of
from components.figures.timeline import lane_name
from domain.account_map import Stakeholder
from domain.registry import Indicator
from domain.touch_record import TouchRecord
from domain.vocabulary import Direction

ARROWS: Final = {Direction.OUTBOUND: "▷", Direction.INBOUND: "◁", Direction.MUTUAL: "◆"}
_SHOWN: Final = 6


def section(title: str, note: str = "") -> None:
    """A heading inside a tab, with a note in small type."""
    with st.container(gap=None):
        st.markdown(f"### {markup.markdown(title)}")
        if note:
            st.caption(markup.markdown(note))


def readings_table(
    readings: Mapping[str, float], rules: Sequence[Indicator], weights: Mapping[str, float], *, key: str
) -> None:
    """Indicators as bars of 0 to 100, the most expensive first; an unknown one has no bar."""
    rows = []
    for rule in rules:
        value = readings.get(rule.key)
        known = None if value is None or fmt.is_missing(value) else round(float(value))
        cost = -1.0 if known is None else weights[rule.key] * (100 - known)
        rows.append((cost, rule.label, known, weights[rule.key], rule.definition))
    rows.sort(key=lambda row: (-row[0], row[1]))
    total = sum(weights[rule.key] for rule in rules) or 1.0
    frame = pd.DataFrame(
        {
            "Indicator": [label for _, label, _, _, _ in rows],
            "Reading": [known for _, _, known, _, _ in rows],
            "Weight": [weight / total for _, _, _, weight, _ in rows],
            "What it measures": [definition for *_, definition in rows],
        }
    )
    st.dataframe(
        frame,
        key=key,
        hide_index=True,
        height="content",
        row_height=34,
        alt="Indicators of the health score with their readings from 0 to 100",
        placeholder="unknown",
        column_config={
            "Indicator": st.column_config.TextColumn(width=150),
            "Reading": st.column_config.ProgressColumn(min_value=0, max_value=100, format="%d", width=190),
            "Weight": st.column_config.NumberColumn(format="percent", width=64),
        },
    )


def touch_line(touch: TouchRecord, today: date) -> str:
    """One touchpoint in a line, as Markdown."""
    subject = touch.subject or touch.purpose.replace("_", " ").capitalize()
    who = ", ".join(person.name for person in touch.people if not person.is_ours) or ""
    said = markup.markdown(markup.shortened(subject, 64))
    when = f"{ARROWS[touch.direction]} {lane_name(touch.channel)}, {fmt.from_today(touch.occurred_at.date(), today)}"
    names = f" · {markup.shortened(who, 40)}" if who else ""
    return f"{said}  \n:gray[{markup.markdown(when + names)}]"


def open_matters(issues: pd.DataFrame, promises: pd.DataFrame, today: date) -> int:
    """Draw open issues and promises, the most pressing first; how many there are."""
    lines = [
        f"**{markup.markdown(severity.upper())}** {markup.markdown(markup.shortened(title, 64))}  \n"
        f":gray[issue open for {markup.markdown(fmt.plural(max((today - opened.date()).days, 0), 'day'))}]"
        for severity, title, opened in _columns(issues[issues["is_open"]], "severity", "title", "opened_at")
    ]
    pressing = promises[promises["state"].isin(["overdue", "open"])]
    for state, promise, ours, due in _columns(pressing, "state", "promise", "is_ours", "due_on"):
        colour = "red" if state == "overdue" else "gray"
        word = "overdue, was due" if state == "overdue" else "due"
        whose = "we promised" if ours else "they promised"
        lines.append(
            f"{markup.markdown(markup.shortened(promise, 64))}  \n"
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
    with st.container(gap="small"):
        for line in lines[:_SHOWN]:
            st.markdown(line)
        if len(lines) > _SHOWN:
            st.caption(f"and {len(lines) - _SHOWN} more {what}")


def _columns(frame: pd.DataFrame, *names: str) -> Any:
    return zip(*(frame[name] for name in names), strict=True)
