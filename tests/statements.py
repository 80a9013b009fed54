"""How many statements a piece of code sends to the database."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Engine, event


class Counter:
    """Counts what passes."""

    def __init__(self) -> None:
        self.statements: list[str] = []

    def __len__(self) -> int:
        return len(self.statements)


@contextmanager
def counted_statements() -> Iterator[Counter]:
    """Collect every statement that any engine runs meanwhile, but not those that ask for the data version."""
    counter = Counter()

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        if "data_version" not in statement and "data_changes" not in statement and not statement.startswith("BEGIN"):
            counter.statements.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield counter
    finally:
        event.remove(Engine, "before_cursor_execute", note)
