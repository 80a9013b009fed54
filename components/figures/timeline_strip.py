"""The strip below the timeline's lanes: the weekly health score and the level of trust, on the same time axis."""

from collections.abc import Sequence
from datetime import date
from typing import Final

import pandas as pd

from components import format as fmt
from components.figures import kit
from components.theme import BANDS, SIZE_NOTE, STEP, Slot
from domain.bands import LOWER_BOUNDS
from domain.period import Period

HEIGHT: Final = 116
"""In pixels."""
_APART: Final = 16.0
"""Points by which two labels at the right must differ to be read."""


def has_strip(weeks: pd.DataFrame, trust: "pd.Series[float] | None") -> bool:
    """Whether anything is known that could be drawn in it."""
    return bool(weeks["score"].notna().any() or (trust is not None and trust.notna().any()))


def strip_axis(share: float) -> kit.Part:
    """The second axis, on the lowest `share` of the figure."""
    return kit.axis(range=[0, 100], domain=[0.0, share], tickvals=[0, 50, 100], automargin=False)


def strip_zones() -> list[kit.Part]:
    """The bands of the score, behind."""
    upper, zones = 100.0, []
    for band, lower in LOWER_BOUNDS:
        zones.append(kit.zone(y=(lower, upper), colour=BANDS[band].fill, opacity=0.16) | {"yref": "y2"})
        upper = lower
    return zones


def strip_traces(weeks: pd.DataFrame, trust: "pd.Series[float] | None") -> list[kit.Part]:
    """Health as a full line, trust as a dotted one, so that they are told apart without colours."""
    days = kit.days(weeks["week_on"].tolist())
    traces = [_line(days, weeks["score"], Slot.INK, "solid", "health")]
    if trust is not None:
        traces.append(_line(days, trust, Slot.ACCENT, "dot", "trust"))
    return traces


def strip_labels(
    weeks: pd.DataFrame, trust: "pd.Series[float] | None", changes: Sequence[tuple[date, str]], period: Period
) -> list[kit.Part]:
    """The last value in view of each line by its name, and the name of each health model where it began to count."""
    in_view = weeks["week_on"].map(period.has).astype(bool)
    ends = [("Health", Slot.INK, weeks["score"][in_view])]
    if trust is not None:
        ends.append(("Trust", Slot.ACCENT, trust[in_view]))
    shown = [(name, colour, float(values.dropna().iloc[-1])) for name, colour, values in ends if values.notna().any()]
    shown.sort(key=lambda one: -one[2])
    places = _spread([value for *_, value in shown])
    labels = [
        kit.label(
            f"{name} {fmt.score(value)}", x=1, xref="x domain", y=place, yref="y2", colour=colour, shift=(4, 0),
            size=SIZE_NOTE,
        )
        for (name, colour, value), place in zip(shown, places, strict=True)
    ]  # fmt: skip
    labels += [
        kit.label(f"▾ {name}", x=day.isoformat(), y=100, yref="y2", valign="top", shift=(2, 0))
        for day, name in changes
        if period.has(day)
    ]
    return labels


def model_rules(changes: Sequence[tuple[date, str]], period: Period) -> list[kit.Part]:
    """A rule through the strip where the health model changed: scores at its two sides were weighed differently."""
    return [
        kit.rule(x=day.isoformat(), colour=Slot.SECOND_INK, dash="dot", width=1.2) | {"yref": "y2 domain"}
        for day, _ in changes
        if period.has(day)
    ]


def _line(days: list[str], values: "pd.Series[float]", colour: Slot, dash: str, name: str) -> kit.Part:
    return {
        "type": "scatter",
        "mode": "lines",
        "x": days,
        "y": [None if fmt.is_missing(value) else round(value, 1) for value in values.tolist()],
        "yaxis": "y2",
        "line": {"color": colour, "width": 1.8, "dash": dash},
        "hovertemplate": f"%{{x}}<br>{name} %{{y:.0f}}<extra></extra>",
    }


def _spread(values: Sequence[float]) -> list[float]:
    """Heights of labels for values that fall, pushed apart where they would touch."""
    if len(values) == 2 and values[0] - values[1] < _APART:
        middle = min(max(sum(values) / 2, _APART / 2 + STEP), 100 - _APART / 2)
        return [middle + _APART / 2, middle - _APART / 2]
    return list(values)
