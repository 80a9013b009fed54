"""The ways into the database: as a viewer, who sees their accounts, or as the system, for upkeep."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from sqlalchemy import Connection, ExecutionContext, event
from sqlalchemy.orm import ORMExecuteState, Session

from data_access.engine import BEGIN_WRITING, viewer_engine, writer_engine
from data_access.scope import scope_of
from data_access.settings import load_settings
from data_access.version import forget_data_version
from data_access.walls.postgresql import ENTER, ENTER_TO_WRITE
from data_access.walls.statements import beyond_the_scope
from data_access.walls.tables import PERSONAL
from domain.viewer import Viewer

SCOPED = "nexus_scoped"
"""The execution option of a statement that the scope was put on, or that tells nothing about an account."""
_OF_THE_TRANSACTION = {"BEGIN", BEGIN_WRITING, ENTER, ENTER_TO_WRITE}

_for_several: ContextVar[bool] = ContextVar("nexus_for_several", default=False)


class UnscopedStatementError(RuntimeError):
    """A statement of a viewer's session that the scope could not be put on."""


class Gate:
    """Whether the session is just writing rows that it has checked (`data_access.writing`)."""

    is_open = False


class ViewerSession(Session):
    """A session whose every statement is narrowed to what its viewer may see."""


@contextmanager
def reading(viewer: Viewer) -> Iterator[Session]:
    """A read-only session in which `viewer` sees their accounts and nothing else.

    Only ORM statements pass: text, Core statements and direct use of the connection raise `UnscopedStatementError`.
    """
    engine = viewer_engine(load_settings().database_url, viewer)
    with ViewerSession(engine, info={"scope": scope_of(viewer), "viewer": viewer}, autoflush=False) as session:
        yield session


@contextmanager
def read_for_several() -> Iterator[None]:
    """Within, what is read goes to everybody who sees the same accounts; asking for a person's own rows is refused."""
    token = _for_several.set(True)
    try:
        yield
    finally:
        _for_several.reset(token)


@contextmanager
def maintaining() -> Iterator[Session]:
    """A transaction of the system itself (imports, refresh, sign-in): committed at the end, or not at all."""
    with Session(writer_engine(load_settings().database_url)) as session, session.begin():
        yield session
    forget_data_version()


@event.listens_for(ViewerSession, "do_orm_execute")
def _narrow(state: ORMExecuteState) -> None:
    if not state.is_orm_statement:
        raise UnscopedStatementError("a viewer's session runs ORM statements only")
    beyond = beyond_the_scope(state.statement)
    if beyond:
        raise UnscopedStatementError(f"the scope narrows models, and this reads {', '.join(sorted(beyond))}")
    if _for_several.get() and any(str(mapper.local_table) in PERSONAL for mapper in state.all_mappers):
        raise UnscopedStatementError("a result that several people share may not hold rows of one of them")
    state.statement = state.statement.options(*state.session.info["scope"])
    state.update_execution_options(**{SCOPED: True})


def _guard(
    connection: Connection, _cursor: Any, statement: str, _params: Any, context: ExecutionContext | None, _many: bool
) -> None:
    if not connection.get_execution_options().get("nexus_viewer") or statement in _OF_THE_TRANSACTION:
        return
    gate = connection.get_execution_options().get("nexus_gate")
    if gate is not None and gate.is_open:
        return
    if context is None or not context.execution_options.get(SCOPED):
        raise UnscopedStatementError("a statement reached a viewer's connection without passing the scope")


event.listen(Connection, "before_cursor_execute", _guard)
