"""How many accounts, or how much ARR, stand at which health: bars of five points, told apart by band."""

from typing import Literal, NamedTuple

import pandas as pd
import plotly.graph_objects as go

from components import format as fmt
from components import markup
from components.figures import kit
from components.theme import BANDS, STEP, Slot
from domain.bands import LOWER_BOUNDS
from domain.behind import name_of
from domain.breakdowns import BIN_POINTS
from domain.vocabulary import Band

_UNKNOWN_AT = 100 + 4 * BIN_POINTS
"""Where the bar of the unknown ones stands on the axis of the score: apart, at its right."""


class _Bin(NamedTuple):
    score_from: float
    band: Band
    accounts: int
    arr_cents: int

    @property
    def is_unknown(self) -> bool:
        return self.band == Band.UNKNOWN

    @property
    def middle(self) -> float:
        return _UNKNOWN_AT if self.is_unknown else self.score_from + BIN_POINTS / 2

    @property
    def span(self) -> str:
        return "unknown" if self.is_unknown else f"{self.score_from:.0f}–{self.score_from + BIN_POINTS:.0f}"

    @property
    def mark(self) -> str:
        place = 100 // BIN_POINTS if self.is_unknown else int(self.score_from // BIN_POINTS)
        return name_of("health_distribution", place)

    def height(self, by: str) -> int:
        return self.arr_cents if by == "arr_cents" else self.accounts


def health_distribution_figure(
    distribution: pd.DataFrame, currency: str, by: Literal["accounts", "arr_cents"] = "accounts", height: int = 240
) -> go.Figure:
    """Draw `domain.breakdowns.health_distribution`: score (points) across, accounts or ARR (hundredths) up."""
    columns = (distribution[name].tolist() for name in _Bin._fields)
    bins = [_Bin(start, Band(band), accounts, cents) for start, band, accounts, cents in zip(*columns, strict=True)]
    highest = max((one.height(by) for one in bins), default=0)
    has_unknown = any(one.is_unknown and one.height(by) for one in bins)
    x = kit.axis(
        "Health score (points)",
        tickvals=[0, *sorted(bound for _, bound in LOWER_BOUNDS if bound), 100],
        range=[0, _UNKNOWN_AT + BIN_POINTS if has_unknown else 101],
    )
    y = kit.axis("ARR" if by == "arr_cents" else "Accounts", grid=True, range=[0, highest * 1.18 or 1], nticks=4)
    if by == "arr_cents":
        y |= kit.money_ticks(highest, currency)
    traces = [_bars([one for one in bins if one.band == band], band, by, currency) for band in BANDS]
    totals = _band_totals(bins, by, currency)
    return kit.figure(traces, kit.layout(height=height, x=x, y=y, margin={"t": 5 * STEP}, annotations=totals))


def _bars(bins: list[_Bin], band: Band, by: str, currency: str) -> kit.Part:
    return {
        "type": "bar",
        "name": BANDS[band].label,
        "x": [one.middle for one in bins],
        "y": [one.height(by) or None for one in bins],
        "width": BIN_POINTS * 0.88,
        "marker": kit.bar(BANDS[band]),
        "customdata": [
            [one.span, one.accounts, markup.plotly(fmt.money(one.arr_cents, currency)), one.mark] for one in bins
        ],
        "hovertemplate": "Score %{customdata[0]}<br>%{customdata[1]} accounts<br>%{customdata[2]} ARR<extra></extra>",
    }


def _band_totals(bins: list[_Bin], by: str, currency: str) -> list[kit.Part]:
    """Over each band's bars: its sign and its total, in place of a legend."""
    totals = {band: sum(one.height(by) for one in bins if one.band == band) for band in BANDS}
    upper = 100.0
    places = {}
    for band, lower in LOWER_BOUNDS:
        places[band], upper = (lower + upper) / 2, lower
    if totals[Band.UNKNOWN]:
        places[Band.UNKNOWN] = _UNKNOWN_AT
    labels = []
    for band, place in places.items():
        words = fmt.money(totals[band], currency) if by == "arr_cents" else fmt.count(totals[band])
        over: kit.Part = {"x": place, "y": 1, "yref": "y domain", "anchor": "center", "valign": "bottom"}
        labels.append(kit.label(BANDS[band].sign, colour=Slot.INK, shift=(0, 20), **over))
        labels.append(kit.label(words, shift=(0, 4), **over))
    return labels
