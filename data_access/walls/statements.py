"""What the scope cannot narrow in a statement: a table that was named without its model, and text.

The scope puts its criteria on models. A `Table` beside them, or words of SQL, would be read whole.
"""

from collections.abc import Container, Iterator
from typing import Any

from sqlalchemy import Column, Executable, Join, Select, Table, TextClause
from sqlalchemy.orm import FromStatement
from sqlalchemy.sql.dml import UpdateBase
from sqlalchemy.sql.elements import ColumnClause
from sqlalchemy.sql.selectable import AliasedReturnsRows, SelectBase

from data_access.walls.tables import guarded

_GUARDED = guarded()


def beyond_the_scope(statement: Executable) -> set[str]:
    """Guarded tables that `statement` reads without their model, and `text` if it has words of its own."""
    found: set[str] = set()
    selects: list[Any] = [statement]
    seen: set[int] = set()
    while selects:
        select = selects.pop()
        if id(select) not in seen:
            seen.add(id(select))
            inside: list[Any] = []
            found |= _of_one_select(select, inside)
            selects += inside
    return found


def _of_one_select(select: Any, inside: list[Any]) -> set[str]:
    """The same of one select alone; the selects within it are put `inside`."""
    sources = [*_sources(select)]
    columns: list[Any] = []
    found: set[str] = set()
    for element in _elements(select, inside):
        if isinstance(element, TextClause | FromStatement) or _is_words(element):
            found.add("text")
        elif isinstance(element, Column):
            columns.append(element)
        elif isinstance(element, Join):
            sources += [element.left, element.right]
    found |= {_table_behind(source) for source in sources if not _bears_its_model(source)}
    # A plain column of a table that is read by its model is no further source: the criterion is on its table.
    models = [one.table if isinstance(one, Column) else one for one in sources if _bears_its_model(one)]
    narrowed = {model.name for model in models if isinstance(model, Table)}
    found |= {_table_behind(column.table, narrowed) for column in columns if not _bears_its_model(column)}
    return found & (_GUARDED | {"text"})


def _sources(select: Any) -> Iterator[Any]:
    """What a select reads from: tables and joins, and the columns that it gives."""
    if isinstance(select, Select):
        yield from select._from_obj
        yield from (target for target, *_ in select._setup_joins)
        yield from select._raw_columns
    elif isinstance(select, UpdateBase):
        yield select.table


def _elements(select: Any, inside: list[Any]) -> Iterator[Any]:
    waiting = [select, *select.get_children()]
    while waiting:
        element = waiting.pop()
        if isinstance(element, SelectBase) and element is not select:
            inside.append(element)
        else:
            yield element
            waiting += element.get_children() if element is not select else ()


def _is_words(element: Any) -> bool:
    return isinstance(element, ColumnClause) and element.is_literal and element.name.strip("*0123456789") != ""


def _bears_its_model(part: Any) -> bool:
    return "parententity" in part._annotations


def _table_behind(part: Any, narrowed: Container[str] = ()) -> str:
    """The table of a plain source or alias; nothing for one of `narrowed` under its own name."""
    if isinstance(part, Table):
        return "" if part.name in narrowed else part.name
    while isinstance(part, AliasedReturnsRows):
        part = part.element
    return part.name if isinstance(part, Table) else ""
