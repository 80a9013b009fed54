"""Open opportunities by stage: their amount, and of it what their chances make likely."""

import pandas as pd
import plotly.graph_objects as go

from components import format as fmt
from components import markup
from components.figures import kit
from components.theme import SIZE_NOTE, STEP, Slot
from domain.behind import name_of


def opportunity_stages_figure(stages: pd.DataFrame, currency: str, height: int = 232) -> go.Figure:
    """Draw `domain.growth.Growth.stages`: stages down, the earliest first; amounts (hundredths) across, from zero."""
    names = [str(stage).replace("_", " ").capitalize() for stage in stages["stage"]]
    cents, weighted, counts = (stages[name].tolist() for name in ("cents", "weighted_cents", "count"))
    highest = max(cents, default=0)
    marks = [name_of("opportunities", str(stage)) for stage in stages["stage"]]
    told = [
        [markup.plotly(fmt.money(amount, currency)), markup.plotly(fmt.money(likely, currency)), count, mark]
        for amount, likely, count, mark in zip(cents, weighted, counts, marks, strict=True)
    ]
    hover = "%{y}<br>%{customdata[2]} opportunities, %{customdata[0]}<br>%{customdata[1]} likely<extra></extra>"
    bars = [
        {
            "type": "bar",
            "orientation": "h",
            "x": values,
            "y": names,
            "width": width,
            "marker": {"color": fill, "line": {"width": 1, "color": Slot.SECOND_INK}},
            "customdata": told,
            "hovertemplate": hover,
        }
        for values, width, fill in ((cents, 0.62, Slot.HAIRLINE), (weighted, 0.3, Slot.SECOND_INK))
    ]
    ends = [
        kit.label(
            f"{fmt.money(amount, currency)} · {fmt.count(count)}", x=amount, y=name, colour=Slot.INK, shift=(STEP, 0)
        )
        for name, amount, count in zip(names, cents, counts, strict=True)
    ]
    x = kit.axis("Amount", grid=True, range=[0, highest * 1.3 or 1], **kit.money_ticks(highest, currency))
    ink = {"size": SIZE_NOTE, "color": Slot.INK}
    y = kit.axis(kind="text", categoryorder="array", categoryarray=names[::-1], tickfont=ink)
    return kit.figure(bars, kit.layout(height=height, x=x, y=y, annotations=ends, barmode="overlay"))
