"""The touches of the timeline as marks: direction is the shape, tone the fill and the outline, a thread has a length.

Marks are drawn as page elements, not by WebGL: `domain.stretches.told_together` keeps them to a few hundred, and WebGL
needs a policy for scripts that we do not grant.
"""

from typing import Any, Final

import numpy as np
import pandas as pd

from components import format as fmt
from components import markup
from components.figures import kit
from components.theme import Slot
from domain.vocabulary import Direction

ZOOM: Final = "~"
"""Begins, and parts, the two days that a click zooms into."""
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


def touch_traces(marks: pd.DataFrame, height_of_lane: dict[str, float]) -> list[kit.Part]:
    """A trace for machines, one for each tone of people, and one for what is planned; those without marks left out."""
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


def thread_lines(marks: pd.DataFrame, height_of_lane: dict[str, float]) -> kit.Part:
    """A line from the first message of a thread to its last."""
    long = marks[(marks["messages"] > 1) & (marks["threads"] == 1)] if len(marks) else marks
    x: list[str | None] = []
    y: list[float | None] = []
    if len(long):
        starts, ends = _instants(long["starts_at"]), _instants(long["ends_at"])
        for start, end, lane in zip(
            starts, ends, long["channel"].astype(object).map(height_of_lane).tolist(), strict=True
        ):
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
    symbols = rows["direction"].astype(object).map(_SYMBOLS).astype(int) + (_OPEN if hollow else 0)
    return {
        "type": "scatter",
        "mode": "markers",
        "x": _instants(rows["starts_at"]),
        "y": rows["channel"].astype(object).map(height_of_lane).tolist(),
        "customdata": _opens(rows),
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
    minutes = values.dt.tz_localize(None).to_numpy(dtype="datetime64[m]")
    return [text.replace("T", " ") for text in np.datetime_as_string(minutes).tolist()]


def _opens(rows: pd.DataFrame) -> list[str]:
    """What a click opens: the touch, or, where touches are told together, the days that they fill."""
    found = []
    for number, threads, start, end in zip(
        rows["mark_id"], rows["threads"], rows["starts_at"], rows["ends_at"], strict=True
    ):
        found.append(f"touch-{number}" if threads == 1 else f"{ZOOM}{start.date()}{ZOOM}{end.date()}")
    return found
