"""How many statements a piece of code sends to the database."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Engine, event

from data_access.walls.postgresql import ENTER


class Counter:
    """Counts what passes."""

    def __init__(self) -> None:
        self.statements: list[str] = []

    def __len__(self) -> int:
        return len(self.statements)


@contextmanager
def counted_statements() -> Iterator[Counter]:
    """Collect every statement that any engine runs meanwhile, save for the data version and the beginnings."""
    counter = Counter()

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        of_every_transaction = statement.startswith("BEGIN") or statement == ENTER
        if "data_version" not in statement and "data_changes" not in statement and not of_every_transaction:
            counter.statements.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield counter
    finally:
        event.remove(Engine, "before_cursor_execute", note)
