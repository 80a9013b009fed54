"""Health against ARR: each account a mark, or of many those that lie together, so that large and ailing ones stand out.

They stand at the upper left.
"""

import math
from collections.abc import Iterable
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
from domain.behind import name_of
from domain.vocabulary import Band

_ALONE = 9
_LEAST, _MOST = 5.0, 20.0
"""Diameter of a mark for an account, and for a field with one account and with the most (pixels); areas in between."""
_NAMED = 5
"""How many of the large and ailing accounts carry their name."""
_NAME_WIDTH = 26
_APART = 0.09
"""Powers of ten of ARR by which two names must differ to be read."""
_AILING = (Band.WATCH, Band.AT_RISK)
_TEXTS = ("mark", "name", "band")
_READ = (*_TEXTS, "account_id", "score", "arr_cents", "accounts", "sum_cents", "due")

_Columns = dict[str, npt.NDArray[Any]]
"""Columns of the marks by name."""


def health_map_figure(marks: pd.DataFrame, currency: str, height: int = 380) -> go.Figure:
    """Draw `domain.health_map.health_map`: score (points) across, ARR (currency units, logarithmic) up.

    Accounts that stand alone are ringed where they are due for renewal; a field is as large as its accounts are many.
    """
    columns = {name: np.asarray(marks[name].to_numpy(dtype=object if name in _TEXTS else float)) for name in _READ}
    is_alone = columns["account_id"] > 0
    alone, fields = ({name: column[mask] for name, column in columns.items()} for mask in (is_alone, ~is_alone))
    most = int(fields["accounts"].max(initial=1))
    traces = [_rings(alone)]
    for band in reversed(tuple(BANDS)):
        traces.append(_accounts(_of(alone, band), band, currency))
        if len(fields["mark"]):
            traces.append(_fields(_of(fields, band), band, most, currency))
    layout = kit.layout(
        height=height,
        x=kit.axis("Health score (points)", range=[-2, 102], tickvals=[0, 20, 40, 60, 80, 100]),
        y=kit.axis("ARR", grid=True, type="log", **_decades(columns["arr_cents"] / 100, currency)),
        margin={"t": 3 * STEP},
        annotations=[*_band_names(), *_names(alone)],
        shapes=[kit.rule(x=bound) for _, bound in LOWER_BOUNDS if bound],
        hovermode="closest",
    )
    return kit.figure(traces, layout)


def _of(marks: _Columns, band: Band) -> _Columns:
    chosen = marks["band"] == band.value
    return {name: column[chosen] for name, column in marks.items()}


def _places(marks: _Columns) -> kit.Part:
    return {
        "type": "scatter",
        "mode": "markers",
        "x": marks["score"].round(1).tolist(),
        "y": (marks["arr_cents"] / 100).round().tolist(),
    }


def _accounts(marks: _Columns, band: Band, currency: str) -> kit.Part:
    place = f"%{{x:.0f}} points · {markup.plotly(fmt.currency_sign(currency))}%{{y:,.0f}}<extra></extra>"
    return _places(marks) | {
        "name": BANDS[band].label,
        "marker": kit.marker(BANDS[band], size=_ALONE) | {"opacity": 0.85},
        "text": [f"{markup.plotly(name)}<br>" for name in marks["name"]],
        "hovertemplate": f"%{{text}}{place}",
        "customdata": [[name_of("health_map", mark)] for mark in marks["mark"]],
    }


def _fields(marks: _Columns, band: Band, most: int, currency: str) -> kit.Part:
    sizes = _LEAST + (_MOST - _LEAST) * np.sqrt(marks["accounts"] / most)
    numbers = (marks["accounts"], marks["due"], marks["sum_cents"] / 100)
    names = [name_of("health_map", mark) for mark in marks["mark"]]
    told = zip(*(column.round().astype(int).tolist() for column in numbers), names, strict=True)
    arr = f"{markup.plotly(fmt.currency_sign(currency))}%{{customdata[2]:,.0f}}"
    return _places(marks) | {
        "name": BANDS[band].label,
        "marker": kit.marker(BANDS[band], size=sizes.round(1).tolist()) | {"opacity": 0.7},
        "customdata": [list(one) for one in told],
        "hovertemplate": "Accounts here: %{customdata[0]}<br>Of them renew soon: %{customdata[1]}<br>"
        f"{arr} ARR<extra></extra>",
    }


def _rings(alone: _Columns) -> kit.Part:
    ring = {"symbol": "circle-open", "size": 18, "color": Slot.INK, "line": {"width": 1.5}}
    is_due = alone["due"] > 0
    due = {name: alone[name][is_due] for name in ("score", "arr_cents")}
    return _places(due) | {"marker": ring, "hoverinfo": "skip"}


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


def _names(alone: _Columns) -> list[kit.Part]:
    """Names beside the accounts with the most ARR in watch or at risk, where no other name stands yet."""
    labels: list[kit.Part] = []
    heights: list[float] = []
    ailing = np.flatnonzero(np.isin(alone["band"].astype(str), _AILING))[: 4 * _NAMED]
    for place in ailing.tolist():
        height = math.log10(alone["arr_cents"][place] / 100)
        if len(labels) < _NAMED and all(abs(height - other) > _APART for other in heights):
            text = markup.shortened(alone["name"][place], _NAME_WIDTH)
            x = float(alone["score"][place])
            labels.append(kit.label(text, x=x, y=height, colour=Slot.INK, shift=(-12, 0), anchor="right"))
            heights.append(height)
    return labels
