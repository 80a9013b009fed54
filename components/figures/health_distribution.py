"""How many accounts, or how much ARR, stand at which health: bars of five points, told apart by band."""

from typing import Literal

import pandas as pd
import plotly.graph_objects as go

from components import format as fmt
from components import markup
from components.figures import kit
from components.theme import BANDS, STEP, Slot
from domain.bands import LOWER_BOUNDS
from domain.breakdowns import BIN_POINTS
from domain.vocabulary import Band

_UNKNOWN_AT = 100 + 4 * BIN_POINTS
"""Where the bar of the unknown ones stands on the axis of the score: apart, at its right."""


def health_distribution_figure(
    distribution: pd.DataFrame, currency: str, by: Literal["accounts", "arr_cents"] = "accounts", height: int = 240
) -> go.Figure:
    """Draw `domain.breakdowns.health_distribution`: score (points) across, accounts or ARR (hundredths) up."""
    highest = float(distribution[by].max()) if len(distribution) else 0.0
    unknown = distribution["score_from"].isna().any() and distribution.loc[distribution["score_from"].isna(), by].sum()
    ticks = [0, *sorted(bound for _, bound in LOWER_BOUNDS if bound), 100]
    x = kit.axis(
        "Health score (points)",
        tickvals=ticks,
        range=[0, _UNKNOWN_AT + BIN_POINTS if unknown else 100],
    )
    y = kit.axis("ARR" if by == "arr_cents" else "Accounts", grid=True, range=[0, highest * 1.18 or 1], nticks=4)
    if by == "arr_cents":
        y |= kit.money_ticks(highest, currency)
    traces = [_bars(distribution[distribution["band"] == band], band, by, currency) for band in BANDS]
    layout = kit.layout(
        height=height,
        x=x,
        y=y,
        margin={"t": 5 * STEP},
        annotations=_band_totals(distribution, by, currency),
        bargap=0.12,
    )
    return kit.figure(traces, layout)


def _bars(bins: pd.DataFrame, band: Band, by: str, currency: str) -> kit.Part:
    starts = bins["score_from"].fillna(_UNKNOWN_AT - BIN_POINTS / 2)
    spans = ["unknown" if pd.isna(start) else f"{start:.0f}-{start + BIN_POINTS:.0f}" for start in bins["score_from"]]
    arr = [markup.plotly(fmt.money(cents, currency)) for cents in bins["arr_cents"]]
    return {
        "type": "bar",
        "name": BANDS[band].label,
        "x": (starts + BIN_POINTS / 2).tolist(),
        "y": [value or None for value in bins[by].tolist()],
        "width": BIN_POINTS * 0.88,
        "marker": kit.bar(BANDS[band]),
        "customdata": [list(row) for row in zip(spans, bins["accounts"].tolist(), arr, strict=True)],
        "hovertemplate": "Score %{customdata[0]}<br>%{customdata[1]} accounts<br>%{customdata[2]} ARR<extra></extra>",
    }


def _band_totals(distribution: pd.DataFrame, by: str, currency: str) -> list[kit.Part]:
    """Over each band's bars: its sign and its total, in place of a legend."""
    totals = distribution.groupby("band", observed=True)[by].sum()
    upper = 100.0
    places = {}
    for band, lower in LOWER_BOUNDS:
        places[band], upper = (lower + upper) / 2, lower
    if totals.get(Band.UNKNOWN, 0):
        places[Band.UNKNOWN] = _UNKNOWN_AT
    labels = []
    for band, place in places.items():
        total = int(totals.get(band, 0))
        words = fmt.money(total, currency) if by == "arr_cents" else fmt.count(total)
        over: kit.Part = {"x": place, "y": 1, "yref": "y domain", "anchor": "center", "valign": "bottom"}
        labels.append(kit.label(BANDS[band].sign, colour=Slot.INK, shift=(0, 20), **over))
        labels.append(kit.label(words, shift=(0, 4), **over))
    return labels
