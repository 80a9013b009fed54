"""How the readings of each indicator are spread over accounts: quartiles, median, and the ends."""

from collections.abc import Sequence

import plotly.graph_objects as go

from components.figures import kit
from components.theme import STEP, Slot
from domain.spread import Spread

_ROW = 30


def reading_spread_figure(names: Sequence[str], spreads: Sequence[Spread]) -> go.Figure:
    """Draw a line from least to most, a thick one over the middle half, and the median; points across, 0 to 100."""
    rows = [(name, one) for name, one in zip(names, spreads, strict=True) if one.median is not None]
    traces = [
        _segments([(name, one.least, one.most) for name, one in rows], width=1.5, colour=Slot.FAINT),
        _segments([(name, one.low, one.high) for name, one in rows], width=10, colour=Slot.SECOND_INK),
        {
            "type": "scatter",
            "mode": "markers",
            "x": [one.median for _, one in rows],
            "y": [name for name, _ in rows],
            "marker": {
                "symbol": "line-ns",
                "size": 16,
                "color": Slot.INK,
                "line": {"width": 3, "color": Slot.INK},
            },
            "customdata": [[one.least, one.low, one.high, one.most, one.known] for _, one in rows],
            "hovertemplate": "Median %{x:.0f}<br>Middle half %{customdata[1]:.0f} to %{customdata[2]:.0f}<br>"
            "All %{customdata[0]:.0f} to %{customdata[3]:.0f}<br>%{customdata[4]} accounts<extra></extra>",
        },
    ]
    medians = [
        kit.label(f"{one.median:.0f}", x=1, xref="x domain", y=name, shift=(STEP, 0), colour=Slot.INK)
        for name, one in rows
    ]
    layout = kit.layout(
        height=_ROW * max(len(rows), 1) + 64,
        x=kit.axis("Reading (points)", range=[0, 100], grid=True, nticks=6),
        y=kit.axis(kind="text", categoryorder="array", categoryarray=[name for name, _ in rows][::-1]),
        margin={"r": 48},
        annotations=medians,
    )
    return kit.figure(traces, layout)


def _segments(spans: Sequence[tuple[str, float | None, float | None]], *, width: float, colour: Slot) -> kit.Part:
    """Lines from one value to another, a row each; a gap between rows."""
    return {
        "type": "scatter",
        "mode": "lines",
        "x": [value for _, start, end in spans for value in (start, end, None)],
        "y": [value for name, _, _ in spans for value in (name, name, None)],
        "line": {"color": colour, "width": width},
        "hoverinfo": "skip",
    }
