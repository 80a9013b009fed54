"""The brush below the timeline: how many touches each week had, over all time, and the stretch that is shown."""

from typing import Final

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from components.figures import kit
from components.theme import Slot
from domain.period import Period

HEIGHT: Final = 84
_MOST_BARS: Final = 160


def timeline_brush_figure(weeks: pd.DataFrame, shown: Period, whole: Period) -> go.Figure:
    """Draw touches of people and of machines (`week_on`, `people`, `machines`) over `whole`, and `shown` as a zone."""
    several = -(-len(weeks) // _MOST_BARS) if len(weeks) else 1
    told = weeks.groupby(np.arange(len(weeks)) // several).agg({"week_on": "first", "people": "sum", "machines": "sum"})
    days = kit.days(told["week_on"].tolist())
    traces = [
        _bars(days, told["people"], Slot.SECOND_INK, "by people", several),
        _bars(days, told["machines"], Slot.FAINT, "automated", several),
    ]
    layout = kit.layout(
        height=HEIGHT,
        margin={"t": 4, "b": 24, "l": 96, "r": 76},
        x=kit.axis(kind="date", range=kit.days([whole.first_on, whole.last_on])),
        y=kit.bare_axis(rangemode="tozero"),
        shapes=[kit.zone(x=(shown.first_on.isoformat(), shown.last_on.isoformat()), colour=Slot.ACCENT, opacity=0.14)],
        annotations=[kit.label("All time", x=0, xref="paper", y=0.5, yref="paper", anchor="right", shift=(-12, 0))],
        barmode="stack",
        bargap=0.15,
        dragmode="select",
        selectdirection="h",
        hovermode="x",
        newselection={"line": {"color": Slot.ACCENT, "width": 1.5, "dash": "dot"}},
    )
    return kit.figure(traces, layout)


def _bars(days: list[str], values: "pd.Series[int]", colour: Slot, name: str, weeks: int) -> kit.Part:
    return {
        "type": "bar",
        "x": days,
        "y": values.tolist(),
        "marker": {"color": colour},
        "width": 6 * weeks * 86_400_000,
        "offset": 0,
        "hovertemplate": f"%{{y}} {name}<extra></extra>",
        "unselected": {"marker": {"opacity": 1}},
    }
