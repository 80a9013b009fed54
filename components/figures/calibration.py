"""What the score told against what came: groups of samples beside the line on which both agree."""

from collections.abc import Sequence

import plotly.graph_objects as go

from components import format as fmt
from components.figures import kit
from components.theme import STEP, Slot
from domain.backtest.measures import CalibrationBin

_SMALLEST, _LARGEST = 7.0, 20.0


def calibration_figure(groups: Sequence[CalibrationBin], height: int = 280) -> go.Figure:
    """Draw calibration: probability told across, share that came up, larger marks for more samples; from zero."""
    most = max((one.samples for one in groups), default=1)
    top = max((max(one.told, one.came) for one in groups), default=0.0) * 1.15 or 1.0
    end = min(top, 1.0)
    share: kit.Part = {"range": [0, end], "tickformat": ".0%", "nticks": 6}
    agree = {
        "type": "scatter",
        "mode": "lines",
        "x": [0, end],
        "y": [0, end],
        "line": {"color": Slot.FAINT, "width": 1.5, "dash": "dash"},
        "hoverinfo": "skip",
    }
    marks = {
        "type": "scatter",
        "mode": "markers",
        "x": [one.told for one in groups],
        "y": [one.came for one in groups],
        "marker": {
            "color": Slot.INK,
            "size": [_SMALLEST + (_LARGEST - _SMALLEST) * one.samples / most for one in groups],
            "line": {"width": 1, "color": Slot.BACKGROUND},
        },
        "customdata": [[fmt.count(one.samples)] for one in groups],
        "cliponaxis": False,
        "hovertemplate": "Told %{x:.1%}<br>Came %{y:.1%}<br>%{customdata[0]} samples<extra></extra>",
    }
    word = kit.label("told = came", x=end, y=end, anchor="right", valign="bottom")
    layout = kit.layout(
        height=height,
        x=kit.axis("Probability told", **share),
        y=kit.axis("Share that came", grid=True, **share),
        margin={"r": 2 * STEP, "t": 3 * STEP},
        annotations=[word],
    )
    return kit.figure([agree, marks], layout)
