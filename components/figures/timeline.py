"""The timeline of an account: a lane a channel over one time axis, what weighed on it behind, its health below.

Marks are drawn as page elements, not by WebGL: `domain.timeline.told_together` keeps them to a few hundred, and WebGL
needs a policy for scripts that we do not grant.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, Final

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from components import format as fmt
from components import markup
from components.figures import kit
from components.figures.timeline_events import (
    LABEL_ROW,
    band_shapes,
    promise_traces,
    written,
)
from components.theme import BANDS, SIZE_NOTE, STEP, Slot
from domain.bands import LOWER_BOUNDS
from domain.landmarks import Landmark
from domain.timeline import Period
from domain.vocabulary import Channel, Direction

LANE: Final = 32
_DENSE: Final = 27
_MANY_LANES: Final = 8
"""Height of a lane in pixels; above so many lanes the second, so that a year fits on one screen."""
_STRIP: Final = 84
"""Height of the score's strip in pixels."""
_FOOT: Final = 44
_SUBJECT: Final = 60
_GROWTH: Final = 8.0
"""Most pixels by which a mark grows."""
_SYMBOLS: Final = {Direction.OUTBOUND.value: 8, Direction.INBOUND.value: 7, Direction.MUTUAL.value: 2}
"""Plotly's numbers for triangle-right (from us), triangle-left (from them) and diamond (both)."""
_WAYS: Final = {
    Direction.OUTBOUND.value: "▷ from us",
    Direction.INBOUND.value: "◁ from them",
    Direction.MUTUAL.value: "◆ both",
}
_OPEN: Final = 100
"""Added to a symbol's number for its hollow form."""
_TONES: Final = (
    ("even", Slot.NEUTRAL, Slot.SECOND_INK, 1.0),
    ("good", Slot.HEALTHY, Slot.HEALTHY, 1.0),
    ("bad", Slot.AT_RISK, Slot.INK, 2.0),
)
"""Tone, fill, outline and its width: a bad one is told by its heavy outline where colours are not seen."""


def timeline_figure(
    marks: pd.DataFrame,
    lanes: Sequence[Channel],
    period: Period,
    as_of: date,
    *,
    issues: pd.DataFrame,
    promises: pd.DataFrame,
    landmarks: Sequence[Landmark] = (),
    scores: pd.DataFrame,
) -> go.Figure:
    """Draw the marks of `domain.timeline.told_together` in `lanes`, over `period`.

    `issues` and `promises` are frames of `data_access.queries.service`; `landmarks` become vertical rules; `scores`
    has `week_on` and `score`. Each mark carries its `mark_id`, so that a click can open it.
    """
    names = [*(["Promises"] if len(promises) else []), *(lane_name(lane) for lane in lanes)]
    height_of_lane = {lane.value: float(len(lanes) - 1 - place) for place, lane in enumerate(lanes)}
    strip = _STRIP if scores["score"].notna().any() else 0
    labels, rows = written(issues, landmarks, period, as_of)
    lanes_high = max(len(names), 1) * (LANE if len(names) <= _MANY_LANES else _DENSE)
    head = LABEL_ROW * rows + STEP
    inner = lanes_high + strip + (2 * STEP if strip else 0)
    floor = (strip + 2 * STEP) / inner if strip else 0.0
    today = kit.rule(x=as_of.isoformat(), colour=Slot.INK, width=1.5)
    layout = kit.layout(
        height=inner + head + _FOOT,
        margin={"t": head, "b": _FOOT, "l": 96, "r": 44},
        x=kit.axis(
            kind="date",
            range=[period.first_on.isoformat(), (period.last_on + timedelta(days=1)).isoformat()],
            anchor="y2" if strip else "y",
        ),
        y=kit.axis(
            range=[-0.5, len(names) - 0.5],
            domain=[floor, 1.0],
            tickvals=list(range(len(names))),
            ticktext=names[::-1],
            automargin=False,
            grid=True,
        ),
        shapes=[*band_shapes(issues, landmarks, period, as_of), today, *(_bands() if strip else [])],
        annotations=labels,
        hovermode="closest",
        clickmode="event+select",
    )
    traces = [_threads(marks, height_of_lane), *_touches(marks, height_of_lane)]
    traces += promise_traces(promises, float(len(lanes)), as_of)
    if strip:
        layout["yaxis2"] = _strip_axis(strip / inner)
        traces += _scores(scores)
        layout["annotations"] = [*labels, *_last_score(scores)]
    return kit.figure(traces, layout)


def lane_name(lane: Channel) -> str:
    """A channel as its lane is labelled."""
    return "Automated" if lane is Channel.NOTICE else "E-mail" if lane is Channel.EMAIL else lane.value.capitalize()


