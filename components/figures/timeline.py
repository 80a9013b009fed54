"""The timeline of an account: a lane a channel over one time axis, what weighed on it behind, its health below."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final

import pandas as pd
import plotly.graph_objects as go

from components.figures import kit
from components.figures.timeline_events import LABEL_ROW, band_shapes, record_traces, written
from components.figures.timeline_marks import thread_lines, touch_traces
from components.figures.timeline_strip import (
    HEIGHT,
    has_strip,
    model_rules,
    strip_axis,
    strip_labels,
    strip_traces,
    strip_zones,
)
from components.theme import STEP, Slot
from domain.evidence import Kind
from domain.landmarks import Landmark
from domain.occurrence import Occurrence, lanes_taken
from domain.period import Period
from domain.vocabulary import Channel

LANE: Final = 32
_DENSE: Final = 25
_MANY_LANES: Final = 8
"""Height of a lane in pixels; above so many lanes the second, so that a year fits on one screen."""
_FOOT: Final = 44


@dataclass(frozen=True, slots=True, eq=False)
class Backdrop:
    """What the touches are seen against: records with a lane of their own, landmarks, and the course of health.

    `weeks` has `week_on` and `score`; `trust` (0-100) has the same rows; `models`: the days from which another health
    model counts, and its name.
    """

    weeks: pd.DataFrame
    trust: "pd.Series[float] | None" = None
    records: Sequence[Occurrence] = ()
    landmarks: Sequence[Landmark] = ()
    models: Sequence[tuple[date, str]] = field(default=())


def timeline_figure(
    marks: pd.DataFrame, lanes: Sequence[Channel], period: Period, as_of: date, backdrop: Backdrop
) -> go.Figure:
    """Draw the marks of `domain.stretches.told_together` in `lanes`, over `period`.

    Each mark carries what a click on it opens: `touch-12`, `issue-3`, or the two days to zoom into.
    """
    above = lanes_taken(backdrop.records)
    names = [*(lane.value for lane in above), *(lane_name(lane) for lane in lanes)]
    heights = [float(len(names) - 1 - place) for place in range(len(names))]
    of_record = dict(zip(above, heights, strict=False))
    of_channel = {lane.value: height for lane, height in zip(lanes, heights[len(above) :], strict=True)}
    issues = [one for one in backdrop.records if one.kind is Kind.ISSUE]
    labels, rows = written(issues, backdrop.landmarks, period, as_of)
    strip = HEIGHT if has_strip(backdrop.weeks, backdrop.trust) else 0
    today = kit.rule(x=as_of.isoformat(), colour=Slot.INK, width=1.5)
    shapes = [*band_shapes(issues, backdrop.landmarks, period), today]
    traces = [thread_lines(marks, of_channel), *touch_traces(marks, of_channel)]
    traces += record_traces(backdrop.records, of_record, as_of)
    layout = _layout(names, period, rows, strip)
    if strip:
        shapes += [*strip_zones(), *model_rules(backdrop.models, period)]
        traces += strip_traces(backdrop.weeks, backdrop.trust)
        labels = [*labels, *strip_labels(backdrop.weeks, backdrop.trust, backdrop.models, period)]
    return kit.figure(traces, layout | {"shapes": shapes, "annotations": labels})


def lane_name(lane: Channel) -> str:
    """A channel as its lane is labelled."""
    return "Automated" if lane is Channel.NOTICE else "E-mail" if lane is Channel.EMAIL else lane.value.capitalize()


def _layout(names: Sequence[str], period: Period, label_rows: int, strip: int) -> kit.Part:
    lanes_high = max(len(names), 1) * (LANE if len(names) <= _MANY_LANES else _DENSE)
    head = LABEL_ROW * label_rows + STEP
    inner = lanes_high + strip + (2 * STEP if strip else 0)
    floor = (strip + 2 * STEP) / inner if strip else 0.0
    made = kit.layout(
        height=inner + head + _FOOT,
        margin={"t": head, "b": _FOOT, "l": 96, "r": 76 if strip else 44},
        x=kit.axis(
            kind="date",
            range=[period.first_on.isoformat(), (period.last_on + timedelta(days=1)).isoformat()],
            anchor="y2" if strip else "y",
        ),
        y=kit.axis(
            range=[-0.5, len(names) - 0.5],
            domain=[floor, 1.0],
            tickvals=list(range(len(names))),
            ticktext=names[::-1],
            automargin=False,
            grid=True,
        ),
        hovermode="closest",
        clickmode="event+select",
    )
    return made | ({"yaxis2": strip_axis(strip / inner)} if strip else {})
