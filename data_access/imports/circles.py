"""Rows that hang under rows of their own table: put in place together, and never under themselves."""

from collections.abc import Sequence

from sqlalchemy import Table, bindparam, select, update

from data_access.imports.store import Record, Store


def hang(store: Store, table: Table, column: str, shown: str, wanted: Sequence[tuple[Record, str | None]]) -> None:
    """Give each record the parent of its name in `column`; one that is not known or closes a circle is left out, told.

    What the file says of its rows replaces what stood there, all at once: the result does not depend on the past.
    """
    known = store.ids(table, [name for _, name in wanted])
    rows = store.session.execute(select(table.c.id, table.c[column]).where(table.c[column].is_not(None)))
    stands: dict[int, int | None] = dict(rows.all())
    told = {record.id for record, _ in wanted}
    parents = {child: parent for child, parent in stands.items() if child not in told}
    moves = []
    for record, name in wanted:
        if record.outcome == "rejected":
            continue
        parent = known.get(name) if name else None
        if name and parent is None:
            store.tally.leave_out(record.line, shown, name, "There is no such row.")
        elif parent is not None and _closes_circle(parents, record.id, parent):
            store.tally.leave_out(record.line, shown, name, "The row would be its own parent.")
            parent = None
        parents[record.id] = parent
        if stands.get(record.id) != parent:
            moves.append({"key": record.id, "above": parent})
            store.tally.promote(record.outcome)
    if moves:
        move = update(table).where(table.c.id == bindparam("key")).values({column: bindparam("above")})
        store.session.connection().execute(move, moves)


def _closes_circle(parents: dict[int, int | None], child: int, parent: int) -> bool:
    seen = {child}
    above: int | None = parent
    while above is not None:
        if above in seen:
            return True
        seen.add(above)
        above = parents.get(above)
    return False
