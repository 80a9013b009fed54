"""Movement between bands: of each band, who came into it at the right, and who left it at the left."""

from datetime import date

import pandas as pd
import plotly.graph_objects as go

from components import format as fmt
from components import markup
from components.figures import kit
from components.theme import BANDS, SIZE_NOTE, STEP, Slot
from domain.bands import ORDER
from domain.behind import name_of
from domain.vocabulary import Band

_SHOWN = ORDER[:-1]


def health_movement_figure(flows: pd.DataFrame, currency: str, height: int = 232, *, since: date) -> go.Figure:
    """Draw `domain.movement.flows`: bands down, best first; accounts across, from zero both ways.

    What came is coloured by the band that it came from, what left by that to which it went; beside it the balance.
    """
    rows = [
        (Band(before), Band(now), int(accounts), int(cents))
        for before, now, accounts, cents in zip(*(flows[name].tolist() for name in flows.columns), strict=True)
    ]
    came = {band: sum(count for _, now, count, _ in rows if now == band) for band in _SHOWN}
    left = {band: sum(count for before, _, count, _ in rows if before == band) for band in _SHOWN}
    most = max([*came.values(), *left.values(), 1])
    traces = [_segments(rows, other, currency, since) for other in _SHOWN]
    names = [f"{BANDS[band].sign}  {BANDS[band].label}" for band in _SHOWN]
    balances = [
        kit.label(_balance(came[band] - left[band]), x=came[band], y=place, colour=Slot.INK, shift=(STEP, 0))
        for place, band in enumerate(_SHOWN)
        if came[band] or left[band]
    ]
    room = [-most * 1.08, most * 1.4]
    x = kit.axis("Accounts that left the band · that came into it", grid=True, range=room, **_both_ways(most))
    y = kit.axis(
        tickvals=list(range(len(_SHOWN))), ticktext=names, range=[len(_SHOWN) - 0.45, -0.55],
        tickfont={"size": SIZE_NOTE, "color": Slot.INK},
    )  # fmt: skip
    shapes = [kit.rule(x=0, colour=Slot.SECOND_INK)]
    layout = kit.layout(height=height, x=x, y=y, annotations=balances, shapes=shapes, barmode="relative", bargap=0.4)
    return kit.figure(traces, layout)


def _segments(rows: list[tuple[Band, Band, int, int]], other: Band, currency: str, since: date) -> kit.Part:
    """Of all bands, what came from `other` (to the right) and what went to it (to the left)."""
    into = [(now, count, cents, "from") for before, now, count, cents in rows if before == other]
    out = [(before, -count, cents, "to") for before, now, count, cents in rows if now == other]
    mark = BANDS[other]
    return {
        "type": "bar",
        "orientation": "h",
        "name": mark.label,
        "x": [count for _, count, _, _ in into + out],
        "y": [_SHOWN.index(band) for band, *_ in into + out],
        "marker": kit.bar(mark),
        "text": [mark.letter for _ in into + out],
        "textposition": "inside",
        "insidetextanchor": "middle",
        "textangle": 0,
        "constraintext": "inside",
        "textfont": {"size": SIZE_NOTE, "color": mark.on},
        "customdata": [
            [BANDS[band].label, way, mark.label, abs(count), markup.plotly(fmt.money(cents, currency)),
             name_of("health_movement", *((other, band) if way == "from" else (band, other)), since)]
            for band, count, cents, way in into + out
        ],
        "hovertemplate": "%{customdata[0]}, %{customdata[1]} %{customdata[2]}<br>%{customdata[3]} accounts<br>"
        "%{customdata[4]} ARR<extra></extra>",
    }  # fmt: skip


def _balance(change: int) -> str:
    return fmt.signed(fmt.count(abs(change)), change)


def _both_ways(most: int) -> kit.Part:
    """Whole numbers without a sign, at the same distance on either side."""
    step = max(1, round(most / 3))
    ticks = [step * number for number in range(-(most // step), most // step + 1)]
    return {"tickvals": ticks, "ticktext": [fmt.count(abs(tick)) for tick in ticks]}
