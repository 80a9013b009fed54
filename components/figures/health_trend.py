"""Average health of the book week by week, with the bands it passes through marked at the side."""

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from components import format as fmt
from components.figures import kit
from components.theme import BANDS, STEP, Slot
from domain.bands import LOWER_BOUNDS

_ROOM = 6.0
"""Points of room above and below the lines."""
_CLOSEST_LABELS = 3.5
"""Points by which two end labels must differ to stand beside each other."""

_LINES = (
    ("health_by_arr", "by ARR", Slot.INK, 2.5, "solid"),
    ("health_mean", "each account alike", Slot.SECOND_INK, 1.5, "dot"),
)


def health_trend_figure(trend: pd.DataFrame, height: int = 240) -> go.Figure:
    """Draw `domain.breakdowns.weekly_trend`: weeks across, mean score (points) up; the range is not from zero."""
    dates = kit.days(trend["week_on"].tolist())
    low, high = _range(trend)
    traces = [
        {
            "type": "scatter",
            "mode": "lines",
            "name": name,
            "x": dates,
            "y": [None if pd.isna(value) else round(float(value), 1) for value in trend[column]],
            "line": {"color": colour, "width": width, "dash": dash},
            "hovertemplate": f"%{{x}}<br>%{{y:.0f}} {name}<extra></extra>",
        }
        for column, name, colour, width, dash in _LINES
    ]
    bounds = [(band, bound) for band, bound in LOWER_BOUNDS if low < bound < high]
    layout = kit.layout(
        height=height,
        x=kit.axis(kind="date"),
        y=kit.axis("Health score (points)", grid=True, range=[low, high], nticks=5),
        margin={"r": 136},
        shapes=[kit.rule(y=bound, dash="dash") for _, bound in bounds],
        annotations=[*_ends(trend, dates), *(_bound_label(BANDS[band].label, bound) for band, bound in bounds)],
        hovermode="x",
    )
    return kit.figure(traces, layout)


def _range(trend: pd.DataFrame) -> tuple[float, float]:
    values = trend[["health_by_arr", "health_mean"]].to_numpy(dtype=float)
    known = values[~np.isnan(values)]
    return (max(known.min() - _ROOM, 0.0), min(known.max() + _ROOM, 100.0)) if known.size else (0.0, 100.0)


def _ends(trend: pd.DataFrame, dates: list[str]) -> list[kit.Part]:
    """The last value of each line, beside its end; the lower one gives way where they would touch."""
    ends = [
        (float(trend[column].dropna().iloc[-1]), name, colour)
        for column, name, colour, _, _ in _LINES
        if trend[column].notna().any()
    ]
    labels = []
    above: float | None = None
    for value, name, colour in sorted(ends, reverse=True):
        place = value if above is None else min(value, above - _CLOSEST_LABELS)
        labels.append(kit.label(f"{fmt.score(value)}  {name}", x=dates[-1], y=place, colour=colour, shift=(STEP, 0)))
        above = place
    return labels


def _bound_label(name: str, bound: float) -> kit.Part:
    return kit.label(f"{name} from {bound:.0f}", x=0, xref="x domain", y=bound, valign="bottom", shift=(STEP // 2, 1))
