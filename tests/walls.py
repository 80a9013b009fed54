"""Sessions with one of the two walls taken away, so that a test sees the other hold alone."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

from sqlalchemy import Connection, create_engine
from sqlalchemy.orm import Session

from data_access.engine import driver_url, viewer_engine
from data_access.scope import scope_of
from data_access.session import ViewerSession, reading
from data_access.settings import load_settings
from domain.viewer import Viewer


@contextmanager
def scope_alone(viewer: Viewer) -> Iterator[Session]:
    """A viewer's session on a connection that shows everything: what narrows is the scope."""
    engine = create_engine(driver_url(load_settings().database_url))
    with ViewerSession(engine, info={"scope": scope_of(viewer), "viewer": viewer}) as session:
        yield session
    engine.dispose()


@contextmanager
def database_alone(viewer: Viewer) -> Iterator[Session]:
    """A session without scope or guard on a viewer's connection: what narrows is the database."""
    engine = viewer_engine(load_settings().database_url, viewer).execution_options(nexus_scoped=True)
    with Session(engine) as session:
        yield session


@contextmanager
def unguarded(viewer: Viewer) -> Iterator[Connection]:
    """A viewer's connection that takes any statement."""
    with database_alone(viewer) as session:
        yield session.connection()


WALLS: dict[str, Callable[[Viewer], AbstractContextManager[Session]]] = {
    "both walls": reading,
    "the scope alone": scope_alone,
    "the database alone": database_alone,
}
