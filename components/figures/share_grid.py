"""Shares in a grid: rows of groups, columns of what is counted; the fuller a cell, the larger its share."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import plotly.graph_objects as go

from components import markup
from components.figures import kit
from components.theme import SIZE_NOTE, STEP, Slot

ROW: Final = 34
_HEAD: Final = 40
_WIDE: Final = 0.94
_LONGEST: Final = 22


@dataclass(frozen=True, slots=True)
class Share:
    """A cell: the share (0-1, None where nothing can be said), its words, what stands below them, and what it opens."""

    share: float | None
    words: str
    note: str
    opens: str


@dataclass(frozen=True, slots=True)
class Block:
    """Rows that belong together, under a name of their own; "" without one."""

    name: str
    rows: Sequence[tuple[str, Mapping[str, Share]]]


def share_grid_figure(blocks: Sequence[Block], columns: Sequence[str]) -> go.Figure:
    """Draw the blocks one below the other, with `columns` across; a cell that is not there stays empty."""
    ticks: dict[float, str] = {}
    placed: list[tuple[int, float, Share]] = []
    names: list[tuple[float, str]] = []
    place = 0.0
    for block in blocks:
        if block.name:
            names.append((place, block.name))
            place += 0.8
        for name, shares in block.rows:
            ticks[place] = markup.plotly(markup.shortened(name, _LONGEST))
            placed += [(columns.index(column), place, one) for column, one in shares.items()]
            place += 1.0
        place += 0.2
    # Bold rows of sums would shout; a hairline above each block is enough.
    x = kit.axis(
        range=[-0.5, len(columns) - 0.5], tickvals=list(range(len(columns))),
        ticktext=[markup.plotly(column) for column in columns], side="top",
        tickfont={"size": SIZE_NOTE, "color": Slot.SECOND_INK},
    )  # fmt: skip
    y = kit.axis(
        range=[place - 0.6, -0.6], tickvals=list(ticks), ticktext=list(ticks.values()),
        tickfont={"size": SIZE_NOTE, "color": Slot.INK},
    )  # fmt: skip
    words = [label for cell in placed for label in _words(*cell)]
    words += [
        kit.label(name, x=0, y=at, xref="paper", anchor="right", shift=(-STEP // 2, 0), colour=Slot.SECOND_INK)
        for at, name in names
    ]
    layout = kit.layout(
        height=int(ROW * place) + _HEAD, x=x, y=y, annotations=words, barmode="overlay", hovermode="closest"
    )
    return kit.figure([_trace(placed, whole=True), _trace(placed, whole=False)], layout)


def _trace(placed: Sequence[tuple[int, float, Share]], *, whole: bool) -> kit.Part:
    """The cells themselves, on which one clicks, or how full they are."""
    return {
        "type": "bar",
        "orientation": "h",
        "y": [at for _, at, _ in placed],
        "base": [column - _WIDE / 2 for column, _, _ in placed],
        "x": [_WIDE * (1.0 if whole else one.share or 0.0) for _, _, one in placed],
        "width": 0.86,
        "marker": {
            "color": Slot.SURFACE if whole else Slot.HAIRLINE,
            "line": {"width": int(whole), "color": Slot.HAIRLINE},
        },
        "selected": {"marker": {"opacity": 1}},
        "unselected": {"marker": {"opacity": 1}},
        "customdata": [[markup.plotly(one.opens), markup.plotly(f"{one.words}; {one.note}")] for _, _, one in placed],
        "hovertemplate": "%{customdata[0]}<br>%{customdata[1]}<extra></extra>",
    }  # fmt: skip


def _words(column: int, at: float, one: Share) -> list[kit.Part]:
    left = column - _WIDE / 2
    return [
        kit.label(one.words, x=left, y=at, shift=(STEP // 2, 8 if one.note else 0), colour=Slot.INK),
        *([kit.label(one.note, x=left, y=at, shift=(STEP // 2, -7), size=SIZE_NOTE - 1)] if one.note else []),
    ]