def _touches(marks: pd.DataFrame, height_of_lane: dict[str, float]) -> list[kit.Part]:
    if marks.empty:
        return []
    automated = marks["is_automated"].astype(bool)
    planned = marks["is_planned"].astype(bool)
    traces = [_trace(marks[automated & ~planned], height_of_lane, Slot.UNKNOWN, Slot.UNKNOWN, 0.0, opacity=0.5)]
    for tone, fill, edge, width in _TONES:
        chosen = marks[~automated & ~planned & (marks["tone"] == tone)]
        traces.append(_trace(chosen, height_of_lane, fill, edge, width))
    traces.append(_trace(marks[planned], height_of_lane, Slot.SECOND_INK, Slot.SECOND_INK, 1.5, hollow=True))
    return [trace for trace in traces if trace["x"]]


def _trace(
    rows: pd.DataFrame,
    height_of_lane: dict[str, float],
    fill: Slot,
    edge: Slot,
    width: float,
    *,
    hollow: bool = False,
    opacity: float = 1.0,
) -> kit.Part:
    symbols = rows["direction"].map(_SYMBOLS).astype(int) + (_OPEN if hollow else 0)
    return {
        "type": "scatter",
        "mode": "markers",
        "x": _instants(rows["starts_at"]),
        "y": rows["channel"].map(height_of_lane).tolist(),
        "customdata": rows["mark_id"].tolist(),
        "text": _hover(rows),
        "hovertemplate": "%{text}<extra></extra>",
        "marker": {
            "symbol": symbols.tolist(),
            "size": _sizes(rows),
            "color": fill,
            "opacity": opacity,
            "line": {"width": width, "color": edge},
        },
        "unselected": {"marker": {"opacity": 0.45 * opacity}},
        "selected": {"marker": {"opacity": 1}},
    }


def _sizes(rows: pd.DataFrame) -> list[float]:
    """A person's touch is larger than a machine's; a thread grows with its messages, a stretch with its touches."""
    messages, threads = rows["messages"].to_numpy(dtype=float), rows["threads"].to_numpy(dtype=float)
    base = np.where(rows["is_automated"].to_numpy(dtype=bool), 6.0, 9.5)
    alone = base + np.minimum(1.6 * np.log2(messages), _GROWTH)
    together = np.minimum(base - 3.0 + 2.2 * np.sqrt(threads), base + _GROWTH)
    return [round(float(size), 1) for size in np.where(threads > 1, together, alone)]


def _threads(marks: pd.DataFrame, height_of_lane: dict[str, float]) -> kit.Part:
    """A line from the first message of a thread to its last."""
    long = marks[(marks["messages"] > 1) & (marks["threads"] == 1)] if len(marks) else marks
    x: list[str | None] = []
    y: list[float | None] = []
    if len(long):
        starts, ends = _instants(long["starts_at"]), _instants(long["ends_at"])
        for start, end, lane in zip(starts, ends, long["channel"].map(height_of_lane).tolist(), strict=True):
            x += [start, end, None]
            y += [lane, lane, None]
    return {
        "type": "scatter",
        "mode": "lines",
        "x": x,
        "y": y,
        "line": {"color": Slot.NEUTRAL, "width": 3},
        "hoverinfo": "skip",
    }


def _hover(rows: pd.DataFrame) -> list[str]:
    texts = []
    for at, way, messages, threads, subject in zip(
        rows["starts_at"], rows["direction"], rows["messages"], rows["threads"], rows["subject"], strict=True
    ):
        size = f" · {threads} touches" if threads > 1 else f" · {messages} messages" if messages > 1 else ""
        head = f"{fmt.day(at.date())} · {_WAYS[way]}{size}"
        said = "" if fmt.is_missing(subject) else f"<br>{markup.plotly(markup.shortened(str(subject), _SUBJECT))}"
        texts.append(f"{head}{said}")
    return texts


def _instants(values: "pd.Series[Any]") -> list[str]:
    return [str(text) for text in values.dt.strftime("%Y-%m-%d %H:%M")]


def _strip_axis(share: float) -> kit.Part:
    return kit.axis(range=[0, 100], domain=[0.0, share], tickvals=[0, 50, 100], automargin=False)


def _bands() -> list[kit.Part]:
    upper, zones = 100.0, []
    for band, lower in LOWER_BOUNDS:
        zones.append(kit.zone(y=(lower, upper), colour=BANDS[band].fill, opacity=0.16) | {"yref": "y2"})
        upper = lower
    return zones


def _scores(scores: pd.DataFrame) -> list[kit.Part]:
    return [
        {
            "type": "scatter",
            "mode": "lines",
            "x": kit.days(scores["week_on"].tolist()),
            "y": [None if pd.isna(value) else round(float(value), 1) for value in scores["score"]],
            "yaxis": "y2",
            "line": {"color": Slot.INK, "width": 1.8},
            "hovertemplate": "%{x}<br>health %{y:.0f}<extra></extra>",
        }
    ]


def _last_score(scores: pd.DataFrame) -> list[kit.Part]:
    known = scores[scores["score"].notna()].iloc[-1]
    value = float(known["score"])
    return [
        kit.label(
            fmt.score(value), x=known["week_on"].isoformat(), y=value, yref="y2", colour=Slot.INK, shift=(STEP - 2, 0)
        ),
        kit.label("Health", x=0, xref="paper", y=50, yref="y2", anchor="right", shift=(-40, 0), size=SIZE_NOTE),
    ]
