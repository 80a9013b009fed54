"""Health against ARR: each account a mark, so that large and ailing ones stand out at the upper left."""

import math
from base64 import b64encode
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

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

_MANY = 1_500
"""Marks from which they are drawn by WebGL, smaller, and only those that matter tell their name."""
_TOLD = 150
"""Of many, how many in watch and how many at risk tell their name: those with the most ARR."""
_CELL = (0.8, 0.04)
"""Points and powers of ten of ARR that a mark covers: of many marks that would lie on one another, one is drawn."""
_NAMED = 5
"""How many of the large and ailing accounts carry their name."""
_NAME_WIDTH = 26
_APART = 0.09
"""Powers of ten of ARR by which two names must differ to be read."""
_AILING = (Band.WATCH, Band.AT_RISK)


@dataclass(frozen=True, slots=True)
class _Points:
    """Accounts with a score and ARR, most ARR first; ARR in whole units of the currency."""

    names: list[str]
    bands: npt.NDArray[np.object_]
    score: npt.NDArray[np.float64]
    arr: npt.NDArray[np.float64]
    is_due: npt.NDArray[np.bool_]
    are_many: bool

    def places(self, mask: npt.NDArray[np.bool_]) -> kit.Part:
        """Where those marks stand, as a trace takes it."""
        return {
            "type": "scattergl" if self.are_many else "scatter",
            "mode": "markers",
            "x": _packed(self.score[mask]),
            "y": _packed(self.arr[mask]),
        }


def health_map_figure(marks: pd.DataFrame, currency: str, height: int = 380) -> go.Figure:
    """Draw `domain.overview.Overview.marks`: score (points) across, ARR (currency units, logarithmic) up.

    Accounts without a score or without ARR have no place. Those due for renewal are ringed.
    """
    points = _points(marks)
    traces = [_rings(points), *(_marks(points, band, currency) for band in reversed(tuple(BANDS)))]
    layout = kit.layout(
        height=height,
        x=kit.axis("Health score (points)", range=[-2, 102], tickvals=[0, 20, 40, 60, 80, 100]),
        y=kit.axis("ARR", grid=True, type="log", **_decades(points.arr, currency)),
        margin={"t": 3 * STEP},
        annotations=[*_band_names(), *_names(points)],
        shapes=[kit.rule(x=bound) for _, bound in LOWER_BOUNDS if bound],
        hovermode="closest",
    )
    return kit.figure(traces, layout)


def _points(marks: pd.DataFrame) -> _Points:
    score = marks["score"].to_numpy(dtype=float, na_value=np.nan)
    arr = marks["arr_cents"].to_numpy(dtype=float, na_value=np.nan) / 100
    known = ~np.isnan(score) & (arr > 0)
    bands, is_due = marks["band"].to_numpy(dtype=object), marks["is_due"].to_numpy(dtype=bool)
    drawn = np.flatnonzero(known)
    if len(drawn) > _MANY:
        drawn = drawn[_uncovered(score[drawn], arr[drawn], is_due[drawn])]
    names = marks["name"].to_numpy(dtype=object)[drawn].tolist()
    return _Points(names, bands[drawn], score[drawn], arr[drawn], is_due[drawn], are_many=len(marks) > _MANY)


def _uncovered(
    score: npt.NDArray[np.float64], arr: npt.NDArray[np.float64], is_due: npt.NDArray[np.bool_]
) -> npt.NDArray[np.intp]:
    """Of the marks that would cover one another the first, which has the most ARR; those of a band cover only theirs.

    A cell does not reach over the line between two bands, as those lie at its multiples.
    """
    across, up = np.floor(score / _CELL[0]).astype(np.int64), np.floor(np.log10(arr) / _CELL[1]).astype(np.int64)
    _, first = np.unique((across * 10_000 + up) * 2 + is_due, return_index=True)
    return np.sort(first)


def _marks(points: _Points, band: Band, currency: str) -> kit.Part:
    chosen = points.bands == band
    trace = points.places(chosen) | {
        "name": BANDS[band].label,
        "marker": kit.marker(BANDS[band], size=6 if points.are_many else 9) | {"opacity": 0.85},
    }
    place = f"%{{x:.0f}} points · {markup.plotly(fmt.currency_sign(currency))}%{{y:,.0f}}<extra></extra>"
    if points.are_many and band not in _AILING:
        return trace | {"hovertemplate": place}
    told = _TOLD if points.are_many else len(points.names)
    names = [f"{markup.plotly(points.names[one])}<br>" for one in np.flatnonzero(chosen)[:told]]
    return trace | {"text": names, "hovertemplate": f"%{{text}}{place}"}


def _rings(points: _Points) -> kit.Part:
    ringed = points.is_due & (np.isin(points.bands, _AILING) if points.are_many else True)
    ring = {"symbol": "circle-open", "size": 18, "color": Slot.INK, "line": {"width": 1.5}}
    return points.places(ringed) | {"marker": ring, "hoverinfo": "skip"}


def _packed(values: npt.NDArray[np.float64]) -> Any:
    """Many numbers as plotly's typed array, a third of their size as text; few as they are, to be read."""
    if len(values) <= _MANY // 4:
        return [round(float(value), 1) for value in values]
    return {"dtype": "f4", "bdata": b64encode(values.astype("<f4").tobytes()).decode("ascii")}


def _decades(arr: npt.NDArray[np.float64], currency: str) -> kit.Part:
    """Ticks at 1 and 3 of each power of ten within the data, and the range around it."""
    if not len(arr):
        return {"range": [4, 6], "tickvals": []}
    low, high = math.log10(arr.min()) - 0.12, math.log10(arr.max()) + 0.18
    ticks = [factor * 10.0**power for power in range(math.floor(low), math.ceil(high) + 1) for factor in (1, 3)]
    shown = [tick for tick in ticks if low <= math.log10(tick) <= high]
    texts = [markup.plotly(fmt.money(round(tick * 100), currency)) for tick in shown]
    return {"range": [low, high], "tickvals": shown, "ticktext": texts}


def _band_names() -> Iterable[kit.Part]:
    upper = 100.0
    for band, lower in LOWER_BOUNDS:
        words = f"{BANDS[band].sign}  {BANDS[band].label}"
        yield kit.label(
            words, x=(lower + upper) / 2, y=1, yref="y domain", anchor="center", valign="bottom", shift=(0, 4)
        )
        upper = lower


def _names(points: _Points) -> list[kit.Part]:
    """Names beside the accounts with the most ARR in watch or at risk, where no other name stands yet."""
    labels: list[kit.Part] = []
    heights: list[float] = []
    for place in np.flatnonzero(np.isin(points.bands, _AILING))[: 4 * _NAMED]:
        height = math.log10(points.arr[place])
        if len(labels) < _NAMED and all(abs(height - other) > _APART for other in heights):
            text = markup.shortened(points.names[place], _NAME_WIDTH)
            x = float(points.score[place])
            labels.append(kit.label(text, x=x, y=height, colour=Slot.INK, shift=(-12, 0), anchor="right"))
            heights.append(height)
    return labels
