"""Many changed rows in few statements."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Table, bindparam, cast, column, update, values
from sqlalchemy.orm import Session

Values = dict[str, Any]
_ROWS = 500


def update_rows(session: Session, table: Table, key: Sequence[str], pairs: Sequence[tuple[Values, Values]]) -> None:
    """Write the new values of rows, each found by its row number, else by its key: (what stands there, what shall).

    On PostgreSQL a statement carries many rows, as each statement is noted as one change of the data.
    """
    named = ("id",) if "id" in table.c else tuple(key)
    written = [name for name in pairs[0][1] if name not in key]
    if not written:
        return
    raised: Values = {"version": table.c.version + 1} if "version" in table.c else {}
    if session.get_bind().dialect.name != "postgresql":
        statement = update(table).where(*[table.c[name] == bindparam(f"key_{name}") for name in named])
        rows = [
            {f"key_{name}": before[name] for name in named} | {f"new_{name}": after[name] for name in written}
            for before, after in pairs
        ]
        news: Values = {name: bindparam(f"new_{name}") for name in written}
        session.connection().execute(statement.values({**news, **raised}), rows)
        return
    columns = [column(f"key_{name}", table.c[name].type) for name in named]
    columns += [column(f"new_{name}", table.c[name].type) for name in written]
    for start in range(0, len(pairs), _ROWS):
        data = [
            (*(before[name] for name in named), *(after[name] for name in written))
            for before, after in pairs[start : start + _ROWS]
        ]
        given = values(*columns, name="given").data(data)
        more: Values = {name: cast(given.c[f"new_{name}"], table.c[name].type) for name in written}
        same = [table.c[name] == cast(given.c[f"key_{name}"], table.c[name].type) for name in named]
        session.execute(update(table).where(*same).values({**more, **raised}))
