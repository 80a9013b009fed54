"""The weekly level of the trust reservoir."""

from collections.abc import Sequence
from datetime import date

import pandas as pd
import plotly.graph_objects as go

from components import format as fmt
from components.figures import kit
from components.figures.model_marks import Marks, model_lines, model_names
from components.theme import STEP, Slot

_EMPTY = 50
_APART = 9
"""Points by which two labels at the right must differ to be read."""


def trust_level_figure(
    days: Sequence[date], levels: pd.Series, chosen: date, height: int = 250, models: Marks = ()
) -> go.Figure:
    """Draw the level (0-100) week by week, with the level of an empty reservoir and the day that is explained.

    `models`: the days from which another health model counts, with its name.
    """
    dates = kit.days(days)
    values = [None if pd.isna(level) else round(float(level), 1) for level in levels]
    line = {
        "type": "scatter",
        "mode": "lines",
        "x": dates,
        "y": values,
        "line": {"color": Slot.INK, "width": 2.2},
        "hovertemplate": "%{x}<br>trust %{y:.0f}<extra></extra>",
    }
    known = [(when, value) for when, value in zip(dates, values, strict=True) if value is not None]
    labels = []
    if not known or abs(known[-1][1] - _EMPTY) > _APART:
        labels.append(kit.label("empty", x=1, xref="x domain", y=_EMPTY, shift=(STEP, 0)))
    if known:
        when, value = known[-1]
        labels.append(kit.label(fmt.score(value), x=when, y=value, colour=Slot.INK, shift=(STEP, 0), size=14))
    layout = kit.layout(
        height=height,
        x=kit.axis(kind="date", range=[min(*dates, chosen.isoformat()), max(*dates, chosen.isoformat())]),
        y=kit.axis("Trust (points)", grid=True, range=[0, 102], tickvals=[0, 25, 50, 75, 100]),
        margin={"r": 56},
        shapes=[
            kit.rule(y=_EMPTY, dash="dash"),
            kit.rule(x=chosen.isoformat(), dash="dot"),
            *model_lines(models, min(days), max(days)),
        ],
        annotations=[*labels, *model_names(models, min(days), max(days))],
        hovermode="x",
    )
    return kit.figure([line], layout)
