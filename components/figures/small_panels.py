"""Three small pictures of how an account is served: channels against their norm, balance, and their hours."""

from collections.abc import Sequence
from typing import Final

import plotly.graph_objects as go

from components import format as fmt
from components.figures import kit
from components.figures.timeline import lane_name
from components.theme import SIZE_NOTE, STEP, Slot
from domain.account_balance import Balance
from domain.channel_service import ChannelService
from domain.timing import HOURS, WEEKDAYS, Hours

_ROW: Final = 26
_HEIGHT: Final = 190
_MOST_TIMES: Final = 3.0
"""A bar ends at three times the norm: how much slower than that it is, its label says."""


def channel_service_figure(found: Sequence[ChannelService]) -> go.Figure:
    """Draw the median answer of each channel as a multiple of its norm, with the norm as a line."""
    told = [one for one in found if one.ratio is not None]
    names = [lane_name(one.channel) for one in told]
    ratios = [min(one.ratio or 0.0, _MOST_TIMES) for one in told]
    bars = {
        "type": "bar",
        "orientation": "h",
        "x": ratios,
        "y": names,
        "marker": {
            "color": [Slot.AT_RISK if (one.ratio or 0) > 1 else Slot.SECOND_INK for one in told],
            "pattern": {"shape": ["/" if (one.ratio or 0) > 1 else "" for one in told], "fgcolor": Slot.BACKGROUND},
        },
        "hovertemplate": "%{y}: %{x:.1f} times the norm<extra></extra>",
    }
    words = [
        kit.label(
            f"{hours_text(one.median_hours)} of {one.norm_hours:.0f} h", x=ratio, y=name, shift=(STEP // 2, 0),
            colour=Slot.INK, size=SIZE_NOTE,
        )
        for one, ratio, name in zip(told, ratios, names, strict=True)
    ]  # fmt: skip
    layout = kit.layout(
        height=max(_ROW * len(told) + 48, 96),
        x=kit.axis(range=[0, max([1.2, *ratios]) * 1.5], tickvals=[0, 1], ticktext=["0", "norm"]),
        y=kit.axis(kind="text", categoryorder="array", categoryarray=names[::-1]),
        shapes=[kit.rule(x=1, colour=Slot.ACCENT, width=1.5)],
        annotations=words,
        bargap=0.45,
    )
    return kit.figure([bars], layout)


def balance_figure(told: Balance) -> go.Figure:
    """Draw the share by people, the share that we began, and touches a week, each as a share of its norm."""
    begun, begun_norm = told.proactive, told.proactive_norm
    rows = [
        ("By people", told.human, told.human_norm, fmt.percent(told.human), fmt.percent(told.human_norm)),
        ("Begun by us", begun, begun_norm, fmt.percent(begun), fmt.percent(begun_norm)),
        ("A week", told.weekly, told.weekly_norm, f"{told.weekly:.1f}", f"{told.weekly_norm:.1f}"),
    ]  # fmt: skip
    names = [name for name, *_ in rows]
    ratios = [None if value is None else min(value / norm, _MOST_TIMES) for _, value, norm, *_ in rows]
    bars = {
        "type": "bar",
        "orientation": "h",
        "x": ratios,
        "y": names,
        "marker": {"color": Slot.SECOND_INK},
        "hovertemplate": "%{y}: %{x:.1f} times the norm<extra></extra>",
    }
    words = [
        kit.label(
            "too few" if ratio is None else f"{value} (norm {norm})", x=ratio or 0, y=name, shift=(STEP // 2, 0),
            colour=Slot.INK, size=SIZE_NOTE,
        )
        for (name, _, _, value, norm), ratio in zip(rows, ratios, strict=True)
    ]  # fmt: skip
    longest = max(1.2, *(ratio or 0 for ratio in ratios))
    layout = kit.layout(
        height=_ROW * len(rows) + 48,
        x=kit.axis(range=[0, longest * 1.6], tickvals=[0, 1], ticktext=["0", "norm"]),
        y=kit.axis(kind="text", categoryorder="array", categoryarray=names[::-1]),
        shapes=[kit.rule(x=1, colour=Slot.ACCENT, width=1.5)],
        annotations=words,
        bargap=0.45,
    )
    return kit.figure([bars], layout)


def hours_figure(told: Hours) -> go.Figure:
    """Draw how many messages came in each part of the week, the more the darker, with the numbers in them."""
    names = [f"{first}–{end} h" for first, end in HOURS]
    counts = told.counts.tolist()
    most = max(int(told.counts.max()), 1)
    cells = {
        "type": "heatmap",
        "x": list(WEEKDAYS),
        "y": names,
        "z": [list(row) for row in zip(*counts, strict=True)],
        "zmin": 0,
        "zmax": most,
        "colorscale": [[0, Slot.SURFACE], [1, Slot.SUPPORTER]],
        "showscale": False,
        "xgap": 2,
        "ygap": 2,
        "hovertemplate": "%{x} %{y}: %{z}<extra></extra>",
    }
    words = [
        kit.label(str(counts[day][part]), x=WEEKDAYS[day], y=names[part], anchor="center", colour=Slot.INK)
        for day in range(len(WEEKDAYS))
        for part in range(len(HOURS))
        if counts[day][part]
    ]
    y = kit.axis(kind="text", autorange="reversed")
    return kit.figure([cells], kit.layout(height=_HEIGHT, x=kit.axis(kind="text", side="top"), y=y, annotations=words))


def hours_text(hours: float | None) -> str:
    """`2 h`, `20 min`."""
    if hours is None:
        return fmt.MISSING
    return f"{hours:.0f}{fmt.NO_BREAK}h" if hours >= 1 else f"{max(round(hours * 60), 1)}{fmt.NO_BREAK}min"
