"""What people explained of a day or a stretch, behind a chart over time: a tint over the days, its words at the top."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final

from components import markup
from components.figures import kit
from components.theme import STEP, Slot
from domain.annotation import Annotation

_LONGEST: Final = 30
_NAMED: Final = 4
"""So many bear their words, the latest; the list below the chart has all."""


def note_zones(notes: Sequence[Annotation], first: date, last: date) -> list[kit.Part]:
    """A tint over the days of each annotation between the two days."""
    return [
        kit.zone(
            x=(max(note.starts_on, first).isoformat(), min(note.ends_on + timedelta(days=1), last).isoformat()),
            colour=Slot.ACCENT, opacity=0.16,
        )
        for note in within(notes, first, last)
    ]  # fmt: skip


def note_words(notes: Sequence[Annotation], first: date, last: date) -> list[kit.Part]:
    """The words of the latest of them, one below the other, on the side where there is room."""
    middle = first + (last - first) / 2
    labels = []
    for place, note in enumerate(within(notes, first, last)[-_NAMED:]):
        is_late = note.starts_on > middle
        labels.append(
            kit.label(
                markup.shortened(note.note, _LONGEST), x=max(note.starts_on, first).isoformat(), y=1, yref="y domain",
                valign="top", colour=Slot.ACCENT, anchor="right" if is_late else "left",
                shift=(-STEP // 2 if is_late else STEP // 2, -2 * STEP * (place % 2)),
            )
        )  # fmt: skip
    return labels


def within(notes: Sequence[Annotation], first: date, last: date) -> list[Annotation]:
    """The annotations that the chart reaches, oldest first."""
    return sorted(
        (note for note in notes if note.starts_on <= last and note.ends_on >= first),
        key=lambda note: (note.starts_on, note.id),
    )
