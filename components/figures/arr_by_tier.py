"""ARR by tier: one stacked bar a tier, its bands from healthy to at risk, the accounts counted beside it."""

from typing import NamedTuple

import pandas as pd
import plotly.graph_objects as go

from components import format as fmt
from components import markup
from components.figures import kit
from components.theme import BANDS, SIZE_NOTE, STEP, Slot
from domain.behind import name_of
from domain.overview import Measure
from domain.portfolio_columns import TIERS
from domain.vocabulary import Band

TIER_NAMES = {tier: "No tier" if tier == "none" else tier.capitalize() for tier in TIERS}

_ROW = 44
"""Height of a tier's bar with its space, in pixels."""
_FEWEST = 3
"""Bars for which there is room at least, so that a single one does not fill the figure."""
_LEAST_LABELLED = 0.07
"""Smallest share of the longest bar on which a label has room."""


class _Piece(NamedTuple):
    tier: str
    band: Band
    accounts: int
    arr_cents: int

    def length(self, by: Measure) -> int:
        return self.arr_cents if by == "arr_cents" else self.accounts


def arr_by_tier_figure(
    by_tier: pd.DataFrame, currency: str, height: int | None = None, by: Measure = "arr_cents"
) -> go.Figure:
    """Draw `domain.breakdowns.arr_by_tier`: ARR (hundredths) or accounts across, a bar a tier, strategic on top."""
    columns = (by_tier[name].tolist() for name in _Piece._fields)
    pieces = [_Piece(tier, Band(band), int(count), int(arr)) for tier, band, count, arr in zip(*columns, strict=True)]
    tiers = [tier for tier in TIERS if any(piece.tier == tier for piece in pieces)]
    total = {tier: sum(piece.length(by) for piece in pieces if piece.tier == tier) for tier in tiers}
    longest = max(total.values(), default=0)
    of_band = {band: [piece for piece in pieces if piece.band == band] for band in BANDS}
    traces = [_segment(of_band[band], band, longest, currency, by) for band in BANDS]
    ticks = kit.money_ticks(longest, currency) if by == "arr_cents" else {"nticks": 5, "tickformat": ",d"}
    x = kit.axis("ARR" if by == "arr_cents" else "Accounts", grid=True, range=[0, longest * 1.38 or 1], **ticks)
    y = kit.axis(kind="text", categoryorder="array", categoryarray=[TIER_NAMES[tier] for tier in reversed(tiers)])
    y["range"] = [min(len(tiers) - _FEWEST, 0) - 0.5, len(tiers) - 0.5]
    y["tickfont"] = {"size": SIZE_NOTE, "color": Slot.INK}
    ends = []
    for tier in tiers:
        accounts = sum(piece.accounts for piece in pieces if piece.tier == tier)
        words = fmt.plural(accounts, "account")
        if by == "arr_cents":
            words = f"{fmt.money(total[tier], currency)} · {words}"
        ends.append(kit.label(words, x=total[tier], y=TIER_NAMES[tier], shift=(STEP, 0)))
    tall = height or _ROW * max(len(tiers), 1) + 56
    return kit.figure(traces, kit.layout(height=tall, x=x, y=y, annotations=ends, barmode="stack", bargap=0.38))


def _segment(pieces: list[_Piece], band: Band, longest: int, currency: str, by: Measure) -> kit.Part:
    mark = BANDS[band]
    return {
        "type": "bar",
        "orientation": "h",
        "name": mark.label,
        "x": [piece.length(by) for piece in pieces],
        "y": [TIER_NAMES[piece.tier] for piece in pieces],
        "marker": kit.bar(mark),
        "text": [mark.sign if piece.length(by) >= _LEAST_LABELLED * longest else "" for piece in pieces],
        "textposition": "inside",
        "insidetextanchor": "middle",
        "textangle": 0,
        "textfont": {"size": SIZE_NOTE, "color": mark.on},
        "customdata": [
            [mark.label, markup.plotly(fmt.money(piece.arr_cents, currency)), piece.accounts,
             name_of("arr_by_tier", piece.tier, piece.band.value)]
            for piece in pieces
        ],
        "hovertemplate": "%{y}, %{customdata[0]}<br>%{customdata[1]} ARR<br>%{customdata[2]} accounts<extra></extra>",
    }  # fmt: skip
