"""ARR that comes up for renewal: a bar a quarter, its bands from healthy to at risk."""

import pandas as pd
import plotly.graph_objects as go

from components import format as fmt
from components import markup
from components.figures import kit
from components.theme import BANDS, SIZE_NOTE, Slot
from domain import behind
from domain.behind import LATER
from domain.revenue_cohorts import quarter_name
from domain.vocabulary import Band

_LEAST_LABELLED = 0.06
"""Smallest share of the highest bar on which a band's sign has room."""


def renewals_ahead_figure(ahead: pd.DataFrame, currency: str, height: int = 320) -> go.Figure:
    """Draw `domain.renewals.ahead`: quarters across, ARR (hundredths) up, from zero."""
    rows = [
        (name_of(quarter), Band(band), int(accounts), int(cents), LATER if _is_later(quarter) else str(quarter))
        for quarter, band, accounts, cents in zip(*(ahead[name].tolist() for name in ahead.columns), strict=True)
    ]
    names = list(dict.fromkeys(name for name, *_ in rows))
    total = {name: sum(cents for one, _, _, cents, _ in rows if one == name) for name in names}
    count = {name: sum(accounts for one, _, accounts, _, _ in rows if one == name) for name in names}
    highest = max(total.values(), default=0)
    traces = [_segment([row for row in rows if row[1] == band], band, highest, currency) for band in BANDS]
    ends = [
        kit.label(
            f"{fmt.money(total[name], currency)} · {fmt.count(count[name])}",
            x=name, y=total[name], anchor="center", valign="bottom", shift=(0, 4), colour=Slot.INK,
        )
        for name in names
    ]  # fmt: skip
    ink = {"size": SIZE_NOTE, "color": Slot.INK}
    x = kit.axis(kind="text", categoryorder="array", categoryarray=names, tickfont=ink)
    y = kit.axis("ARR", grid=True, range=[0, highest * 1.12 or 1], **kit.money_ticks(highest, currency))
    return kit.figure(traces, kit.layout(height=height, x=x, y=y, annotations=ends, barmode="stack", bargap=0.3))


def name_of(quarter: object) -> str:
    """A quarter as it is written; those behind the last one together."""
    return "Later" if _is_later(quarter) else quarter_name(quarter)  # type: ignore[arg-type]


def _is_later(quarter: object) -> bool:
    return quarter is None or fmt.is_missing(quarter)


def _segment(rows: list[tuple[str, Band, int, int, str]], band: Band, highest: int, currency: str) -> kit.Part:
    mark = BANDS[band]
    return {
        "type": "bar",
        "name": mark.label,
        "x": [name for name, *_ in rows],
        "y": [cents for *_, cents, _ in rows],
        "marker": kit.bar(mark),
        "text": [mark.sign if cents >= _LEAST_LABELLED * highest else "" for *_, cents, _ in rows],
        "textposition": "inside",
        "insidetextanchor": "middle",
        "textangle": 0,
        "textfont": {"size": SIZE_NOTE, "color": mark.on},
        "customdata": [
            [mark.label, markup.plotly(fmt.money(cents, currency)), accounts, behind.name_of("renewals", quarter, band)]
            for _, _, accounts, cents, quarter in rows
        ],
        "hovertemplate": "%{x}, %{customdata[0]}<br>%{customdata[1]} ARR<br>%{customdata[2]} accounts<extra></extra>",
    }
