"""The weekly health of an account over the bands that it passed through."""

from collections.abc import Sequence
from datetime import date

import pandas as pd
import plotly.graph_objects as go

from components import format as fmt
from components.figures import kit
from components.figures.model_marks import Marks, model_lines, model_names
from components.figures.note_marks import note_words, note_zones
from components.theme import BANDS, STEP, Slot
from domain.annotation import Annotation
from domain.bands import LOWER_BOUNDS
from domain.moves import points_moved

_NOTICEABLE = 1.0
"""Points from which the score without issues is drawn beside the score."""


def health_history_figure(
    weeks: pd.DataFrame, height: int = 300, models: Marks = (), notes: Sequence[Annotation] = ()
) -> go.Figure:
    """Draw `week_on`, `score` and `score_without_issues` (points), from 0 to 100, over the bands.

    `models`: the days from which another health model counts, with its name; `notes`: what people explained.
    """
    dates = kit.days(weeks["week_on"].tolist())
    apart = (weeks["score_without_issues"] - weeks["score"]).abs().gt(_NOTICEABLE)
    # With the weeks beside them, so that the dotted line leaves the score and comes back to it.
    apart |= apart.shift(1, fill_value=False) | apart.shift(-1, fill_value=False)
    traces = [
        _line(dates, weeks["score_without_issues"].where(apart), Slot.SECOND_INK, 1.5, "dot", "without issues"),
        _line(dates, weeks["score"], Slot.INK, 2.2, "solid", "health"),
    ]
    upper, shapes, names = 100.0, [], []
    for band, lower in LOWER_BOUNDS:
        shapes.append(kit.zone(y=(lower, upper), colour=BANDS[band].fill, opacity=0.14))
        words = f"{BANDS[band].sign}  {BANDS[band].label}"
        names.append(kit.label(words, x=1, xref="x domain", y=(lower + upper) / 2, shift=(36, 0)))
        upper = lower
    layout = kit.layout(
        height=height,
        x=kit.axis(kind="date"),
        y=kit.axis("Health score (points)", range=[0, 100], tickvals=[0, 20, 40, 60, 80, 100]),
        margin={"r": 128},
        shapes=[*shapes, *note_zones(notes, *_span(weeks)), *model_lines(models, *_span(weeks))],
        annotations=[
            *names,
            *_last(weeks),
            *model_names(models, *_span(weeks)),
            *note_words(notes, *_span(weeks)),
        ],
        hovermode="x unified",
    )
    return kit.figure(traces, layout)


def history_sentence(weeks: pd.DataFrame) -> str:
    """How health moved over the weeks shown, in a sentence."""
    known = weeks[weeks["score"].notna()]
    if known.empty:
        return "Health is not known yet"
    scores, weeks_known = known["score"].tolist(), known["week_on"].tolist()
    since, now = fmt.day(weeks_known[0]), fmt.score(scores[-1])
    if len(scores) == 1:
        return f"Health is {now}; it was first known on {since}"
    change = points_moved(scores[0], scores[-1])
    lowest = min(range(len(scores)), key=scores.__getitem__)
    way = "rose" if change > 0 else "fell"
    moved = f"stands about where it stood on {since}, at {now}"
    if change:
        moved = f"{way} from {fmt.score(scores[0])} to {now} since {since}"
    if not points_moved(min(scores[0], scores[-1]), scores[lowest]):
        return f"Health {moved}"
    return f"Health {moved}; the lowest was {fmt.score(scores[lowest])} on {fmt.day(weeks_known[lowest])}"


def _span(weeks: pd.DataFrame) -> tuple[date, date]:
    return weeks["week_on"].iloc[0], weeks["week_on"].iloc[-1]


def _line(dates: list[str], values: pd.Series, colour: Slot, width: float, dash: str, name: str) -> kit.Part:
    return {
        "type": "scatter",
        "mode": "lines",
        "name": name,
        "x": dates,
        "y": [None if pd.isna(value) else round(float(value), 1) for value in values],
        "line": {"color": colour, "width": width, "dash": dash},
        "hovertemplate": f"%{{y:.0f}} {name}<extra></extra>",
    }


def _last(weeks: pd.DataFrame) -> list[kit.Part]:
    known = weeks[weeks["score"].notna()]
    if known.empty:
        return []
    row = known.iloc[-1]
    value = float(row["score"])
    return [
        kit.label(fmt.score(value), x=row["week_on"].isoformat(), y=value, colour=Slot.INK, shift=(STEP, 0), size=14)
    ]
