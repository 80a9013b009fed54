"""ARR by tier: one stacked bar a tier, its bands from healthy to at risk, the accounts counted beside it."""

import pandas as pd
import plotly.graph_objects as go

from components import format as fmt
from components import markup
from components.figures import kit
from components.theme import BANDS, SIZE_NOTE, STEP, Slot
from domain.breakdowns import TIERS
from domain.vocabulary import Band

TIER_NAMES = {tier: "No tier" if tier == "none" else tier.capitalize() for tier in TIERS}

_ROW = 44
"""Height of a tier's bar with its space, in pixels."""
_FEWEST = 3
"""Bars for which there is room at least, so that a single one does not fill the figure."""
_LEAST_LABELLED = 0.07
"""Smallest share of the longest bar on which a label has room."""


def arr_by_tier_figure(by_tier: pd.DataFrame, currency: str, height: int | None = None) -> go.Figure:
    """Draw `domain.breakdowns.arr_by_tier`: ARR (hundredths) across, a bar a tier, strategic on top."""
    totals = by_tier.groupby("tier", observed=True)[["arr_cents", "accounts"]].sum()
    tiers = [tier for tier in TIERS if tier in set(totals.index)]
    longest = float(totals["arr_cents"].max()) if len(totals) else 0.0
    traces = [_segment(by_tier[by_tier["band"] == band], band, longest, currency) for band in BANDS]
    x = kit.axis("ARR", grid=True, range=[0, longest * 1.38 or 1], **kit.money_ticks(longest, currency))
    y = kit.axis(kind="text", categoryorder="array", categoryarray=[TIER_NAMES[tier] for tier in reversed(tiers)])
    y["range"] = [min(len(tiers) - _FEWEST, 0) - 0.5, len(tiers) - 0.5]
    y["tickfont"] = {"size": SIZE_NOTE, "color": Slot.INK}
    ends = [
        kit.label(_total(int(arr), int(accounts), currency), x=int(arr), y=TIER_NAMES[str(tier)], shift=(STEP, 0))
        for tier, arr, accounts in totals.reset_index().itertuples(index=False)
    ]
    layout = kit.layout(
        height=height or _ROW * max(len(tiers), 1) + 56, x=x, y=y, annotations=ends, barmode="stack", bargap=0.38
    )
    return kit.figure(traces, layout)


def _total(arr_cents: int, accounts: int, currency: str) -> str:
    return f"{fmt.money(arr_cents, currency)} · {fmt.plural(accounts, 'account')}"


def _segment(rows: pd.DataFrame, band: Band, longest: float, currency: str) -> kit.Part:
    mark = BANDS[band]
    arr = [int(cents) for cents in rows["arr_cents"]]
    return {
        "type": "bar",
        "orientation": "h",
        "name": mark.label,
        "x": arr,
        "y": [TIER_NAMES[tier] for tier in rows["tier"]],
        "marker": kit.bar(mark),
        "text": [mark.sign if cents >= _LEAST_LABELLED * longest else "" for cents in arr],
        "textposition": "inside",
        "insidetextanchor": "middle",
        "textangle": 0,
        "textfont": {"size": SIZE_NOTE, "color": mark.on},
        "customdata": [
            [mark.label, markup.plotly(fmt.money(cents, currency)), int(count)]
            for cents, count in zip(arr, rows["accounts"], strict=True)
        ],
        "hovertemplate": "%{y}, %{customdata[0]}<br>%{customdata[1]} ARR<br>%{customdata[2]} accounts<extra></extra>",
    }
