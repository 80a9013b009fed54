"""What customers ask for: a bar of ARR a request, the part that renews soon filled."""

import pandas as pd
import plotly.graph_objects as go

from components import format as fmt
from components import markup
from components.figures import kit
from components.theme import SIZE_NOTE, STEP, Slot
from domain.behind import name_of

SHOWN = 12
_ROW = 30
_NAME = 44


def voice_requests_figure(requests: pd.DataFrame, currency: str) -> go.Figure:
    """Draw the first `SHOWN` of `domain.voice.Voice.requests`: ARR (hundredths) across, from zero."""
    rows = requests.head(SHOWN)
    arr, soon = ([int(cents) for cents in rows[name]] for name in ("arr_cents", "soon_cents"))
    places = list(range(len(rows)))
    highest = max(arr, default=0)
    told = [
        [markup.plotly(str(title)), int(accounts), markup.plotly(fmt.money(one, currency)),
         markup.plotly(fmt.money(other, currency)), name_of("voice", int(number))]
        for title, accounts, one, other, number in zip(
            rows["title"], rows["accounts"], arr, soon, rows["id"], strict=True
        )
    ]  # fmt: skip
    hover = "%{customdata[0]}<br>%{customdata[1]} accounts, %{customdata[2]} ARR<br>%{customdata[3]} renews soon"
    bars = [
        {
            "type": "bar",
            "orientation": "h",
            "x": values,
            "y": places,
            "width": width,
            "marker": {"color": fill, "line": {"width": 1, "color": Slot.SECOND_INK}},
            "customdata": told,
            "hovertemplate": f"{hover}<extra></extra>",
        }
        for values, width, fill in ((arr, 0.66, Slot.HAIRLINE), (soon, 0.34, Slot.SECOND_INK))
    ]
    ends = [
        kit.label(f"{fmt.money(cents, currency)} · {fmt.plural(int(accounts), 'account')} · {state}", x=cents, y=place,
                  shift=(STEP, 0))
        for place, cents, accounts, state in zip(places, arr, rows["accounts"], rows["state"], strict=True)
    ]  # fmt: skip
    x = kit.axis("ARR of the accounts that ask", grid=True, range=[0, highest * 1.7 or 1])
    x |= kit.money_ticks(highest, currency)
    names = [markup.plotly(markup.shortened(str(title), _NAME)) for title in rows["title"]]
    y = kit.axis(
        tickvals=places, ticktext=names, range=[len(rows) - 0.4, -0.6],
        tickfont={"size": SIZE_NOTE, "color": Slot.INK},
    )  # fmt: skip
    height = _ROW * max(len(rows), 1) + 56
    return kit.figure(bars, kit.layout(height=height, x=x, y=y, annotations=ends, barmode="overlay"))
