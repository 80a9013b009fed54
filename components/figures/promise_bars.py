"""Promises by department: what was kept on time, late, broken, what is overdue, and what is not due yet."""

from collections.abc import Sequence
from typing import Final

import plotly.graph_objects as go

from components import format as fmt
from components.figures import kit
from components.theme import SIZE_NOTE, STEP, Slot
from domain.promises import Tally

_ROW: Final = 34
_PIECES: Final = (
    ("kept", "kept on time", Slot.HEALTHY, Slot.HEALTHY, ""),
    ("late", "kept late", Slot.WATCH, Slot.WARM_EDGE, "/"),
    ("broken", "broken", Slot.AT_RISK, Slot.AT_RISK, ""),
    ("overdue", "overdue", Slot.BACKGROUND, Slot.AT_RISK, "x"),
    ("open", "not due yet", Slot.BACKGROUND, Slot.UNKNOWN, ""),
)
"""State, words, fill, outline and pattern: told apart without colours too."""


def department_name(department: str) -> str:
    """`Account management`."""
    return department.replace("_", " ").capitalize()


def promise_bars_figure(tallies: Sequence[tuple[str, Tally]]) -> go.Figure:
    """Draw a bar a department, in the order given (top first), with its kept rate at the end."""
    names = [department_name(name) for name, _ in tallies]
    longest = max((one.made for _, one in tallies), default=0)
    traces = [
        {
            "type": "bar",
            "orientation": "h",
            "x": [getattr(one, state) for _, one in tallies],
            "y": names,
            "marker": {
                "color": fill,
                "line": {"width": 1, "color": edge},
                "pattern": {"shape": pattern, "fgcolor": edge, "size": 5, "solidity": 0.25},
            },
            "selected": {"marker": {"opacity": 1}},
            "unselected": {"marker": {"opacity": 1}},
            "customdata": [[name] for name in names],
            "hovertemplate": f"%{{y}}: %{{x}} {words}<extra></extra>",
        }
        for state, words, fill, edge, pattern in _PIECES
    ]
    ends = [
        kit.label(rate_text(one), x=one.made, y=name, shift=(STEP, 0), colour=Slot.INK, size=SIZE_NOTE)
        for name, (_, one) in zip(names, tallies, strict=True)
    ]
    y = kit.axis(kind="text", categoryorder="array", categoryarray=names[::-1])
    layout = kit.layout(
        height=_ROW * max(len(names), 1) + 56,
        x=kit.axis("Promises", grid=True, range=[0, longest * 1.35 or 1], nticks=6),
        y=y,
        annotations=ends,
        barmode="stack",
        bargap=0.4,
    )
    return kit.figure(traces, layout)


def rate_text(one: Tally) -> str:
    """`78% of 41 on time`, or that too few have come due."""
    if not one.due:
        return "none due yet"
    if not one.says_something:
        return f"{one.kept} of {one.due} on time"
    return f"{fmt.percent(one.kept_rate)} of {fmt.count(one.due)} on time"
