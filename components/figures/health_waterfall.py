"""The way from a hundred down to the score: a bar for what each cause takes, the largest first."""

from collections.abc import Sequence

import plotly.graph_objects as go

from components import format as fmt
from components import markup
from components.figures import kit
from components.theme import STEP, Slot
from domain.explanation import CAP, Bar, Waterfall

SHOWN = 8
"""Bars of their own; the rest is one bar together."""
_LEAST = 0.05
_ROW = 30
_WIDTH = 66
"""Letters of a sentence that fit beside the bars."""


def health_waterfall_figure(told: Waterfall) -> go.Figure:
    """Draw the bars from 100 at the upper right to the score at the lower left; the axis starts below the score."""
    rows = _rows(told)
    ends, top = [], 100.0
    for _, points, _ in rows:
        ends.append((top - points, top))
        top -= points
    places = list(range(len(rows)))
    bars = {
        "type": "bar",
        "orientation": "h",
        "base": [low for low, _ in ends],
        "x": [points for _, points, _ in rows],
        "y": places,
        "width": 0.62,
        "marker": {"color": [Slot.AT_RISK if key == CAP else Slot.SECOND_INK for key, _, _ in rows]},
        "customdata": [[markup.plotly(words), f"{points:.1f}"] for _, points, words in rows],
        "hovertemplate": "%{customdata[0]}<br>takes %{customdata[1]} points<extra></extra>",
    }
    floor = max(10.0 * ((told.score - 6) // 10), 0.0)
    amounts = [
        kit.label(_minus(points), x=low, y=place, anchor="right", shift=(-STEP // 2, 0), colour=Slot.INK)
        for place, (low, _), (_, points, _) in zip(places, ends, rows, strict=True)
    ]
    score = kit.label(f"score {fmt.score(told.score)}", x=told.score, y=len(rows) - 0.45, valign="top",
                      anchor="left", shift=(STEP // 2, 0), colour=Slot.INK)  # fmt: skip
    layout = kit.layout(
        height=_ROW * (len(rows) + 1) + 48,
        x=kit.axis("Points of a hundred", grid=True, range=[floor - 4, 100.5], nticks=6),
        y=kit.axis(
            tickvals=places,
            ticktext=[markup.plotly(markup.shortened(words, _WIDTH)) for _, _, words in rows],
            range=[len(rows) + 0.3, -0.6],
            tickfont={**kit.FONT, "color": Slot.INK},
        ),
        annotations=[*amounts, score],
        shapes=[kit.rule(x=told.score, dash="dot")],
    )
    return kit.figure([bars], layout)


def waterfall_sentence(told: Waterfall, limit: int = 2) -> str:
    """What takes the most, as `Service and trust take 14 of the 36 points that are missing`."""
    first = [bar for bar in told.bars[:limit] if bar.points >= _LEAST]
    missing = round(told.missing)
    if not first or not missing:
        return "Nothing is missing from a hundred"
    if first[0].key == CAP:
        return f"A severe open issue takes {round(first[0].points)} of the {missing} points that are missing"
    names = " and ".join(name if place == 0 else name.lower() for place, name in enumerate(_names(first)))
    verb = "take" if len(first) > 1 else "takes"
    return f"{names} {verb} {round(sum(bar.points for bar in first))} of the {missing} points that are missing"


def _names(bars: Sequence[Bar]) -> list[str]:
    return ["The cap" if bar.key == CAP else bar.label for bar in bars]


def _rows(told: Waterfall) -> list[tuple[str, float, str]]:
    """Key, points and words of each bar that is drawn."""
    seen = [bar for bar in told.bars if bar.points >= _LEAST]
    rows = [(bar.key, bar.points, bar.sentence.rstrip(".")) for bar in seen[:SHOWN]]
    rest = sum(bar.points for bar in told.bars) - sum(points for _, points, _ in rows)
    if len(seen) > SHOWN:
        rows.append(("rest", rest, f"{len(seen) - SHOWN} more, each smaller"))
    return rows


def _minus(points: float) -> str:
    return fmt.signed(f"{points:.1f}", -points)
