"""Health against ARR: each account a mark, so that large and ailing ones stand out at the upper left."""

import math

import numpy as np
import numpy.typing as npt
import pandas as pd
import plotly.graph_objects as go

from components import format as fmt
from components import markup
from components.figures import kit
from components.theme import BANDS, STEP, Slot
from domain.bands import LOWER_BOUNDS
from domain.vocabulary import Band

_WEBGL_FROM = 2_000
"""Marks from which drawing each as a page element is too slow."""
_NAMED = 5
"""How many of the large and ailing accounts carry their name."""
_NAME_WIDTH = 26
_APART = 0.09
"""Powers of ten of ARR by which two names must differ to be read."""


def health_map_figure(
    accounts: pd.DataFrame, currency: str, soon: npt.NDArray[np.bool_], height: int = 380
) -> go.Figure:
    """Draw accounts with a score and ARR: score (points) across, ARR (hundredths, logarithmic) up.

    `accounts` has `account_id`, `name`, `band`, `score`, `arr_cents`, `owner_name`; `soon` says of each row whether its
    renewal comes within 90 days, and rings it.
    """
    known = (accounts["score"].notna() & (accounts["arr_cents"].fillna(0) > 0)).to_numpy(dtype=bool)
    shown, ringed = accounts[known], soon[known]
    webgl = len(shown) > _WEBGL_FROM
    traces = [_rings(shown[ringed], webgl=webgl)]
    traces += [_marks(shown[shown["band"] == band], band, currency, webgl=webgl) for band in reversed(tuple(BANDS))]
    arr = shown["arr_cents"].astype(float)
    layout = kit.layout(
        height=height,
        x=kit.axis("Health score (points)", range=[-2, 102], tickvals=[0, 20, 40, 60, 80, 100]),
        y=kit.axis("ARR", grid=True, type="log", **_decades(arr, currency)),
        margin={"t": 3 * STEP},
        annotations=[*_band_names(), *_names(shown)],
        shapes=[kit.rule(x=bound) for _, bound in LOWER_BOUNDS if bound],
        hovermode="closest",
    )
    return kit.figure(traces, layout)


def _marks(rows: pd.DataFrame, band: Band, currency: str, *, webgl: bool) -> kit.Part:
    return {
        "type": "scattergl" if webgl else "scatter",
        "mode": "markers",
        "name": BANDS[band].label,
        "x": rows["score"].round(1).tolist(),
        "y": rows["arr_cents"].astype(float).tolist(),
        "marker": kit.marker(BANDS[band], size=6 if webgl else 9) | {"opacity": 0.85},
        "text": [
            f"{markup.plotly(str(name))}<br>{fmt.score(score)} · {markup.plotly(fmt.money(cents, currency))}"
            for name, score, cents in zip(rows["name"], rows["score"], rows["arr_cents"], strict=True)
        ],
        "hovertemplate": "%{text}<extra></extra>",
    }


def _rings(rows: pd.DataFrame, *, webgl: bool) -> kit.Part:
    return {
        "type": "scattergl" if webgl else "scatter",
        "mode": "markers",
        "x": rows["score"].round(1).tolist(),
        "y": rows["arr_cents"].astype(float).tolist(),
        "marker": {"symbol": "circle-open", "size": 18, "color": Slot.INK, "line": {"width": 1.5}},
        "hoverinfo": "skip",
    }


def _decades(arr: pd.Series, currency: str) -> kit.Part:
    """Ticks at 1, 3 and 10 of each power of ten within the data, and the range around it."""
    if arr.empty:
        return {"range": [6, 8]}
    low, high = math.log10(arr.min()) - 0.12, math.log10(arr.max()) + 0.18
    ticks = [factor * 10**power for power in range(math.floor(low), math.ceil(high) + 1) for factor in (1, 3)]
    shown = [tick for tick in ticks if low <= math.log10(tick) <= high]
    return {
        "range": [low, high],
        "tickvals": shown,
        "ticktext": [markup.plotly(fmt.money(tick, currency)) for tick in shown],
    }


def _band_names() -> list[kit.Part]:
    labels = []
    upper = 100.0
    for band, lower in LOWER_BOUNDS:
        words = f"{BANDS[band].sign}  {BANDS[band].label}"
        labels.append(
            kit.label(
                words, x=(lower + upper) / 2, y=1, yref="y domain", anchor="center", valign="bottom", shift=(0, 4)
            )
        )
        upper = lower
    return labels


def _names(rows: pd.DataFrame) -> list[kit.Part]:
    """Names beside the accounts with the most ARR in watch or at risk, where no other name stands yet."""
    ailing = rows[rows["band"].isin([Band.WATCH, Band.AT_RISK])].nlargest(4 * _NAMED, "arr_cents")
    labels: list[kit.Part] = []
    heights: list[float] = []
    for name, score, cents in zip(ailing["name"], ailing["score"], ailing["arr_cents"], strict=True):
        height = math.log10(float(cents))
        if len(labels) < _NAMED and all(abs(height - other) > _APART for other in heights):
            text = markup.shortened(str(name), _NAME_WIDTH)
            labels.append(kit.label(text, x=float(score), y=height, colour=Slot.INK, shift=(-12, 0), anchor="right"))
            heights.append(height)
    return labels
