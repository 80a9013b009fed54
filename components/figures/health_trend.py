"""Average health of the book week by week, with the bands it passes through marked at the side."""

import math

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from components import format as fmt
from components.figures import kit
from components.figures.model_marks import Marks, model_lines, model_names, within
from components.theme import BANDS, STEP, Slot
from domain.bands import LOWER_BOUNDS
from domain.behind import name_of

_ROOM = 6.0
"""Points of room above and below the lines."""
_LABEL_PIXELS = 26
"""Height that a label takes, with the axis' own margins counted in."""

_LINES = (
    ("health_by_arr", "by ARR", Slot.INK, 2.5, "solid"),
    ("health_mean", "each account alike", Slot.SECOND_INK, 1.5, "dot"),
)


def health_trend_figure(trend: pd.DataFrame, height: int = 240, models: Marks = ()) -> go.Figure:
    """Draw `domain.breakdowns.weekly_trend`: weeks across, mean score (points) up; the range is not from zero.

    `models`: the days from which another health model counts, with its name.
    """
    weeks = trend["week_on"].tolist()
    dates = kit.days(weeks)
    marks = within(models, weeks[0], weeks[-1]) if weeks else []
    low, high = _range(trend)
    opened = [[name_of("health_trend", day)] for day in dates]
    traces = [
        {
            "type": "scatter",
            "mode": "lines+markers",
            "marker": {"size": 9, "opacity": 0},
            "name": name,
            "x": dates,
            "y": [None if math.isnan(value) else round(value, 1) for value in trend[column].tolist()],
            "line": {"color": colour, "width": width, "dash": dash},
            "hovertemplate": f"%{{x}}<br>%{{y:.0f}} {name}<extra></extra>",
            "customdata": opened,
        }
        for column, name, colour, width, dash in _LINES
    ]
    bounds = [(BANDS[band].label, bound) for band, bound in LOWER_BOUNDS if low < bound < high]
    layout = kit.layout(
        height=height,
        x=kit.axis(kind="date", range=[dates[0], dates[-1]] if dates else None),
        y=kit.axis("Health score (points)", grid=True, range=[low, high], nticks=5),
        margin={"r": 136},
        shapes=[
            *(kit.rule(y=bound, dash="dash") for _, bound in bounds),
            *(model_lines(marks, weeks[0], weeks[-1]) if marks else ()),
        ],
        annotations=[
            *_labels(trend, bounds, closest=(high - low) * _LABEL_PIXELS / height),
            *(model_names(marks, weeks[0], weeks[-1]) if marks else ()),
        ],
        hovermode="x",
    )
    return kit.figure(traces, layout)


def _range(trend: pd.DataFrame) -> tuple[float, float]:
    values = np.concatenate([trend[column].to_numpy(dtype=float) for column, *_ in _LINES])
    known = values[~np.isnan(values)]
    return (max(known.min() - _ROOM, 0.0), min(known.max() + _ROOM, 100.0)) if known.size else (0.0, 100.0)


def _labels(trend: pd.DataFrame, bounds: list[tuple[str, float]], closest: float) -> list[kit.Part]:
    """The last value of each line and the bands' bounds, at the right; the lower gives way where two would touch."""
    known = [(trend[column].to_numpy(dtype=float), name, colour) for column, name, colour, _, _ in _LINES]
    lasts = [(values[~np.isnan(values)][-1:].tolist(), name, colour) for values, name, colour in known]
    wanted = [(value, name, colour) for last, name, colour in lasts for value in last]
    texts = [(value, f"{fmt.score(value)}  {name}", colour) for value, name, colour in wanted]
    texts += [(bound, f"{name} from {bound:.0f}", Slot.SECOND_INK) for name, bound in bounds]
    labels: list[kit.Part] = []
    above = float("inf")
    for value, text, colour in sorted(texts, key=lambda one: -one[0]):
        above = min(value, above - closest)
        labels.append(kit.label(text, x=1, xref="x domain", y=above, colour=colour, shift=(STEP, 0)))
    return labels
