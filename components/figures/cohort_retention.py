"""What became of the ARR of each start quarter: a line a cohort would be a tangle, so a grid of shares."""

import pandas as pd
import plotly.graph_objects as go

from components import format as fmt
from components import markup
from components.figures import kit
from components.theme import SIZE_NOTE, Slot
from domain.behind import name_of
from domain.revenue_cohorts import quarter_name

_WHOLE = 0.995
"""From this share on a cell reads 100."""
_HALF = 0.46
"""Of a full cell's bar, in quarters."""
_HOLDS_NUMBER = 0.6
"""From this share on a cell's bar is wide enough for its number, which else stands beside it."""


def cohort_retention_figure(cohorts: pd.DataFrame, currency: str, height: int = 360) -> go.Figure:
    """Draw `domain.revenue_cohorts.retention`: start quarters down, age in quarters across, NRR written in each cell.

    The fuller a cell's bar, the more of the first ARR is there; what is above it is told by the number alone.
    """
    told = cohorts[cohorts["age"] > 0]
    quarters = sorted(set(told["quarter"]), reverse=True)
    place = {quarter: row for row, quarter in enumerate(quarters)}
    rows = list(
        zip(*(told[name].tolist() for name in ("quarter", "age", "nrr", "grr", "accounts", "start_cents")), strict=True)
    )
    bars = {
        "type": "bar",
        "orientation": "h",
        "y": [place[quarter] for quarter, *_ in rows],
        "base": [age - _HALF for _, age, *_ in rows],
        "x": [2 * _HALF * min(nrr, 1.0) for _, _, nrr, *_ in rows],
        "width": 0.8,
        "marker": {"color": [Slot.HAIRLINE if nrr >= _WHOLE else Slot.SUPPORTER for _, _, nrr, *_ in rows]},
        "customdata": [
            [quarter_name(quarter), age, f"{100 * nrr:.1f}", f"{100 * grr:.1f}", accounts,
             markup.plotly(fmt.money(start, currency)), name_of("cohorts", quarter)]
            for quarter, age, nrr, grr, accounts, start in rows
        ],
        "hovertemplate": "%{customdata[0]}, %{customdata[4]} customers, %{customdata[5]}<br>after %{customdata[1]} "
        "quarters NRR %{customdata[2]}%, GRR %{customdata[3]}%<extra></extra>",
    }  # fmt: skip
    words = [_number(nrr, age, place[quarter]) for quarter, age, nrr, *_ in rows]
    oldest = max((age for _, age, *_ in rows), default=1)
    x = kit.axis("Quarters after the first", range=[0.4, oldest + 0.6], tickvals=list(range(1, oldest + 1)), side="top")
    y = kit.axis(
        tickvals=list(place.values()), ticktext=[quarter_name(quarter) for quarter in quarters],
        range=[len(quarters) - 0.4, -0.6], tickfont={"size": SIZE_NOTE, "color": Slot.INK},
    )  # fmt: skip
    return kit.figure([bars], kit.layout(height=height, x=x, y=y, annotations=words, barmode="overlay"))


def _number(nrr: float, age: int, row: int) -> kit.Part:
    """The share of a cell: inside its bar, in the ink that is read on it, or beside a bar that is too short."""
    text, start, long = f"{100 * nrr:.0f}", age - _HALF, 2 * _HALF * min(nrr, 1.0)
    if nrr < _HOLDS_NUMBER:
        return kit.label(text, x=start + long, y=row, shift=(2, 0), colour=Slot.INK)
    colour = Slot.SECOND_INK if nrr >= _WHOLE else Slot.ON_LIGHT_HUE
    return kit.label(text, x=start + long / 2, y=row, anchor="center", colour=colour)
