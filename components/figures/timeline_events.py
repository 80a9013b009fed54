"""What stands behind and above the lanes of the timeline: bands of issues, flags of promises, rules, their labels."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Final, Literal

import pandas as pd

from components import format as fmt
from components import markup
from components.figures import kit
from components.theme import Slot
from domain.landmarks import Landmark
from domain.timeline import Period
from domain.vocabulary import Severity

LABEL_ROW: Final = 17
"""Height of a row of labels above the lanes, in pixels."""
_ROWS: Final = 2
_BANDS_DRAWN: Final = 40
_PLOT_WIDTH: Final = 900.0
"""About how many pixels the time axis is long: labels are set so that they do not touch at this width."""
_CHARACTER: Final = 6.6
_OPACITY: Final = {Severity.S1: 0.20, Severity.S2: 0.13, Severity.S3: 0.07, Severity.S4: 0.035}

_FLAGS: Final = {
    "open": ("square-open", Slot.SECOND_INK, "open"),
    "overdue": ("square-open", Slot.AT_RISK, "overdue"),
    "kept": ("square", Slot.HEALTHY, "kept"),
    "late": ("square", Slot.WATCH, "kept late"),
    "broken": ("x", Slot.AT_RISK, "broken"),
}
"""State of a promise: marker, colour, word. Hollow is open, filled is kept, crossed is broken."""


def band_shapes(issues: pd.DataFrame, landmarks: Sequence[Landmark], period: Period, as_of: date) -> list[kit.Part]:
    """A band from an issue's opening to its resolution, darker with severity; a rule for each landmark."""
    shapes = []
    for severity, start, end in _spans(issues, period, as_of):
        shapes.append(kit.zone(x=(start.isoformat(), end.isoformat()), colour=Slot.AT_RISK, opacity=_OPACITY[severity]))
    for landmark in landmarks:
        if period.first_on <= landmark.day <= period.last_on:
            dash: Literal["solid", "dash"] = "solid" if landmark.is_firm else "dash"
            shapes.append(kit.rule(x=landmark.day.isoformat(), colour=Slot.ACCENT, dash=dash, width=1.2))
    return shapes


def promise_traces(promises: pd.DataFrame, lane: float, as_of: date) -> list[kit.Part]:
    """A flag at each promise's due date: hollow open, filled kept, crossed broken."""
    if promises.empty:
        return []
    x: list[str | None] = []
    y: list[float | None] = []
    for due in promises["due_on"]:
        x += [due.isoformat(), due.isoformat(), None]
        y += [lane - 0.42, lane + 0.2, None]
    stems = {"type": "scatter", "mode": "lines", "x": x, "y": y, "hoverinfo": "skip",
             "line": {"color": Slot.NEUTRAL, "width": 1.5}}  # fmt: skip
    by_state = [(state, promises[promises["state"] == state]) for state in _FLAGS]
    flags = [_flags(rows, state, lane, as_of) for state, rows in by_state if len(rows)]
    return [stems, *flags]


def _flags(rows: pd.DataFrame, state: str, lane: float, as_of: date) -> kit.Part:
    symbol, colour, word = _FLAGS[state]
    texts = []
    for promise, ours, due in zip(rows["promise"], rows["is_ours"], rows["due_on"], strict=True):
        said = f"{'We' if ours else 'They'} promised: {markup.plotly(markup.shortened(promise, 70))}"
        when = f"due {fmt.day(due)}, {fmt.from_today(due, as_of)}"
        texts.append(f"{said}<br>{when} · {word}")
    return {
        "type": "scatter",
        "mode": "markers",
        "x": kit.days(rows["due_on"].tolist()),
        "y": [lane + 0.2] * len(rows),
        "text": texts,
        "hovertemplate": "%{text}<extra></extra>",
        "marker": {"symbol": symbol, "size": 9, "color": colour, "line": {"width": 1.8, "color": colour}},
    }


def written(
    issues: pd.DataFrame, landmarks: Sequence[Landmark], period: Period, as_of: date
) -> tuple[list[kit.Part], int]:
    """Labels above the lanes (today, landmarks, then issues by severity) in rows where none touches another.

    Returns them with the number of rows in use; what finds no room is left to the tables.
    """
    wanted = [(as_of, "Today", Slot.INK)]
    wanted += [(mark.day, mark.name, Slot.ACCENT) for mark in landmarks]
    wanted += [
        (start.date(), f"{severity.value.upper()} {markup.shortened(title, 30)}", Slot.AT_RISK)
        for severity, start, title in _titles(issues, period, as_of)
    ]
    ends: list[list[tuple[float, float]]] = [[] for _ in range(_ROWS)]
    labels, used = [], 0
    for day, text, colour in wanted:
        if not period.first_on <= day <= period.last_on:
            continue
        left = (day - period.first_on).days / period.days * _PLOT_WIDTH
        width = len(text) * _CHARACTER + 12
        anchor_right = left + width > _PLOT_WIDTH
        span = (left - width, left) if anchor_right else (left, left + width)
        row = next((n for n, taken in enumerate(ends) if all(span[1] < a or span[0] > b for a, b in taken)), None)
        if row is None:
            continue
        ends[row].append(span)
        used = max(used, row + 1)
        labels.append(
            kit.label(
                text, x=day.isoformat(), y=1, yref="y domain", colour=colour, valign="bottom",
                anchor="right" if anchor_right else "left", shift=(-3 if anchor_right else 3, row * LABEL_ROW),
            )
        )  # fmt: skip
    return labels, used


def _spans(issues: pd.DataFrame, period: Period, as_of: date) -> list[tuple[Severity, datetime, datetime]]:
    spans = []
    first = pd.Timestamp(period.first_on, tz="UTC")
    now = pd.Timestamp(as_of + timedelta(days=1), tz="UTC")
    for severity, opened, resolved in zip(issues["severity"], issues["opened_at"], issues["resolved_at"], strict=True):
        end = now if pd.isna(resolved) else resolved
        if end > first and opened < now and opened.date() <= period.last_on:
            spans.append((Severity(severity), max(opened, first), end))
    spans.sort(key=lambda span: span[0])
    return spans[:_BANDS_DRAWN]


def _titles(issues: pd.DataFrame, period: Period, as_of: date) -> list[tuple[Severity, datetime, str]]:
    """Issues worth a name: those open today, and those of the two worst severities; the worst first."""
    first = pd.Timestamp(period.first_on, tz="UTC")
    rows = []
    for severity, opened, resolved, title in zip(
        issues["severity"], issues["opened_at"], issues["resolved_at"], issues["title"], strict=True
    ):
        is_open = pd.isna(resolved)
        if opened.date() <= as_of and (is_open or (severity in (Severity.S1, Severity.S2) and resolved > first)):
            rows.append((not is_open, Severity(severity), max(opened, first), str(title)))
    rows.sort(key=lambda row: row[:3])
    return [row[1:] for row in rows]
