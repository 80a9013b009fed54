"""Who took part in touchpoints: whole lists at a time, replaced only where they differ."""

from collections import defaultdict
from collections.abc import Sequence

from sqlalchemy import Table, delete, insert, select

from data_access.imports.store import Record, Store, Values, chunks
from data_access.models import Participant

PARTICIPANTS: Table = Participant.__table__  # type: ignore[assignment]
_COLUMNS = ("contact_id", "user_id", "address", "part")


def set_participants(store: Store, lists: Sequence[tuple[Record, list[Values]]]) -> None:
    """Give each touchpoint its participants, in order; one whose list changed counts as changed."""
    lists = [(record, people) for record, people in lists if record.outcome != "rejected"]
    present = _present(store, [record.id for record, _ in lists if record.outcome != "added"])
    written: list[Values] = []
    replaced: list[int] = []
    for record, people in lists:
        if record.outcome != "added":
            if present[record.id] == [tuple(person[name] for name in _COLUMNS) for person in people]:
                continue
            record.outcome = store.tally.promote(record.outcome)
            if present[record.id]:
                replaced.append(record.id)
        written += [
            {**person, "touchpoint_id": record.id, "position": position} for position, person in enumerate(people)
        ]
    for part in chunks(replaced):
        store.session.execute(delete(PARTICIPANTS).where(PARTICIPANTS.c.touchpoint_id.in_(part)))
    if written:
        store.session.execute(insert(PARTICIPANTS).returning(PARTICIPANTS.c.position), written).all()


def _present(store: Store, touchpoints: list[int]) -> defaultdict[int, list[tuple[object, ...]]]:
    present: defaultdict[int, list[tuple[object, ...]]] = defaultdict(list)
    columns = [PARTICIPANTS.c[name] for name in _COLUMNS]
    for part in chunks(touchpoints):
        query = (
            select(PARTICIPANTS.c.touchpoint_id, *columns)
            .where(PARTICIPANTS.c.touchpoint_id.in_(part))
            .order_by(PARTICIPANTS.c.touchpoint_id, PARTICIPANTS.c.position)
        )
        for number, *person in store.session.execute(query):
            present[number].append(tuple(person))
    return present
