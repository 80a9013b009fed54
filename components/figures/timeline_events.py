"""What stands behind and above the lanes of the timeline: the shadows of issues, the lanes of records, the labels."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Final, Literal

from components import format as fmt
from components import markup
from components.figures import kit
from components.theme import Slot
from domain.evidence import Kind
from domain.landmarks import Landmark
from domain.occurrence import Lane, Occurrence, Sign
from domain.period import Period
from domain.policy import POLICY
from domain.shadow import dusk

LABEL_ROW: Final = 17
"""Height of a row of labels above the lanes, in pixels."""
_ROWS: Final = 2
_BANDS_DRAWN: Final = 24
_PLOT_WIDTH: Final = 900.0
"""About how many pixels the time axis is long: labels are set so that they do not touch at this width."""
_CHARACTER: Final = 6.6
_DARKEST, _LIGHTEST = 0.5, 0.04
"""Opacity of a shadow of full and of no darkness."""
_SEVERE: Final = 2
"""Closed issues up to this severity are named above their band."""
_LABEL: Final = 70
_DRAWN: Final = 500
"""Records drawn in the lanes above the channels, the latest; an account has rarely a tenth of them in a year."""

_SIGNS: Final[Mapping[Sign, tuple[str, Slot, Slot, float]]] = {
    Sign.GOOD: ("square", Slot.HEALTHY, Slot.HEALTHY, 1.0),
    Sign.PLAIN: ("square", Slot.NEUTRAL, Slot.SECOND_INK, 1.0),
    Sign.OPEN: ("square-open", Slot.SECOND_INK, Slot.SECOND_INK, 1.6),
    Sign.OVERDUE: ("diamond-open-dot", Slot.AT_RISK, Slot.AT_RISK, 2.0),
    Sign.LATE: ("diamond", Slot.WATCH, Slot.WARM_EDGE, 1.0),
    Sign.BAD: ("x", Slot.AT_RISK, Slot.AT_RISK, 1.0),
}
"""Marker, fill, outline and its width: filled is done, hollow open, a diamond late, crossed broken or bad."""


def band_shapes(issues: Sequence[Occurrence], landmarks: Sequence[Landmark], period: Period) -> list[kit.Part]:
    """The shadow of each issue from its opening to its resolution, darker with age and severity; landmarks as rules."""
    shapes = []
    for issue in sorted(issues, key=lambda one: (one.level, -one.on.toordinal()))[:_BANDS_DRAWN]:
        for piece in dusk(issue.level, issue.on, issue.until + timedelta(days=1), POLICY):
            if piece.ends_on <= period.first_on or piece.starts_on > period.last_on:
                continue
            opacity = round(_LIGHTEST + (_DARKEST - _LIGHTEST) * piece.darkness, 3)
            span = (max(piece.starts_on, period.first_on).isoformat(), piece.ends_on.isoformat())
            shapes.append(kit.zone(x=span, colour=Slot.AT_RISK, opacity=opacity))
    for landmark in landmarks:
        if period.has(landmark.day):
            dash: Literal["solid", "dash"] = "solid" if landmark.is_firm else "dash"
            shapes.append(kit.rule(x=landmark.day.isoformat(), colour=Slot.ACCENT, dash=dash, width=1.2))
    return shapes


def record_traces(found: Sequence[Occurrence], height_of_lane: Mapping[Lane, float], as_of: date) -> list[kit.Part]:
    """A mark for each record in its lane, and a line as long as it lasted; a click opens it."""
    latest = sorted(found, key=lambda one: one.on)[-_DRAWN:]
    long = [one for one in latest if one.until > one.on]
    issues = [one for one in long if one.lane is Lane.ISSUES]
    others = [one for one in long if one.lane is not Lane.ISSUES]
    traces = [
        _lengths(rows, height_of_lane, colour)
        for rows, colour in ((issues, Slot.AT_RISK), (others, Slot.ACCENT))
        if rows
    ]
    for sign in _SIGNS:
        rows = [one for one in latest if one.sign is sign]
        if rows:
            traces.append(_marks(rows, sign, height_of_lane, as_of))
    return traces


def record_key(kind: Kind, number: int) -> str:
    """How a record is named in an address and on a mark: `issue-12`."""
    return f"{kind.name.lower()}-{number}"


def _lengths(long: Sequence[Occurrence], height_of_lane: Mapping[Lane, float], colour: Slot) -> kit.Part:
    x: list[str | None] = []
    y: list[float | None] = []
    for one in long:
        x += [one.on.isoformat(), one.until.isoformat(), None]
        y += [height_of_lane[one.lane], height_of_lane[one.lane], None]
    line = {"color": colour, "width": 2.5}
    return {"type": "scatter", "mode": "lines", "x": x, "y": y, "hoverinfo": "skip", "line": line, "opacity": 0.6}


def _marks(rows: Sequence[Occurrence], sign: Sign, height_of_lane: Mapping[Lane, float], as_of: date) -> kit.Part:
    symbol, fill, edge, width = _SIGNS[sign]
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [one.on.isoformat() for one in rows],
        "y": [height_of_lane[one.lane] for one in rows],
        "customdata": [record_key(one.kind, one.id) for one in rows],
        "text": [_said(one, as_of) for one in rows],
        "hovertemplate": "%{text}<extra></extra>",
        "marker": {"symbol": symbol, "size": 9, "color": fill, "line": {"width": width, "color": edge}},
        "unselected": {"marker": {"opacity": 0.6}},
        "selected": {"marker": {"opacity": 1}},
    }


def _said(one: Occurrence, as_of: date) -> str:
    when = f"{fmt.day(one.on)}, {fmt.from_today(one.on, as_of)}"
    if one.until > one.on:
        when += f", {fmt.plural((one.until - one.on).days, 'day')} long"
    word = f" · {markup.plotly(markup.shortened(one.word, _LABEL))}" if one.word else ""
    return f"{markup.plotly(markup.shortened(one.label, _LABEL))}<br>{when}{word}"


def written(
    issues: Sequence[Occurrence], landmarks: Sequence[Landmark], period: Period, as_of: date
) -> tuple[list[kit.Part], int]:
    """Labels above the lanes (today, landmarks, then issues by severity) in rows where none touches another.

    Returns them with the number of rows in use; what finds no room is left to the tables.
    """
    wanted = [(as_of, "Today", Slot.INK)]
    wanted += [(mark.day, mark.name, Slot.ACCENT) for mark in landmarks]
    wanted += [
        (max(one.on, period.first_on), f"S{one.level} {markup.shortened(one.label, 30)}", Slot.AT_RISK)
        for one in sorted(issues, key=lambda one: (one.sign is not Sign.OVERDUE, one.level, one.on))
        if one.on <= as_of and (one.sign is Sign.OVERDUE or one.level <= _SEVERE)
    ]
    ends: list[list[tuple[float, float]]] = [[] for _ in range(_ROWS)]
    labels, used = [], 0
    for day, text, colour in wanted:
        if not period.has(day):
            continue
        left = (day - period.first_on).days / period.days * _PLOT_WIDTH
        width = len(text) * _CHARACTER + 12
        anchor_right = left + width > _PLOT_WIDTH
        span = (left - width, left) if anchor_right else (left, left + width)
        row = next((n for n, taken in enumerate(ends) if all(span[1] < a or span[0] > b for a, b in taken)), None)
        if row is None:
            continue
        ends[row].append(span)
        used = max(used, row + 1)
        labels.append(
            kit.label(
                text, x=day.isoformat(), y=1, yref="y domain", colour=colour, valign="bottom",
                anchor="right" if anchor_right else "left", shift=(-3 if anchor_right else 3, row * LABEL_ROW),
            )
        )  # fmt: skip
    return labels, used
