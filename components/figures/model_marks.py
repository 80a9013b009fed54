"""Where another health model began to count: a thin line with its name, on every chart of health over time."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from components import markup
from components.figures import kit
from components.theme import STEP, Slot

Marks = Sequence[tuple[date, str]]
"""Days from which another model counts, oldest first, with its name."""
_LONGEST: Final = 24
_NAMED: Final = 3
"""So many marks bear their names, the latest; the table beside the chart names all."""


def model_lines(marks: Marks, first: date, last: date) -> list[kit.Part]:
    """A line at each mark between the two days."""
    return [kit.rule(x=day.isoformat(), colour=Slot.SECOND_INK, dash="dot") for day, _ in within(marks, first, last)]


def model_names(marks: Marks, first: date, last: date) -> list[kit.Part]:
    """The names of the latest of them, at the foot of their lines, on the side where there is room."""
    middle = first + (last - first) / 2
    return [
        kit.label(
            markup.shortened(f"“{name}”", _LONGEST), x=day.isoformat(), y=0, yref="y domain", valign="bottom",
            anchor="right" if day > middle else "left", shift=(-STEP // 2 if day > middle else STEP // 2, 0),
        )
        for day, name in within(marks, first, last)[-_NAMED:]
    ]  # fmt: skip


def within(marks: Marks, first: date, last: date) -> list[tuple[date, str]]:
    """The marks that the chart reaches."""
    return [(day, name) for day, name in marks if first < day <= last]


def model_of_week(marks: Marks, weeks: Sequence[date]) -> list[str | None]:
    """For each week, latest or oldest first, the model that began to count in it; None in the others."""
    ordered = sorted(weeks)
    begun = {next((week for week in ordered if week >= day), None): name for day, name in marks}
    return [begun.get(week) for week in weeks]
