"""Giving an account's pulse, and taking it back."""

from data_access.models import HealthPulse
from data_access.moment import moment_of_change
from data_access.writing import writing
from domain.errors import NotFound, NotYours
from domain.pulse import LONGEST_NOTE
from domain.viewer import Viewer
from domain.vocabulary import PulseLevel, Role


def give_pulse(viewer: Viewer, operation_id: str, account_id: int, level: PulseLevel, note: str) -> None:
    """Note what the viewer thinks of the account today; earlier pulses stay on record. The score does not change."""
    with writing(viewer, operation_id, "give the pulse") as session:
        session.add(
            HealthPulse(
                account_id=account_id,
                level=level,
                given_on=viewer.as_of,
                author_id=viewer.user_id,
                note=note.strip()[:LONGEST_NOTE] or None,
                recorded_at=moment_of_change(session, viewer),
            )
        )


def take_back_pulse(viewer: Viewer, operation_id: str, pulse_id: int) -> None:
    """Undo a pulse of the viewer's own; the one before is the last again. An administrator may undo anybody's.

    Raises `NotFound` for one that is not there or not in sight, `NotYours` for somebody else's.
    """
    with writing(viewer, operation_id, "take back the pulse") as session:
        pulse = session.get(HealthPulse, pulse_id)
        if pulse is None:
            raise NotFound("pulse")
        if pulse.author_id != viewer.user_id and viewer.role is not Role.ADMINISTRATOR:
            raise NotYours("A pulse is taken back by who gave it.")
        session.delete(pulse)
