"""The score's AUC beside its rivals', each with its interval, and chance as a line."""

from collections.abc import Sequence
from typing import NamedTuple

import plotly.graph_objects as go

from components.figures import kit
from components.theme import STEP, Slot

_ROW = 44
CHANCE = 0.5


class Ranked(NamedTuple):
    """One ranking: its name, its AUC and the ends of its interval."""

    name: str
    auc: float
    low: float
    high: float
    is_ours: bool


def rival_auc_figure(ranked: Sequence[Ranked]) -> go.Figure:
    """Draw rankings as marks with intervals, in their order from above; AUC across, the range is not from zero."""
    low = min([CHANCE, *(one.low for one in ranked)]) - 0.04
    high = max([CHANCE, *(one.high for one in ranked)]) + 0.04
    names = [one.name for one in ranked]
    traces = [
        {
            "type": "scatter",
            "mode": "markers",
            "x": [one.auc],
            "y": [one.name],
            "marker": {
                "size": 12 if one.is_ours else 9,
                "symbol": "circle" if one.is_ours else "circle-open",
                "color": Slot.INK if one.is_ours else Slot.SECOND_INK,
                "line": {"width": 2},
            },
            "error_x": {
                "type": "data",
                "symmetric": False,
                "array": [one.high - one.auc],
                "arrayminus": [one.auc - one.low],
                "color": Slot.INK if one.is_ours else Slot.SECOND_INK,
                "thickness": 2 if one.is_ours else 1.5,
                "width": 4,
            },
            "hovertemplate": f"AUC %{{x:.3f}}<br>95% of draws {one.low:.3f} to {one.high:.3f}<extra></extra>",
        }
        for one in ranked
    ]
    values = [
        kit.label(
            f"{one.auc:.2f}", x=one.auc, y=one.name, anchor="center", valign="bottom", shift=(0, STEP), colour=Slot.INK
        )
        for one in ranked
    ]
    chance = kit.label("chance", x=CHANCE, y=1, yref="y domain", anchor="center", valign="bottom")
    layout = kit.layout(
        height=_ROW * len(ranked) + 72,
        x=kit.axis("AUC", range=[max(low, 0), min(high, 1)], grid=True, tickformat=".2f", nticks=7),
        y=kit.axis(kind="text", categoryorder="array", categoryarray=names[::-1], range=[-0.5, len(ranked) - 0.3]),
        margin={"t": 3 * STEP, "r": 2 * STEP},
        shapes=[kit.rule(x=CHANCE, dash="dash", colour=Slot.SECOND_INK)],
        annotations=[*values, chance],
    )
    return kit.figure(traces, layout)
