"""The same figure, to be read from the back of a room: type, marks and lines grow, the drawing fills the screen."""

from typing import Any, Final

import plotly.graph_objects as go

from components.figures import kit

FACTOR: Final = 2.0
"""The note of 12 pixels becomes one of 24."""
_GROWN: Final = {"size", "width"}
_OF_TYPE: Final = {"font", "tickfont", "textfont", "title", "marker", "line", "hoverlabel", "error_y"}
_SHIFTS: Final = {"xshift", "yshift", "standoff", "thickness"}


def enlarged_figure(figure: go.Figure) -> go.Figure:
    """Draw a figure of ours as high as where it stands, its type and marks `FACTOR` times as large."""
    spec = figure.to_dict()
    layout = _grown(spec["layout"], in_type=False)
    del layout["height"]
    layout["margin"] = {side: round(FACTOR * pixels) for side, pixels in spec["layout"]["margin"].items()}
    return kit.figure([_grown(trace, in_type=False) for trace in spec["data"]], layout)


def _grown(part: Any, *, in_type: bool) -> Any:
    if isinstance(part, dict):
        return {key: _grown_in(key, value, in_type=in_type) for key, value in part.items()}
    return [_grown(one, in_type=in_type) for one in part] if isinstance(part, list) else part


def _grown_in(key: str, value: Any, *, in_type: bool) -> Any:
    if (in_type and key in _GROWN) or key in _SHIFTS:
        return _larger(value)
    return _grown(value, in_type=key in _OF_TYPE)


def _larger(value: Any) -> Any:
    if isinstance(value, list):
        return [_larger(one) for one in value]
    return value * FACTOR if isinstance(value, (int, float)) else value
