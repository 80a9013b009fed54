"""How often the outcome came after each sampled day, beside how often it was told to come."""

from collections.abc import Sequence
from datetime import date

import plotly.graph_objects as go

from components.figures import kit
from components.theme import STEP, Slot


def base_rate_figure(
    dates: Sequence[date], came: Sequence[float], told: Sequence[float | None], height: int = 240
) -> go.Figure:
    """Draw two lines of shares over the sampled days; from zero."""
    days = kit.days(dates)
    lines = (("came", list(came), Slot.INK, "solid"), ("told", list(told), Slot.SECOND_INK, "dot"))
    drawn = [one for one in lines if any(value is not None for value in one[1])]
    highest = max((value for _, values, _, _ in drawn for value in values if value is not None), default=0.0)
    traces = [
        {
            "type": "scatter",
            "mode": "lines+markers",
            "x": days,
            "y": values,
            "line": {"color": colour, "width": 2, "dash": dash},
            "marker": {"size": 6, "color": colour},
            "hovertemplate": f"%{{x}}<br>%{{y:.1%}} {name}<extra></extra>",
        }
        for name, values, colour, dash in drawn
    ]
    labels = []
    below = float("inf")
    for name, values, colour, _ in sorted(drawn, key=lambda one: -(one[1][-1] or 0.0)):
        below = min(values[-1] or 0.0, below - highest * 0.12)
        labels.append(kit.label(name, x=1, xref="x domain", y=below, colour=colour, shift=(STEP, 0)))
    layout = kit.layout(
        height=height,
        x=kit.axis(kind="date"),
        y=kit.axis("Share of accounts", grid=True, range=[0, highest * 1.2 or 1], tickformat=".0%", nticks=5),
        margin={"r": 56},
        annotations=labels,
        hovermode="x",
    )
    return kit.figure(traces, layout)
